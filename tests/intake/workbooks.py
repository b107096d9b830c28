"""XLSX files for tests, made with openpyxl or taken apart and put together again with something hostile in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

PEOPLE = [
    ["Personeelsnummer", "Voornaam", "Achternaam", "Team"],
    ["0101", "Anna", "de Vries", "Thuiszorg"],
    ["0102", "Bram", "Jansen", "Thuiszorg"],
]


def workbook(path: Path, rows: Sequence[Sequence[Any]] = PEOPLE, change: Callable[[Any], None] | None = None) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book)
    book.save(path)
    return path


def repacked(path: Path, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> Path:
    """The same workbook with some parts replaced (bytes) or changed (a function)."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *parts}:
            data = old.read(name) if name in old.namelist() else b""
            part = parts.get(name)
            new.writestr(name, data if part is None else part(data) if callable(part) else part)
    return path
