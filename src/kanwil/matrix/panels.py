"""What a colleague shares with you, on their page among the people. Looking at it is written down first."""

from __future__ import annotations

from dataclasses import dataclass

from kanwil.access import Actor, visible
from kanwil.audit.looks import looked
from kanwil.people.models import Person
from kanwil.people.panels import Panel
from kanwil.skills.words import names_of

from .models import Claim


@dataclass(frozen=True)
class Line:
    """One skill as this viewer may see it: the wish only where that is shared too."""

    name: str
    claim: Claim
    wish: str


def shared_with_you(actor: Actor, person: Person) -> Panel | None:
    """What this person shares with this viewer, by the alphabet. Nothing on your own page: there you have your list."""
    if person.pk == actor.person_id or person.left_on:
        return None
    claims = list(visible(Claim, actor).filter(person=person).select_related("level"))
    wishes = set(visible(Claim, actor, "view_wish").filter(person=person).values_list("pk", flat=True))
    names = names_of([claim.skill_id for claim in claims if claim.skill_id])
    lines = [
        Line(
            str(names.get(claim.skill_id, "")) if claim.skill_id else claim.own_label,
            claim,
            claim.wish if claim.pk in wishes else "",
        )
        for claim in claims
    ]
    lines = [line for line in lines if line.claim.level_id or line.wish or line.claim.words]
    if lines:
        looked(actor, [person.pk], page="person")
    return Panel(
        "matrix/panel_shared.html",
        {"lines": sorted(lines, key=lambda line: line.name.casefold()), "person": person},
    )
