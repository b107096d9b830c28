"""The forms a person fills in about themselves: what I say, with whom I share, whom I ask to look."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor
from kanwil.people.models import Person
from kanwil.skills.levels import levels_of
from kanwil.skills.models import Level

from .actions import KEEP
from .audiences import DEFAULT_MONTHS, Chosen, choices, chosen, find_colleagues, until_choices, until_day
from .models import WISHES, Claim

CLEAR = "none"
COLLEAGUE = "colleague"


def number(text: str) -> int | None:
    """An id as typed in an address or form, or None when it is none."""
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 19 else None


def numbers(texts: list[str]) -> list[int]:
    """The ids among these."""
    return [pk for text in texts if (pk := number(text)) is not None]


def level_field(data: Any, claim: Claim) -> Level | None | Any:
    """The level button that was pressed: a level of this skill's scale, None for "I leave it open", KEEP for none."""
    pressed = data.get("level", "")
    if pressed == CLEAR:
        return None
    levels = levels_of([claim.skill])[claim.skill.scale_id if claim.skill else None]
    return next((level for level in levels if str(level.pk) == pressed), KEEP)


class SayForm(forms.Form):
    """My own words and my wish about one skill. The level is the button that is pressed."""

    words = forms.CharField(
        label=_("In your own words"),
        help_text=_("What do you do, and how? Two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
        error_messages={"max_length": _("This is too long by a little. Use at most 600 letters.")},
    )
    wish = forms.ChoiceField(label=_("And what do you want?"), choices=WISHES, widget=forms.RadioSelect, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @classmethod
    def about(cls, claim: Claim) -> SayForm:
        return cls(initial={"words": claim.words, "wish": claim.wish, "version": claim.version})


class WhomForm(forms.Form):
    """A colleague by name. When more than one fits, the form asks which."""

    colleague = forms.CharField(
        label=_("Name of your colleague"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.matches: list[Person] = []

    def offer(self, field: str, rows: Iterable[tuple[str, Any]]) -> None:
        """What there is to choose from in this field."""
        cast(forms.ChoiceField, self.fields[field]).choices = list(rows)

    def find(self, text: str) -> Person | None:
        """The one colleague who is meant; otherwise the form says what to do and offers who fits."""
        self.matches = find_colleagues(self.actor, text)
        if len(self.matches) == 1:
            return self.matches[0]
        if not text.strip():
            self.add_error("colleague", _("Write the name of a colleague."))
        elif not self.matches:
            self.add_error("colleague", _("Nobody here has this name. Try only the first name or the last name."))
        else:
            self.add_error("colleague", _("More than one colleague fits. Choose one in the list."))
        return None


class AudienceForm(WhomForm):
    """With whom, until when, and whether what I want goes along."""

    with_whom = forms.ChoiceField(
        label=_("With whom?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose with whom you share this.")},
    )
    until = forms.ChoiceField(label=_("Until when?"), initial=DEFAULT_MONTHS)
    with_wish = forms.BooleanField(label=_("Also what I want"), required=False, initial=True)
    field_order: Iterable[str] | None = ("with_whom", "colleague", "until", "with_wish")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.choices = choices(actor.person_id or 0)
        rows: list[tuple[str, Any]] = [(c.key, c) for c in self.choices]
        named = (self.data.get("with_whom") if self.is_bound else self.initial.get("with_whom")) or ""
        if named.startswith("person:") and (one := chosen(actor, named)):
            rows.append((named, one))
        self.offer("with_whom", [*rows, (COLLEAGUE, _("one colleague, by name"))])
        self.offer("until", until_choices())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        key = data.get("with_whom", "")
        if key == COLLEAGUE:
            person = self.find(data.get("colleague", ""))
            key = f"person:{person.pk}" if person else ""
        data["chosen"] = chosen(self.actor, key) if key else None
        if key and data["chosen"] is None:
            self.add_error("with_whom", _("You cannot share with this one. Choose another."))
        data["until_day"] = until_day(data.get("until", DEFAULT_MONTHS))
        return data

    @property
    def chosen(self) -> Chosen | None:
        return self.cleaned_data.get("chosen") if self.is_bound and hasattr(self, "cleaned_data") else None


class ShareForm(AudienceForm):
    """The same, with the skills to choose."""

    claims = forms.MultipleChoiceField(
        label=_("What do you share?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one skill.")},
    )
    field_order = ("claims", "with_whom", "colleague", "until", "with_wish")

    def __init__(self, *args: Any, actor: Actor, lines: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        self.offer("claims", [(str(line.claim.pk), line.name) for line in lines])

    @property
    def seen(self) -> str:
        """What was looked at, as one word: sharing goes through only for exactly this."""
        data = self.cleaned_data
        key = self.chosen.key if self.chosen else ""
        return "/".join([key, data.get("until", ""), "w" if data.get("with_wish") else "", *sorted(data["claims"])])
