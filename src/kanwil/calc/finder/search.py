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
from kanwil.calc.finder.kin import Why
from kanwil.calc.finder.lexicon import Lexicon, standard
from kanwil.calc.finder.question import LONGEST_QUESTION, LONGEST_TEXT, Asked, Span, Token, asked_in, tokens
from kanwil.calc.finder.scorecard import CLEAR, Looked, brought, look

OTHER_LANGUAGE = 0.97  # a label in another language than asked counts a little less
LEAST_TO_NAME = 0.00005  # what brings less to a score is not named
EXPECTED = 0.5  # how far a skill that is expected of somebody moves up, at most


@dataclass(frozen=True, slots=True)
class Match:
    """One word of the question, the word of the label it matched, how, what it brought to the score, and where."""

    asked: str
    found: str
    why: Why
    brought: float = 0.0
    spans: tuple[Span, ...] = ()


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
    looked = look(index, asked)
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
    return [
        _hit(
            index,
            looked,
            place,
            score,
            asked if explain else [],
            bool(awaited[index.label_concept[looked.labels[place]]]),
        )
        for place, score in _best_per_concept(index, looked.labels, scores, limit)
    ]


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


def _best_per_concept(index: Index, labels: Array, scores: Array, limit: int) -> list[tuple[int, float]]:
    """The best label of each of the best concepts; equal scores go by the order in which labels were given."""
    order = np.lexsort((labels, -scores))
    best: dict[int, int] = {}
    for place, concept in zip(order.tolist(), index.label_concept[labels[order]].tolist(), strict=True):
        if concept not in best:
            best[concept] = place
            if len(best) == limit:
                break
    return [(place, float(scores[place])) for place in best.values()]


# --- why something was found -----------------------------------------------------------------------------------------


def _hit(index: Index, looked: Looked, place: int, score: float, asked: Sequence[Asked], expected: bool) -> Hit:
    label = int(looked.labels[place])
    score = round(min(score, 1.0), 4)
    return Hit(
        id=index.ids[index.label_concept[label]],
        score=score,
        label=index.labels[label],
        language=index.languages[index.label_language[label]],
        preferred=bool(index.label_kind[label] == PREFERRED),
        matches=_matches(index, looked, place, score, asked) if asked else (),
        expected=expected,
    )


def _matches(index: Index, looked: Looked, place: int, score: float, asked: Sequence[Asked]) -> tuple[Match, ...]:
    """What each thing asked brought; together the score."""
    label = int(looked.labels[place])
    in_label = index.in_label[label].tolist()
    parts = brought(index, looked, place)
    parts = parts * (score / max(float(parts.sum()), 1e-9))
    matches = []
    for number, (one, part) in enumerate(zip(asked, parts.tolist(), strict=True)):
        best = _best_word(one, in_label)
        if best is None and part >= LEAST_TO_NAME:
            best = _told_elsewhere(index, one, label) or _most_alike(looked, number, in_label)
        if best is not None:
            word, why = best
            matches.append(Match(one.text, index.words[word], why, round(part, 4), one.spans))
    return tuple(matches)


def _best_word(asked: Asked, in_label: Sequence[int]) -> tuple[int, Why] | None:
    """The word of the label that belongs most to what was asked."""
    best: tuple[float, int, Why] | None = None
    for way in asked.ways:
        for kin, share in way:
            for word in in_label:
                if word in kin.found:
                    likeness, why = kin.found[word]
                    if best is None or likeness * share > best[0]:
                        best = (likeness * share, word, why)
    return best and (best[1], best[2])


def _told_elsewhere(index: Index, asked: Asked, label: int) -> tuple[int, Why] | None:
    """The word in another name or in the explanation of the same skill that belongs most to what was asked."""
    concept = index.label_concept[label]
    names = index.of_concept[int(concept)]
    words = sorted({word for name in names.tolist() for word in index.in_label[name].tolist()})
    for way in asked.ways:
        for kin, _ in way:
            clear = kin.words[kin.likeness >= CLEAR]
            told, sizes = index.explained_with.together(clear)
            words.extend(np.repeat(clear, sizes)[told == concept].tolist())
    return _best_word(asked, words)


def _most_alike(looked: Looked, number: int, in_label: Sequence[int]) -> tuple[int, Why]:
    """The word of the label that shares most letters with what was asked."""
    return max(in_label, key=lambda word: float(looked.letters[number, word])), Why.LOOKS_LIKE
