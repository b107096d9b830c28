"""Jobs with a time: name, hour, function. A missed day is done once when the worker is back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from .models import JobState

log = logging.getLogger("kanwil.jobs")
MAX_ATTEMPTS = 3


@dataclass(frozen=True)
class Timed:
    """A job for every day, at or after this hour (local time). It must be safe to run twice."""

    name: str
    hour: int
    run: Callable[[date], None]


TIMETABLE: dict[str, Timed] = {}


def daily(name: str, *, hour: int) -> Callable[[Callable[[date], None]], Callable[[date], None]]:
    """Decorator: run this function every day at this hour."""

    def declare(function: Callable[[date], None]) -> Callable[[date], None]:
        TIMETABLE[name] = Timed(name, hour, function)
        return function

    return declare


def run_due(now: datetime) -> list[str]:
    """Run every job that is due at `now` (local time) and was not yet done today; returns their names.

    A job is claimed with one conditional update, so that two workers never run it together.
    """
    ran = []
    for timed in TIMETABLE.values():
        if now.hour < timed.hour:
            continue
        state, _made = JobState.objects.get_or_create(name=timed.name)
        if state.done_on == now.date():
            continue
        with transaction.atomic():
            claimed = JobState.objects.filter(name=timed.name, done_on=state.done_on).update(done_on=now.date())
        if not claimed:
            continue
        try:
            timed.run(now.date())
            JobState.objects.filter(name=timed.name).update(attempts=0, last_error="")
            ran.append(timed.name)
        except Exception as error:
            log.exception("timed job %s failed", timed.name)
            attempts = state.attempts + 1
            JobState.objects.filter(name=timed.name).update(
                attempts=attempts,
                last_error=repr(error)[:500],
                done_on=state.done_on if attempts < MAX_ATTEMPTS else now.date(),
            )
    return ran
