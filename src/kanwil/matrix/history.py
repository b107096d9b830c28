"""What somebody said before about one skill: all of it, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.skills.models import Level
from kanwil.skills.words import names_of

from .models import Claim, Statement


@dataclass(frozen=True)
class Earlier:
    """One thing said at a moment."""

    at: datetime
    level: Level | None
    wish: str
    words: str
    how: str
    called: str = ""  # the word of then, when that is another one than now


def history_of(actor: Actor, claim: Claim) -> list[Earlier]:
    """Everything this person ever said about this skill."""
    rows = visible(Statement, actor).filter(person_id=claim.person_id)
    if claim.skill_id is None:
        rows = rows.filter(skill__isnull=True, own_label__iexact=claim.own_label)
    else:
        same = rows.filter(skill_id=claim.skill_id).values("claim_id_then")  # also from before a word moved along
        rows = rows.filter(Q(skill_id=claim.skill_id) | Q(claim_id_then__in=same) | Q(claim_id_then=claim.pk))
    found = list(rows.select_related("level").order_by("-pk")[:100])
    others = names_of({row.skill_id for row in found if row.skill_id and row.skill_id != claim.skill_id})
    return [
        Earlier(
            row.at,
            row.level,
            row.wish,
            row.words,
            row.get_source_display() if row.source != "self" else "",
            str(others.get(row.skill_id, "")) if row.skill_id else "",
        )
        for row in found
    ]
