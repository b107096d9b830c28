"""What this room shows on pages of other rooms: what a colleague shares with you, and a word on your own list.

Looking at what somebody shares is written down first.
"""

from __future__ import annotations

from dataclasses import dataclass

from kanwil.access import Actor, visible
from kanwil.audit.looks import looked
from kanwil.people.models import Person
from kanwil.people.panels import Panel
from kanwil.skills.models import Skill
from kanwil.skills.panels import Panel as WordPanel
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


def kept_by_you(actor: Actor) -> Panel | None:
    """For who left: their own list, to read."""
    claims = list(visible(Claim, actor, "change").select_related("level"))
    names = names_of([claim.skill_id for claim in claims if claim.skill_id])
    lines = [
        Line(str(names.get(claim.skill_id, "")) if claim.skill_id else claim.own_label, claim, claim.wish)
        for claim in claims
    ]
    shown = {"lines": sorted(lines, key=lambda line: line.name.casefold())}
    return Panel("matrix/panel_kept.html", shown) if lines else None


def on_my_list(actor: Actor, skill: Skill) -> WordPanel | None:
    """On the page of a word: put it on my list, or what I said about it."""
    claim = visible(Claim, actor, "change").filter(skill=skill).select_related("level").first()
    offered = skill.status == "current" and skill.kind != "group" and skill.framework.in_use
    if claim is None and not offered:
        return None
    return WordPanel("matrix/panel_skill.html", {"claim": claim, "skill": skill})
