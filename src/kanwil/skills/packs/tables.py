"""The tables of a language pack, row by row, as they really arrive: with or without BOM, saved again from Excel,
with line breaks inside cells, and sometimes broken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from kanwil.intake import textfile
from kanwil.skills.packs.records import Note, Pack
from kanwil.skills.packs.sources import Sources

MOST_REFUSALS = 200
LONGEST_URI = 255
_UNSEEN = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\u200b\\u200e\\u200f\\u2060\\ufeff]")
_URI = re.compile(r"^(https?://[^\s<>\"{}|\\^`]+|urn:[a-z0-9][a-z0-9-]*:[^\s<>\"]+)$", re.IGNORECASE)


def line(text: str) -> str:
    """A label on one line: no tabs, line breaks, double spaces or characters that cannot be seen."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def paragraphs(text: str) -> str:
    """An explanation in paragraphs: stray line breaks and tabs gone, empty lines kept as the break between two."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n\n".join(filter(None, (" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", text))))


def words(text: str) -> list[str]:
    """Synonyms in one cell: each on its own line in one table, with a bar between them in another."""
    return [word for word in (line(part).strip(" ;|") for part in re.split(r"[\r\n]+|\s\|\s", text)) if word]


def links(text: str) -> list[str]:
    """Several URIs in one cell."""
    return [part for part in re.split(r"[\s|,]+", text) if is_uri(part)]


def is_uri(text: str) -> bool:
    return len(text) <= LONGEST_URI and _URI.match(text) is not None


class Table:
    """One CSV of a pack. Gives rows with their number; what cannot be read becomes a refusal, never a surprise."""

    def __init__(self, sources: Sources, name: str, pack: Pack) -> None:
        self._sources, self._source = sources, name
        self.name, self.pack = sources.plain(name), pack
        self.refused = 0

    def rows(self, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows with their number, when the needed columns are there. Short rows are filled up with nothing."""
        with self._sources.on_disk(self._source) as path:
            dialect = textfile.detect(path, self.name, None, None)
            if dialect.encoding in {"cp1252", "latin-1"}:
                self.pack.notes.append(Note("info", "pack_assumed_encoding", self.name))
            records = textfile.records(path, self.name, dialect)
            first, header = next(records, (1, []))
            header = [cell.strip() for cell in header]
            if not self._has(first, header, needed):
                return
            width = len(header)
            filling = [""] * width
            for row, cells in records:
                if len(cells) > width and any(cells[width:]):
                    self.refuse(row, "too_many_cells")
                elif any(cells):
                    yield row, dict(zip(header, cells if len(cells) >= width else [*cells, *filling], strict=False))
        if self.refused > MOST_REFUSALS:
            self.pack.refuse("pack_more_refused", self.name, count=self.refused - MOST_REFUSALS)

    def _has(self, row: int, header: list[str], needed: tuple[str, ...]) -> bool:
        """Whether all needed columns are there once; if not, the file is left out and the report says which."""
        missing = [column for column in needed if column not in header]
        double = sorted({column for column in header if column and header.count(column) > 1})
        if not any(header):
            self.refuse(None, "empty_file")
        elif missing:
            self.refuse(row, "pack_columns_missing", columns=", ".join(missing))
        elif double:
            self.refuse(row, "pack_columns_twice", columns=", ".join(double))
        return not missing and not double

    def refuse(self, row: int | None, code: str, **params: Any) -> None:
        """Write down why a row is not taken in; after two hundred only count them."""
        self.refused += 1
        if self.refused <= MOST_REFUSALS:
            self.pack.refuse(code, self.name, row, **params)
