"""The questions from an older list that wait for this person, and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass, field

from kanwil.access import Actor, visible
from kanwil.skills.levels import levels_of
from kanwil.skills.models import Level
from kanwil.skills.words import names_of

from .models import Claim, Listed


@dataclass
class Question:
    """One thing a list said, what I say now, and (after sending) what I answered."""

    row: Listed
    name: str
    mine: Claim | None
    levels: list[Level] = field(default_factory=list)
    answer: str = ""
    chosen: Level | None = None
    wrong: str = ""


def questions(actor: Actor, many: int = 40) -> list[Question]:
    """The open questions, by list and name; at most forty on a page."""
    open_rows = visible(Listed, actor).filter(answer="").select_related("skill", "level")
    rows = list(open_rows.order_by("source", "pk")[:many])
    skill_ids = [row.skill_id for row in rows]
    names = names_of(skill_ids)
    own = visible(Claim, actor, "change").filter(skill_id__in=skill_ids).select_related("level")
    mine = {claim.skill_id: claim for claim in own}
    scales = levels_of(row.skill for row in rows)
    found = [
        Question(row, str(names.get(row.skill_id, "")), mine.get(row.skill_id), scales[row.skill.scale_id])
        for row in rows
    ]
    return sorted(found, key=lambda question: (question.row.source, question.name.casefold()))
