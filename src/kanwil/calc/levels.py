"""What a level is, and when someone is "at least" at a level that a team needs.

A scale is an ordered row of levels. The order exists for one purpose only: to count how many people can do what a
team needs. It is never used to compare people, and nothing here turns a level into a figure about a person.

"Unknown" (``None``) is not a level. It is not the lowest one either: it simply does not count.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NOT_YET = "not_yet"
LEARNING = "learning"
WITH_HELP = "with_help"
INDEPENDENT = "independent"
TEACHING = "teaching"


@dataclass(frozen=True, slots=True)
class LevelDef:
    """One level of a scale: a fixed key, and whether a team can ask for it.

    Nobody needs people who can *not yet* do something, so that level cannot be asked for.
    """

    key: str
    can_be_needed: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels an organisation uses, from "not yet" to "teaching others"."""

    key: str
    levels: tuple[LevelDef, ...]
    places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        keys = [level.key for level in self.levels]
        object.__setattr__(self, "places", {key: place for place, key in enumerate(keys)})
        if len(keys) < 2:
            raise ValueError("a scale needs at least two levels")
        if len(set(keys)) != len(keys):
            raise ValueError("a scale cannot have the same level twice")
        if not any(level.can_be_needed for level in self.levels):
            raise ValueError("a scale needs at least one level that a team can ask for")

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the levels, in the order of the scale."""
        return tuple(level.key for level in self.levels)

    @property
    def needable(self) -> tuple[str, ...]:
        """The levels that a team can ask for."""
        return tuple(level.key for level in self.levels if level.can_be_needed)

    def from_level_up(self, needed: str) -> frozenset[str]:
        """The keys that count when a team needs this level: the level itself and every level after it.

        Handy for a query: ``level__in=scale.from_level_up("independent")``.
        """
        keys = self.keys
        return frozenset(keys[_place(self, needed) :])


DEFAULT_SCALE = Scale(
    "default",
    (
        LevelDef(NOT_YET, can_be_needed=False),
        LevelDef(LEARNING),
        LevelDef(WITH_HELP),
        LevelDef(INDEPENDENT),
        LevelDef(TEACHING),
    ),
)


def at_least(scale: Scale, level: str | None, needed: str) -> bool:
    """Whether someone who says ``level`` counts for a need at ``needed``.

    Someone whose level is unknown never counts. A key that is not in the scale is an error, so that a typing mistake
    or a level of another scale never silently counts as "not enough".
    """
    wanted = _place(scale, needed)
    if level is None:
        return False
    return _place(scale, level) >= wanted


def _place(scale: Scale, key: str) -> int:
    try:
        return scale.places[key]
    except KeyError:
        raise ValueError(f"{key!r} is not a level of the scale {scale.key!r}") from None
