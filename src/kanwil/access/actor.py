"""Who acts: the facts that rules may use. `people` builds the real one; this room knows no feature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

ROLES = ("hr", "board", "council", "confirmer", "admin", "researcher")


@dataclass(frozen=True)
class Held:
    """A role somebody holds now: for one unit and what hangs below it, or (unit None) for the whole organisation."""

    role: str
    unit_id: int | None = None
    grant_id: int | None = None


@dataclass(frozen=True)
class Actor:
    """The one who asks. Facts, not power: rules decide.

    `units` are the units somebody belongs to now, `leads` those they lead now (not what hangs below them), and
    `leads_above` those of them that have units below.
    A system job acts with `person_id=None` and the name of the job.
    """

    person_id: int | None = None
    name: str = ""
    units: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    leads_above: frozenset[int] = frozenset()
    grants: tuple[Held, ...] = field(default=())
    job: str = ""
    left: bool = False  # no longer works here: only what is their own is left to them, whatever else a rule says

    @property
    def is_person(self) -> bool:
        return self.person_id is not None

    @property
    def me(self) -> int:
        """The person who acts; ask only when `is_person`."""
        if self.person_id is None:
            raise LookupError("no person acts here")
        return self.person_id

    def holds(self, *roles: str) -> bool:
        """Whether the actor holds one of these roles, for any part of the organisation."""
        return any(held.role in roles for held in self.grants)

    def scope(self, *roles: str) -> tuple[bool, frozenset[int]]:
        """(whole organisation?, unit ids) in which the actor holds one of these roles."""
        mine = [held for held in self.grants if held.role in roles]
        return any(held.unit_id is None for held in mine), frozenset(h.unit_id for h in mine if h.unit_id is not None)

    @property
    def acting_as(self) -> str:
        """For the log: the job, the roles held, or simply a person."""
        if self.job:
            return f"job:{self.job}"
        roles = sorted({held.role for held in self.grants})
        return ",".join((["lead"] if self.leads else []) + roles) or "person"


NOBODY = Actor()


def system(job: str) -> Actor:
    """The actor of work that no person started, such as the night job."""
    return Actor(job=job, name=job)


_makers: list[Callable[[int], Actor]] = []


def makes_actors(maker: Callable[[int], Actor]) -> None:
    """The room that knows people tells here how an actor is made from a person's id."""
    _makers[:] = [maker]


def actor_of_id(person_id: int) -> Actor:
    """The actor as somebody is now, for work in the background that they started; nobody when they left."""
    return _makers[0](person_id) if _makers else NOBODY
