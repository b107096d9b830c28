"""What Kanwil says when it cannot use a file, a row or a cell: always which file, which row, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Any] = {
    # the whole file
    "no_such_file": _("There is no file with this name."),
    "empty_file": _("This file is empty."),
    "no_table": _("We found no table in this file. The first row must hold the names of the columns."),
    "no_rows": _("This file has names of columns, but no rows below them."),
    "too_big": _("This file is too big. At most %(limit)s MB is possible."),
    "too_many_rows": _("This file has more than %(limit)s rows. Split it into smaller files."),
    "too_many_columns": _("This file has more than %(limit)s columns. Remove what is not needed."),
    "too_big_inside": _("This file becomes far too big when it is opened. We do not trust it."),
    "not_a_table": _("This is a %(kind)s. Save the table as XLSX or CSV and try again."),
    "old_excel": _("This is an old Excel file (.xls). Save it as XLSX and try again."),
    "encrypted": _("This file has a password. Save it without a password and try again."),
    "broken_file": _("This file is damaged, or not a real XLSX file. Open it in Excel, save it again and retry."),
    "doctype": _("This file contains a DOCTYPE. That can do harm, so we do not open it."),
    "not_text": _("This file is not readable as text. Save it as XLSX or as CSV UTF-8."),
    "wrong_encoding": _("This file is not written in %(encoding)s. Choose another way of reading letters."),
    "broken_quotes": _("The quotation marks in this row do not match. Check this row and the row before it."),
    "no_such_sheet": _("This file has no sheet named “%(sheet)s”."),
    "no_visible_sheet": _("All sheets in this file are hidden. Make a sheet visible and try again."),
    "no_such_row": _("This file has no row %(row)s to use for the names of the columns."),
    "broke_down": _("The work broke down. Nothing has changed. Try again, or ask your administrator."),
    # one row or one cell
    "unreadable_characters": _("This cell contains characters that are not letters."),
    "cell_too_long": _("This cell is longer than %(limit)s characters."),
    "too_many_cells": _("This row has more cells than there are columns."),
    "formula": _("Cell %(cell)s holds a formula without a result. Replace it with its value."),
    "cell_error": _("Cell %(cell)s holds an error from Excel: %(value)s."),
    "bad_date_cell": _("Cell %(cell)s is marked as a date, but is none."),
    # one value
    "missing": _("This is required, but empty."),
    "bad_date": _("“%(value)s” is not a date. Write it like 31-12-2025."),
    "short_year": _("“%(value)s” has a year of two digits. Write the year in four digits."),
    "bad_yes_no": _("“%(value)s” is not clear. Write yes or no."),
    "bad_email": _("“%(value)s” is not an e-mail address."),
    "bad_choice": _("“%(value)s” is not possible here. Choose from: %(choices)s."),
    "bad_number": _("“%(value)s” is not a whole number."),
    "too_long": _("This text is longer than %(limit)s characters."),
    "column_missing": _("This column is required. Say which column of the file it is."),
    # what we assumed
    "assumed_encoding": _("The file does not say how its letters are written. We read it as %(encoding)s."),
    "hidden_sheets": _("We did not read hidden sheets: %(sheets)s."),
    "several_sheets": _("This file has several sheets. We read “%(sheet)s”."),
    "merged_cells": _("Some cells are merged (%(cells)s). Only the first cell has the value."),
    "skipped_rows": _("The names of the columns stand in row %(row)s. We skip what stands above it."),
    "double_headers": _("More than one column has the same name: %(columns)s. We gave them a number."),
    "column_twice": _("More than one column of the file looks like this. Choose one."),
}


def register_messages(messages: Mapping[str, Any]) -> None:
    """A feature adds the words for its own reasons; a code means one thing only."""
    for code, message in messages.items():
        if code in MESSAGES and MESSAGES[code] is not message:
            raise ValueError(f"the reason {code!r} already has words")
        MESSAGES[code] = message


def message_for(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The sentence for a reason, in the language of whoever reads it now."""
    text = str(MESSAGES[code])
    return text % params if params else text


@dataclass(frozen=True)
class Refusal:
    """One thing that could not be used: the file, its row as the file counts them, the column, and why."""

    code: str
    file: str = ""
    row: int | None = None
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return message_for(self.code, self.params)


@dataclass(frozen=True)
class Note:
    """Something we assumed or left out, and that a person may want to know."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return message_for(self.code, self.params)


class CannotRead(Exception):
    """The file as a whole cannot be read; `refusal` says why."""

    def __init__(self, code: str, *, file: str = "", row: int | None = None, column: str = "", **params: Any) -> None:
        self.refusal = Refusal(code, file, row, column, params)
        super().__init__(code, file, row, params)


class BadValue(Exception):
    """A value that a column does not accept; raised by the parsers of columns."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code, self.params = code, params
        super().__init__(code, params)
