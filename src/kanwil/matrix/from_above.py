"""What rooms above show on a person's own list and on the page of one skill: functions they put in a list here.

Each gets the actor, asks the rules itself what this actor may see, and gives nothing when there is nothing to show.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kanwil.access import Actor
from kanwil.people.panels import Panel

from .models import Claim

Words = str | Promise


@dataclass(frozen=True)
class Waiting:
    """A question of somebody else that asks for this person's own answer: never a deadline."""

    title: Words
    text: Words
    url: str
    action: Words


@dataclass(frozen=True)
class Way:
    """Another way to find skills for one's own list: a tile with a picture, on an empty list and where one chooses."""

    title: Words
    text: Words
    url: str
    icon: str


WAYS: list[Callable[[Actor], list[Way]]] = []
WAITING: list[Callable[[Actor], Waiting | None]] = []
BESIDE_MY_LIST: list[Callable[[Actor], Panel | None]] = []
THROUGH_EYES: list[Callable[[Actor, int], Panel | None]] = []
OF_A_SKILL: list[Callable[[Actor, Claim], Panel | None]] = []
BY_LINK: list[Callable[[Actor], set[str]]] = []


def register_waiting(function: Callable[[Actor], Waiting | None]) -> Callable[[Actor], Waiting | None]:
    """Tell what waits for somebody. The same one twice stays one."""
    if function not in WAITING:
        WAITING.append(function)
    return function


def register_ways(function: Callable[[Actor], list[Way]]) -> Callable[[Actor], list[Way]]:
    """Offer other ways to find skills for the list. The same one twice stays one."""
    if function not in WAYS:
        WAYS.append(function)
    return function


def register_beside_my_list(function: Callable[[Actor], Panel | None]) -> Callable[[Actor], Panel | None]:
    """Put a card beside somebody's own list. The same one twice stays one."""
    if function not in BESIDE_MY_LIST:
        BESIDE_MY_LIST.append(function)
    return function


def register_of_a_skill(function: Callable[[Actor, Claim], Panel | None]) -> Callable[[Actor, Claim], Panel | None]:
    """Put a panel on the page of one skill of somebody. The same one twice stays one."""
    if function not in OF_A_SKILL:
        OF_A_SKILL.append(function)
    return function


def register_by_link(function: Callable[[Actor], set[str]]) -> Callable[[Actor], set[str]]:
    """Tell which things of somebody can be read by a link: "skill:7", "proof:3". The same one twice stays one."""
    if function not in BY_LINK:
        BY_LINK.append(function)
    return function


def register_through_eyes(function: Callable[[Actor, int], Panel | None]) -> Callable[[Actor, int], Panel | None]:
    """Tell what these eyes see of a person, asked with the same rules as the real page. The same one twice stays one.

    The eyes are borrowed by that person themselves: nothing is written down, nobody looked.
    """
    if function not in THROUGH_EYES:
        THROUGH_EYES.append(function)
    return function


def ways_for(actor: Actor) -> list[Way]:
    """The other ways to find skills, in the order in which the rooms above offer them."""
    return [way for offer in WAYS for way in offer(actor)]


def waiting_for(actor: Actor) -> list[Waiting]:
    """Everything of the rooms above that waits for this person."""
    return [found for ask in WAITING if (found := ask(actor)) is not None]


def beside_my_list(actor: Actor) -> list[Panel]:
    """The cards beside this person's own list."""
    return [panel for make in BESIDE_MY_LIST if (panel := make(actor)) is not None]


def of_a_skill(actor: Actor, claim: Claim) -> list[Panel]:
    """The panels on the page of this skill of the actor."""
    return [panel for make in OF_A_SKILL if (panel := make(actor, claim)) is not None]


def by_link(actor: Actor) -> set[str]:
    """Which things of this person somebody outside can read by a link: "skill:7", "proof:3", "qualification:2"."""
    return {key for told in BY_LINK for key in told(actor)}


def through_eyes_of(eyes: Actor, person_id: int) -> list[Panel]:
    """What else, besides skills, these eyes see of this person."""
    return [panel for make in THROUGH_EYES if (panel := make(eyes, person_id)) is not None]
