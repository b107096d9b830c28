"""The words that stand beside a sign when the page itself brings none. A scale's own sentences always go first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

UNKNOWN = "unknown"

# key of a level -> the picture it gets
PICTURES = {
    UNKNOWN: "unknown",
    "not_yet": "level-0",
    "learning": "level-1",
    "with_help": "level-2",
    "independent": "level-3",
    "teaching": "level-4",
}

LEVELS = {
    UNKNOWN: pgettext_lazy("level", "not shared or not filled in"),
    "not_yet": pgettext_lazy("level", "not yet"),
    "learning": pgettext_lazy("level", "I am learning this"),
    "with_help": pgettext_lazy("level", "I can do this with help"),
    "independent": pgettext_lazy("level", "I can do this myself"),
    "teaching": pgettext_lazy("level", "I teach this to others"),
}

WISHES = {
    "more": pgettext_lazy("wish", "I like to do this more often"),
    "learn": pgettext_lazy("wish", "I want to learn this"),
    "less": pgettext_lazy("wish", "rather not (any more)"),
    "open": pgettext_lazy("wish", "I leave this open"),
}

COVER = {
    "ok": pgettext_lazy("cover", "enough"),
    "low": pgettext_lazy("cover", "too few"),
    "single": pgettext_lazy("cover", "hangs on 1 colleague"),
    "unknown": pgettext_lazy("cover", "nothing asked"),
}

CONFIRMED = _("confirmed")
