"""The sentences somebody can choose for a skill, each with an example of behaviour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Behaviour, Level, Scale, Skill
from .words import reading_language


@dataclass(frozen=True)
class LevelChoice:
    """One sentence and what one sees somebody do who says it."""

    level: Level
    example: str


def levels_of(skills: Iterable[Skill | None]) -> dict[int | None, list[Level]]:
    """The sentences per scale: key None is the default scale. One question for all skills together."""
    scale_ids = {skill.scale_id for skill in skills if skill is not None and skill.scale_id}
    found: dict[int | None, list[Level]] = {None: []}
    scales = Scale.objects.filter(pk__in=scale_ids) | Scale.objects.filter(default=True)
    for scale in scales.prefetch_related("levels"):
        found[scale.pk] = list(scale.levels.all())
        if scale.default:
            found[None] = found[scale.pk]
    return found


def choices_for(skill: Skill | None) -> list[LevelChoice]:
    """The sentences for this skill, with this skill's own example where there is one, else that of the scale."""
    levels = levels_of([skill])[skill.scale_id if skill else None]
    own: dict[int, str] = {}
    if skill is not None:
        language = reading_language()
        rows = Behaviour.objects.filter(skill=skill, level__in=levels, language=language)
        own = dict(rows.values_list("level_id", "text"))
    return [LevelChoice(level, own.get(level.pk) or level.example) for level in levels]
