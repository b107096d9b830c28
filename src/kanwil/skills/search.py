"""Finding a word of the language by what people type, with typing errors, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from kanwil.calc.finder import search as look_up

from . import finding
from .models import Framework, Skill, SkillLabel
from .words import Word, names_of, reading_language

MORE = 4  # the index knows words of languages that are not in use; ask it for more than fits on the page
CLOSE = 0.45  # compared with the best word that was found: what fits far less is noise
LEAST = 0.25  # what fits less than this, fits by chance, also when nothing fits better
MOST_NEWER = 2000  # words since the last import that hold what was typed
WITHIN = 600  # in one language or kind: ask so many of the index, and keep what belongs there


@dataclass(frozen=True)
class Hit:
    """A skill that fits, its name in the reader's language, and the word through which it was found."""

    skill_id: int
    name: Word
    matched: str
    score: float = 1.0


def search(text: str, limit: int = 30, *, framework: Framework | None = None, kind: str = "") -> list[Hit]:
    """Skills people can choose that fit this text, best first. Words newer than the index are found as well.

    `framework` and `kind` keep to one language or one kind of word.
    """
    text = " ".join(text.split())
    if len(text) < 2:
        return []
    known = finding.current()
    within = {**({"framework": framework} if framework else {}), **({"kind": kind} if kind else {})}
    matched = _newer_than(known.last if known else 0, text)
    scores: dict[int, float] = {}
    if known:
        many = max(limit * MORE, WITHIN) if framework or kind else limit * MORE
        for hit in look_up(known.words, text, limit=many, language=reading_language(), explain=False):
            matched.setdefault(int(hit.id), hit.label)
            scores.setdefault(int(hit.id), hit.score)
    open_ones = set(choosable().filter(pk__in=matched, **within).values_list("pk", flat=True))
    chosen = [pk for pk in matched if pk in open_ones][:limit]
    names = names_of(chosen)
    top = max((scores[pk] for pk in chosen if pk in scores), default=1.0)  # newer words have no score of their own
    return [Hit(pk, names.get(pk, Word(matched[pk])), matched[pk], scores.get(pk, top)) for pk in chosen]


def close_enough(hits: list[Hit]) -> list[Hit]:
    """Without the words that fit far less well than the best one, and without those that hardly fit at all."""
    best = max((hit.score for hit in hits), default=0)
    return [hit for hit in hits if hit.score >= max(CLOSE * best, LEAST)]


def choosable() -> QuerySet[Skill]:
    """What people can choose: words of a language in use that hold today, and no groups."""
    return Skill.objects.filter(framework__in_use=True, status="current").exclude(kind="group")


def _newer_than(last: int, text: str) -> dict[int, str]:
    """Words the index does not know yet that hold this text; those that begin with it first, then the shortest."""
    newer = SkillLabel.objects.filter(pk__gt=last, text__icontains=text)
    rows = newer.values_list("skill_id", "text")[:MOST_NEWER]
    best: dict[int, str] = {}
    for skill_id, word in sorted(rows, key=lambda row: (not row[1].lower().startswith(text.lower()), len(row[1]))):
        best.setdefault(skill_id, word)
    return best
