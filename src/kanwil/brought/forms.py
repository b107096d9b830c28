"""The forms of this room: a file or a text to check."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

ACCEPT = ".json,.jsonld,.jwt,.txt,.png,.svg,.pdf"


class CheckForm(forms.Form):
    """A file, or the text of one."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_("A PDF, picture (PNG, SVG) or text file that somebody gave you. At most 8 MB."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    text = forms.Field(
        label=_("Or paste the text"),
        help_text=_("All of it, from the first to the last letter."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        files, text = self.files.getlist("file") if self.files else [], str(data.get("text") or "").strip()
        if len(files) > 1:
            self.add_error("file", _("Choose one file at a time."))
        elif files and text:
            self.add_error("file", _("Choose a file or paste a text, not both."))
        elif not files and not text:
            self.add_error("file", _("Choose a file, or paste a text."))
        elif files and not files[0].size:
            self.add_error("file", _("This file is empty."))
        return data

    @property
    def brought(self) -> bytes:
        """What is to be checked. A token may be broken over several lines, as an e-mail does."""
        if self.cleaned_data["file"]:
            self.cleaned_data["file"].seek(0)
            content: bytes = self.cleaned_data["file"].read()
            return content
        text = str(self.cleaned_data["text"]).strip()
        return ("".join(text.split()) if text.startswith("ey") else text).encode("utf-8", "replace")
