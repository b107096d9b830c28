"""Search in a skills language: forgiving of spelling, and able to say why something was found.

For every word of the question we look for words of the language that are the same, begin the same, have the same stem,
are part of it (or it of them), look like it but for a typing error, or name the same skills (also in the other
language). A label is better the more of the question it
covers, and the less it says beside it. Nothing is learned from who searches what.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kanwil.calc.finder.index import PREFERRED, SMALL_WORD_WEIGHT, Array, Index
from kanwil.calc.finder.words import SMALL_WORDS, compound_parts, grams, split_words, stem, typing_errors

LONGEST_QUESTION = 40  # words; a longer text should be cut in sentences first
SHARE_OF_LABEL = 0.45  # how much it matters that a label says little else
EXPLANATION = 0.12  # what a word in the explanation can add
OTHER_LANGUAGE = 0.97  # a label in another language than asked counts a little less
A_SYNONYM = 0.985  # a synonym counts a little less than the preferred label
MOST_LIKE = 80  # words that look like the asked word
MOST_TYPED = 40  # words that could be the asked word with a typing error
LEAST_LIKENESS = 0.24
CLOSE = 0.8  # from this likeness on, words related to a found word count too
WORTH_A_LOOK = 3000  # labels that cover most of the question


class Why(StrEnum):
    """How a word of the question and a word of the label belong together."""

    SAME = "same"
    BEGINS = "begins"
    STEM = "stem"
    PART = "part"
    TYPING_ERROR = "typing_error"
    LOOKS_LIKE = "looks_like"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Match:
    """One word of the question, the word of the label it matched, and how."""

    asked: str
    found: str
    why: Why


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill that was found: its id, how well it fits (0 to 1), the label that fits best and why."""

    id: str
    score: float
    label: str
    language: str
    preferred: bool
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class _Kin:
    """Words of the language that belong to one asked word, with how much (0 to 1) and why."""

    asked: str
    weight: float
    words: Array
    likeness: Array
    why: dict[int, Why]


def search(index: Index, question: str, *, limit: int = 10, language: str | None = None) -> list[Hit]:
    """The skills that fit the question best, best first. With ``language`` its labels go before those of others."""
    asked = list(dict.fromkeys(split_words(question)))[:LONGEST_QUESTION]
    if not asked or not index.labels:
        return []
    telling = [word for word in asked if word not in SMALL_WORDS] or asked
    kin = [_kin(index, word) for word in telling]
    labels, scores = _label_scores(index, kin, language)
    _lift_same_label(index, labels, scores, asked)
    return [_hit(index, label, score, kin) for label, score in _best_per_concept(index, labels, scores, limit)]


def _label_scores(index: Index, kin: Sequence[_Kin], language: str | None) -> tuple[Array, Array]:
    """The labels worth a look and their scores."""
    covered = np.zeros(len(index.labels), dtype=np.float32)
    said = np.zeros(len(index.labels), dtype=np.float32)
    for one in kin:
        if not len(one.words):
            continue
        order = np.argsort(one.likeness, kind="stable")
        rows = [index.with_word[word] for word in one.words[order].tolist()]
        labels, times = np.concatenate(rows), [len(row) for row in rows]
        likeness = one.likeness[order]
        most, saying = np.zeros_like(covered), np.zeros_like(covered)
        most[labels] = np.repeat(likeness * one.weight, times)  # sorted: the best comes last and stays
        saying[labels] = np.repeat(likeness * index.word_weight[one.words[order]], times)
        covered += most
        said += saying
    near = np.flatnonzero(covered > 0)
    if len(near) > WORTH_A_LOOK:
        near = near[np.argpartition(-covered[near], WORTH_A_LOOK)[:WORTH_A_LOOK]]
        near.sort()
    total = sum(one.weight for one in kin)
    share = np.minimum(said[near] / index.label_weight[near], 1.0)
    scores = (covered[near] / total) ** (1 - SHARE_OF_LABEL) * share**SHARE_OF_LABEL
    scores *= 1 + EXPLANATION * _explained(index, kin, total)[index.label_concept[near]]
    scores *= np.where(index.label_kind[near] == PREFERRED, 1.0, A_SYNONYM)
    if language in index.languages:
        scores *= np.where(index.label_language[near] == index.languages.index(language), 1.0, OTHER_LANGUAGE)
    return near, np.minimum(scores, 0.999)


def _explained(index: Index, kin: Sequence[_Kin], total: float) -> Array:
    """Per concept the share of the question that comes back in its explanation."""
    told = np.zeros(len(index.ids), dtype=np.float32)
    for one in kin:
        here = np.zeros(len(index.ids), dtype=bool)
        for word in one.words[one.likeness >= 0.9].tolist():
            here[index.explained_with[word]] = True
        told += here * np.float32(one.weight / total)
    return told


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
    best: dict[int, tuple[int, float]] = {}
    for place in np.lexsort((labels, -scores)).tolist():
        best.setdefault(int(index.label_concept[labels[place]]), (int(labels[place]), float(scores[place])))
        if len(best) == limit:
            break
    return list(best.values())


# --- which words belong to an asked word -----------------------------------------------------------------------------


_Add = Callable[[int, float, Why], None]


def _kin(index: Index, asked: str) -> _Kin:
    found: dict[int, tuple[float, Why]] = {}

    def add(word: int, likeness: float, why: Why) -> None:
        if likeness > found.get(word, (0.0, why))[0]:
            found[word] = (likeness, why)

    same = index.number.get(asked)
    if same is not None:
        add(same, 1.0, Why.SAME)
    if asked not in SMALL_WORDS:
        for word in index.same_stem.get(stem(asked), ()):
            add(word, 0.93, Why.STEM)
        _add_beginnings(index, asked, add)
        _add_parts(index, asked, same, add)
        _add_look_alikes(index, asked, same is None, add)
        for word, (near, _) in list(found.items()):
            if near >= CLOSE:
                _add_related(index, word, near, add)
    words = np.fromiter(found, dtype=np.int64, count=len(found))
    likeness = np.array([value for value, _ in found.values()], dtype=np.float32)
    weight = _weight(index, asked, same, words, likeness)
    return _Kin(asked, weight, words, likeness, {word: why for word, (_, why) in found.items()})


def _weight(index: Index, asked: str, same: int | None, words: Array, likeness: Array) -> float:
    """How telling the asked word is: its own weight when known, else that of the word most like it."""
    if asked in SMALL_WORDS:
        return SMALL_WORD_WEIGHT
    if same is not None:
        return float(index.word_weight[same])
    return float(index.word_weight[words[likeness.argmax()]]) if len(words) else 0.5


def _add_beginnings(index: Index, asked: str, add: _Add) -> None:
    if len(asked) < 2:
        return
    start = bisect_left(index.words, asked)
    for place in range(start, min(start + 400, len(index.words))):
        word = index.words[place]
        if not word.startswith(asked):
            break
        add(place, 0.55 + 0.4 * len(asked) / len(word), Why.BEGINS)


def _add_parts(index: Index, asked: str, same: int | None, add: _Add) -> None:
    if same is not None:
        for whole in index.compounds_of.get(same, ()):
            add(whole, 0.45 + 0.4 * len(asked) / len(index.words[whole]), Why.PART)
    parts = compound_parts(asked, index.number) if len(asked) >= 7 else None
    for part in parts or ():
        add(index.number[part], 0.35 + 0.5 * len(part) / len(asked), Why.PART)


def _add_look_alikes(index: Index, asked: str, unknown: bool, add: _Add) -> None:
    likeness = np.zeros(len(index.words), dtype=np.float32)
    length = 0.0
    for piece in set(grams(asked)):
        number = index.piece_number.get(piece)
        idf = float(index.piece_idf[number]) if number is not None else 8.0
        length += idf * idf
        if number is not None:
            start, end = index.with_piece.starts[number], index.with_piece.starts[number + 1]
            likeness[index.with_piece.items[start:end]] += index.piece_weight[start:end] * np.float32(idf)
    likeness /= np.float32(length**0.5)
    far = np.flatnonzero(likeness >= LEAST_LIKENESS / 2)
    near = far[likeness[far] >= LEAST_LIKENESS]
    for number in _highest(likeness, near, MOST_LIKE).tolist():
        add(number, 0.85 * float(likeness[number]), Why.LOOKS_LIKE)
    if unknown and len(asked) >= 4:
        for number in _highest(likeness, far, MOST_TYPED).tolist():
            errors = typing_errors(asked, index.words[number], 1 if len(asked) < 7 else 2)
            if errors:
                add(number, 0.95 - 0.12 * errors, Why.TYPING_ERROR)


def _add_related(index: Index, word: int, likeness: float, add: _Add) -> None:
    start, end = index.related.starts[word], index.related.starts[word + 1]
    strengths = index.related_strength[start:end].tolist()
    for other, strength in zip(index.related.items[start:end].tolist(), strengths, strict=True):
        add(other, likeness * (0.4 + 0.5 * strength), Why.RELATED)


def _highest(value: Array, places: Array, number: int) -> Array:
    return places if len(places) <= number else places[np.argpartition(-value[places], number)[:number]]


# --- why something was found -----------------------------------------------------------------------------------------


def _hit(index: Index, label: int, score: float, kin: Sequence[_Kin]) -> Hit:
    matches = []
    in_label = index.in_label[label].tolist()
    for one in kin:
        known = dict(zip(one.words.tolist(), one.likeness.tolist(), strict=True))
        best = max((word for word in in_label if word in known), key=lambda word: known[word], default=None)
        if best is not None:
            matches.append(Match(one.asked, index.words[best], one.why[best]))
    return Hit(
        id=index.ids[index.label_concept[label]],
        score=round(min(score, 1.0), 4),
        label=index.labels[label],
        language=index.languages[index.label_language[label]],
        preferred=bool(index.label_kind[label] == PREFERRED),
        matches=tuple(matches),
    )
