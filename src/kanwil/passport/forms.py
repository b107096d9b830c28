"""The forms of a passport: what it is called and says about me, and a link to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kanwil.matrix.audiences import months_on
from kanwil.people.models import today
from kanwil.ui.dates import human_date

from .models import Passport

HOW_LONG = {"1": _("1 month"), "3": _("3 months"), "12": _("1 year")}


class PassportForm(forms.Form):
    """The words of a passport itself."""

    title = forms.CharField(
        label=_("What do you call this passport?"),
        help_text=_("For instance: For my application, or: For the course."),
        max_length=80,
        error_messages={"required": _("Give it a title, so that you find it again.")},
    )
    about = forms.CharField(
        label=_("Who are you, in your own words?"),
        help_text=_("This stands at the top. Two or three sentences, as you would tell it yourself."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("In which language?"), choices=settings.LANGUAGES)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def about_passport(cls, row: Passport) -> PassportForm:
        """What now stands, to change."""
        names = ("title", "about", "language", "version")
        return cls(initial={name: getattr(row, name) for name in names})

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "about", "language")}


class LinkForm(forms.Form):
    """For whom a link is, and how long it works."""

    for_whom = forms.CharField(
        label=_("Who gets this link?"),
        help_text=_("For instance: Hospital East, application. Only you and they read this."),
        max_length=80,
        error_messages={"required": _("Say for whom it is, so that you know later which link to end.")},
    )
    months = forms.ChoiceField(label=_("How long does it work?"), initial="1", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["months"].choices = [  # type: ignore[attr-defined]
            (
                key,
                _("%(how_long)s: until %(day)s") % {"how_long": said, "day": human_date(months_on(today(), int(key)))},
            )
            for key, said in HOW_LONG.items()
        ]

    @property
    def until(self) -> Any:
        return months_on(today(), int(self.cleaned_data["months"]))
