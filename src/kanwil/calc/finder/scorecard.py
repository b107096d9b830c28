"""How well a label fits a question: six plain figures between 0 and 1, added up with fixed weights.

The weights were fitted once, by cross-validation, on phrases that experts mapped to skills, and then frozen. Each
figure is itself a sum over what was asked, so a score splits exactly in what every word of the question brought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kanwil.calc.finder.index import PREFERRED, Array, Index, Lists
from kanwil.calc.finder.kin import Kin
from kanwil.calc.finder.question import Asked

COVERED, SAID, BOTH, LETTERS, TOLD, NAME = range(6)
WEIGHTS = np.array([0.04, 0.14, 0.37, 0.22, 0.17, 0.06], dtype=np.float32)  # in the order above; together 1
SHARE_OF_LABEL = 0.45  # in BOTH: how much it matters that a label says little else
WORTH_A_LOOK = 3000  # labels that cover most of the question
IN_EXPLANATION = 0.7  # a word in the explanation, next to a word in a name
CLEAR = 0.8  # from this likeness on, a word counts in an explanation
OTHER_WAY = 0.92  # a word that stands for what was asked in another way, next to the word itself


@dataclass(frozen=True)
class Looked:
    """The labels that were looked at, with their figures, and per figure what each thing asked brought."""

    labels: Array
    figures: Array  # (labels, 6)
    covered: Array  # (asked, labels): share of COVERED
    told: Array  # (asked, labels): share of TOLD
    saying: Array  # (asked, words): likeness of each word of the language to what was asked
    letters: Array  # (asked, words): shared pieces, divided by the length of the question

    @property
    def scores(self) -> Array:
        return np.minimum(self.figures @ WEIGHTS, np.float32(0.999))


def look(index: Index, asked: Sequence[Asked]) -> Looked:
    """Give the figures of the labels that say something of what was asked."""
    total = sum(one.weight for one in asked)
    share = np.array([one.weight / total for one in asked], dtype=np.float32)
    everywhere = np.stack([_covered(index, one) for one in asked])
    labels = _worth_a_look(share @ everywhere)
    covered = everywhere[:, labels] * share[:, None]
    saying, letters = _words(index, asked)
    told = _told(index, asked, everywhere[:, labels], index.label_concept[labels]) * share[:, None]
    figures = np.zeros((len(labels), len(WEIGHTS)), dtype=np.float32)
    figures[:, COVERED] = np.minimum(covered.sum(axis=0), 1)
    said = _sum_of_words(index, labels, saying.max(axis=0) * index.word_weight)
    figures[:, SAID] = np.minimum(said / index.label_weight[labels], 1)
    figures[:, BOTH] = figures[:, COVERED] ** (1 - SHARE_OF_LABEL) * figures[:, SAID] ** SHARE_OF_LABEL
    alike = _sum_of_words(index, labels, letters.sum(axis=0)) / np.maximum(index.label_length[labels], 1e-6)
    figures[:, LETTERS] = np.minimum(alike, 1)
    figures[:, TOLD] = np.minimum(told.sum(axis=0), 1)
    figures[:, NAME] = index.label_kind[labels] == PREFERRED
    return Looked(labels, figures, covered, told, saying, letters)


def brought(index: Index, looked: Looked, place: int) -> Array:
    """What each thing asked brought to the score of one label; together exactly that score."""
    label = looked.labels[place]
    words = index.in_label[label]
    figures = looked.figures[place]
    covered = _shares(looked.covered[:, place])
    saying = looked.saying[:, words]
    said = np.zeros(len(saying), dtype=np.float64)
    np.add.at(said, saying.argmax(axis=0), saying.max(axis=0) * index.word_weight[words])
    said = _shares(said)
    parts = np.stack(
        [
            covered,
            said,
            (1 - SHARE_OF_LABEL) * covered + SHARE_OF_LABEL * said,
            _shares(looked.letters[:, words].sum(axis=1)),
            _shares(looked.told[:, place]),
            covered,
        ]
    )
    found = (WEIGHTS * figures) @ parts
    return found * (min(float(figures @ WEIGHTS), 0.999) / max(float(found.sum()), 1e-9))


def _shares(values: Array) -> Array:
    total = float(values.sum())
    return values / total if total > 0 else np.full(len(values), 1 / len(values))


def _worth_a_look(covered: Array) -> Array:
    near = np.flatnonzero(covered > 0)
    if len(near) > WORTH_A_LOOK:
        near = near[np.argpartition(-covered[near], WORTH_A_LOOK)[:WORTH_A_LOOK]]
        near.sort()
    return near


def _covered(index: Index, asked: Asked) -> Array:
    """Per label how well it says what was asked, in the way that says it best."""
    best = np.zeros(len(index.labels), dtype=np.float32)
    for way in asked.ways:
        here = np.zeros_like(best)
        for one, share in way:
            if len(one.words):
                here += _best(one, index.with_word, len(best)) * np.float32(share)
        np.maximum(best, here, out=best)
    return best


def _told(index: Index, asked: Sequence[Asked], covered: Array, concept: Array) -> Array:
    """Per thing asked and label: how well all names and the explanation of that skill together say it."""
    found = np.zeros((len(asked), len(concept)), dtype=np.float32)
    for row, one in enumerate(asked):
        whole = np.zeros(len(index.ids), dtype=np.float32)
        np.maximum.at(whole, concept, covered[row])
        for way in one.ways:
            here = np.zeros_like(whole)
            for kin, share in way:
                clear = kin.likeness >= CLEAR
                if clear.any():
                    here += _best(kin, index.explained_with, len(here), clear) * np.float32(share * IN_EXPLANATION)
            np.maximum(whole, here, out=whole)
        found[row] = whole[concept]
    return found


def _best(kin: Kin, lists: Lists, size: int, only: Array | None = None) -> Array:
    """For each label (or skill) the likeness of its best word."""
    words, likeness = (kin.words, kin.likeness) if only is None else (kin.words[only], kin.likeness[only])
    order = np.argsort(likeness, kind="stable")
    owners, sizes = lists.together(words[order])
    best = np.zeros(size, dtype=np.float32)
    best[owners] = np.repeat(likeness[order], sizes)  # the best comes last and stays
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
                if not number and kin.letters is not None:
                    letters[row] += kin.letters
                    length += kin.length
    letters *= index.piece_length / np.float32(max(length, 1e-9) ** 0.5)
    return saying, letters


def _sum_of_words(index: Index, labels: Array, value: Array) -> Array:
    """Per label the sum over its words."""
    words, sizes = index.in_label.together(labels)
    ends = np.cumsum(sizes)
    total = np.concatenate([[0.0], np.cumsum(value[words], dtype=np.float64)])
    return (total[ends] - total[ends - sizes]).astype(np.float32)
