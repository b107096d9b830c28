"""Reading one value of a column: a date as people write it, yes or no, an e-mail address, a choice from a list."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from .refusals import BadValue

ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{2,4})(?: 0{1,2}:00(?::00)?)?$")
IN_WORDS = re.compile(r"^(\d{1,2})[-. ]+([^\W\d_]{3,9})\.?[-, ]+(\d{2,4})$")
PACKED = re.compile(r"^(19|20)(\d{2})(\d{2})(\d{2})$")
SERIAL = re.compile(r"^[1-9]\d{4}$")
MONTHS = ("jan", "feb", "maa|mrt|mar", "apr", "mei|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dec")
YES = {"ja", "j", "yes", "y", "true", "waar", "1", "x", "v", "✓", "✔"}
NO = {"nee", "n", "no", "false", "onwaar", "0", "-"}


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """A text without case, accents, spaces and punctuation: "E-mail adres" and "emailadres" are the same."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in plain if c.isalnum())


def text(limit: int) -> Callable[[str], str]:
    """A text on one line of at most `limit` characters."""

    def parse(value: str) -> str:
        value = unicodedata.normalize("NFC", " ".join(value.split()))
        if len(value) > limit:
            raise BadValue("too_long", limit=limit)
        return value

    return parse


def date(value: str) -> dt.date | None:
    """A date in the ways people write it here; day before month. Numbers of five digits are Excel's own days."""
    value = value.strip()
    if not value:
        return None
    try:
        if match := ISO.match(value):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := PACKED.match(value):
            return dt.date(int(match[1] + match[2]), int(match[3]), int(match[4]))
        if match := DAY_FIRST.match(value):
            return dt.date(_year(match[3], value), int(match[2]), int(match[1]))
        if match := IN_WORDS.match(value):
            return dt.date(_year(match[3], value), _month(match[2]), int(match[1]))
        if SERIAL.match(value):
            return dt.date(1899, 12, 30) + dt.timedelta(days=int(value))
    except ValueError as error:
        raise BadValue("bad_date", value=value[:40]) from error
    raise BadValue("bad_date", value=value[:40])


def _year(digits: str, value: str) -> int:
    if len(digits) != 4:
        raise BadValue("short_year", value=value[:40])
    return int(digits)


def _month(word: str) -> int:
    start = fold(word)[:3]
    for number, names in enumerate(MONTHS, 1):
        if start in names.split("|"):
            return number
    raise ValueError(word)


def yes_no(value: str) -> bool | None:
    """Yes, no, or nothing said."""
    plain = value.strip().casefold()
    if not plain:
        return None
    if plain in YES:
        return True
    if plain in NO:
        return False
    raise BadValue("bad_yes_no", value=value[:40])


def email(value: str) -> str:
    value = value.strip().removeprefix("mailto:")
    if value:
        try:
            validate_email(value)
        except ValidationError as error:
            raise BadValue("bad_email", value=value[:80]) from error
        if len(value) > 254:
            raise BadValue("too_long", limit=254)
    return value


def number(value: str) -> int | None:
    value = value.strip()
    if not value:
        return None
    if not re.fullmatch(r"-?\d{1,15}", value):
        raise BadValue("bad_number", value=value[:40])
    return int(value)


def choice(options: Mapping[str, str]) -> Callable[[str], str]:
    """One of some words; `options` gives, for every word people may write, what it means."""
    folded = {fold(word): meaning for word, meaning in options.items()}

    def parse(value: str) -> str:
        if not value.strip():
            return ""
        found = folded.get(fold(value))
        if found is None:
            raise BadValue("bad_choice", value=value[:40], choices=", ".join(options))
        return found

    return parse


def several(of: Callable[[str], Any], separators: str = ";|\n") -> Callable[[str], list[Any]]:
    """More than one value in a cell, with ; or | between them."""

    def parse(value: str) -> list[Any]:
        parts = [part.strip() for part in re.split(f"[{re.escape(separators)}]", value)]
        return list(dict.fromkeys(of(part) for part in parts if part))

    return parse
