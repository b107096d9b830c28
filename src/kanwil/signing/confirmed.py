"""Which confirmations may be signed: valid ones, at the level that is said now, never of somebody who leads the person.

Leading counts on two days: now, and on the day of the confirmation. It counts through every team the person is or was
in, so also through a second role.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Grant, Leadership, Membership, today


@dataclass
class Seen:
    """The confirmations of one skill that may be signed, and whether one fell away because of who gave it."""

    rows: list[Confirmation] = field(default_factory=list)
    by_who_leads: bool = False


def confirmations_of(person_id: int, claims: Iterable[Claim]) -> dict[int, Seen]:
    """For each of these claims of this person the confirmations that may be signed; four questions for any number."""
    at_level = {claim.pk: claim.level_id for claim in claims if claim.level_id is not None}
    found = {pk: Seen() for pk in at_level}
    rows = Confirmation.objects.filter(
        claim_id__in=at_level, claim__person_id=person_id, confirmed=True, answered_at__isnull=False,
        withdrawn_at__isnull=True, by__isnull=False,
    )  # fmt: skip
    leading = Leading.of(person_id)
    for row in rows.exclude(by_id=person_id).select_related("by").order_by("answered_at", "pk"):
        if row.level_id != at_level[row.claim_id] or row.by_id is None or row.answered_at is None:
            continue
        on = timezone.localdate(row.answered_at)
        if leading.by(row.by_id, today()) or leading.by(row.by_id, on):
            found[row.claim_id].by_who_leads = True
        else:
            found[row.claim_id].rows.append(row)
    return found


@dataclass(frozen=True)
class Leading:
    """In which teams a person is and was, and who led those, with their days."""

    places: tuple[tuple[int, date, date | None], ...]
    leads: tuple[tuple[int, int, date, date | None], ...]

    @classmethod
    def of(cls, person_id: int) -> Leading:
        days = ("from_on", "until_on")
        places = tuple(Membership.objects.filter(person_id=person_id).values_list("unit_id", *days))
        units = {unit for unit, _from, _until in places}
        return cls(
            places, tuple(Leadership.objects.filter(unit_id__in=units).values_list("person_id", "unit_id", *days))
        )

    def by(self, leader_id: int, day: date) -> bool:
        """Whether this colleague led a team of the person on that day."""
        units = {unit for unit, start, end in self.places if _holds(start, end, day)}
        return any(
            who == leader_id and unit in units and _holds(start, end, day) for who, unit, start, end in self.leads
        )


def _holds(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or end >= day)


def appointed(rows: Iterable[Confirmation]) -> set[int]:
    """Of these confirmations, the ids of those whose giver was an appointed confirmer on that day."""
    rows = list(rows)
    held = Grant.objects.filter(role="confirmer", person_id__in=[row.by_id for row in rows])
    days = [(one.person_id, one.from_on, one.until_on) for one in held.filter(Q(from_on__lte=today()))]
    return {
        row.pk
        for row in rows
        if row.answered_at
        and any(who == row.by_id and _holds(a, b, timezone.localdate(row.answered_at)) for who, a, b in days)
    }
