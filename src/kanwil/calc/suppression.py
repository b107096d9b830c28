"""The one place that decides which counts about groups of people may leave.

A count is "how many people in this unit say at least this level for this skill". Counts are shown for units above a
team, to people who see no names. Four rules together keep a count from being about fewer than ``k`` people:

1. *Enough people.* A group is split in "yes" and "no" only if both parts can be ``k`` people: 2 × ``k`` people or more.
2. *Small groups count one level up.* What is left beside the visible parts of a unit counts there if it is ``k`` people
   or more, and otherwise one level higher. So a hidden team can never be had by subtracting.
3. *In fives, downwards.* A count leaves as "at least 15", and as "fewer than 5" without a number. "All but a few" is
   never said. A unit's figure is as coarse as needed to tell nothing new about its parts.
4. *Changes wait for each other* (``admit``): a change counts from the moment ``k`` people in the group changed.

``guard`` checks rule 1 and 2 independently, by linear algebra. The page docs/calculations/suppression.md explains all
of it with an example, and says what it does not do. The group of a unit is always *everybody who belongs to it*,
whether they share or not, so that not sharing cannot be seen either. What is counted must be "at least this level":
the bands of "at least" counts cannot be subtracted to something finer, exact levels can.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

K = 5
"""Fewer people than this are never shown. An organisation may raise it, never lower it."""

HIDDEN = -1
"""In a ``Table``: nothing leaves about this unit."""

Ints = npt.NDArray[np.integer]


class Says(StrEnum):
    """What may be said about one cell."""

    HIDDEN = "hidden"  # the group is too small; say that, and no number
    FEWER = "fewer"  # fewer than ``fewer_than`` people, perhaps nobody
    AT_LEAST = "at_least"  # at least ``at_least`` people


@dataclass(frozen=True, slots=True)
class Cell:
    """One count, before anything is decided.

    ``unit`` and its ``parent`` (None at the top) place it in the tree; ``of`` is what is counted, for example
    ``(skill, level)``. ``count`` and ``group`` include everything below the unit. ``group`` is everybody in the unit.
    """

    unit: Hashable
    of: Hashable
    count: int
    group: int
    parent: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What may leave about one cell. ``counted`` is the number of people the figure is about, 0 when hidden."""

    unit: Hashable
    of: Hashable
    says: Says
    at_least: int = 0
    fewer_than: int = 0
    counted: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """What may leave, for many units and many things counted at once.

    ``at_least[u, c]`` is HIDDEN, 0 ("fewer than ``fewer_than[u, c]``") or the number to show as "at least".
    ``counted[u]`` is how many people the figures of a unit are about; ``atoms`` are the groups that can be told apart
    (every unit's own people belong to the atom with that number; -1 is nowhere).
    """

    at_least: Ints
    fewer_than: Ints
    counted: Ints
    atoms: Ints


def publish(cells: Iterable[Cell], k: int = K) -> list[Published]:
    """What may leave about these cells, in the same order. Give all cells of a tree at once, never one by one."""
    rows = list(cells)
    _check_k(k)
    units = _units(rows)
    place = {unit: number for number, unit in enumerate(units)}
    things = {of: number for number, of in enumerate(dict.fromkeys(row.of for row in rows))}
    parents = np.array([-1 if parent is None else place[parent] for parent, _ in units.values()], dtype=np.int64)
    groups = np.array([group for _, group in units.values()], dtype=np.int64)
    counts = np.zeros((len(units), len(things)), dtype=np.int64)
    for row in rows:
        counts[place[row.unit], things[row.of]] = row.count
    table = publish_table(parents, groups, counts, k)
    return [_published(row, table, place[row.unit], things[row.of]) for row in rows]


def publish_table(parents: Ints, groups: Ints, counts: Ints, k: int = K) -> Table:
    """The same for arrays: ``parents[u]`` (-1 at the top), ``groups[u]`` people, ``counts[u, c]``, all inclusive.

    Takes one pass over the tree, bottom up, with all things counted side by side.
    """
    _check_k(k)
    parents, groups, counts = np.asarray(parents), np.asarray(groups, dtype=np.int64), np.asarray(counts)
    order, children = _bottom_up(parents)
    own_people = _own_part(groups, children)
    if (own_people < 0).any():
        raise ValueError("a unit has fewer people than the units below it together")
    plan = _plan(order, children, own_people, k)
    low = np.full(counts.shape, HIDDEN, dtype=np.int32)
    below_is = np.zeros(counts.shape, dtype=np.int32)
    made: dict[int, _Figures] = {}
    for unit in order:
        below = [made.pop(child) for child in children[unit]]
        own = counts[unit] - counts[children[unit]].sum(axis=0, dtype=np.int64)
        if (own < 0).any() or (own > own_people[unit]).any():
            raise ValueError("a count does not fit the people of its unit")
        made[unit] = one = _figures(own, below, plan, unit, k)
        if one.low is not None and one.high is not None:
            low[unit], below_is[unit] = one.low, np.where(one.low == 0, one.high + 1, 0)
    return Table(low, below_is, plan.counted, plan.atoms)


@dataclass(frozen=True, slots=True)
class _Figures:
    """A unit while we climb: what counts in it, what waits for the level above, and its bands when it is visible."""

    exact: Ints | int
    waiting: Ints | int
    low: Ints | None = None
    high: Ints | None = None


def _figures(own: Ints, below: Sequence[_Figures], plan: _Plan, unit: int, k: int) -> _Figures:
    rest = own + sum(one.waiting for one in below)
    if not plan.counted[unit]:
        return _Figures(0, rest)
    parts = [(one.low, one.high) for one in below if one.low is not None and one.high is not None]
    exact = sum(one.exact for one in below)
    waiting: Ints | int = rest
    if plan.rest_counts[unit]:
        parts.append(_rest_bands(rest, int(plan.rest[unit]), k))
        exact, waiting = exact + rest, 0
    low, high = parts[0] if len(parts) == 1 else _sum_bands(np.asarray(exact), parts, k)
    return _Figures(exact, waiting, low, high)


# --- rule 1 and 2: which groups can be told apart -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Plan:
    counted: Ints  # people behind the figures of a unit; 0 means nothing leaves
    rest: Ints  # people beside the visible parts of a unit
    rest_counts: npt.NDArray[np.bool_]  # whether that rest counts here, or waits for the level above
    atoms: Ints


def _plan(order: Sequence[int], children: Sequence[list[int]], own: Ints, k: int) -> _Plan:
    """Decide from group sizes alone (never from answers) which units are visible and where the rest counts."""
    counted, rest = np.zeros_like(own), np.zeros_like(own)
    here = np.zeros(len(own), dtype=bool)
    atoms = np.full(len(own), -1, dtype=np.int64)
    loose: dict[int, list[int]] = {}  # units whose own people have no atom yet, carried upwards
    for unit in order:
        below = children[unit]
        open_units = [one for child in below for one in loose.pop(child, [])] + [unit]
        rest[unit] = own[open_units].sum()
        visible_below = counted[below].sum()
        here[unit] = rest[unit] >= (k if visible_below else 2 * k)
        counted[unit] = visible_below + (rest[unit] if here[unit] else 0)
        if here[unit]:
            atoms[open_units] = unit
        else:
            loose[unit] = open_units
    return _Plan(counted, rest, here, atoms)


def _own_part(groups: Ints, children: Sequence[list[int]]) -> Ints:
    """The people who are in a unit itself and in no unit below it."""
    return groups - np.array([groups[below].sum() for below in children], dtype=np.int64)


# --- rule 3: coarse figures, that tell nothing new about the parts ---------------------------------------------------


def _leaf_bands(counts: Ints, people: int, k: int) -> tuple[Ints, Ints]:
    """Round down to k; the last band runs on to everybody and always leaves room for k people who do not count."""
    last = (people - k) // k * k
    low = np.minimum(counts // k * k, last)
    return low, np.where(low == last, people, low + k - 1)


def _rest_bands(counts: Ints, people: int, k: int) -> tuple[Ints, Ints]:
    """The rest of a unit is never shown. Reckon with bands of k where it could have been; else say nothing at all."""
    if people >= 2 * k:
        return _leaf_bands(counts, people, k)
    return np.zeros_like(counts), np.full_like(counts, people)


def _sum_bands(exact: Ints, parts: Sequence[tuple[Ints, Ints]], k: int) -> tuple[Ints, Ints]:
    """The band of a unit with several parts, so wide that no part becomes known more precisely than it already is.

    With S and H the sums of the lowest and highest values and W the widest part: steps of at least W + 1, starting at
    S, never starting above H - W. Then every value of every part stays possible.
    """
    lows, highs = np.stack([one for one, _ in parts]), np.stack([one for _, one in parts])
    bottom, top, widest = lows.sum(axis=0), highs.sum(axis=0), (highs - lows).max(axis=0)
    step = -(-(widest + 1) // k) * k
    last = (top - widest - bottom) // step
    number = np.minimum((exact - bottom) // step, last)
    low = bottom + number * step
    return low, np.where(number == last, top, low + step - 1)


# --- rule 4: changes wait for each other -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Statement:
    """In which group someone counts, and what they say about one skill (None: nothing known).

    The group is the smallest group of people that can be told apart from outside: an atom of the last ``Table``.
    """

    group: Hashable
    says: Hashable | None


def admit(
    before: Mapping[Hashable, Statement], now: Mapping[Hashable, Statement], k: int = K
) -> dict[Hashable, Statement]:
    """What may count from today, given what counted ``before`` and what people say ``now``, for one skill.

    Keys are people. Changes are let in per group, and only when at least ``k`` people there have one waiting (joined,
    left or said something else) and the people without a change are ``k`` or more, or nobody. Until then the old
    statement counts. Someone who moves waits for both groups.
    """
    _check_k(k)
    people = {**before, **now}
    touched = {
        person: {one.group for one in (before.get(person), now.get(person)) if one is not None} for person in people
    }
    letting_in = {person for person in people if before.get(person) != now.get(person)}
    sizes = Counter(one.group for one in before.values())
    while True:
        waiting = Counter(group for person in letting_in for group in touched[person])
        moved = Counter(before[person].group for person in letting_in if person in before)
        shut = {group for group, number in waiting.items() if number < k or 0 < sizes[group] - moved[group] < k}
        kept = {person for person in letting_in if not touched[person] & shut}
        if kept == letting_in:
            return {
                person: source[person]
                for person in people
                if person in (source := now if person in letting_in else before)
            }
        letting_in = kept


# --- the check from outside ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Exposure:
    """A figure about these people (columns of the matrix) can be worked out, and there are fewer than k of them."""

    people: tuple[int, ...]


def guard(groups: npt.ArrayLike, k: int = K) -> list[Exposure]:
    """Which sets of fewer than ``k`` people can be worked out from figures about these groups.

    ``groups`` has a row per published group and a column per person, 1 where the person is in it. People in exactly the
    same groups cannot be told apart; they form one block. A set of blocks is exposed when some weighted sum of the
    published figures depends on those blocks only: when their rows in a basis of the null space are dependent.
    Checks single blocks and pairs. An empty list means: nothing found.
    """
    matrix = np.asarray(groups, dtype=float)
    if matrix.size == 0 or not matrix.any():
        return []
    blocks: dict[bytes, list[int]] = defaultdict(list)
    for person in np.flatnonzero(matrix.any(axis=0)):
        blocks[np.ascontiguousarray(matrix[:, person]).tobytes()].append(int(person))
    members = list(blocks.values())
    reduced = matrix[:, [people[0] for people in members]]
    _, singular, rows = np.linalg.svd(reduced, full_matrices=True)
    rank = int((singular > singular[0] * max(reduced.shape) * np.finfo(float).eps).sum())
    null = rows[rank:].T  # one row per block
    length = np.linalg.norm(null, axis=1)
    small = [number for number, people in enumerate(members) if len(people) < k]
    alone = {number for number in small if length[number] < 1e-7}
    found = [Exposure(tuple(members[number])) for number in small if number in alone]
    pairs = [number for number in small if number not in alone]
    if len(pairs) > 1:
        unit = null[pairs] / length[pairs, None]
        same = np.argwhere(np.triu(np.abs(unit @ unit.T) > 1 - 1e-9, 1))
        both = [(members[pairs[a]], members[pairs[b]]) for a, b in same]
        found += [Exposure(tuple(sorted(a + b))) for a, b in both if len(a) + len(b) < k]
    return found


# --- small print -----------------------------------------------------------------------------------------------------


def _check_k(k: int) -> None:
    if k < 2:
        raise ValueError("a threshold below 2 protects nobody")


def _units(rows: Sequence[Cell]) -> dict[Hashable, tuple[Hashable | None, int]]:
    units: dict[Hashable, tuple[Hashable | None, int]] = {}
    for row in rows:
        if units.setdefault(row.unit, (row.parent, row.group)) != (row.parent, row.group):
            raise ValueError(f"unit {row.unit!r} has two parents or two sizes")
    for unit, (parent, _) in units.items():
        if parent is not None and parent not in units:
            raise ValueError(f"the unit above {unit!r} is missing")
    return units


def _bottom_up(parents: Ints) -> tuple[list[int], list[list[int]]]:
    children: list[list[int]] = [[] for _ in parents]
    for unit, parent in enumerate(parents.tolist()):
        if parent >= 0:
            children[parent].append(unit)
    order = [unit for unit, parent in enumerate(parents.tolist()) if parent < 0]
    for unit in order:
        order.extend(children[unit])
    if len(order) != len(parents):
        raise ValueError("the units form a circle")
    return order[::-1], children


def _published(row: Cell, table: Table, unit: int, thing: int) -> Published:
    low, counted = int(table.at_least[unit, thing]), int(table.counted[unit])
    if low == HIDDEN:
        return Published(row.unit, row.of, Says.HIDDEN)
    if low == 0:
        return Published(row.unit, row.of, Says.FEWER, 0, int(table.fewer_than[unit, thing]), counted)
    return Published(row.unit, row.of, Says.AT_LEAST, low, 0, counted)
