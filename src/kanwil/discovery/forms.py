"""What people write to find words for what they do."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .where_to_look import HOW, OFTEN

MOST = 4000  # letters at once: some ten minutes of talking


class WeekForm(forms.Form):
    """A few sentences about this week, as one would tell them at the table."""

    text = forms.CharField(
        label=_("What did you do this week?"),
        help_text=_("A few sentences are enough. Talking goes too: tap the microphone of your keyboard."),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 7, "autocomplete": "off"}),
        error_messages={
            "required": _("Write something here. One sentence is enough."),
            "max_length": _("This is too long to read at once. Use at most %(limit_value)s letters."),
        },
    )


class AnswerForm(forms.Form):
    """An answer to one question. Leaving it empty is fine."""

    text = forms.CharField(
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        error_messages={"max_length": _("This is too long to read at once. Use at most %(limit_value)s letters.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class LatelyForm(forms.Form):
    """How often and how somebody did something lately. Kept nowhere: it only says where to look."""

    often = forms.ChoiceField(
        label=_("How often did you do this in the last month?"),
        choices=OFTEN,
        widget=forms.RadioSelect(attrs={"class": "chips"}),
        required=False,
    )
    how = forms.ChoiceField(
        label=_("Alone or with help?"), choices=HOW, widget=forms.RadioSelect(attrs={"class": "chips"}), required=False
    )
