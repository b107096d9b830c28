"""Finding a word of the language by what people type."""

from __future__ import annotations

from dataclasses import dataclass

from .models import SkillLabel
from .words import Word, names_of


@dataclass(frozen=True)
class Hit:
    """A skill that fits, its name in the reader's language, and the word through which it was found."""

    skill_id: int
    name: Word
    matched: str


def search(text: str, limit: int = 30) -> list[Hit]:
    """Skills people can choose whose name, synonym or hidden word holds this text; the shortest word first."""
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    rows = (
        SkillLabel.objects.filter(text__icontains=text, skill__framework__in_use=True, skill__status="current")
        .exclude(skill__kind="group")
        .values_list("skill_id", "text")[: limit * 20]
    )
    best: dict[int, str] = {}
    for skill_id, word in sorted(rows, key=lambda row: (not row[1].lower().startswith(text.lower()), len(row[1]))):
        best.setdefault(skill_id, word)
    chosen = list(best)[:limit]
    names = names_of(chosen)
    return [Hit(pk, names.get(pk, Word(best[pk])), best[pk]) for pk in chosen]
