"""The words that stand beside a sign when the page itself brings none. A scale's own sentences always go first."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

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
    "none": pgettext_lazy("cover", "nobody yet"),
    "no_need": pgettext_lazy("cover", "no need named"),
}

CONFIRMED = _("confirmed")

# What Django says about a form, here only so that our own plain Dutch goes before Django's.
FORM_ERRORS = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid date/time."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("No file was submitted."),
    gettext_noop("No file was submitted. Check the encoding type on the form."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Null characters are not allowed."),
)
