"""One cell of the team's table, opened: what one colleague shares about one skill, or your own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.http import Http404

from kanwil.access import Actor, Decision, can, visible
from kanwil.people.models import Membership, Person, Unit
from kanwil.skills.models import Level, Skill
from kanwil.skills.words import Word, default_scale, explanations_of, names_of

from .models import Claim, Confirmation, Share, TeamSkill, active


@dataclass(frozen=True)
class Confirmed:
    """Who saw it, what and when."""

    by: str
    saw: str
    at: datetime | None


@dataclass(frozen=True)
class Cell:
    """What this viewer may see of one skill of one colleague. `claim` is None when nothing may be seen."""

    unit: Unit
    person: Person
    skill: Skill
    name: Word
    explanation: Word | None
    claim: Claim | None
    wish: str
    confirmed: list[Confirmed]
    because: Decision | None
    mine: bool
    shared_until: date | None = None
    shared: bool = False

    @property
    def level(self) -> Level | None:
        return self.claim.level if self.claim else None

    @property
    def sentence(self) -> str:
        return self.level.sentence if self.level else ""


def read_cell(actor: Actor, unit: Unit, person_id: int, skill_id: int) -> Cell:
    """Open one cell. Http404 for somebody who is not in the team now, or a skill that is not on its list."""
    place = Membership.objects.on().filter(unit=unit, person_id=person_id).select_related("person").first()
    listed = TeamSkill.objects.filter(unit=unit, skill_id=skill_id).select_related("skill").first()
    if place is None or listed is None:
        raise Http404
    one = Q(person_id=person_id, skill_id=skill_id)
    claim = visible(Claim, actor, among=one).select_related("level").first()
    mine = person_id == actor.person_id
    wish = ""
    if claim is not None and visible(Claim, actor, "view_wish", among=one).exists():
        wish = claim.wish
    if claim is not None and not mine and claim.level_id is None and not wish and not claim.words:
        claim = None
    share = _with_team(actor, unit, claim) if mine and claim else None
    return Cell(
        unit,
        place.person,
        listed.skill,
        names_of([skill_id]).get(skill_id, Word(f"#{skill_id}")),
        explanations_of([skill_id]).get(skill_id),
        claim,
        wish,
        _confirmed(claim) if claim else [],
        can(actor, "view", claim) if claim and not mine else None,
        mine,
        share.until_on if share else None,
        share is not None,
    )


def levels_for(skill: Skill) -> list[Level]:
    """The sentences somebody can choose from for this skill, in the order of the scale."""
    scale = skill.scale or default_scale()
    return sorted(scale.levels.all(), key=lambda level: level.position)


def _with_team(actor: Actor, unit: Unit, claim: Claim) -> Share | None:
    shares = visible(Share, actor).filter(active()).filter(Q(to_unit=unit) | Q(to_everyone=True), claim=claim)
    return shares.order_by("-to_unit_id").first()


def _confirmed(claim: Claim) -> list[Confirmed]:
    """Who confirmed the level that is said now. It goes along with what is shared."""
    if claim.level_id is None:
        return []
    rows = Confirmation.objects.filter(
        claim=claim, level_id=claim.level_id, confirmed=True, withdrawn_at__isnull=True
    ).select_related("by")
    return [Confirmed(row.by.name if row.by else "", row.saw, row.answered_at) for row in rows.order_by("answered_at")]
