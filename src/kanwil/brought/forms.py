"""The forms of this room: a file or a text to check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kanwil.proof.files import plain_name

from .items import Item
from .uploads import LIMITS

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

    @property
    def plain_name(self) -> str:
        """The name of the file without folders, signs and ending."""
        file = self.cleaned_data["file"]
        return plain_name(file.name or "") if file else "verklaring"


class KnownForm(CheckForm):
    """A did.json or a list of withdrawals of another organisation, given by hand."""

    note = forms.CharField(
        label=_("Whose signature is it?"),
        help_text=_("As people here know them. For a list of withdrawals it is not needed."),
        max_length=120,
        required=False,
    )
    field_order = ("note", "file", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("A did.json, or a signed list of withdrawals.")
        self.fields["file"].widget.attrs["accept"] = ".json,.jsonld"

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        file = data.get("file")
        if file and file.size > LIMITS.json_bytes:
            self.add_error("file", _("This file is too big. At most 1 MB is possible."))
        return data


class ChooseForm(forms.Form):
    """Which statements of a brought file somebody keeps, and with which skill each of them belongs."""

    def __init__(
        self,
        *args: Any,
        items: Iterable[Item],
        kept: Iterable[str],
        mine: list[tuple[int, str]],
        found: Mapping[str, tuple[int | None, list[tuple[int, str]]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = {item.key: item for item in items}
        self.already = set(kept)
        for key, item in self.items.items():
            if item.why_not or key in self.already:
                continue
            claim, proposals = found.get(key, (None, []))
            choices: list[tuple[str, Any]] = [("", _("no skill yet"))]
            choices += [(f"new:{pk}", _("Put on my list: %(name)s") % {"name": name}) for pk, name in proposals]
            choices += [(f"mine:{pk}", name) for pk, name in mine]
            self.fields[f"keep_{key}"] = forms.BooleanField(label=item.title, required=False)
            self.fields[f"with_{key}"] = forms.ChoiceField(
                label=_("Belongs to"), choices=choices, required=False, initial=f"mine:{claim}" if claim else ""
            )

    @property
    def rows(self) -> list[tuple[Item, Any, Any, bool]]:
        """Per statement its fields (None when it cannot be kept), and whether it was kept before."""
        return [
            (
                item,
                self[f"keep_{key}"] if f"keep_{key}" in self.fields else None,
                self[f"with_{key}"] if f"with_{key}" in self.fields else None,
                key in self.already,
            )
            for key, item in self.items.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in data if name.startswith("keep_")):
            raise forms.ValidationError(_("Choose what you want to keep."))
        return data

    @property
    def chosen(self) -> list[tuple[Item, str, int]]:
        """What was chosen, with "mine" or "new" and the number of the skill, or "" and 0."""
        data, made = self.cleaned_data, []
        for key, item in self.items.items():
            if data.get(f"keep_{key}"):
                kind, _colon, number = data.get(f"with_{key}", "").partition(":")
                made.append((item, kind, int(number or 0)))
        return made
