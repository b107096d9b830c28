"""Tables that leave Kanwil: CSV and XLSX in which no cell can ever become a formula.

A text that begins with = + - @, a tab or a return gets an apostrophe in front (advice of OWASP); in XLSX
every text is also written as text.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING

from .cells import letters

if TYPE_CHECKING:
    from openpyxl.styles import Font

Value = str | int | float | bool | dt.date | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # also their wide forms
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


def safe(value: Value) -> str | int | float:
    """A value that a spreadsheet shows and never runs; dates as text, nothing as empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    text = NOT_IN_XML.sub("", str(value))
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


class _Line:
    """What csv writes to: it hands back each line, so that a big file never stands in memory."""

    def write(self, line: str) -> str:
        return line


def csv_lines(headers: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str = ";") -> Iterator[str]:
    """The lines of a CSV that Dutch Excel opens well: a byte order mark, semicolons, CRLF."""
    writer = csv.writer(_Line(), delimiter=delimiter)
    yield "\ufeff" + writer.writerow([safe(header) for header in headers])
    for row in rows:
        yield writer.writerow([safe(value) for value in row])


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str = ";") -> bytes:
    return "".join(csv_lines(headers, rows, delimiter)).encode("utf-8")


def write_xlsx(
    target: IO[bytes],
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]],
) -> None:
    """Write sheets (name, headers, rows) to a file; the names of columns stay in sight while scrolling."""
    from openpyxl import Workbook  # here, because it takes long to load
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    bold = Font(bold=True)
    for name, headers, rows in sheets:
        sheet = book.create_sheet(sheet_name(name, book.sheetnames))
        sheet.freeze_panes = "A2"
        for index, header in enumerate(headers, 1):
            sheet.column_dimensions[letters(index)].width = min(max(len(str(header)) + 2, 12), 40)
        sheet.append([_cell(sheet, header, bold) for header in headers])
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    book.save(target)


def xlsx_bytes(name: str, headers: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, [(name, headers, rows)])
    return target.getvalue()


def sheet_name(name: str, taken: Sequence[str] = ()) -> str:
    """A name that Excel accepts: at most 31 characters, none of []:*?/\\, and not used yet."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:31] or "Kanwil"
    result, count = plain, 1
    while result.casefold() in {other.casefold() for other in taken}:
        count += 1
        result = f"{plain[: 31 - len(str(count)) - 3]} ({count})"
    return result


def _cell(sheet: object, value: Value, font: Font | None = None) -> object:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=None)
    shown = safe(value)
    if isinstance(shown, str):
        if shown:
            cell.value = shown[:32_767]
            cell.data_type = "s"
            cell.number_format = "@"
    else:
        cell.value = shown
    if font:
        cell.font = font
    return cell
