"""The work of this room that has a time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from kanwil.access import system
from kanwil.jobs.timetable import daily

from .actions import say_in_time


@daily("qualifications_in_time", hour=7)
def in_time(day: date) -> None:
    """Say in time that a qualification ends."""
    say_in_time(system("qualifications"), day=day, address=f"{settings.URL}{reverse('qualifications')}")
