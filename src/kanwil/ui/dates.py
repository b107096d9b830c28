"""Moments as people say them: "vanochtend", "gisteren", "26 februari"."""

from __future__ import annotations

import datetime as dt

from django.utils import formats, timezone
from django.utils.translation import gettext as _


def human_date(moment: dt.date | dt.datetime | None) -> str:
    """A day or moment in words, as short as today allows. Nothing for nothing."""
    if moment is None:
        return ""
    now = timezone.localtime()
    clock: dt.datetime | None = None
    if isinstance(moment, dt.datetime):
        clock = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    day = clock.date() if clock else moment
    distance = (day - now.date()).days
    if distance == 0:
        return _part_of_day(clock.hour) if clock else _("today")
    if distance == -1:
        return _("yesterday")
    if distance == 1:
        return _("tomorrow")
    return formats.date_format(day, "j F" if day.year == now.year else "j F Y")


def _part_of_day(hour: int) -> str:
    if hour < 6:
        return _("last night")
    if hour < 12:
        return _("this morning")
    if hour < 18:
        return _("this afternoon")
    return _("this evening")
