"""The rules: who may do what, each once, as a small query with its reason in words.

    @allow(Claim, "view", because=_("You share this with your team."), audience="colleague", when=IF_SHARED)
    def shared_with_team(actor): return Claim.objects.filter(...)

`visible`, `can` and `who_can` (see `decisions`) and the page "Who sees what" all come from this registry, so that a
list, a single page, an export and the explanation can never say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from .actor import Actor

ALWAYS, IF_SHARED, COUNTS, VALIDITY = "always", "if_shared", "counts", "validity"
AUDIENCES = ("self", "lead", "colleague", "confirmer", "hr", "board", "council", "admin", "researcher")

Words = str | Promise
Query = Callable[[Actor], "QuerySet[Any] | None"]


@dataclass
class Rule:
    """One way in which somebody may do `action` on rows of `model`."""

    model: type[Model]
    action: str
    name: str
    because: Words
    audience: str
    when: str
    query: Query
    holders: Callable[[Any], Iterable[int]] | None = field(default=None)

    def reverse(self, function: Callable[[Any], Iterable[int]]) -> Callable[[Any], Iterable[int]]:
        """Decorator: the ids of the people who may, for one row (the same rule, asked the other way round)."""
        self.holders = function
        return function


@dataclass(frozen=True)
class Ability:
    """Something one may do that is not about one row, such as importing people."""

    name: str
    because: Words
    denied: Words
    roles: tuple[str, ...]
    test: Callable[[Actor], bool]


RULES: dict[tuple[type[Model], str], list[Rule]] = {}
ABILITIES: dict[str, Ability] = {}


@dataclass(frozen=True)
class Aggregate:
    """Counts that may leave (through `calc.suppression`), never rows with names."""

    model: type[Model]
    audience: str
    because: Words


AGGREGATES: list[Aggregate] = []


def allow(
    model: type[Model], action: str, *, because: Words, audience: str = "self", when: str = ALWAYS
) -> Callable[[Query], Rule]:
    """Declare a rule. The decorated function gives the rows for this actor, or None when it never applies to them."""
    if audience not in AUDIENCES:
        raise ValueError(f"unknown audience {audience!r}")

    def declare(query: Query) -> Rule:
        rule = Rule(model, action, query.__name__, because, audience, when, query)
        rules = RULES.setdefault((model, action), [])
        rules[:] = [r for r in rules if (r.name, r.query.__module__) != (rule.name, query.__module__)] + [rule]
        return rule

    return declare


def ability(name: str, *, because: Words, denied: Words, roles: tuple[str, ...] = ()) -> Callable[..., Ability]:
    """Declare something that is not about one row: `@ability("import_people", roles=("hr", "admin"), ...)`."""

    def declare(test: Callable[[Actor], bool]) -> Ability:
        ABILITIES[name] = Ability(name, because, denied, roles, test)
        return ABILITIES[name]

    return declare


def allow_counts(model: type[Model], *, audiences: Iterable[str], because: Words) -> None:
    """Declare that counts over `model` may reach these audiences, suppressed below the threshold."""
    for audience in audiences:
        entry = Aggregate(model, audience, because)
        if entry not in AGGREGATES:
            AGGREGATES.append(entry)
