"""The index of a skills language: made once, kept in one file, quick to load.

The file is a NumPy archive with numbers and one block of JSON. It holds no code and is read without pickle.
"""

from __future__ import annotations

import json
import math
import os
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kanwil.calc.finder.words import SMALL_WORDS, compound_parts, grams, split_words, stem

FORMAT = 6
PREFERRED, SYNONYM = 0, 1
SMALL_WORD_WEIGHT = 0.007
RELATED_LEAST = 0.2  # how often two words must name the same skills to be related
RELATED_MOST = 10  # related words kept per word
LONG_HALF = 5  # letters from which half of a compound may be another form of a known word
MANY_WORDS = 500  # a piece of letters in more words than this, and in more than this share of them, says nothing
LARGEST_SHARE = 0.08
WORDIEST = 60  # a skill with more words than this says nothing about which words belong together

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Concept:
    """A skill in one language: the id, the preferred label, synonyms and the explanation.

    The same id may come more than once, once per language.
    """

    id: str
    language: str
    label: str
    synonyms: Sequence[str] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """Many short lists of numbers behind each other: list ``n`` is ``items[starts[n]:starts[n + 1]]``."""

    starts: Array
    items: Array

    def __getitem__(self, number: int) -> Array:
        return self.items[self.starts[number] : self.starts[number + 1]]

    def together(self, numbers: Array) -> tuple[Array, Array]:
        """The items of several lists behind each other, and how many each list has."""
        items, sizes, _ = self.together_at(numbers)
        return items, sizes

    def together_at(self, numbers: Array) -> tuple[Array, Array, Array]:
        """The same, and the place of each item."""
        begins = self.starts[numbers]
        sizes = self.starts[numbers + 1] - begins
        ends = np.cumsum(sizes, dtype=np.int32)
        places = np.repeat(begins - (ends - sizes), sizes)
        places += np.arange(len(places), dtype=np.int32)
        return self.items[places], sizes, places


@dataclass(frozen=True)
class Index:
    """Everything a search needs. Make it with ``build`` or ``load``."""

    ids: list[str]
    labels: list[str]
    languages: list[str]
    words: list[str]  # sorted
    pieces: list[str]
    label_concept: Array
    label_language: Array
    label_kind: Array
    label_weight: Array  # sum of the weights of its words
    word_weight: Array
    in_label: Lists  # label -> words
    with_word: Lists  # word -> labels
    with_piece: Lists  # piece -> words
    piece_weight: Array  # per item of with_piece, so that one word sums to length 1
    piece_idf: Array
    piece_length: Array  # per word, how much its pieces weigh together
    label_length: Array  # the same per label
    explained_with: Lists  # word -> concepts
    related: Lists  # word -> words that name the same skills
    related_strength: Array  # per item of related, 0 to 1
    halves: Array  # (n, 2) words a compound is made of, -1 when it is not a compound
    number: dict[str, int] = field(repr=False, compare=False, default_factory=dict)
    piece_number: dict[str, int] = field(repr=False, compare=False, default_factory=dict)
    same_stem: dict[str, list[int]] = field(repr=False, compare=False, default_factory=dict)
    compounds_of: dict[str, Array] = field(repr=False, compare=False, default_factory=dict)
    concept_number: dict[str, int] = field(repr=False, compare=False, default_factory=dict)
    in_language: dict[str, Array] = field(repr=False, compare=False, default_factory=dict)  # which words it has
    of_concept: Any = field(repr=False, compare=False, default=None)  # Lists: concept -> labels
    told_of: Any = field(repr=False, compare=False, default=None)  # Lists: concept -> words of its explanation
    word_size: Any = field(repr=False, compare=False, default=None)  # letters per word
    kin_known: dict[object, object] = field(repr=False, compare=False, default_factory=dict)
    same_known: dict[object, tuple[Array, Array]] = field(repr=False, compare=False, default_factory=dict)
    parts_known: dict[object, object] = field(repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.number.update((word, place) for place, word in enumerate(self.words))
        self.piece_number.update((piece, place) for place, piece in enumerate(self.pieces))
        self.concept_number.update((one, place) for place, one in enumerate(self.ids))
        every = Lists(np.arange(len(self.labels) + 1, dtype=np.int32), self.label_concept)
        object.__setattr__(self, "of_concept", _turned(every, len(self.ids)))
        object.__setattr__(self, "told_of", _turned(self.explained_with, len(self.ids)))
        object.__setattr__(self, "word_size", np.array([len(word) for word in self.words], dtype=np.float32))
        spoken = np.repeat(self.label_language, np.diff(self.in_label.starts))
        for place, language in enumerate(self.languages):
            has = np.zeros(len(self.words), dtype=bool)
            has[self.in_label.items[spoken == place]] = True
            self.in_language[language] = has
        for place, word in enumerate(self.words):
            self.same_stem.setdefault(stem(word), []).append(place)
        wholes: dict[str, list[int]] = defaultdict(list)
        for place in np.flatnonzero(self.halves[:, 0] >= 0).tolist():
            for half in self.halves[place].tolist():
                wholes[stem(self.words[half])].append(place)
        self.compounds_of.update((half, np.array(places)) for half, places in wholes.items())

    @property
    def size(self) -> int:
        """The number of bytes the numbers take in memory."""
        return sum(part.nbytes for part in _numbers(self).values())


def build(concepts: Iterable[Concept]) -> Index:
    """Make the index. The same concepts in the same order always give the same index."""
    ids: dict[str, int] = {}
    languages: dict[str, int] = {}
    labels: list[str] = []
    about: list[tuple[int, int, int]] = []
    split: list[list[str]] = []
    explained: list[tuple[int, set[str]]] = []
    seen: set[tuple[int, int, str]] = set()
    for one in concepts:
        concept = ids.setdefault(one.id, len(ids))
        language = languages.setdefault(one.language, len(languages))
        for kind, label in [(PREFERRED, one.label), *((SYNONYM, label) for label in one.synonyms)]:
            found = split_words(label)
            if found and (key := (concept, language, " ".join(found))) not in seen:
                seen.add(key)
                labels.append(label.strip())
                about.append((concept, language, kind))
                split.append(found)
        if one.explanation:
            explained.append((concept, set(split_words(one.explanation)) - SMALL_WORDS))
    occurs = Counter(word for found in split for word in set(found))
    words = sorted(occurs)
    number = {word: place for place, word in enumerate(words)}
    weight = _word_weights(words, occurs, len(labels))
    in_label = _lists([[number[word] for word in found] for found in split])
    facts = np.array(about, dtype=np.int32).reshape(-1, 3)
    related, strength = _related(in_label, facts[:, 0], words)
    pieces, with_piece, piece_weight, piece_idf, piece_length = _piece_lists(words)
    return Index(
        ids=list(ids),
        labels=labels,
        languages=list(languages),
        words=words,
        pieces=pieces,
        label_concept=facts[:, 0].copy(),
        label_language=facts[:, 1].astype(np.int8),
        label_kind=facts[:, 2].astype(np.int8),
        label_weight=_sum_per_label(in_label, weight),
        word_weight=weight,
        in_label=in_label,
        with_word=_turned(in_label, len(words)),
        with_piece=with_piece,
        piece_weight=piece_weight,
        piece_idf=piece_idf,
        piece_length=piece_length,
        label_length=np.sqrt(_sum_per_label(in_label, piece_length**2)),
        explained_with=_explained(explained, number),
        related=related,
        related_strength=strength,
        halves=_halves(words, occurs, number),
    )


def save(index: Index, path: str | os.PathLike[str]) -> None:
    """Write the index to one file; a half-written file never takes the place of a good one."""
    target = Path(path)
    text = {"format": FORMAT, **{name: getattr(index, name) for name in _TEXTS}}
    parts: dict[str, Any] = {
        "text": np.frombuffer(json.dumps(text, ensure_ascii=False).encode(), np.uint8),
        **_numbers(index),
    }
    half = target.with_name(target.name + ".new")
    with half.open("wb") as out:
        np.savez(out, **parts)
        out.flush()
        os.fsync(out.fileno())
    half.replace(target)


def load(path: str | os.PathLike[str]) -> Index:
    """Read an index back. Raises ValueError when the file is of another version or not an index."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            parts = {name: stored[name] for name in stored.files}
        text = json.loads(parts.pop("text").tobytes())
    except (KeyError, ValueError, EOFError) as error:
        raise ValueError("this is not an index of a skills language") from error
    if text.pop("format", None) != FORMAT:
        raise ValueError("this index was made by another version; make it again")
    lists: dict[str, Any] = {name: Lists(parts.pop(f"{name}_starts"), parts.pop(f"{name}_items")) for name in _LISTS}
    return Index(**text, **parts, **lists)


_TEXTS = ("ids", "labels", "languages", "words", "pieces")
_ARRAYS = (
    "label_concept", "label_language", "label_kind", "label_weight",
    "word_weight", "piece_weight", "piece_idf", "related_strength", "piece_length",
    "label_length",
)  # fmt: skip
_LISTS = ("in_label", "with_word", "with_piece", "explained_with", "related")


def _numbers(index: Index) -> dict[str, Array]:
    found = {name: getattr(index, name) for name in (*_ARRAYS, "halves")}
    for name in _LISTS:
        lists = getattr(index, name)
        found |= {f"{name}_starts": lists.starts, f"{name}_items": lists.items}
    return found


def _word_weights(words: Sequence[str], occurs: Mapping[str, int], labels: int) -> Array:
    """How telling a word is: rare words weigh far more, small words almost nothing. Between 0 and 1.

    The square makes that "uitvoeren", which stands in hundreds of names, hardly counts next to what is done.
    """
    top = math.log(1 + labels)
    return np.array(
        [
            SMALL_WORD_WEIGHT
            if word in SMALL_WORDS
            else max(math.log((labels + 1) / (occurs[word] + 0.5)) / top, 0.1) ** 2
            for word in words
        ],
        dtype=np.float32,
    )


def _piece_lists(words: Sequence[str]) -> tuple[list[str], Lists, Array, Array, Array]:
    """For every piece of two to four letters the words that have it, weighted so that rare pieces tell more."""
    number: dict[str, int] = {}
    piece_of, word_of = array("i"), array("i")
    for place, word in enumerate(words):
        for piece in dict.fromkeys(grams(word)):
            piece_of.append(number.setdefault(piece, len(number)))
            word_of.append(place)
    pieces, owners = np.array(piece_of, dtype=np.int32), np.array(word_of, dtype=np.int32)
    how_many = np.bincount(pieces, minlength=len(number))
    idf = np.log((1 + len(words)) / (1 + how_many)).astype(np.float32) + 0.1
    common = how_many > max(MANY_WORDS, len(words) * LARGEST_SHARE)  # "en$" tells hardly anything and costs most
    pieces, owners = pieces[~common[pieces]], owners[~common[pieces]]
    how_many[common], idf[common] = 0, 0
    value = idf[pieces]
    length = np.sqrt(np.bincount(owners, value**2, minlength=len(words)))
    order = np.argsort(pieces, kind="stable")
    starts = np.concatenate([[0], np.cumsum(how_many)]).astype(np.int32)
    weight = (value / length[owners])[order].astype(np.float32)
    return list(number), Lists(starts, owners[order]), weight, idf.astype(np.float32), length.astype(np.float32)


def _explained(explained: Sequence[tuple[int, set[str]]], number: Mapping[str, int]) -> Lists:
    found: dict[int, list[int]] = defaultdict(list)
    for concept, told in explained:
        for word in sorted(told):
            if word in number:
                found[number[word]].append(concept)
    return _lists([found.get(place, []) for place in range(len(number))])


def _related(in_label: Lists, label_concept: Array, words: Sequence[str]) -> tuple[Lists, Array]:
    """Words that name the same skills, in either language: "schilderen" and "painting".

    Strength is (skills with both - 0.5) / root(skills with one × skills with the other), from two shared skills on.
    """
    size = len(words)
    telling = np.array([word not in SMALL_WORDS for word in words], dtype=bool)
    owner = np.repeat(label_concept.astype(np.int64), np.diff(in_label.starts))
    item = in_label.items.astype(np.int64)
    told = telling[item] if size else np.zeros(0, dtype=bool)
    key = np.unique(owner[told] * max(size, 1) + item[told])
    concept, word = key // max(size, 1), key % max(size, 1)
    skills = np.bincount(word, minlength=size)
    first, second = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for together in np.split(word, np.flatnonzero(np.diff(concept)) + 1):
        if 1 < len(together) <= WORDIEST:
            first.append(np.repeat(together, len(together)))
            second.append(np.tile(together, len(together)))
    one, other = np.concatenate(first), np.concatenate(second)
    pairs, both = np.unique((one * max(size, 1) + other)[one != other], return_counts=True)
    one, other = pairs // max(size, 1), pairs % max(size, 1)
    strength = (both - 0.5) / np.sqrt(skills[one] * skills[other])
    strong = (both >= 2) & (strength >= RELATED_LEAST)
    one, other, strength = one[strong], other[strong], strength[strong]
    order = np.lexsort((other, -strength, one))
    one, other, strength = one[order], other[order], strength[order]
    begins = np.concatenate([[0], np.cumsum(np.bincount(one, minlength=size))])
    kept = np.arange(len(one)) - begins[one] < RELATED_MOST
    starts = np.concatenate([[0], np.cumsum(np.bincount(one[kept], minlength=size))]).astype(np.int32)
    return Lists(starts, other[kept].astype(np.int32)), strength[kept].astype(np.float32)


def _halves(words: Sequence[str], occurs: Mapping[str, int], number: Mapping[str, int]) -> Array:
    """For each compound the two words it is made of; a long half may stand there in another form."""
    known: dict[str, int] = {}
    for word in words:
        if occurs[word] >= 2 and word not in SMALL_WORDS and not word.isdigit():
            known[word] = number[word]
    stems = {stem(word): place for word, place in reversed(known.items()) if len(word) >= LONG_HALF}
    either = _Forms(known, stems)
    halves = np.full((len(words), 2), -1, dtype=np.int32)
    for place, word in enumerate(words):
        if len(word) >= 7 and (parts := compound_parts(word, either)):
            halves[place] = [known.get(part, stems.get(stem(part), -1)) for part in parts]
    return halves


class _Forms:
    """Words that are known as they are, or by their stem when they are long enough not to be something else."""

    def __init__(self, known: Mapping[str, int], stems: Mapping[str, int]) -> None:
        self.known, self.stems = known, stems

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and (word in self.known or (len(word) >= LONG_HALF and stem(word) in self.stems))


def _lists(lists: Sequence[Sequence[int]]) -> Lists:
    starts = np.zeros(len(lists) + 1, dtype=np.int32)
    np.cumsum([len(one) for one in lists], out=starts[1:])
    return Lists(starts, np.array([item for one in lists for item in one], dtype=np.int32))


def _turned(lists: Lists, size: int) -> Lists:
    owner = np.repeat(np.arange(len(lists.starts) - 1, dtype=np.int32), np.diff(lists.starts))
    order = np.argsort(lists.items, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(lists.items, minlength=size))]).astype(np.int32)
    return Lists(starts, owner[order])


def _sum_per_label(in_label: Lists, weight: Array) -> Array:
    total = np.concatenate([[0.0], np.cumsum(weight[in_label.items], dtype=np.float64)])
    return (total[in_label.starts[1:]] - total[in_label.starts[:-1]]).astype(np.float32)
