"""How things are now: people by number, their places and what they lead; in a few queries, however many they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from kanwil.intake.values import fold

from ..models import Job, Leadership, Membership, Person, today

PERSON_FIELDS = ("given_name", "infix", "family_name", "email", "language", "joined_on", "left_on")


@dataclass(slots=True)
class Place:
    pk: int
    unit: int
    job: int | None
    home: bool
    from_on: date


@dataclass(slots=True)
class Known:
    pk: int
    number: str
    fields: dict[str, Any]
    places: list[Place] = field(default_factory=list)

    @property
    def home(self) -> Place | None:
        return next((place for place in self.places if place.home), None)

    @property
    def name(self) -> str:
        return full_name(self.fields)

    def works_here(self, day: date) -> bool:
        left = self.fields["left_on"]
        return left is None or left > day


def full_name(fields: dict[str, Any]) -> str:
    return " ".join(p for p in (fields.get("given_name"), fields.get("infix"), fields.get("family_name")) if p)


@dataclass
class Now:
    """Everything an import compares with."""

    day: date
    people: dict[str, Known]
    leaders: dict[int, dict[int, tuple[int, date]]]  # unit → person → leadership, since
    jobs: dict[str, int]
    job_names: dict[int, str]
    without_zeros: dict[str, str]
    by_pk: dict[int, Known]


def read_now() -> Now:
    day = today()
    people: dict[str, Known] = {}
    by_pk: dict[int, Known] = {}
    for pk, number, *rest in Person.objects.order_by().values_list("pk", "number", *PERSON_FIELDS).iterator():
        known = by_pk[pk] = Known(pk, number or "", dict(zip(PERSON_FIELDS, rest, strict=True)))
        if number:
            people[number] = known
    places = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day)).order_by("pk")
    for pk, person, unit, job, home, start in places.values_list(
        "pk", "person_id", "unit_id", "job_id", "home", "from_on"
    ).iterator():
        by_pk[person].places.append(Place(pk, unit, job, home, start))
    leaders: dict[int, dict[int, tuple[int, date]]] = defaultdict(dict)
    leading = Leadership.objects.on(day).values_list("pk", "person_id", "unit_id", "from_on")
    for pk, person, unit, start in leading:
        leaders[unit][person] = (pk, start)
    job_names = dict(Job.objects.values_list("pk", "name"))
    zeros = {number.lstrip("0"): number for number in people if number.startswith("0")}
    jobs = {fold(name): pk for pk, name in job_names.items()}
    return Now(day, people, leaders, jobs, job_names, zeros, by_pk)
