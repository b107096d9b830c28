"""Looking is visible: who opened what somebody shared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from kanwil.access import Actor

from .models import Look
from .record import writing


def this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def looked(actor: Actor, about: Iterable[int], *, page: str, what: str = "", because: str = "") -> int:
    """Write down that `actor` saw what these people shared, once per hour and page; before anything is shown.

    Your own things leave no line. Returns how many new lines were written. When writing fails, the page fails:
    nobody looks unseen.
    """
    people = {p for p in about if p != actor.person_id}
    if not people or actor.person_id is None:
        return 0
    hour = this_hour()
    known = set(
        Look.objects.filter(viewer_id=actor.person_id, page=page, what=what, hour=hour).values_list(
            "about_id", flat=True
        )
    )
    new = [
        Look(viewer_id=actor.person_id, about_id=p, page=page, what=what, hour=hour, reason=str(because)[:200])
        for p in sorted(people - known)
    ]
    if new:
        with writing():
            Look.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def looks_at(person_id: int) -> QuerySet[Look]:
    """Who looked at this person, newest first."""
    return Look.objects.filter(about_id=person_id).order_by("-hour", "viewer_id")
