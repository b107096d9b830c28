"""Forms for bringing in a file and for saying which column is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from .kinds import ImportKind
from .tables import LIMITS, Table
from .textfile import ENCODINGS

LETTERS = [("", _("As Kanwil found it"))] + [(name, name.upper()) for name in ENCODINGS]
SEPARATORS = [
    ("", _("As Kanwil found it")),
    (";", _("semicolon ;")),
    (",", _("comma ,")),
    ("\t", _("tab")),
    ("|", _("bar |")),
]


class BringForm(forms.Form):
    """The file, and the choices that go with this kind of list."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, at most 50 MB."), allow_empty_file=True)

    def __init__(self, kind: ImportKind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = kind.accept
        for option in kind.options:
            self.fields[option.key] = forms.BooleanField(label=option.label, help_text=option.help, required=False)
        self.kind = kind

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LIMITS.size:
            raise forms.ValidationError(_("This file is too big. At most 50 MB is possible."))
        if not file.size:
            raise forms.ValidationError(_("This file is empty."))
        return file

    def options(self) -> dict[str, bool]:
        return {option.key: bool(self.cleaned_data.get(option.key)) for option in self.kind.options}


class ReadingForm(forms.Form):
    """How the file must be read, when Kanwil guessed wrong: sheet, row with names, letters, separator."""

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(table.sheets) > 1:
            sheets = [(name, name) for name in table.sheets]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=sheets, initial=table.sheet)
        rows = [(n, f"{n}: " + " · ".join(t for t in texts if t)[:70]) for n, texts in table.start]
        if table.header_row not in dict(rows):
            rows.append((table.header_row, str(table.header_row)))
        self.fields["header_row"] = forms.TypedChoiceField(
            label=_("Row with the names of the columns"), choices=rows, coerce=int, initial=table.header_row
        )
        if not table.sheets:
            self.fields["encoding"] = forms.ChoiceField(
                label=_("How letters are written"), choices=LETTERS, required=False
            )
            self.fields["delimiter"] = forms.ChoiceField(label=_("Between columns"), choices=SEPARATORS, required=False)
