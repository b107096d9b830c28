"""What the style guide shows: made-up words and names, drawn by the real templates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from . import icons
from .words import LEVELS, PICTURES, WISHES

COLOURS = (
    ("paper", gettext_lazy("background")),
    ("surface", gettext_lazy("card")),
    ("ink", gettext_lazy("text")),
    ("ink-2", gettext_lazy("text that supports")),
    ("can", gettext_lazy("can, button, link")),
    ("want", gettext_lazy("wants")),
    ("less", gettext_lazy("rather not")),
    ("level-1", gettext_lazy("learner")),
    ("level-2", gettext_lazy("with help")),
    ("level-3", gettext_lazy("by oneself")),
    ("level-4", gettext_lazy("teaches others")),
    ("room-1-soft", gettext_lazy("Direction")),
    ("room-2-soft", gettext_lazy("Room")),
    ("room-3-soft", gettext_lazy("Backing")),
    ("low", gettext_lazy("too few (work)")),
    ("single", gettext_lazy("hangs on one (work)")),
)


class SampleForm(forms.Form):
    """Every kind of field once."""

    why = forms.CharField(
        label=gettext_lazy("Not now, because …"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write why it is not possible now.")},
    )
    day = forms.DateField(
        label=gettext_lazy("When do you look again?"),
        help_text=gettext_lazy("Within half a year is usual."),
        error_messages={
            "required": gettext_lazy("Choose a day, such as 1 July."),
            "invalid": gettext_lazy("Choose a day."),
        },
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}),
    )
    team = forms.ChoiceField(label=gettext_lazy("Team"), required=False)
    list_file = forms.FileField(label=gettext_lazy("A list from elsewhere"), required=False)
    level = forms.ChoiceField(label=gettext_lazy("What fits you now?"), widget=forms.RadioSelect)
    wish = forms.ChoiceField(
        label=gettext_lazy("And what do you want?"), required=False, widget=forms.RadioSelect(attrs={"class": "chips"})
    )
    also = forms.BooleanField(
        label=gettext_lazy("Share also what I want"),
        help_text=gettext_lazy("You can stop at any moment."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from .templatetags.kanwil import mark, sentence, wish

        chosen = ("learning", "with_help", "independent")
        self._offer("team", [("1", _("Morning team")), ("2", _("Evening team"))])
        self._offer("level", [(key, mark(key, words=sentence(LEVELS[key]))) for key in chosen])
        said = {key: str(capfirst(words)) for key, words in WISHES.items()}
        self._offer("wish", [(key, wish(key, words=words) or words) for key, words in said.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (for the type checker)
        field.choices = choices


def sample(request: HttpRequest) -> dict[str, Any]:
    """Everything the page shows."""
    today = timezone.localdate()
    sam, noor, gijs = "Sam de Voorbeeld", "Noor Voorbeeld", "Gijs van ’t Voorbeeld"
    return {
        "levels": [(key, LEVELS[key], PICTURES[key]) for key in LEVELS],
        "wishes": [(key, words) for key, words in WISHES.items() if key != "open"],
        "colours": COLOURS,
        "icons": [name for name in icons.names() if name not in ("richting", "ruimte", "ruggensteun")],
        "people": (sam, noor, gijs, "Wil Voorbeeld"),
        "sam": sam,
        "noor": noor,
        "until": today + dt.timedelta(days=90),
        "crumbs": [(_("Organisation"), "#main"), (_("Workshop"), "#main"), (_("Morning team"), "")],
        "wrong_form": SampleForm({"level": "with_help", "wish": "more", "also": "on"}),
        "skills": (
            pgettext("sample skill", "Turning"),
            pgettext("sample skill", "Measuring"),
            pgettext("sample skill", "Welding"),
        ),
        "grid": _grid(sam, noor, gijs),
        "covers": [("ok", 3, 2), ("low", 2, 3), ("single", 1, 2)],
        "table_head": [_("Field"), _("Found in the list")],
        "table_rows": [[_("Name"), "“Naam medewerker”"], [_("Job"), "“Functie”"]],
        "dates": [timezone.now(), *(today - dt.timedelta(days=days) for days in (1, 40, 400))],
        "markdown_sample": _("One **open** question is enough.\n\n- listen\n- ask on\n- be silent"),
    }


Cell = tuple[str, str, bool]


def _grid(sam: str, noor: str, gijs: str) -> list[tuple[str, str, bool, list[Cell]]]:
    """Rows of the sample table: name, job, is it you, and per skill the level, the wish and whether it is confirmed."""
    return [
        (sam, _("turner"), True, [("teaching", "more", True), ("with_help", "learn", False), ("not_yet", "", False)]),
        (noor, _("quality"), False, [("learning", "", False), ("independent", "", True), ("unknown", "learn", False)]),
        (
            gijs,
            _("welder"),
            False,
            [("unknown", "", False), ("independent", "less", False), ("teaching", "more", True)],
        ),
    ]
