"""The work of this room that has a time."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from kanwil.access import system
from kanwil.jobs.timetable import daily

from . import actions


@daily("leaving", hour=2)
def every_night(day: date) -> None:
    """Close the doors of work behind who left, say in time that something ends, and erase whose day came."""
    actor = system("leaving")
    actions.close_work_doors(actor, day=day)
    actions.say_in_time(actor, day=day, address=f"{settings.URL}{reverse('leaving')}")
    actions.erase_whose_day_came(actor, day=day)
