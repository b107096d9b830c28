"""What other rooms do when somebody leaves, comes back or changes team: functions they put in a list here."""

from __future__ import annotations

from collections.abc import Callable

from kanwil.access import Actor

from .models import Person, Unit

ON_LEAVING: list[Callable[[Actor, Person], None]] = []
ON_COMING_BACK: list[Callable[[Actor, Person], None]] = []
ON_LEAVING_TEAM: list[Callable[[Actor, Person, Unit], None]] = []


def left(actor: Actor, *, person: Person) -> None:
    for step in ON_LEAVING:
        step(actor, person)


def came_back(actor: Actor, *, person: Person) -> None:
    for step in ON_COMING_BACK:
        step(actor, person)


def left_team(actor: Actor, *, person: Person, unit: Unit) -> None:
    for step in ON_LEAVING_TEAM:
        step(actor, person, unit)
