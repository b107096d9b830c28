"""From what counts of everybody to what may leave about every unit: per skill and level, and per wish.

What somebody says about a skill is one small number: how far their ring is filled (``mark``, 0 to 4) and the wish.
Everything that leaves has gone through ``suppression``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kanwil.calc.suppression import HIDDEN, K, publish_table
from kanwil.calc.waiting import Counts, Path, tree_of

THINGS = ("mark1", "mark2", "mark3", "mark4", "learn", "more")
"""What is counted for each skill: "at least this far", four times, and two wishes."""

LEARN, MORE, MARK = 8, 16, 7


def code(mark: int, wish: str) -> int:
    """One number for a level and a wish. 0 is the same as saying nothing: it counts nowhere."""
    return min(mark, 4) + {"learn": LEARN, "more": MORE}.get(wish, 0)


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """What may leave about one unit.

    ``counted`` is how many people the figures are about; 0 means that nothing leaves. Per skill six numbers in the
    order of THINGS: 15 is "15 or more", -5 is "fewer than 5". ``nobody`` is the number for what is not in ``skills``.
    """

    path: Path
    counted: int
    nobody: int
    skills: dict[int, list[int]]


def figures(people: Iterable[Counts], k: int = K) -> list[UnitFigures]:
    """What may leave about every unit in which somebody counts."""
    rows = list(people)
    tree = tree_of(one.path for one in rows)
    if not tree.nodes:
        return []
    skills = sorted({skill for one in rows for skill in one.says})
    counts = _counts(rows, tree.nodes, skills)
    _add_upwards(counts, tree.parents)
    table = publish_table(tree.parents, tree.groups, counts, k)
    signed = np.where(table.at_least > 0, table.at_least, -table.fewer_than)
    signed[table.at_least == HIDDEN] = 0
    made = []
    for unit, path in enumerate(tree.nodes):
        counted = int(table.counted[unit])
        nobody = int(signed[unit, -1])
        per_skill = signed[unit, :-1].reshape(len(skills), len(THINGS))
        told: list[int] = np.flatnonzero((per_skill != nobody).any(axis=1)).tolist() if counted else []
        made.append(UnitFigures(path, counted, nobody, {skills[n]: per_skill[n].tolist() for n in told}))
    return made


def _counts(rows: list[Counts], nodes: list[Path], skills: list[int]) -> np.ndarray:
    """People per unit itself and thing; the last column is a skill about which nobody says anything."""
    node_of = {path: number for number, path in enumerate(nodes)}
    skill_of = {skill: number for number, skill in enumerate(skills)}
    where = np.array(
        [node_of[one.path] * len(skills) + skill_of[skill] for one in rows for skill in one.says], dtype=np.int64
    )
    says = np.array([value for one in rows for value in one.says.values()], dtype=np.int64)
    marks = says & MARK
    hits = [marks >= mark for mark in (1, 2, 3, 4)] + [says & LEARN > 0, says & MORE > 0]
    size = len(nodes) * len(skills)
    per_thing = [np.bincount(where[hit], minlength=size).reshape(len(nodes), len(skills)) for hit in hits]
    counts = np.zeros((len(nodes), len(skills) * len(THINGS) + 1), dtype=np.int32)
    counts[:, :-1] = np.stack(per_thing, axis=2).reshape(len(nodes), -1)
    return counts


def _add_upwards(counts: np.ndarray, parents: np.ndarray) -> None:
    """Let every unit include what is below it. A node comes after its parent in the list, so go backwards."""
    for unit in range(len(parents) - 1, -1, -1):
        if parents[unit] >= 0:
            counts[parents[unit]] += counts[unit]
