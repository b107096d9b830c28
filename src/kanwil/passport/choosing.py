"""Everything of mine that can stand in a passport, with what of it already does; and reading what was ticked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.matrix import my_list
from kanwil.proof.models import Evidence
from kanwil.qualifications import standing

from .models import Item, Passport

SKILL, PROOF, QUALIFICATION = "skill", "proof", "qualification"
PARTS = ("level", "words", "sources", "wish", "number")
ON_BY_ITSELF = {"level", "words", "sources"}  # a wish and a number only when somebody ticks them


@dataclass(frozen=True)
class Part:
    """Something of an item that can be shown or left out."""

    key: str
    name: str
    says: str
    shown: bool


@dataclass(frozen=True)
class Offer:
    """One thing of mine: its key, its name, whether it is in this passport, and its parts."""

    key: str
    name: str
    sub: str = ""
    chosen: bool = False
    position: int = 0
    parts: tuple[Part, ...] = ()

    @property
    def slug(self) -> str:
        """Its place on the page, to come back to."""
        return self.key.replace(":", "-")


@dataclass(frozen=True)
class Offers:
    """All there is to choose from; what was chosen stands first, in its own order."""

    skills: list[Offer] = field(default_factory=list)
    proof: list[Offer] = field(default_factory=list)
    qualifications: list[Offer] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not (self.skills or self.proof or self.qualifications)


@dataclass(frozen=True)
class Picked:
    """One thing that was ticked, with the parts that were ticked."""

    key: str
    parts: frozenset[str]


def offers(actor: Actor, passport: Passport | None = None) -> Offers:
    """What I can choose from. Without a passport nothing is chosen yet."""
    chosen = {item.key: item for item in passport.items.all()} if passport else {}
    return Offers(_skills(actor, chosen), _proof(actor, chosen), _qualifications(actor, chosen))


def _skills(actor: Actor, chosen: Mapping[str, Item]) -> list[Offer]:
    found = []
    for line in my_list.lines(actor):
        claim, key = line.claim, f"{SKILL}:{line.claim.pk}"
        says = {
            "level": (_("how far I am"), claim.level.sentence if claim.level else ""),
            "words": (_("my own words"), claim.words),
            "sources": (_("who saw it"), _seen_by(line)),
            "wish": (_("what I want"), claim.get_wish_display() if claim.wish else ""),
        }
        found.append(_offer(key, line.name, "", says, chosen))
    return _in_order(found)


def _seen_by(line: my_list.Line) -> str:
    if line.confirmed is None or line.confirmed.by is None:
        return ""
    return _("%(name)s saw this") % {"name": line.confirmed.by.name}


def _proof(actor: Actor, chosen: Mapping[str, Item]) -> list[Offer]:
    rows = visible(Evidence, actor, "change").order_by("title", "pk")
    return _in_order([_offer(f"{PROOF}:{row.pk}", row.title, str(row.get_kind_display()), {}, chosen) for row in rows])


def _qualifications(actor: Actor, chosen: Mapping[str, Item]) -> list[Offer]:
    return _in_order(
        [
            _offer(
                f"{QUALIFICATION}:{one.row.pk}",
                one.name,
                one.row.issuer,
                {"number": (_("the number on it"), one.row.number)},
                chosen,
            )
            for one in standing.mine(actor)
        ]
    )


def _offer(key: str, name: str, sub: str, says: Mapping[str, tuple[str, str]], chosen: Mapping[str, Item]) -> Offer:
    item = chosen.get(key)
    parts = tuple(
        Part(part, words, text, getattr(item, f"with_{part}") if item else part in ON_BY_ITSELF)
        for part, (words, text) in says.items()
        if text
    )
    return Offer(key, name, sub, item is not None, item.position if item else 0, parts)


def _in_order(found: list[Offer]) -> list[Offer]:
    return sorted(found, key=lambda one: (not one.chosen, one.position if one.chosen else 0, one.name.casefold()))


def picked(posted: Mapping[str, Any], ticked: list[str]) -> list[Picked]:
    """What was ticked on the page, in the order in which it stood there."""
    return [
        Picked(key, frozenset(part for part in PARTS if posted.get(f"{part}-{key}"))) for key in dict.fromkeys(ticked)
    ]


def moved(among: list[Picked], key: str, by: int) -> list[Picked]:
    """The same with one thing a place up or down among its own kind."""
    kind = key.partition(":")[0]
    same = [one for one in among if one.key.startswith(f"{kind}:")]
    place = next((number for number, one in enumerate(same) if one.key == key), None)
    if place is None or not 0 <= place + by < len(same):
        return among
    same[place], same[place + by] = same[place + by], same[place]
    others = iter(same)
    return [next(others) if one.key.startswith(f"{kind}:") else one for one in among]
