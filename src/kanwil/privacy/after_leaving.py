"""How long what is somebody's own stays after they left: one rule, for every room and for the page about it."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

DAYS: int = settings.KEEP_AFTER_LEAVING
HOW_LONG = _("a year") if DAYS == 365 else format_lazy(_("{days} days"), days=DAYS)
UNTIL_ERASED = format_lazy(
    _("As long as you keep it. After you leave it stays {how_long}, for you alone. Then it is erased."),
    how_long=HOW_LONG,
)
WITH_THE_PERSON = format_lazy(
    _("As long as you work here, and {how_long} after that. Then it is erased."), how_long=HOW_LONG
)


def erased_on(left_on: date) -> date:
    """The day on which everything of who left is erased."""
    return left_on + timedelta(days=DAYS)
