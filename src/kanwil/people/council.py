"""What the works council reads about how Kanwil is used: counts, roles, settings and checks; no person's content."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from kanwil.access import Actor, demand, visible
from kanwil.audit.models import Event
from kanwil.audit.verbs import UNCOUNTED, words_for

from .models import Grant, Person, held_on

SETTINGS = ("skills.scale_made", "skills.framework_use")
MONTHS = 3
ROLE_NAMES = dict(Grant.ROLES)


def settings_verbs() -> tuple[str, ...]:
    """The verbs in the log that change how Kanwil works for everybody."""
    return SETTINGS


@dataclass(frozen=True)
class Line:
    """One line of the log in words: when, who, what, and about whom where it is about a role."""

    at: datetime
    by: str
    verb: str
    about: str = ""
    what: str = ""


@dataclass(frozen=True)
class Check:
    """What came out of checking the log."""

    at: datetime
    by: str
    lines: int
    faults: int


def roles(actor: Actor) -> tuple[list[Grant], list[Grant]]:
    """Roles that are held now, and those that have ended; by role and name."""
    demand(actor, "see_roles")
    every = visible(Grant, actor).select_related("person", "unit", "by")
    ordered = every.order_by("role", "person__given_name", "person__family_name", "pk")
    held = [
        grant
        for grant in ordered.filter(held_on())
        if grant.person.left_on is None or grant.person.left_on > timezone.localdate()
    ]
    now = {grant.pk for grant in held}
    former = [grant for grant in every.order_by("-until_on", "-pk")[:200] if grant.pk not in now][:50]
    return held, former


def _lines(actor: Actor, verbs: tuple[str, ...], many: int) -> list[Line]:
    events = list(visible(Event, actor, "oversee").filter(verb__in=verbs).order_by("-number")[:many])
    ids = {pk for event in events for pk in (event.by_id, event.about_id) if pk}
    names = {person.pk: person.name for person in Person.objects.filter(pk__in=ids)}
    return [
        Line(
            event.at,
            names.get(event.by_id or 0, ""),
            str(words_for(event.verb)),
            names.get(event.about_id or 0, ""),
            str(ROLE_NAMES.get(event.data.get("role", ""), "")),
        )
        for event in events
    ]


def history(actor: Actor) -> list[Line]:
    """Who gave and ended which role, newest first."""
    return _lines(actor, ("people.granted", "people.grant_withdrawn"), 50)


def settings_changed(actor: Actor) -> list[Line]:
    """What was changed for everybody, newest first."""
    return _lines(actor, settings_verbs(), 10)


def checks(actor: Actor) -> list[Check]:
    """The last times the log was checked, newest first."""
    rows = list(visible(Event, actor, "oversee").filter(verb="people.log_checked").order_by("-number")[:3])
    names = {p.pk: p.name for p in Person.objects.filter(pk__in=[row.by_id for row in rows if row.by_id])}
    return [
        Check(row.at, names.get(row.by_id or 0, ""), row.data.get("lines", 0), row.data.get("faults", 0))
        for row in rows
    ]


@dataclass(frozen=True)
class Counts:
    """How often each thing was done, per month; the newest month first."""

    months: list[date]
    rows: list[tuple[str, list[int]]]


def counts(actor: Actor) -> Counts:
    """Lines of the log by what was done, this month and the two before. No person stands in it."""
    demand(actor, "oversee")
    first = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    months = [first.date()]
    for _earlier in range(MONTHS - 1):
        before = months[-1]
        months.append(date(before.year - (before.month == 1), (before.month - 2) % 12 + 1, 1))
    start = first.replace(year=months[-1].year, month=months[-1].month)
    # The number goes up with the clock: walking back from the newest line reads the last months only.
    older = Event.objects.filter(at__lt=start).order_by("-number").values_list("number", flat=True).first() or 0
    found: dict[str, dict[date, int]] = defaultdict(dict)
    counted = Event.objects.filter(number__gt=older).exclude(verb__in=UNCOUNTED)
    rows = counted.annotate(month=TruncMonth("at")).values_list("verb", "month")
    for verb, month, number in rows.annotate(n=Count("pk")).order_by():
        found[verb][timezone.localtime(month).date()] = number
    told = [(str(words_for(verb)), [by_month.get(month, 0) for month in months]) for verb, by_month in found.items()]
    return Counts(months, sorted(told))
