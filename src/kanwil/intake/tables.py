"""A table from a file that someone brings: CSV or XLSX, read row by row, never trusted, with row numbers of the file.

    with open_table(path, name="personeel.xlsx") as table:
        table.headers, table.notes          # what the columns are called; what we assumed
        for row in table.rows: ...          # row.number, row.values, row.problems

Whatever is wrong with the file as a whole comes as `CannotRead`; what is wrong with one row stands in `row.problems`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from . import textfile
from .archive import ArchiveLimits, check_archive
from .cells import clean, is_unreadable, letters
from .refusals import CannotRead, Note, Refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_TABLES = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "GZIP"),
    (b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7-ZIP"), (b"SQLite format 3", "SQLite"),
)  # fmt: skip
MARKUP = ((b"<!doctype html", "HTML"), (b"<html", "HTML"), (b"<table", "HTML"), (b"<?xml", "XML"))
LOOK_AT = 30  # rows in which we look for the names of the columns
ENOUGH = 0.6  # a title above a table has fewer texts than this part of the fullest row
SHOWN = 12  # first rows that a person sees when choosing the row with names

Raw = tuple[int, list[str], list[Refusal]]
Item = TypeVar("Item")


@dataclass(frozen=True)
class Limits:
    """What a file may be at most."""

    size: int = 50 * 1024 * 1024
    rows: int = 200_000
    columns: int = 500
    cell: int = 20_000
    archive: ArchiveLimits = field(default_factory=ArchiveLimits)


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    values: tuple[str, ...]
    problems: tuple[Refusal, ...] = ()


@dataclass
class Table:
    """One table of one file; `rows` can be read again and again while the table is open."""

    name: str
    headers: tuple[str, ...]
    header_row: int
    rows: Iterable[Row]
    notes: list[Note]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    start: tuple[tuple[int, tuple[str, ...]], ...] = ()
    close: Callable[[], None] = lambda: None

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_table(
    path: Path,
    *,
    name: str = "",
    sheet: str = "",
    header_row: int | None = None,
    encoding: str = "",
    delimiter: str = "",
    limits: Limits = LIMITS,
    recognise: Callable[[Sequence[str]], int] | None = None,
) -> Table:
    """Open a CSV or XLSX by what it contains, whatever its name ends with.

    `recognise` counts how many of some texts are known names of columns; it helps to find the row with names.
    """
    file = name or path.name
    source: _Source
    if _kind(path, file, limits) == "xlsx":
        source = _guard(file, lambda: _XlsxSource(path, file, sheet, limits))
    else:
        source = _guard(file, lambda: _CsvSource(path, file, encoding, delimiter, limits))
    try:
        return _table(source, file, header_row, limits, recognise)
    except BaseException:
        source.close()
        raise


def _guard(file: str, work: Callable[[], Item]) -> Item:
    """Foreign parsers fail in a hundred ways on a hostile file; for a person there is one: it cannot be read."""
    try:
        return work()
    except (CannotRead, StopIteration, KeyboardInterrupt):
        raise
    except Exception as error:
        raise CannotRead("broken_file", file=file) from error


def _kind(path: Path, file: str, limits: Limits) -> str:
    if not path.is_file():
        raise CannotRead("no_such_file", file=file)
    size = path.stat().st_size
    if size == 0:
        raise CannotRead("empty_file", file=file)
    if size > limits.size:
        raise CannotRead("too_big", file=file, limit=limits.size // (1024 * 1024))
    with path.open("rb") as source:
        start = source.read(4096)
        if start.startswith(OLE):
            rest = start + source.read(2_000_000)
            secret = "EncryptedPackage".encode("utf-16-le") in rest
            raise CannotRead("encrypted" if secret else "old_excel", file=file)
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx"
    for magic, kind in NOT_TABLES:
        if start.startswith(magic):
            raise CannotRead("not_a_table", file=file, kind=kind)
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, kind in MARKUP:
        if text.startswith(magic):
            raise CannotRead("not_a_table", file=file, kind=kind)
    return "csv"


class _CsvSource:
    """A text file as a source of rows."""

    sheets: tuple[str, ...] = ()
    sheet = ""
    strict = True  # a cell too many means that a separator stands in a text

    def __init__(self, path: Path, file: str, encoding: str, delimiter: str, limits: Limits) -> None:
        self.path, self.file = path, file
        self.dialect = textfile.detect(path, file, encoding or None, delimiter or None)
        shown = self.dialect.encoding.upper()
        self.notes = [Note("assumed_encoding", {"encoding": shown})] if self.dialect.assumed else []

    def raw(self) -> Iterator[Raw]:
        for number, record in textfile.records(self.path, self.file, self.dialect):
            yield number, [clean(text) for text in record], []

    def close(self) -> None:
        pass


class _XlsxSource:
    """One sheet of a workbook as a source of rows."""

    strict = False

    def __init__(self, path: Path, file: str, sheet: str, limits: Limits) -> None:
        from .workbook import Workbook  # openpyxl takes most of the start of Kanwil, and few files need it

        merged = check_archive(path, file, limits.archive)
        self.file, self.notes = file, list[Note]()
        self.book = Workbook(path)
        try:
            self._choose(sheet, merged)
        except BaseException:
            self.book.close()
            raise

    def _choose(self, sheet: str, merged: dict[str, list[str]]) -> None:
        self.sheets = tuple(self.book.visible)
        if not self.sheets:
            raise CannotRead("no_visible_sheet" if self.book.hidden else "no_table", file=self.file)
        if sheet and sheet not in self.sheets:
            raise CannotRead("no_such_sheet", file=self.file, sheet=sheet)
        self.sheet = sheet or next((s for s in self.sheets if self._has_rows(s)), self.sheets[0])
        if self.book.hidden:
            self.notes.append(Note("hidden_sheets", {"sheets": ", ".join(self.book.hidden)}))
        if len(self.sheets) > 1 and not sheet:
            self.notes.append(Note("several_sheets", {"sheet": self.sheet}))
        ranges = merged.get(self.book.part_of(self.sheet).lstrip("/"), [])
        if ranges:
            self.notes.append(Note("merged_cells", {"cells": ", ".join(ranges[:5])}))

    def _has_rows(self, sheet: str) -> bool:
        return (
            sum(1 for _, (_n, texts, _p) in zip(range(5), self.book.rows(sheet, self.file), strict=False) if any(texts))
            > 1
        )

    def raw(self) -> Iterator[Raw]:
        return self.book.rows(self.sheet, self.file)

    def close(self) -> None:
        self.book.close()


_Source = _CsvSource | _XlsxSource


def _safe_raw(source: _Source) -> Iterator[Raw]:
    """The rows of a source; a break half-way is `CannotRead`, and a row number never goes back."""
    rows, last = source.raw(), 0
    while True:
        try:
            item = _guard(source.file, lambda: next(rows))
        except StopIteration:
            return
        if item[0] <= last:
            raise CannotRead("broken_file", file=source.file, row=item[0])
        last = item[0]
        yield item


def _table(
    source: _Source, file: str, header_row: int | None, limits: Limits, recognise: Callable[[Sequence[str]], int] | None
) -> Table:
    start: list[tuple[int, list[str]]] = []
    for number, texts, _problems in _safe_raw(source):
        if any(texts):
            start.append((number, texts))
        if header_row is not None and number >= header_row and len(start) >= SHOWN:
            break
        if header_row is None and len(start) >= LOOK_AT:
            break
    if not start:
        raise CannotRead("empty_file" if isinstance(source, _CsvSource) else "no_table", file=file)
    number, texts = _header(start, file, header_row, recognise)
    width = max((i + 1 for i, text in enumerate(texts) if text), default=0)
    if width > limits.columns:
        raise CannotRead("too_many_columns", file=file, limit=limits.columns)
    headers, notes = _names(texts[:width])
    if number > start[0][0]:
        notes.append(Note("skipped_rows", {"row": number}))
    table = Table(file, headers, number, _Rows(source, number, width, limits), source.notes + notes)
    table.sheets, table.sheet, table.close = source.sheets, source.sheet, source.close
    table.start = tuple((n, tuple(t)) for n, t in start[:SHOWN])
    return table


def _header(
    start: list[tuple[int, list[str]]],
    file: str,
    wanted: int | None,
    recognise: Callable[[Sequence[str]], int] | None,
) -> tuple[int, list[str]]:
    """The row a person chose; or the row with most known names; or the first row with about as many texts as any."""
    if wanted is not None:
        found = [row for row in start if row[0] == wanted]
        if not found:
            raise CannotRead("no_such_row", file=file, row=wanted)
        return found[0]

    known = [recognise(texts) if recognise else 0 for _, texts in start]
    if max(known) > 1:
        return start[known.index(max(known))]
    names = [sum(map(_is_a_name, texts)) for _, texts in start]
    if not max(names):
        raise CannotRead("no_table", file=file)
    return next(row for row, count in zip(start, names, strict=True) if count > ENOUGH * max(names))


def _is_a_name(text: str) -> bool:
    return bool(text) and len(text) <= 80 and "@" not in text and not any(c.isdigit() for c in text)


def _names(texts: list[str]) -> tuple[tuple[str, ...], list[Note]]:
    """Every column gets its own name: an empty one is called after its letter, a second one gets a number."""
    names: list[str] = []
    twice: list[str] = []
    taken: set[str] = set()
    for index, text in enumerate(texts, 1):
        text = " ".join(text.split())[:100] or f"[{letters(index)}]"
        name, count = text, 1
        while name.casefold() in taken:
            count += 1
            name = f"{text} ({count})"
        if count > 1:
            twice.append(text)
        taken.add(name.casefold())
        names.append(name)
    notes = [Note("double_headers", {"columns": ", ".join(dict.fromkeys(twice))})] if twice else []
    return tuple(names), notes


@dataclass
class _Rows:
    """The rows below the names, read from the file each time someone asks."""

    source: _Source
    header_row: int
    width: int
    limits: Limits

    def __iter__(self) -> Iterator[Row]:
        count = 0
        for number, texts, problems in _safe_raw(self.source):
            if number <= self.header_row or not (any(texts) or problems):
                continue
            count += 1
            if count > self.limits.rows:
                raise CannotRead("too_many_rows", file=self.source.file, limit=self.limits.rows)
            yield self._row(number, texts, problems)

    def _row(self, number: int, texts: list[str], problems: list[Refusal]) -> Row:
        file = self.source.file
        extra = [text for text in texts[self.width :] if text]
        if extra and self.source.strict:
            problems.append(Refusal("too_many_cells", file, number))
        for index, text in enumerate(texts[: self.width], 1):
            if len(text) > self.limits.cell:
                problems.append(Refusal("cell_too_long", file, number, letters(index), {"limit": self.limits.cell}))
                texts[index - 1] = text[:100]
            elif text and is_unreadable(text):
                problems.append(Refusal("unreadable_characters", file, number, letters(index)))
                texts[index - 1] = "".join(c if c.isprintable() else "?" for c in text)
        values = tuple(texts[: self.width]) + ("",) * (self.width - len(texts))
        return Row(number, values, tuple(problems))
