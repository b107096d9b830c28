"""What somebody said before about one skill: all of it, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kanwil.access import Actor, visible
from kanwil.skills.models import Level

from .models import Claim, Statement


@dataclass(frozen=True)
class Earlier:
    """One thing said at a moment."""

    at: datetime
    level: Level | None
    wish: str
    words: str
    how: str


def history_of(actor: Actor, claim: Claim) -> list[Earlier]:
    """Everything this person ever said about this skill."""
    rows = visible(Statement, actor).filter(person_id=claim.person_id)
    if claim.skill_id is None:
        rows = rows.filter(skill__isnull=True, own_label__iexact=claim.own_label)
    else:
        rows = rows.filter(skill_id=claim.skill_id)
    return [
        Earlier(row.at, row.level, row.wish, row.words, row.get_source_display() if row.source != "self" else "")
        for row in rows.select_related("level").order_by("-pk")[:100]
    ]
