"""What somebody chooses in the team's table: for one skill, or for several at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kanwil.skills.models import Level

from .models import WISH_KEYS

KEEP = "keep"
UNKNOWN = "unknown"


class OwnCellForm(forms.Form):
    """One skill of your own: how far you are, what you want, and whether your team may see it."""

    level = forms.ChoiceField(required=False)
    wish = forms.ChoiceField(required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    share = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, levels: Iterable[Level]) -> None:
        super().__init__(data)
        self.levels = {str(level.pk): level for level in levels}
        level, wish = self.fields["level"], self.fields["wish"]
        level.label, wish.label = _("What fits you now?"), _("And what do you want?")
        level.choices = [(UNKNOWN, ""), *((key, key) for key in self.levels)]  # type: ignore[attr-defined]
        wish.choices = [(key, key) for key in WISH_KEYS]  # type: ignore[attr-defined]
        level.error_messages["invalid_choice"] = wish.error_messages["invalid_choice"] = _("Choose one of these.")

    @property
    def chosen_level(self) -> Level | None:
        return self.levels.get(self.cleaned_data["level"])


class SeveralForm(forms.Form):
    """Several skills of your own at once. What you do not choose stays as it was."""

    skill = forms.TypedMultipleChoiceField(coerce=int)
    level = forms.ChoiceField(required=False)
    wish = forms.ChoiceField(required=False)

    def __init__(self, data: Any = None, *, skills: Iterable[int], levels: Iterable[Level]) -> None:
        super().__init__(data)
        self.levels = {str(level.pk): level for level in levels}
        chosen, level, wish = self.fields["skill"], self.fields["level"], self.fields["wish"]
        chosen.label, level.label = _("Which skills?"), _("What fits you now?")
        wish.label = _("And what do you want?")
        chosen.choices = [(str(pk), str(pk)) for pk in skills]  # type: ignore[attr-defined]
        level.choices = [(key, key) for key in (KEEP, UNKNOWN, *self.levels)]  # type: ignore[attr-defined]
        wish.choices = [(key, key) for key in (KEEP, *WISH_KEYS)]  # type: ignore[attr-defined]
        chosen.error_messages["required"] = _("Choose one skill or more.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("level", KEEP) == KEEP and cleaned.get("wish", KEEP) == KEEP:
            raise forms.ValidationError(_("Choose what changes: how far you are, what you want, or both."))
        return cleaned

    @property
    def changes(self) -> dict[str, Any]:
        """What to say of each skill."""
        said: dict[str, Any] = {}
        if self.cleaned_data["level"] != KEEP:
            said["level"] = self.levels.get(self.cleaned_data["level"])
        if self.cleaned_data["wish"] != KEEP:
            said["wish"] = self.cleaned_data["wish"]
        return said
