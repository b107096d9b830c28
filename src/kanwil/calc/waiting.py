"""Rule 4 of the group figures, for a whole organisation at once: changes wait for each other.

What counts is kept from day to day; nothing is ever counted live. Whoever lays two days side by side can subtract any
sum of groups of the one from any sum of groups of the other. People who are in both sums and say the same fall out.
The rules here see to it that what is left is never about fewer than ``k`` people:

- People who go from one group to another do so with ``k`` or more along the same way, and take along what counted.
- Who comes, leaves or says something else counts when together they are ``k`` or more in that group.
- Those of a group who stay and say the same are ``k`` or more. Are they nobody, then those who come, those who leave
  and those who say something else are each ``k`` or more, or nobody.

Then every way from a group of yesterday to a group of today has ``k`` people or none, so every difference has.
Groups also change when nobody moves: a team becomes too small or just big enough. That is the same thing here.
See docs/calculations/suppression.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from kanwil.calc.suppression import K, publish_table

Person = TypeVar("Person", bound=Hashable)
Path = tuple[int, ...]
"""The way from the top of the tree down to somebody's unit. A unit that hangs elsewhere has another path."""

NOWHERE: Path = ()
"""The group of people who count in no figure at all, because the organisation is too small."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Where somebody counts, and what of what they say counts (per skill; what is not there says nothing)."""

    path: Path
    says: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Tree:
    """The units that people count in, with everything above them. ``groups`` includes what is below."""

    nodes: list[Path]
    parents: npt.NDArray[np.int64]
    groups: npt.NDArray[np.int64]


def tree_of(paths: Iterable[Path]) -> Tree:
    """The tree of these people's units, and how many people each unit has."""
    own = Counter(paths)
    nodes = sorted({path[:depth] for path in own for depth in range(1, len(path) + 1)})
    number = {node: place for place, node in enumerate(nodes)}
    groups = np.zeros(len(nodes), dtype=np.int64)
    for path, people in own.items():
        for depth in range(1, len(path) + 1):
            groups[number[path[:depth]]] += people
    parents = np.array([number[node[:-1]] if len(node) > 1 else -1 for node in nodes], dtype=np.int64)
    return Tree(nodes, parents, groups)


def atoms_of(paths: Iterable[Path], k: int = K) -> dict[Path, Path]:
    """For each unit the smallest group that can be told apart from outside and in which its own people count."""
    tree = tree_of(paths)
    if not tree.nodes:
        return {}
    atoms = publish_table(tree.parents, tree.groups, np.zeros((len(tree.nodes), 0), dtype=np.int64), k).atoms
    return {node: tree.nodes[atom] if atom >= 0 else NOWHERE for node, atom in zip(tree.nodes, atoms, strict=True)}


@dataclass(frozen=True, slots=True)
class _Ways(Generic[Person]):
    """How people go from the groups of yesterday to those of today. ``groups`` is where they count today."""

    groups: dict[Person, Path]
    along: Counter[tuple[Path | None, Path | None]]
    way_of: dict[Person, tuple[Path | None, Path | None]]

    def stay(self, group: Path) -> int:
        return self.along[group, group]

    def come(self, group: Path) -> int:
        return self.along[None, group]

    def leave(self, group: Path) -> int:
        return self.along[group, None]

    def may(self, group: Path, differ: int, k: int) -> bool:
        """Whether so many who stay may begin to say something else, beside those who come and leave."""
        parts = (self.come(group), self.leave(group), differ)
        if not sum(parts):
            return True
        same = self.stay(group) - differ
        return all(part == 0 or part >= k for part in parts) if same == 0 else same >= k and sum(parts) >= k

    def shut(self, k: int) -> set[Path]:
        """The groups about which two days side by side would tell too much."""
        found = {group for way in self.along for group in way if group is not None and not self.may(group, 0, k)}
        for (old, new), people in self.along.items():
            if old is not None and new is not None and people < k:
                found |= {old, new}
        return found


def _ways(before: Mapping[Person, Path], after: Mapping[Person, Path], k: int) -> _Ways[Person]:
    old, new = atoms_of(before.values(), k), atoms_of(after.values(), k)
    groups: dict[Person, Path] = {person: new[path] for person, path in after.items()}
    way_of: dict[Person, tuple[Path | None, Path | None]] = {}
    for person in {**before, **after}:
        was = old[before[person]] if person in before else NOWHERE
        way_of[person] = (was or None, groups.get(person, NOWHERE) or None)
    return _Ways(groups, Counter(way_of.values()), way_of)


def places(before: Mapping[Person, Path], now: Mapping[Person, Path], k: int = K) -> dict[Person, Path]:
    """Who counts where from today, given where people counted ``before`` and where they work ``now``."""
    people = {**before, **now}
    letting_in = {person for person in people if before.get(person) != now.get(person)}
    while letting_in:
        after = {
            person: source[person] for person in people if person in (source := now if person in letting_in else before)
        }
        ways = _ways(before, after, k)
        shut = ways.shut(k)
        if not shut:
            return after
        back = {person for person in letting_in if shut.intersection(ways.way_of[person])}
        if not back:  # only groups without movers are in the way: let nobody in today
            break
        letting_in -= back
    return dict(before)


def admit_all(before: Mapping[Person, Counts], now: Mapping[Person, Counts], k: int = K) -> dict[Person, Counts]:
    """What counts from today: for everybody their place, and per skill what they say.

    Who comes counts with what they say now. Who goes to another group takes along what counted; what they changed
    waits until they are there.
    """
    old_paths = {person: one.path for person, one in before.items()}
    paths = places(old_paths, {person: one.path for person, one in now.items()}, k)
    ways = _ways(old_paths, paths, k)
    free = {person for person, (old, _new) in ways.way_of.items() if old is None}
    staying = {
        person: group
        for person, group in ways.groups.items()
        if person in now and person not in free and ways.way_of[person] == (group, group)
    }
    changes = Counter(
        (group, skill)
        for person, group in staying.items()
        for skill in _differences(before[person].says, now[person].says)
    )
    open_now = {(group, skill) for (group, skill), differ in changes.items() if ways.may(group, differ, k)}
    admitted = {}
    for person, path in paths.items():
        if person in staying:
            says = _mixed(before[person].says, now[person].says, staying[person], open_now)
        else:
            says = (now if person in free and person in now else before)[person].says
        admitted[person] = Counts(path, says)
    return admitted


def _differences(old: Mapping[int, int], new: Mapping[int, int]) -> set[int]:
    """The skills about which something else is said."""
    if old == new:
        return set()
    return {skill for skill in old.keys() | new.keys() if old.get(skill) != new.get(skill)}


def _mixed(
    old: Mapping[int, int], new: Mapping[int, int], group: Path, open_now: set[tuple[Path, int]]
) -> Mapping[int, int]:
    """The old says, with the new ones where changes are let in."""
    says = dict(old)
    for skill in _differences(old, new):
        if (group, skill) in open_now:
            if skill in new:
                says[skill] = new[skill]
            else:
                del says[skill]
    return says
