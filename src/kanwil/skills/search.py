"""Finding a word of the language by what people type, with typing errors, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kanwil.calc.finder import search as look_up

from . import finding
from .models import Skill, SkillLabel
from .words import Word, names_of, reading_language

MORE = 4  # the index knows words of languages that are not in use; ask it for more than fits on the page


@dataclass(frozen=True)
class Hit:
    """A skill that fits, its name in the reader's language, and the word through which it was found."""

    skill_id: int
    name: Word
    matched: str


def search(text: str, limit: int = 30) -> list[Hit]:
    """Skills people can choose that fit this text, best first. Words newer than the index are found as well."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    known = finding.current()
    matched = _newer_than(known.last if known else 0, text, limit)
    if known:
        for hit in look_up(known.words, text, limit=limit * MORE, language=reading_language()):
            matched.setdefault(int(hit.id), hit.label)
    open_ones = set(_choosable().filter(pk__in=matched).values_list("pk", flat=True))
    chosen = [pk for pk in matched if pk in open_ones][:limit]
    names = names_of(chosen)
    return [Hit(pk, names.get(pk, Word(matched[pk])), matched[pk]) for pk in chosen]


def _choosable() -> QuerySet[Skill]:
    return Skill.objects.filter(framework__in_use=True, status="current").exclude(kind="group")


def _newer_than(last: int, text: str, limit: int) -> dict[int, str]:
    """Words the index does not know yet that hold this text; those that begin with it first, then the shortest."""
    rows = (
        SkillLabel.objects.filter(pk__gt=last, text__icontains=text, skill__framework__in_use=True)
        .filter(skill__status="current")
        .exclude(skill__kind="group")
        .values_list("skill_id", "text")[: limit * 20]
    )
    best: dict[int, str] = {}
    for skill_id, word in sorted(rows, key=lambda row: (not row[1].lower().startswith(text.lower()), len(row[1]))):
        best.setdefault(skill_id, word)
    return best
