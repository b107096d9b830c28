"""Which words of the language belong to a word somebody typed, how much (0 to 1), and why."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kanwil.calc.finder.index import SMALL_WORD_WEIGHT, Array, Index
from kanwil.calc.finder.lexicon import Lexicon
from kanwil.calc.finder.words import (
    SMALL_WORDS,
    compound_parts,
    grams,
    looks_like_a_verb,
    other_forms,
    stem,
    typing_errors,
    verb_in,
)

MOST_LIKE = 80  # words that look like the asked word
MOST_TYPED = 20  # words that could be the asked word with a typing error
MOST_BEGINNINGS = 400
LEAST_LIKENESS = 0.24
LEAST_OF_A_VERB = 0.45  # the same for a verb that exists: "lachen" is not "slachten"
CLOSE = 0.8  # from this likeness on, words related to a found word count too
SAYS_THE_SAME = 0.82
MOST_KNOWN = 400  # whole words kept at hand, so that asking again is quick; each takes some tens of kilobytes
MOST_PARTS_KNOWN = 3000  # the same for parts of words, which are small
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


REASONS = tuple(Why)
GUESSES = frozenset({Why.BEGINS, Why.TYPING_ERROR, Why.LOOKS_LIKE})
FOREIGN_GUESS = 0.8


@dataclass(frozen=True)
class Kin:
    """Words of the language that belong to one asked word, with how much (0 to 1) and why."""

    asked: str
    weight: float  # how telling the asked word is
    words: Array  # from the least to the most alike, so that the best is written last
    likeness: Array
    why: Array  # the places of the reasons in ``REASONS``
    alike: Array  # the words that share pieces of letters with the asked word
    letters: Array  # for each of those, how many weighted pieces
    length: float  # the same, of the asked word with itself, before the root

    @property
    def best(self) -> float:
        return float(self.likeness[-1]) if len(self.likeness) else 0.0

    def how(self, word: int) -> tuple[float, Why] | None:
        """How much a word of the language belongs to the asked word, and why; None when it does not."""
        place = np.flatnonzero(self.words == word)
        return (float(self.likeness[place[0]]), REASONS[self.why[place[0]]]) if len(place) else None


_NONE: Array = np.zeros(0, dtype=np.int64)
_NOTHING: Array = np.zeros(0, dtype=np.float32)


class _Found:
    """The best likeness of each word of the language so far, and why."""

    def __init__(self, index: Index, language: str | None = None) -> None:
        self.likeness = np.zeros(len(index.words), dtype=np.float32)
        self.why = np.zeros(len(index.words), dtype=np.int8)
        self.own = index.in_language.get(language or "")

    def add(self, words: Sequence[int], likeness: float, why: Why) -> None:
        for word in words:
            if likeness > self.likeness[word]:
                self.likeness[word] = likeness
                self.why[word] = REASONS.index(why)

    def add_many(self, words: Array, likeness: Array, why: Why) -> None:
        """The same for many words at once, each with its own likeness."""
        if why in GUESSES and self.own is not None:
            likeness = np.where(self.own[words], likeness, likeness * np.float32(FOREIGN_GUESS))
        better = likeness > self.likeness[words]
        self.likeness[words[better]] = likeness[better]
        self.why[words[better]] = REASONS.index(why)

    def nearest(self) -> int | None:
        best = int(self.likeness.argmax()) if len(self.likeness) else 0
        return best if len(self.likeness) and self.likeness[best] > 0 else None

    def kin(self, index: Index, asked: str, same: int | None, alike: Array, letters: Array, length: float) -> Kin:
        words = np.flatnonzero(self.likeness > 0)
        words = words[np.argsort(self.likeness[words], kind="stable")]
        weight = _weight(index, asked, same, words)
        return Kin(asked, weight, words, self.likeness[words], self.why[words], alike, letters, length)


def kin(index: Index, asked: str, lexicon: Lexicon, language: str | None = None) -> Kin:
    """The words that belong to this word. What only looks like it counts less when the reader's language lacks it."""
    key = (asked, lexicon, language)
    known = index.kin_known.get(key)
    if isinstance(known, Kin):
        return known
    made = _kin(index, asked, lexicon, language)
    if len(index.kin_known) >= MOST_KNOWN:
        with suppress(RuntimeError, StopIteration):  # another thread may be at it as well
            index.kin_known.pop(next(iter(index.kin_known)), None)
    index.kin_known[key] = made
    return made


def _kin(index: Index, asked: str, lexicon: Lexicon, language: str | None) -> Kin:
    found = _Found(index, language)
    same = index.number.get(asked)
    if same is not None:
        found.add([same], 1.0, Why.SAME)
    if asked in SMALL_WORDS:
        return found.kin(index, asked, same, _NONE, _NOTHING, 0.0)
    _add_forms(index, asked, found)
    near = same if same is not None else found.nearest()
    exists = near is not None or stem(asked) in lexicon.same
    _add_beginnings(index, asked, found)
    _add_parts(index, asked, found)
    letters, length = _letters(index, asked)
    _add_look_alikes(index, asked, exists, letters, length, found)
    if near is None and (typed := found.nearest()) is not None:
        near = typed if REASONS[found.why[typed]] is Why.TYPING_ERROR else None
    close = np.flatnonzero(found.likeness >= CLOSE)
    for word, likeness in zip(close.tolist(), found.likeness[close].tolist(), strict=True):
        _add_related(index, word, likeness, found)
    _add_what_says_the_same(index, asked, lexicon, found)
    if near is not None and index.words[near] != asked:
        _add_what_says_the_same(index, index.words[near], lexicon, found, float(found.likeness[near]))
    alike = np.flatnonzero(letters > 0)
    shared = letters[alike]
    if found.own is not None:
        shared = np.where(found.own[alike], shared, shared * np.float32(FOREIGN_GUESS))
    return found.kin(index, asked, same, alike.astype(np.int32), shared, length)


def _add_forms(index: Index, asked: str, found: _Found) -> None:
    for form in (asked, *other_forms(asked)):
        for word in index.same_stem.get(stem(form), ()):
            found.add([word], _of_stem(index.words[word], asked, form), Why.STEM)


def _of_stem(word: str, asked: str, form: str) -> float:
    """How sure it is that two words with one stem belong together; a very short stem is in too many words."""
    if len(stem(form)) <= SHORT_STEM and abs(len(word) - len(asked)) > SHORT_STEM:
        return 0.6
    return 0.93 if form == asked else 0.88


def _weight(index: Index, asked: str, same: int | None, words: Array) -> float:
    """How telling the asked word is: its own weight when known, else that of the word most like it."""
    if asked in SMALL_WORDS:
        return SMALL_WORD_WEIGHT
    if same is not None:
        return float(index.word_weight[same])
    return float(index.word_weight[words[-1]]) if len(words) else 0.5


def _add_beginnings(index: Index, asked: str, found: _Found) -> None:
    if len(asked) < 2:
        return
    start = bisect_left(index.words, asked)
    end = bisect_left(index.words, asked + "\uffff", start, min(start + MOST_BEGINNINGS, len(index.words)))
    if end > start:
        share = np.float32(0.4 * len(asked)) / index.word_size[start:end]
        found.add_many(np.arange(start, end), np.float32(0.55 if len(asked) > 3 else 0.35) + share, Why.BEGINS)


def _add_parts(index: Index, asked: str, found: _Found) -> None:
    _add_wholes(index, asked, found)
    parts = compound_parts(asked, index.number) if len(asked) >= 7 else None
    for part in parts or ():
        found.add([index.number[part]], 0.35 + 0.5 * len(part) / len(asked), Why.PART)


def _add_wholes(index: Index, part: str, found: _Found, strength: float = 1.0) -> None:
    """The compounds in which a word stands."""
    wholes = index.compounds_of.get(stem(part))
    if wholes is not None:
        share = np.float32(0.45) + np.float32(0.4) * np.minimum(np.float32(len(part)) / index.word_size[wholes], 1)
        found.add_many(wholes, share * np.float32(strength), Why.PART)


def _letters(index: Index, asked: str) -> tuple[Array, float]:
    """Per word of the language the weighted pieces it shares with the asked word, as a share of its own length."""
    pieces = list(dict.fromkeys(grams(asked)))
    numbers = np.array([n for piece in pieces if (n := index.piece_number.get(piece)) is not None], dtype=np.int64)
    idf = index.piece_idf[numbers]
    length = float((idf * idf).sum()) + UNKNOWN_PIECE**2 * (len(pieces) - len(numbers))
    words, sizes, places = index.with_piece.together_at(numbers)
    shared = np.bincount(words, index.piece_weight[places] * np.repeat(idf, sizes), len(index.words))
    return shared.astype(np.float32), length


def _add_look_alikes(index: Index, asked: str, exists: bool, letters: Array, length: float, found: _Found) -> None:
    """Words with the same pieces of letters. A word that exists is no typing error; verbs have to look alike more.

    A verb and the same verb with a particle, or with another one, look alike but mean something else.
    """
    root = np.float32(length**0.5)
    far = np.flatnonzero(letters >= root * np.float32(LEAST_LIKENESS / 2))
    likeness = letters[far] / root
    near = likeness >= (LEAST_OF_A_VERB if exists and looks_like_a_verb(asked) else LEAST_LIKENESS)
    words, value = _highest(far[near], likeness[near], MOST_LIKE)
    verb = verb_in(asked) or asked
    other = [(verb_in(index.words[word]) or index.words[word]) != verb for word in words.tolist()]
    found.add_many(words[other], np.float32(0.85) * value[other], Why.LOOKS_LIKE)
    if exists or len(asked) < 4:
        return
    allowed = 1 if len(asked) < 7 else 2
    fits = np.abs(index.word_size[far] - len(asked)) <= allowed
    words, _ = _highest(far[fits], likeness[fits], MOST_TYPED)
    errors = [typing_errors(asked, index.words[word], allowed) or 0 for word in words.tolist()]
    some = np.array(errors, dtype=np.float32)
    found.add_many(words[some > 0], np.float32(0.95) - np.float32(0.12) * some[some > 0], Why.TYPING_ERROR)


def _add_related(index: Index, word: int, likeness: float, found: _Found) -> None:
    start, end = index.related.starts[word], index.related.starts[word + 1]
    strength = np.float32(likeness) * (np.float32(0.4) + np.float32(0.5) * index.related_strength[start:end])
    found.add_many(index.related.items[start:end], strength, Why.RELATED)


def _add_what_says_the_same(index: Index, asked: str, lexicon: Lexicon, found: _Found, likeness: float = 1.0) -> None:
    words, strength = _what_says_the_same(index, stem(asked), lexicon)
    found.add_many(words, strength * np.float32(likeness), Why.SAYS_THE_SAME)


def _what_says_the_same(index: Index, root: str, lexicon: Lexicon) -> tuple[Array, Array]:
    """The words of the language that say the same as a word with this stem, and how much; kept at hand."""
    if root not in lexicon.same:
        return _NONE, _NOTHING
    key = (lexicon, root)
    known = index.same_known.get(key)
    if known is None:
        found = _Found(index)
        for term in lexicon.same.get(root, ()):
            if len(term) == 1:
                found.add(index.same_stem.get(stem(term[0]), ()), SAYS_THE_SAME, Why.SAYS_THE_SAME)
                _add_wholes(index, term[0], found, SAYS_THE_SAME)
        words = np.flatnonzero(found.likeness > 0)
        known = index.same_known[key] = (words, found.likeness[words])  # no more than the lexicon has stems
    return known


def _highest(words: Array, value: Array, number: int) -> tuple[Array, Array]:
    if len(words) > number:
        best = np.argpartition(-value, number)[:number]
        return words[best], value[best]
    return words, value


def kin_of_a_part(index: Index, asked: str, lexicon: Lexicon, *, with_lexicon: bool = True) -> Kin:
    """The words that belong to a part of a word: quicker, without typing errors and look-alikes."""
    key = (asked, lexicon if with_lexicon else None)
    known = index.parts_known.get(key)
    if isinstance(known, Kin):
        return known
    found = _Found(index)
    same = index.number.get(asked)
    if same is not None:
        found.add([same], 1.0, Why.SAME)
    if asked not in SMALL_WORDS:
        _add_forms(index, asked, found)
        _add_wholes(index, asked, found)
        if with_lexicon:
            _add_what_says_the_same(index, asked, lexicon, found)
    part = found.kin(index, asked, same, _NONE, _NOTHING, 0.0)
    if len(index.parts_known) < MOST_PARTS_KNOWN:
        index.parts_known[key] = part
    return part
