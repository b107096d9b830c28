"""Reading CSV the way Excel, old systems and people write it: other encodings, other separators, quotation marks."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .refusals import CannotRead

DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1")
CHUNK = 1 << 20
csv.field_size_limit(131_072)


@dataclass(frozen=True)
class Dialect:
    """How a text file turned out to be written."""

    encoding: str
    delimiter: str
    assumed: bool  # the file itself did not say its encoding


def detect(path: Path, file: str, encoding: str | None, delimiter: str | None) -> Dialect:
    """Find encoding and separator, or check the ones a person chose."""
    found, assumed = (_checked(path, file, encoding), False) if encoding else _encoding(path, file)
    with path.open(encoding=found, newline="") as source:
        try:
            start = source.read(200_000)
        except UnicodeError as error:
            raise CannotRead("wrong_encoding", file=file, encoding=found) from error
    return Dialect(found, delimiter or _delimiter(start), assumed)


def _checked(path: Path, file: str, encoding: str) -> str:
    if encoding not in ENCODINGS:
        raise CannotRead("wrong_encoding", file=file, encoding=encoding)
    if not _fits(path, encoding):
        raise CannotRead("wrong_encoding", file=file, encoding=encoding)
    return encoding


def _encoding(path: Path, file: str) -> tuple[str, bool]:
    with path.open("rb") as source:
        start = source.read(65_536)
    if start.startswith(codecs.BOM_UTF8):
        return _or_refuse(path, "utf-8-sig", file), False
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _or_refuse(path, "utf-16", file), False
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if even + odd > len(start) // 4:
        return _or_refuse(path, "utf-16-be" if even > odd else "utf-16-le", file), True
    if _fits(path, "utf-8"):
        return "utf-8", False
    if any(b < 9 or 13 < b < 32 and b != 27 for b in start if b):
        raise CannotRead("not_text", file=file)
    return ("cp1252" if _fits(path, "cp1252") else "latin-1"), True


def _or_refuse(path: Path, encoding: str, file: str) -> str:
    if not _fits(path, encoding):
        raise CannotRead("wrong_encoding", file=file, encoding=encoding.upper())
    return encoding


def _fits(path: Path, encoding: str) -> bool:
    """True when the whole file decodes; read in pieces, so that a big file needs little memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as source:
            while chunk := source.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", True)
    except (UnicodeError, ValueError):
        return False
    return True


def _delimiter(start: str) -> str:
    """The separator that cuts the first rows into the most equal pieces."""
    first = start.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        widths: list[int] = []
        try:
            for row in csv.reader(start.splitlines(keepends=True), delimiter=delimiter):
                if any(cell.strip() for cell in row):
                    widths.append(len(row))
                if len(widths) == 40:
                    break
        except csv.Error:
            pass
        usual = max(set(widths), key=lambda w: (widths.count(w), w)) if widths else 1
        score = (widths.count(usual) / len(widths) if usual > 1 else 0.0, usual)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def records(path: Path, file: str, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number; an empty line counts, as it does in Excel."""
    number = 0
    with path.open(encoding=dialect.encoding, newline="") as source:
        reader = csv.reader(source, delimiter=dialect.delimiter, strict=True)
        while True:
            number += 1
            try:
                record = next(reader, None)
            except csv.Error as error:
                raise CannotRead("broken_quotes", file=file, row=number) from error
            except UnicodeError as error:
                raise CannotRead("wrong_encoding", file=file, row=number, encoding=dialect.encoding) from error
            if record is None:
                return
            if number == 1 and len(record) <= 2 and record and record[0].lower().startswith("sep="):
                continue
            yield number, record
