"""Why a skill was found: what every word of the question brought to its score, through which word of which name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kanwil.calc.finder.index import Array, Index
from kanwil.calc.finder.kin import Why
from kanwil.calc.finder.question import Asked, Span
from kanwil.calc.finder.scorecard import CLEAR, OTHER_WAY, SHARE_OF_LABEL, WEIGHTS, Looked

LEAST_TO_NAME = 0.00005  # what brings less to a score is not named

Rows = list[list[float]]  # per thing asked, per word of a label


@dataclass(frozen=True, slots=True)
class Match:
    """One word of the question, the word of the label it matched, how, what it brought to the score, and where."""

    asked: str
    found: str
    why: Why
    brought: float = 0.0
    spans: tuple[Span, ...] = ()


def reasons(
    index: Index, looked: Looked, places: Sequence[int], scores: Sequence[float], asked: Sequence[Asked]
) -> list[tuple[Match, ...]]:
    """Per label at these places the matches; together they bring exactly the score."""
    found = []
    known: list[dict[int, Why]] = [{} for _ in asked]  # why a word belongs to what was asked; the same words come often
    for place, words, parts, saying, letters in _brought(index, looked, places, scores):
        label = int(looked.labels[place])
        matches = []
        for row, (one, part, says, alike) in enumerate(zip(asked, parts, saying, letters, strict=True)):
            best = _best_word(one, words, says, known[row])
            if best is None and part >= LEAST_TO_NAME:
                best = _told_elsewhere(index, one, looked.saying[row], label, known[row])
                best = best or (words[alike.index(max(alike))], Why.LOOKS_LIKE)
            if best is not None:
                word, why = best
                matches.append(Match(one.text, index.words[word], why, round(part, 4), one.spans))
        found.append(tuple(matches))
    return found


def _brought(
    index: Index, looked: Looked, places: Sequence[int], scores: Sequence[float]
) -> Iterable[tuple[int, list[int], list[float], Rows, Rows]]:
    """Per place: the words of the label, what each thing asked brought, and how it says and looks like those words."""
    words, sizes = index.in_label.together(looked.labels[places])
    weights = index.word_weight[words].tolist()
    saying, letters = looked.saying[:, words].T.tolist(), looked.letters[:, words].T.tolist()
    facts = (looked.figures[places].tolist(), looked.covered[:, places].T.tolist(), looked.told[:, places].T.tolist())
    start = 0
    for place, score, size, figures, covered, told in zip(places, scores, sizes.tolist(), *facts, strict=True):
        here = slice(start, start := start + size)
        says = [list(one) for one in zip(*saying[here], strict=True)]
        alike = [list(one) for one in zip(*letters[here], strict=True)]
        said = _said(saying[here], weights[here])
        parts = _parts(figures, covered, said, [sum(one) for one in alike], told)
        exact = score / max(sum(parts), 1e-9)
        yield place, words[here].tolist(), [part * exact for part in parts], says, alike


def _said(saying: Sequence[list[float]], weights: Sequence[float]) -> list[float]:
    """What each thing asked says of a label: every word of the label goes to what says it best."""
    said = [0.0] * len(saying[0])
    for weight, per_asked in zip(weights, saying, strict=True):
        most = max(per_asked)
        said[per_asked.index(most)] += most * weight
    return said


def _parts(
    figures: Sequence[float], covered: list[float], said: list[float], letters: list[float], told: list[float]
) -> list[float]:
    covered, said, letters, told = _shares(covered), _shares(said), _shares(letters), _shares(told)
    both, all_told = _mixed(covered, said), _mixed(told, said)
    points = [figure * weight for figure, weight in zip(figures, WEIGHTS.tolist(), strict=True)]
    shares = zip(both, letters, all_told, covered, strict=True)
    return [sum(point * share for point, share in zip(points, one, strict=True)) for one in shares]


def _mixed(asked: list[float], said: list[float]) -> list[float]:
    return [(1 - SHARE_OF_LABEL) * one + SHARE_OF_LABEL * other for one, other in zip(asked, said, strict=True)]


def _shares(values: list[float]) -> list[float]:
    total = sum(values)
    return [one / total if total > 0 else 1 / len(values) for one in values]


def _best_word(
    asked: Asked, words: Sequence[int], saying: Sequence[float], known: dict[int, Why]
) -> tuple[int, Why] | None:
    """The word of the label that says best what was asked, and why."""
    most = max(saying, default=0.0)
    if most <= 0:
        return None
    word = words[saying.index(most)]
    if word not in known:
        known[word] = max(found for way in asked.ways for kin, _ in way if (found := kin.how(word)))[1]
    return word, known[word]


def _told_elsewhere(
    index: Index, asked: Asked, saying: Array, label: int, known: dict[int, Why]
) -> tuple[int, Why] | None:
    """The word in another name or in the explanation of the same skill that belongs most to what was asked."""
    concept = int(index.label_concept[label])
    names = np.unique(index.in_label.together(index.of_concept[concept])[0])
    told = index.told_of[concept]
    told = told[saying[told] >= CLEAR * OTHER_WAY]
    words = np.concatenate([names, told])
    return _best_word(asked, words.tolist(), saying[words].tolist(), known)
