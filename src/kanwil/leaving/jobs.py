"""The work of this room that has a time."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from kanwil.access import Actor, system
from kanwil.jobs.timetable import daily
from kanwil.privacy.after_leaving import DAYS
from kanwil.privacy.erase import erase

from . import actions
from .actions import A_WEEK
from .models import Farewell

log = logging.getLogger("kanwil.leaving")


@daily("leaving", hour=2)
def every_night(day: date) -> None:
    """Close the doors of work behind who left, say in time that something ends, and erase whose day came."""
    actor = system("leaving")
    actions.close_work_doors(actor, day=day)
    actions.say_in_time(actor, day=day, address=f"{settings.URL}{reverse('leaving')}")
    erase_whose_day_came(actor, day=day)


def erase_whose_day_came(actor: Actor, *, day: date) -> int:
    """Erase everything of who left so long ago, each apart: one that fails does not keep the others. How many."""
    rows = Farewell.objects.filter(person__left_on__lte=day - timedelta(days=DAYS), told_week_on__lte=day - A_WEEK)
    done, failed = 0, None
    for person_id in list(rows.values_list("person_id", flat=True)):
        try:
            erase(actor, person_id=person_id)
            done += 1
        except Exception as error:
            log.exception("erasing somebody who left failed")
            failed = error
    if failed is not None:
        raise failed
    return done
