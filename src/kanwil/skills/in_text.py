"""Skills that a text of somebody tells of, with the places in the text that led to each. Nothing is kept of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kanwil.calc.finder import search_text

from . import finding
from .models import SkillLabel
from .search import MOST_NEWER, choosable
from .words import Word, names_of, reading_language

Span = tuple[int, int]

MORE = 4  # the index knows words of languages that are not in use
FITS = 0.33  # what fits less than this is mostly chance
TELLS = 0.04  # a word that brings less than this says nothing to who reads it


@dataclass(frozen=True)
class Told:
    """A skill the text tells of, its name, how well it fits, and where in the text that stands."""

    skill_id: int
    name: Word
    score: float
    spans: tuple[Span, ...]


def in_text(text: str, limit: int = 24) -> list[Told]:
    """The skills people can choose that this text tells of, best first; also words newer than the index."""
    known = finding.current()
    found = {pk: (1.0, spans) for pk, spans in _newer_than(known.last if known else 0, text).items()}
    if known:
        for hit in search_text(known.words, text, limit=limit * MORE, language=reading_language()):
            spans = {span for match in hit.matches if match.brought >= TELLS for span in match.spans}
            if hit.score >= FITS and spans:
                found.setdefault(int(hit.id), (hit.score, tuple(sorted(spans))))
    open_ones = set(choosable().filter(pk__in=found).values_list("pk", flat=True))
    chosen = [pk for pk in found if pk in open_ones][:limit]
    names = names_of(chosen)
    return [Told(pk, names[pk], *found[pk]) for pk in chosen if pk in names]


def _newer_than(last: int, text: str) -> dict[int, tuple[Span, ...]]:
    """Words the index does not know yet that stand in the text as they are."""
    found: dict[int, tuple[Span, ...]] = {}
    low = text.lower()
    rows = SkillLabel.objects.filter(pk__gt=last).order_by("pk").values_list("skill_id", "text")
    for skill_id, word in rows[:MOST_NEWER]:
        if word.lower() in low and (place := re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)):
            found.setdefault(skill_id, (place.span(),))
    return found
