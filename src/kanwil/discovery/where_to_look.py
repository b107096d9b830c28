"""Where to look first among the sentences of a level, by what somebody did lately. It never chooses a level."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kanwil.skills.models import Level

OFTEN = [
    ("no", _("not this month")),
    ("few", _("once or a few times")),
    ("week", _("every week")),
    ("day", _("almost every day")),
]
HOW = [
    ("look", _("I looked along")),
    ("help", _("with help")),
    ("alone", _("alone")),
    ("show", _("I showed it to somebody else")),
]
# How far the ring of a sentence is filled, from 0 to 4.
_NEAR: dict[str, tuple[int, ...]] = {"look": (0, 1), "help": (1, 2), "alone": (2, 3), "show": (3, 4)}


def where_to_look(often: str, how: str, levels: Iterable[Level]) -> set[int]:
    """The ids of the sentences to read first; none when nothing was said about how."""
    marks = _NEAR.get(how, ())
    if how == "alone" and often in ("week", "day"):
        marks = (3,)
    return {level.pk for level in levels if level.mark in marks}
