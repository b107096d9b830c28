"""How well a label fits a question: four plain figures between 0 and 1, added up with fixed weights.

The weights were fitted once, on phrases that experts mapped to a skill that is close, and checked on other phrases,
mapped to a skill that is exactly the same; then they were frozen. Every figure can be divided over what was asked, so a
score splits exactly in what every word of the question brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kanwil.calc.finder.index import PREFERRED, Array, Index, Lists
from kanwil.calc.finder.kin import Kin
from kanwil.calc.finder.question import Asked

BOTH, LETTERS, TOLD, NAME = range(4)
WEIGHTS = np.array([0.34, 0.28, 0.30, 0.08], dtype=np.float32)  # in the order above; together 1
SHARE_OF_LABEL = 0.45  # in BOTH and TOLD: how much it matters that a label says little else
WORTH_A_LOOK = 1000  # labels that cover most of the question
LEAST_SHARE = 0.2  # a label that covers less than this share of what the best one covers is not looked at
IN_EXPLANATION = 0.7  # a word in the explanation, next to a word in a name
CLEAR = 0.8  # from this likeness on, a word counts in an explanation
OTHER_WAY = 0.92  # a word that stands for what was asked in another way, next to the word itself


@dataclass(frozen=True)
class Looked:
    """The labels that were looked at, with their figures, and per figure what each thing asked brought."""

    labels: Array
    figures: Array  # (labels, 4)
    covered: Array  # (asked, labels): how much of the question the label says, per thing asked
    told: Array  # (asked, labels): the same for all names and the explanation of the skill
    saying: Array  # (asked, words): likeness of each word of the language to what was asked
    letters: Array  # (asked, words): shared pieces, divided by the length of the question

    @property
    def scores(self) -> Array:
        return np.minimum(self.figures @ WEIGHTS, np.float32(0.999))


def look(index: Index, asked: Sequence[Asked], number: int = WORTH_A_LOOK) -> Looked:
    """Give the figures of the labels that cover most of what was asked, at least so many of them."""
    total = sum(one.weight for one in asked)
    share = np.array([one.weight / total for one in asked], dtype=np.float32)
    everywhere = [_covered(index, one, float(part)) for one, part in zip(asked, share, strict=True)]
    labels = _worth_a_look(everywhere, max(number, WORTH_A_LOOK))
    covered = np.stack([one[labels] for one in everywhere])
    best = covered / share[:, None]
    saying, letters = _words(index, asked)
    told = _told(index, asked, best, index.label_concept[labels]) * share[:, None]
    words, begins = _words_of(index, labels)
    said = np.add.reduceat((saying.max(axis=0) * index.word_weight)[words], begins) / index.label_weight[labels]
    about = np.minimum(said, 1) ** SHARE_OF_LABEL
    alike = np.add.reduceat(letters.sum(axis=0)[words], begins) / np.maximum(index.label_length[labels], 1e-6)
    figures = np.empty((len(labels), len(WEIGHTS)), dtype=np.float32)
    figures[:, BOTH] = np.minimum(covered.sum(axis=0), 1) ** (1 - SHARE_OF_LABEL) * about
    figures[:, LETTERS] = np.minimum(alike, 1)
    figures[:, TOLD] = np.minimum(told.sum(axis=0), 1) ** (1 - SHARE_OF_LABEL) * about
    figures[:, NAME] = index.label_kind[labels] == PREFERRED
    return Looked(labels, figures, covered, told, saying, letters)


def _worth_a_look(everywhere: Sequence[Array], number: int) -> Array:
    covered = everywhere[0] if len(everywhere) == 1 else everywhere[0] + everywhere[1]
    for one in everywhere[2:]:
        covered += one
    near = np.flatnonzero(covered > covered.max() * np.float32(LEAST_SHARE))
    if len(near) > number:
        near = near[np.argpartition(-covered[near], number)[:number]]
        near.sort()
    return near


def _covered(index: Index, asked: Asked, share: float) -> Array:
    """Per label how well it says what was asked, in the way that says it best, times a share."""
    best: Array | None = None
    for way in asked.ways:
        here: Array | None = None
        for kin, part in way:
            said = _best(kin, index.with_word, len(index.labels), share * part)
            here = said if here is None else np.add(here, said, out=here)
        if here is not None:
            best = here if best is None else np.maximum(best, here, out=best)
    return np.zeros(len(index.labels), dtype=np.float32) if best is None else best


def _told(index: Index, asked: Sequence[Asked], covered: Array, concept: Array) -> Array:
    """Per thing asked and label: how well all names and the explanation of that skill together say it."""
    found = np.zeros((len(asked), len(concept)), dtype=np.float32)
    for row, one in enumerate(asked):
        whole = np.zeros(len(index.ids), dtype=np.float32)
        np.maximum.at(whole, concept, covered[row])
        for way in one.ways:
            told = [(kin, part * IN_EXPLANATION) for kin, part in way if kin.best >= CLEAR]
            if told:
                parts = [_best(kin, index.explained_with, len(whole), part, CLEAR) for kin, part in told]
                np.maximum(whole, sum(parts[1:], parts[0]), out=whole)
        found[row] = whole[concept]
    return found


def _best(kin: Kin, lists: Lists, size: int, share: float, least: float = 0.0) -> Array:
    """For each label (or skill) the likeness of its best word, times a share."""
    first = int(np.searchsorted(kin.likeness, least)) if least else 0
    owners, sizes = lists.together(kin.words[first:])
    best = np.zeros(size, dtype=np.float32)
    best[owners] = np.repeat(kin.likeness[first:] * np.float32(share), sizes)  # the best comes last and stays
    return best


def _words(index: Index, asked: Sequence[Asked]) -> tuple[Array, Array]:
    """Per thing asked and word of the language: the likeness, and the pieces they share."""
    saying = np.zeros((len(asked), len(index.words)), dtype=np.float32)
    letters = np.zeros_like(saying)
    length = 0.0
    for row, one in enumerate(asked):
        for number, way in enumerate(one.ways):
            for kin, _ in way:
                least = kin.likeness if not number else kin.likeness * np.float32(OTHER_WAY)
                saying[row, kin.words] = np.maximum(saying[row, kin.words], least)
                if not number:
                    letters[row, kin.alike] += kin.letters
                    length += kin.length
    letters *= index.piece_length / np.float32(max(length, 1e-9) ** 0.5)
    return saying, letters


def _words_of(index: Index, labels: Array) -> tuple[Array, Array]:
    """The words of these labels behind each other, and where those of each label begin."""
    words, sizes = index.in_label.together(labels)
    return words, np.cumsum(sizes) - sizes
