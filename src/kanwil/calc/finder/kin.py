"""Which words of the language belong to a word somebody typed, how much (0 to 1), and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kanwil.calc.finder.index import SMALL_WORD_WEIGHT, Array, Index
from kanwil.calc.finder.lexicon import Lexicon
from kanwil.calc.finder.words import SMALL_WORDS, compound_parts, grams, other_forms, stem, typing_errors

MOST_LIKE = 80  # words that look like the asked word
MOST_TYPED = 40  # words that could be the asked word with a typing error
LEAST_LIKENESS = 0.24
CLOSE = 0.8  # from this likeness on, words related to a found word count too
SAYS_THE_SAME = 0.82
MOST_KNOWN = 3000  # parts of words kept at hand, so that asking again is quick
SHORT_STEM = 3
UNKNOWN_PIECE = 8.0


class Why(StrEnum):
    """How a word of the question and a word of the label belong together."""

    SAME = "same"
    BEGINS = "begins"
    STEM = "stem"
    PART = "part"
    TYPING_ERROR = "typing_error"
    LOOKS_LIKE = "looks_like"
    SAYS_THE_SAME = "says_the_same"
    RELATED = "related"


GUESSES = frozenset({Why.BEGINS, Why.TYPING_ERROR, Why.LOOKS_LIKE})
FOREIGN_GUESS = 0.8


@dataclass(frozen=True, slots=True)
class Kin:
    """Words of the language that belong to one asked word, with how much (0 to 1) and why."""

    asked: str
    weight: float  # how telling the asked word is
    words: Array
    likeness: Array
    found: dict[int, tuple[float, Why]]  # the same per word, with why
    letters: Array | None  # per word of the language how many weighted pieces it shares with the asked word
    length: float  # the same, of the asked word with itself, before the root

    @property
    def best(self) -> float:
        return float(self.likeness.max()) if len(self.likeness) else 0.0


_Add = Callable[[int, float, Why], None]


def kin(index: Index, asked: str, lexicon: Lexicon, language: str | None = None) -> Kin:
    """The words that belong to this word. What only looks like it counts less when the reader's language lacks it."""
    found: dict[int, tuple[float, Why]] = {}
    own = index.in_language.get(language or "")

    def add(word: int, likeness: float, why: Why) -> None:
        if own is not None and why in GUESSES and not own[word]:
            likeness *= FOREIGN_GUESS
        if likeness > found.get(word, (0.0, why))[0]:
            found[word] = (likeness, why)

    same = index.number.get(asked)
    letters, length = None, 0.0
    if same is not None:
        add(same, 1.0, Why.SAME)
    if asked not in SMALL_WORDS:
        for form in (asked, *other_forms(asked)):
            for word in index.same_stem.get(stem(form), ()):
                add(word, _of_stem(index.words[word], asked, form), Why.STEM)
        near = same if same is not None else max(found, key=lambda word: found[word][0], default=None)
        _add_beginnings(index, asked, add)
        _add_parts(index, asked, add)
        letters, length = _letters(index, asked)
        _add_look_alikes(index, asked, near is None, letters, length, add)
        if own is not None:
            letters[~own] *= np.float32(FOREIGN_GUESS)
        if near is None and found:
            typed = max(found, key=lambda word: found[word][0])
            near = typed if found[typed][1] is Why.TYPING_ERROR else None
        for word, (close, _) in list(found.items()):
            if close >= CLOSE:
                _add_related(index, word, close, add)
        _add_what_says_the_same(index, asked, lexicon, add)
        if near is not None and index.words[near] != asked:
            _add_what_says_the_same(index, index.words[near], lexicon, add, found[near][0])
    words = np.fromiter(found, dtype=np.int64, count=len(found))
    likeness = np.array([value for value, _ in found.values()], dtype=np.float32)
    weight = _weight(index, asked, same, words, likeness)
    return Kin(asked, weight, words, likeness, found, letters, length)


def _of_stem(word: str, asked: str, form: str) -> float:
    """How sure it is that two words with one stem belong together; a very short stem is in too many words."""
    if len(stem(form)) <= SHORT_STEM and abs(len(word) - len(asked)) > SHORT_STEM:
        return 0.6
    return 0.93 if form == asked else 0.88


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
        add(place, (0.55 if len(asked) > 3 else 0.35) + 0.4 * len(asked) / len(word), Why.BEGINS)


def _add_parts(index: Index, asked: str, add: _Add) -> None:
    _add_wholes(index, asked, add)
    parts = compound_parts(asked, index.number) if len(asked) >= 7 else None
    for part in parts or ():
        add(index.number[part], 0.35 + 0.5 * len(part) / len(asked), Why.PART)


def _add_wholes(index: Index, asked: str, add: _Add) -> None:
    for whole in index.compounds_of.get(stem(asked), ()):
        add(whole, 0.45 + 0.4 * min(len(asked) / len(index.words[whole]), 1), Why.PART)


def _letters(index: Index, asked: str) -> tuple[Array, float]:
    """Per word of the language the weighted pieces it shares with the asked word, as a share of its own length."""
    shared = np.zeros(len(index.words), dtype=np.float32)
    length = 0.0
    for piece in dict.fromkeys(grams(asked)):
        number = index.piece_number.get(piece)
        idf = float(index.piece_idf[number]) if number is not None else UNKNOWN_PIECE
        length += idf * idf
        if number is not None:
            start, end = index.with_piece.starts[number], index.with_piece.starts[number + 1]
            shared[index.with_piece.items[start:end]] += index.piece_weight[start:end] * np.float32(idf)
    return shared, length


def _add_look_alikes(index: Index, asked: str, unknown: bool, letters: Array, length: float, add: _Add) -> None:
    likeness = letters / np.float32(length**0.5)
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


def _add_what_says_the_same(index: Index, asked: str, lexicon: Lexicon, add: _Add, likeness: float = 1.0) -> None:
    strength = SAYS_THE_SAME * likeness
    for term in lexicon.of_word(asked):
        if len(term) > 1:
            continue
        for word in index.same_stem.get(stem(term[0]), ()):
            add(word, strength, Why.SAYS_THE_SAME)
        for whole in index.compounds_of.get(stem(term[0]), ()):
            share = 0.45 + 0.4 * min(len(term[0]) / len(index.words[whole]), 1)
            add(whole, strength * share, Why.SAYS_THE_SAME)


def _highest(value: Array, places: Array, number: int) -> Array:
    return places if len(places) <= number else places[np.argpartition(-value[places], number)[:number]]


def kin_of_a_part(index: Index, asked: str, lexicon: Lexicon, *, with_lexicon: bool = True) -> Kin:
    """The words that belong to a part of a word: quicker, without typing errors and look-alikes."""
    key = (asked, id(lexicon) if with_lexicon else 0)
    known = index.parts_known.get(key)
    if isinstance(known, Kin):
        return known
    found: dict[int, tuple[float, Why]] = {}

    def add(word: int, likeness: float, why: Why) -> None:
        if likeness > found.get(word, (0.0, why))[0]:
            found[word] = (likeness, why)

    same = index.number.get(asked)
    if same is not None:
        add(same, 1.0, Why.SAME)
    if asked not in SMALL_WORDS:
        for form in (asked, *other_forms(asked)):
            for word in index.same_stem.get(stem(form), ()):
                add(word, _of_stem(index.words[word], asked, form), Why.STEM)
        _add_wholes(index, asked, add)
        if with_lexicon:
            _add_what_says_the_same(index, asked, lexicon, add)
    words = np.fromiter(found, dtype=np.int64, count=len(found))
    likeness = np.array([value for value, _ in found.values()], dtype=np.float32)
    weight = _weight(index, asked, same, words, likeness)
    part = Kin(asked, weight, words, likeness, found, None, 0.0)
    if len(index.parts_known) < MOST_KNOWN:
        index.parts_known[key] = part
    return part
