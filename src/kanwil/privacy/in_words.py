"""What is kept about somebody, for reading: the rows of the data file, in words instead of names of fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .register import REGISTER, Declaration

MOST = 300  # rows of one kind on the page; the data file has them all


@dataclass(frozen=True)
class Kind:
    """One kind of data: why it is kept, for whom, how long, and what it says."""

    name: str
    purpose: str
    audience: str
    retention: str
    count: int
    rows: list[list[tuple[str, str]]]

    @property
    def more(self) -> int:
        """How many rows are only in the data file."""
        return self.count - len(self.rows)


def kinds_in_words(everything: dict[str, Any]) -> list[Kind]:
    """Every kind of which there is something, in the order of the data file."""
    found = []
    for declaration, held in zip(REGISTER.values(), everything["data"], strict=True):
        if held["rows"]:
            rows = [list(_said(declaration, row)) for row in held["rows"][:MOST]] if declaration.in_words else []
            found.append(
                Kind(
                    name=held["kind"],
                    purpose=held["purpose"],
                    audience=held["audience"],
                    retention=held["retention"],
                    count=len(held["rows"]),
                    rows=[row for row in rows if row],
                )
            )
    return found


def _said(declaration: Declaration, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What one row says: (label, words). Numbers and addresses of the database are for the data file."""
    for key, value in row.items():
        label, choices = _about(declaration, key)
        words = _words(choices.get(value, value) if isinstance(value, str) else value, bool(label))
        if words:
            yield label, words


def _about(declaration: Declaration, key: str) -> tuple[str, dict[Any, Any]]:
    """What this field is called for people, and the words for what can be chosen."""
    first, _sign, deeper = key.partition("__")
    try:
        field = declaration.model._meta.get_field(first)
    except FieldDoesNotExist:
        return "", {}
    name = getattr(field, "verbose_name", "")
    choices = {} if deeper else dict(getattr(field, "flatchoices", ()))
    return (str(name) if isinstance(name, Promise) else ""), choices


def _words(value: Any, labelled: bool) -> str:
    if isinstance(value, bool):
        return (_("yes") if value else _("no")) if labelled else ""
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j F Y")
    if isinstance(value, date):
        return formats.date_format(value, "j F Y")
    if isinstance(value, str | Promise):
        text = str(value).strip()
        return "" if text.startswith(("http:", "https:", "urn:")) and not labelled else text
    return str(value) if labelled and isinstance(value, int | float) else ""
