"""Whether something of the language is used: on a list, in the needs of a team, in what people said.

This room does not know the rooms above it. It asks the database who points here from another room.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from .models import Broader, Framework, Level, Scale, Skill


def _pointing(model: type[Model]) -> Iterable[tuple[Any, str]]:
    """The tables of other rooms that point at this one, and with which field."""
    for relation in model._meta.related_objects:
        if relation.related_model._meta.app_label != model._meta.app_label:
            yield relation.related_model, relation.field.name


def used_skills(framework: Framework) -> set[int]:
    """The words of a language that another room points at."""
    ids: set[int] = set()
    for model, field in _pointing(Skill):
        rows = model._base_manager.filter(**{f"{field}__framework": framework})
        ids |= set(rows.values_list(f"{field}_id", flat=True))
    return ids


def skill_used(skill: Skill) -> bool:
    """Whether another room points at this word."""
    return any(model._base_manager.filter(**{field: skill}).exists() for model, field in _pointing(Skill))


def scale_used(scale: Scale) -> bool:
    """Whether somebody said one of the sentences of this scale, or a team or job asks for it."""
    return any(model._base_manager.filter(**{f"{field}__scale": scale}).exists() for model, field in _pointing(Level))


def in_use(framework: Framework) -> set[str]:
    """The terms of a language that somebody uses: in another room, or with an own word hung beneath."""
    hung = Broader.objects.filter(broader__framework=framework).exclude(narrower__framework=framework)
    ids = used_skills(framework) | set(hung.values_list("broader_id", flat=True))
    return set(Skill.objects.filter(framework=framework, pk__in=ids).values_list("uri", flat=True)) if ids else set()
