"""Your own row of a team's table, as a list to tick."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.people.models import Unit
from kanwil.skills.models import Level, Skill
from kanwil.skills.words import default_scale, names_of

from .models import Claim, TeamSkill


@dataclass(frozen=True)
class OwnRow:
    """The skills that can be changed together (they use the default scale) and what you say of each now."""

    skills: dict[int, Skill]
    lines: list[tuple[int, str, Claim | None]]
    levels: list[Level]


def own_row(actor: Actor, unit: Unit) -> OwnRow:
    """The team's skills with what you say of them. A skill with a scale of its own is changed one by one."""
    scale = default_scale()
    rows = TeamSkill.objects.filter(unit=unit).filter(Q(skill__scale__isnull=True) | Q(skill__scale=scale))
    skills = {row.skill_id: row.skill for row in rows.select_related("skill").order_by("position", "pk")}
    names = names_of(skills)
    said = {
        claim.skill_id: claim
        for claim in visible(Claim, actor, "change").filter(skill_id__in=skills).select_related("level")
    }
    lines = [(pk, str(names.get(pk, f"#{pk}")), said.get(pk)) for pk in skills]
    return OwnRow(skills, lines, sorted(scale.levels.all(), key=lambda level: level.position))
