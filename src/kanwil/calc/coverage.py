"""Is a team's skill covered: how many people can do it, how many the team needs, and what follows from that.

Only what people shared counts, and only when they said a level. Someone who shares nothing, or whose level is
unknown, does not count as "cannot": the count is simply about the others. Nothing here is about one person.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kanwil.calc.levels import DEFAULT_SCALE, Scale, at_least

LEARN = "learn"


class State(StrEnum):
    """How a skill stands in a team, from most to least urgent."""

    NONE = "none"  # needed, and nobody can do it (as far as people shared)
    SINGLE = "single"  # needed, and it hangs on one person
    LOW = "low"  # needed, and there are fewer people than needed
    OK = "ok"  # enough people
    NO_NEED = "no_need"  # the team did not say what it needs


@dataclass(frozen=True, slots=True)
class Need:
    """How many people a team needs at a level; perhaps at one place or in one shift."""

    level: str
    people: int
    place: str | None = None
    shift: str | None = None

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ValueError("a team cannot need fewer than zero people")


@dataclass(frozen=True, slots=True)
class Known:
    """What one colleague shares about one skill. ``level`` is None when unknown; ``wish`` when left open.

    ``places`` and ``shifts`` say where and when this colleague works. They matter only for a need that asks for one.
    """

    level: str | None = None
    wish: str | None = None
    places: frozenset[str] = frozenset()
    shifts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NeedCoverage:
    """One need and how it is met."""

    need: Need
    have: int
    state: State


@dataclass(frozen=True, slots=True)
class SkillCoverage:
    """How one skill of a team stands.

    ``have``, ``needed`` and ``level`` belong to the need that is most urgent, which is also the state shown.
    ``wish_to_learn`` counts everybody who wants to learn it; ``could_help_out`` counts those of them who do not yet
    count for the most urgent need, so who could make the team stronger.
    """

    state: State
    have: int
    needed: int
    level: str | None
    wish_to_learn: int
    could_help_out: int
    needs: tuple[NeedCoverage, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """The facts for the sentence above a team's table. Skills are given by the keys of the caller, in the given order.

    ``learnable`` are the skills of ``short``, ``single`` and ``nobody`` for which somebody wants to learn.
    """

    asked: int
    fine: int
    short: tuple[Hashable, ...]
    single: tuple[Hashable, ...]
    nobody: tuple[Hashable, ...]
    learnable: tuple[Hashable, ...]
    without_need: int

    @property
    def vulnerable(self) -> int:
        """How many skills ask for attention."""
        return len(self.short) + len(self.single) + len(self.nobody)

    @property
    def all_learnable(self) -> bool:
        """Whether for every skill that asks for attention somebody wants to learn it."""
        return self.vulnerable > 0 and len(self.learnable) == self.vulnerable


_URGENCY = (State.NONE, State.SINGLE, State.LOW, State.OK, State.NO_NEED)


def skill_coverage(
    known: Iterable[Known], needs: Iterable[Need], scale: Scale = DEFAULT_SCALE, *, count_from: str = "independent"
) -> SkillCoverage:
    """How a skill stands in a team, from what colleagues share and what the team needs.

    Without any need the state is NO_NEED, and ``have`` counts from the level ``count_from`` (if the scale has it).
    """
    people = tuple(known)
    measured = tuple(_measure(people, need, scale) for need in needs if need.people > 0)
    wishers = [one for one in people if one.wish == LEARN]
    if not measured:
        level = count_from if count_from in scale.keys else None
        have = sum(at_least(scale, one.level, level) for one in people) if level else 0
        return SkillCoverage(State.NO_NEED, have, 0, level, len(wishers), len(wishers), ())
    worst = min(measured, key=lambda one: (_URGENCY.index(one.state), one.have - one.need.people))
    helpers = sum(not at_least(scale, one.level, worst.need.level) for one in wishers)
    return SkillCoverage(worst.state, worst.have, worst.need.people, worst.need.level, len(wishers), helpers, measured)


def state_of(have: int, needed: int) -> State:
    """The state that follows from how many people can do it and how many are needed.

    One person is always "hangs on one person", also when one is all the team asks for: if that colleague is ill,
    nobody can do it.
    """
    if needed <= 0:
        return State.NO_NEED
    if have == 0:
        return State.NONE
    if have == 1:
        return State.SINGLE
    return State.OK if have >= needed else State.LOW


def headline(coverage: Mapping[Hashable, SkillCoverage]) -> Headline:
    """The facts for the sentence above the table: how many skills are fine, which are not, where somebody wants to."""

    def having(state: State) -> tuple[Hashable, ...]:
        return tuple(key for key, one in coverage.items() if one.state is state)

    short, single, nobody = having(State.LOW), having(State.SINGLE), having(State.NONE)
    urgent = {*short, *single, *nobody}
    without = len(having(State.NO_NEED))
    return Headline(
        asked=len(coverage) - without,
        fine=len(having(State.OK)),
        short=short,
        single=single,
        nobody=nobody,
        learnable=tuple(key for key, one in coverage.items() if key in urgent and one.could_help_out > 0),
        without_need=without,
    )


def _measure(people: tuple[Known, ...], need: Need, scale: Scale) -> NeedCoverage:
    have = sum(
        at_least(scale, one.level, need.level)
        for one in people
        if (need.place is None or need.place in one.places) and (need.shift is None or need.shift in one.shifts)
    )
    return NeedCoverage(need, have, state_of(have, need.people))
