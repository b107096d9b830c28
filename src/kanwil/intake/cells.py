"""From what a spreadsheet keeps to the text a person sees: 1012.0 is "1012", a date is written 2024-03-01."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffd\ufffe\uffff]")
SPACES = re.compile(r"[\u00a0\u2007\u202f\u200b\u200c\u200d\ufeff]")
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
ZEROS = re.compile(r"^0{2,20}$")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def as_text(value: object, number_format: str = "General") -> str:
    """The text of one cell; numbers without tail, leading zeros kept where the cell shows them."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(ESCAPED.sub(lambda m: chr(int(m[1], 16)), value) if "_x" in value else value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _padded(str(value), number_format)
    if isinstance(value, float):
        return _number(value, number_format)
    if isinstance(value, dt.datetime):
        value = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)  # Excel keeps days as a fraction
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return clean(str(value))


def clean(text: str) -> str:
    """Odd spaces become plain ones, none at the ends; letters with accents are kept as one character."""
    return SPACES.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_unreadable(text: str) -> bool:
    """True when a text holds characters that no keyboard makes, such as NUL or a half character."""
    return not text.isprintable() and bool(CONTROL.search(text) or LONE_SURROGATE.search(text))


def _number(value: float, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return _padded(str(int(value)), number_format)
    return format(Decimal(f"{value:.15g}").normalize(), "f")


def _padded(digits: str, number_format: str) -> str:
    shape = number_format.split(";")[0]
    return digits.zfill(len(shape)) if ZEROS.match(shape) else digits


def letters(column: int) -> str:
    """Column 1 is A, 27 is AA, as in a spreadsheet."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
