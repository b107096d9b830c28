"""The form of one qualification."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kanwil.proof.models import Evidence

from .models import Qualification


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=False, widget=widget)


class QualificationForm(forms.Form):
    """Which one, who gave it, until when."""

    skill = forms.TypedChoiceField(label=_("Which qualification?"), coerce=int)
    issuer = forms.CharField(label=_("Who gave it?"), max_length=120, required=False)
    number = forms.CharField(label=_("Which number stands on it?"), max_length=60, required=False)
    valid_from = _day(_("Valid from"))
    valid_until = _day(_("Valid until"), _("Leave it empty when it does not end."))
    evidence = forms.TypedChoiceField(label=_("Is it among your proof?"), coerce=int, empty_value=None, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, skills: Iterable[tuple[int, str]] | None, proof: Iterable[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proof = {row.pk: row for row in proof}
        if skills is None:
            del self.fields["skill"]
        else:
            cast(forms.ChoiceField, self.fields["skill"]).choices = [("", _("Choose")), *skills]
        if self.proof:
            choices = [("", _("No")), *((pk, row.title) for pk, row in self.proof.items())]
            cast(forms.ChoiceField, self.fields["evidence"]).choices = choices
        else:
            del self.fields["evidence"]

    @classmethod
    def about(cls, row: Qualification, *, proof: Iterable[Evidence]) -> QualificationForm:
        """What now stands, to change."""
        names = ("issuer", "number", "valid_from", "valid_until", "version")
        start = {name: getattr(row, name) for name in names} | {"evidence": row.evidence_id or ""}
        return cls(initial=start, skills=None, proof=proof)

    @property
    def said(self) -> dict[str, Any]:
        """What was filled in."""
        data = dict(self.cleaned_data)
        if "evidence" in data:
            data["evidence"] = self.proof.get(data["evidence"] or 0)
        return data

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day comes before the first day."))
        return data
