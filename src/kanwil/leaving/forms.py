"""The address of one's own, and yes to erasing."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """An e-mail address that is not of work."""

    email = forms.EmailField(
        label=_("Your own e-mail address"),
        help_text=_("Not the one of your work. You get a link to confirm it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Fill in an address."), "invalid": _("This is not an e-mail address.")},
    )


class EraseForm(forms.Form):
    """Yes, for good."""

    sure = forms.BooleanField(
        label=_("Yes, erase everything. I took along what I want to keep."),
        error_messages={"required": _("Tick this if you are sure.")},
    )
