"""Search in a skills language: forgiving of spelling, and able to say why something was found.

For every word of the question we look for words of the language that are the same, begin the same, have the same stem,
are part of it (or it of them), look like it but for a typing error, say the same in general Dutch or English, or name
the same skills in this language. Nothing is learned from who searches what.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from kanwil.calc.finder.index import PREFERRED, Array, Index
from kanwil.calc.finder.lexicon import Lexicon, standard
from kanwil.calc.finder.question import LONGEST_QUESTION, LONGEST_TEXT, Span, Token, asked_in, tokens
from kanwil.calc.finder.reasons import Match, reasons
from kanwil.calc.finder.scorecard import Looked, look

OTHER_LANGUAGE = 0.97  # a label in another language than asked counts a little less
LABELS_PER_SKILL = 12  # so many of the best labels per skill are looked at first
EXPECTED = 0.6  # how far a skill that is expected of somebody moves up, at most


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill that was found: its id, how well it fits (0 to 1), the label that fits best and why."""

    id: str
    score: float
    label: str
    language: str
    preferred: bool
    matches: tuple[Match, ...]
    expected: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places in the text that led to this skill, from left to right."""
        return tuple(sorted({span for match in self.matches for span in match.spans}))


def search(
    index: Index,
    question: str,
    *,
    limit: int = 10,
    language: str | None = None,
    expected: Collection[str] = (),
    lexicon: Lexicon | None = None,
    explain: bool = True,
) -> list[Hit]:
    """The skills that fit the question best, best first. With ``language`` its labels go before those of others.

    ``expected`` are skills that belong to somebody's job or team: they move up a little, and nothing is left out.
    Without ``explain`` the hits do not say which words led to them; that is quicker for long lists.
    """
    words = tokens(question[:LONGEST_TEXT])
    return search_words(
        index, words, limit=limit, language=language, expected=expected, lexicon=lexicon, explain=explain
    )


def search_words(
    index: Index,
    words: Sequence[Token],
    *,
    limit: int = 10,
    language: str | None = None,
    expected: Collection[str] = (),
    lexicon: Lexicon | None = None,
    explain: bool = True,
) -> list[Hit]:
    """The same for words that know their place in a longer text."""
    words = _first_different(words)
    if not words or not index.labels or limit < 1:
        return []
    asked = asked_in(index, words, lexicon or standard(), language)
    looked = look(index, asked, limit * LABELS_PER_SKILL)
    scores = looked.scores
    if language in index.languages:
        own = index.label_language[looked.labels] == index.languages.index(language)
        scores = scores * np.where(own, np.float32(1), np.float32(OTHER_LANGUAGE))
    _lift_same_label(index, looked.labels, scores, [token.word for token in words])
    awaited = np.zeros(len(index.ids), dtype=bool)
    if expected:
        numbers = index.concept_number
        awaited[[numbers[one] for one in expected if one in numbers]] = True
        here = awaited[index.label_concept[looked.labels]]
        scores = np.where(here, scores + EXPECTED * scores * (1 - scores), scores).astype(np.float32)
    places, best = _best_per_concept(index, looked.labels, scores, limit)
    why = reasons(index, looked, places, best, asked) if explain else [()] * len(places)
    return [_hit(index, looked, *one, awaited) for one in zip(places, best, why, strict=True)]


def _first_different(words: Sequence[Token]) -> list[Token]:
    """The words up to the first forty different ones."""
    seen: set[str] = set()
    found = []
    for token in words:
        seen.add(token.word)
        if len(seen) > LONGEST_QUESTION:
            break
        found.append(token)
    return found


def _lift_same_label(index: Index, labels: Array, scores: Array, asked: Sequence[str]) -> None:
    """A label that is word for word the question comes first."""
    numbers = [index.number[word] for word in asked if word in index.number]
    if len(numbers) < len(asked):
        return
    rarest = min(numbers, key=lambda number: len(index.with_word[number]))
    for label in index.with_word[rarest].tolist():
        if index.in_label[label].tolist() == numbers:
            scores[labels == label] = 1.0 if index.label_kind[label] == PREFERRED else 0.9995


def _best_per_concept(index: Index, labels: Array, scores: Array, limit: int) -> tuple[list[int], list[float]]:
    """The best label of each of the best concepts; equal scores go by the order in which labels were given."""
    best: dict[int, int] = {}
    for many in (limit * LABELS_PER_SKILL, len(scores)):
        places = _highest(scores, many)
        order = places[np.lexsort((labels[places], -scores[places]))]
        best = {}
        for place, concept in zip(order.tolist(), index.label_concept[labels[order]].tolist(), strict=True):
            best.setdefault(concept, place)
        if len(best) >= limit or len(places) == len(scores):
            break
    found = list(best.values())[:limit]
    return found, [round(min(float(scores[place]), 1.0), 4) for place in found]


def _highest(scores: Array, number: int) -> Array:
    """The places of the highest scores, with everything that ends equal."""
    if number >= len(scores):
        return np.arange(len(scores))
    least = np.partition(scores, len(scores) - number)[len(scores) - number]
    return np.flatnonzero(scores >= least)


def _hit(index: Index, looked: Looked, place: int, score: float, matches: tuple[Match, ...], awaited: Array) -> Hit:
    label = int(looked.labels[place])
    concept = index.label_concept[label]
    return Hit(
        id=index.ids[concept],
        score=score,
        label=index.labels[label],
        language=index.languages[index.label_language[label]],
        preferred=bool(index.label_kind[label] == PREFERRED),
        matches=matches,
        expected=bool(awaited[concept]),
    )
