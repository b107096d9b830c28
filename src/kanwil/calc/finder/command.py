"""``kanwil find``: find skills by a text, or by every line of a file, in plain text or as JSON.

Works on an index that is handed over, or on a CSV with concepts, without any database or settings.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from kanwil.calc.finder.index import Concept, Index, build
from kanwil.calc.finder.search import Hit
from kanwil.calc.finder.text import search_text

COLUMNS = ("uri", "label_nl", "alt_labels_nl", "description_nl")
LARGEST_CELL = 10_000_000
MOST = 1000
SPARE = 4  # an index may know words that cannot be chosen


class Refused(Exception):
    """Something is wrong with what was asked; the message says what, in plain words."""


@dataclass(frozen=True)
class Known:
    """An index, and for each id that may be found its address and the name to show.

    Without addresses everything may be found, under its own id and label.
    """

    index: Index
    uri: Mapping[str, str]
    label: Mapping[str, str]
    language: str | None = "nl"


def run(
    known: Callable[[], Known],
    *,
    text: str | None,
    batch: Path | None,
    limit: int,
    as_json: bool,
    out: TextIO,
    err: TextIO,
) -> int:
    """Answer one text, or every row of a file as one line of JSON.

    Returns 0, or 2 with a sentence on ``err`` when it cannot be done.
    """
    try:
        if (text is None) == (batch is None):
            raise Refused("give either a text or --batch FILE")
        if not 1 <= limit <= MOST:
            raise Refused(f"--limit must lie between 1 and {MOST}")
        if text is not None and not text.strip():
            raise Refused("the text is empty")
        queries = read_queries(batch) if batch else []
        words = known()
    except Refused as refusal:
        err.write(f"kanwil find: {refusal}\n")
        return 2
    if batch:
        for query in queries:
            out.write(_json({"query": query, "hits": as_found(words, query, limit)}) + "\n")
        return 0
    found = as_found(words, text or "", limit)
    out.write(_json(found, indent=2) + "\n" if as_json else _plain(found))
    return 0


def as_found(known: Known, query: str, limit: int) -> list[dict[str, Any]]:
    """What was found, as plain values: address, name, score, and the words that led there."""
    many = limit * SPARE if known.uri else limit
    hits = search_text(known.index, query, limit=many, language=known.language)
    return [_as_values(known, hit) for hit in hits if not known.uri or hit.id in known.uri][:limit]


def _as_values(known: Known, hit: Hit) -> dict[str, Any]:
    return {
        "uri": known.uri.get(hit.id, hit.id),
        "label": known.label.get(hit.id, hit.label),
        "score": hit.score,
        "matched_label": hit.label,
        "matched": [
            {"asked": one.asked, "found": one.found, "why": str(one.why), "brought": one.brought} for one in hit.matches
        ],
    }


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _plain(found: list[dict[str, Any]]) -> str:
    lines = []
    for one in found:
        words = ", ".join(dict.fromkeys(match["asked"] for match in one["matched"]))
        lines.append(f"  {one['score']:.2f}  {one['label']}  ({words})\n        {one['uri']}\n")
    return "".join(lines) or "  nothing found\n"


def concepts_file(path: Path) -> Known:
    """An index of the concepts in a CSV: uri, label_nl, and where there are any alt_labels_nl and description_nl."""
    concepts: list[Concept] = []
    labels: dict[str, str] = {}
    for number, row in enumerate(_rows(path, COLUMNS[:2]), 2):
        uri, label = (row["uri"] or "").strip(), (row["label_nl"] or "").strip()
        if not uri and not label:
            continue
        if not uri or not label:
            raise Refused(f"{path}: row {number} has no {'label_nl' if uri else 'uri'}")
        synonyms = [part.strip() for part in (row.get("alt_labels_nl") or "").split(" | ") if part.strip()]
        concepts.append(Concept(uri, "nl", label, synonyms, row.get("description_nl") or ""))
        labels.setdefault(uri, label)
    if not concepts:
        raise Refused(f"{path}: there are no concepts in it")
    return Known(build(concepts), {}, labels)


def read_queries(path: Path) -> list[str]:
    """The column ``query`` of a CSV, in order; an empty cell stays, so that line n answers row n."""
    queries = [(row["query"] or "").strip() for row in _rows(path, ("query",))]
    if not any(queries):
        raise Refused(f"{path}: there are no queries in it")
    return queries


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, str | None]]:
    csv.field_size_limit(LARGEST_CELL)
    try:
        content = path.read_text(encoding="utf-8-sig").replace("\0", "")
    except FileNotFoundError:
        raise Refused(f"{path}: this file is not there") from None
    except (OSError, UnicodeDecodeError) as error:
        why = "it is not in UTF-8" if isinstance(error, UnicodeDecodeError) else (error.strerror or str(error))
        raise Refused(f"{path}: this file cannot be read: {why}") from None
    first = content.split("\n", 1)[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [(name or "").strip() for name in reader.fieldnames or ()]
    except csv.Error as error:
        raise Refused(f"{path}: the names of the columns cannot be read: {error}") from None
    missing = [name for name in needed if name not in names]
    if missing:
        raise Refused(f"{path}: the column {' and '.join(missing)} is missing")
    reader.fieldnames = names
    try:
        for row in reader:
            if None in row:
                raise Refused(f'{path}: line {reader.line_num} has too many cells; put a text with a comma between "')
            yield row
    except csv.Error as error:
        raise Refused(
            f'{path}: what comes after line {reader.line_num} cannot be read; is a " missing? ({error})'
        ) from None
