"""From skills to words: labels and explanations for one language, with the other language as a marked fallback."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from .models import Level, Scale, SkillLabel, SkillText

OTHER = {"nl": "en", "en": "nl"}


@dataclass(frozen=True)
class Word:
    """A skill's name in the reader's language. `fallback` is the language when the reader's own is missing."""

    text: str
    fallback: str = ""

    def __str__(self) -> str:
        return self.text


def reading_language() -> str:
    language = (get_language() or "nl")[:2]
    return language if language in OTHER else "nl"


def names_of(skill_ids: Iterable[int], language: str = "") -> dict[int, Word]:
    """The preferred word of each skill, in one query; the other language (marked) where there is none."""
    language = language or reading_language()
    names: dict[int, Word] = {}
    rows = SkillLabel.objects.filter(skill_id__in=set(skill_ids), kind="preferred").values_list(
        "skill_id", "language", "text"
    )
    for skill_id, lang, text in rows:
        if lang == language:
            names[skill_id] = Word(text)
        elif skill_id not in names or names[skill_id].fallback:
            names[skill_id] = Word(text, fallback=lang)
    return names


def explanations_of(skill_ids: Iterable[int], language: str = "") -> dict[int, Word]:
    """The plain explanation of each skill, with the same fallback as names."""
    language = language or reading_language()
    found: dict[int, Word] = {}
    for skill_id, lang, text in SkillText.objects.filter(skill_id__in=set(skill_ids)).values_list(
        "skill_id", "language", "explanation"
    ):
        if lang == language:
            found[skill_id] = Word(text)
        elif skill_id not in found or found[skill_id].fallback:
            found[skill_id] = Word(text, fallback=lang)
    return found


def sentence(level: Level, language: str = "") -> str:
    """The level as people say it: "Ik kan dit zelf"."""
    return level.sentence_en if (language or reading_language()) == "en" else level.sentence_nl


def short(level: Level, language: str = "") -> str:
    """The level in a few words: "zelf"."""
    if (language or reading_language()) == "en":
        return level.short_en or level.sentence_en
    return level.short_nl or level.sentence_nl


def default_scale() -> Scale:
    """The scale for skills that have no scale of their own."""
    return Scale.objects.prefetch_related("levels").get(default=True)
