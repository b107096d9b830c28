"""Which column of a file is which: recognised by its name in Dutch or English, and always changeable by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .refusals import BadValue, Refusal
from .tables import Table
from .values import fold, text


@dataclass(frozen=True)
class Column:
    """A column that a feature understands, with the names it has in real files, per language."""

    key: str
    label: Any
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    required: bool = False
    parse: Callable[[str], Any] = text(500)
    help: Any = ""

    def all_names(self) -> set[str]:
        return {fold(name) for names in self.names.values() for name in names}


@dataclass(frozen=True)
class Recognised:
    """What Kanwil makes of the names of columns: header → key, and what it was not sure of."""

    mapping: dict[str, str]
    doubtful: dict[str, list[str]]  # key → headers that all look like it
    guessed: set[str]  # headers with a typing error, or a short form
    missing: list[str]  # required keys without a header


@dataclass(frozen=True)
class ReadRow:
    """One row with its values by key; with refusals the values may be incomplete."""

    number: int
    values: dict[str, Any]
    refusals: tuple[Refusal, ...] = ()


def recognise(columns: Sequence[Column], headers: Sequence[str]) -> Recognised:
    """Match headers with columns: first by name, then with a small typing error. Two for one column are doubtful."""
    exact = {name: column.key for column in columns for name in column.all_names()}
    claims: dict[str, list[str]] = {}
    open_headers: list[str] = []
    for header in headers:
        key = exact.get(fold(header))
        if key:
            claims.setdefault(key, []).append(header)
        else:
            open_headers.append(header)
    guessed: set[str] = set()
    for header in open_headers:
        keys = _close(fold(header), exact) - claims.keys()
        if len(keys) == 1:
            claims.setdefault(keys.pop(), []).append(header)
            guessed.add(header)
    mapping = {headers_[0]: key for key, headers_ in claims.items()}
    doubtful = {key: headers_ for key, headers_ in claims.items() if len(headers_) > 1}
    missing = [column.key for column in columns if column.required and column.key not in claims]
    order = {header: index for index, header in enumerate(headers)}
    mapping = dict(sorted(mapping.items(), key=lambda item: order[item[0]]))
    return Recognised(mapping, doubtful, guessed & mapping.keys(), missing)


def counter(columns: Sequence[Column]) -> Callable[[Sequence[str]], int]:
    """How many of some texts are names of these columns; helps to find the row with names."""
    known = {name for column in columns for name in column.all_names()}
    return lambda texts: sum(1 for t in texts if fold(t) in known)


def check_mapping(columns: Sequence[Column], headers: Sequence[str], mapping: Mapping[str, str]) -> list[Refusal]:
    """What is wrong with a mapping that a person chose: unknown names, one column twice, a required one left out."""
    keys = [column.key for column in columns]
    used = [key for header, key in mapping.items() if key and header in headers]
    labels = {column.key: str(column.label) for column in columns}
    wrong = [Refusal("column_missing", column=labels[c.key]) for c in columns if c.required and c.key not in used]
    wrong += [Refusal("column_twice", column=labels[key]) for key in keys if used.count(key) > 1]
    return wrong


def clean_mapping(columns: Sequence[Column], headers: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Only headers of this file and keys that exist; everything else in a form is ignored."""
    keys = {column.key for column in columns}
    return {header: mapping[header] for header in headers if mapping.get(header) in keys}


def rows_as(columns: Sequence[Column], table: Table, mapping: Mapping[str, str]) -> Iterator[ReadRow]:
    """Every row of the table with its values read; what cannot be read is refused with row and column."""
    by_key = {column.key: column for column in columns}
    places = [(table.headers.index(h), by_key[key], h) for h, key in mapping.items() if key in by_key]
    absent = {column.key: column.parse("") for column in columns if column.key not in set(mapping.values())}
    for row in table.rows:
        refusals = list(row.problems)
        values = dict(absent)
        for index, column, header in places:
            raw = row.values[index]
            if column.required and not raw:
                refusals.append(Refusal("missing", table.name, row.number, header))
                continue
            try:
                values[column.key] = column.parse(raw)
            except BadValue as bad:
                refusals.append(Refusal(bad.code, table.name, row.number, header, bad.params))
        yield ReadRow(row.number, values, tuple(refusals))


def _close(name: str, known: Iterable[str] | Mapping[str, str]) -> set[str]:
    """Keys of known names that differ by a typing error: one in five letters, two in nine; shorter names never."""
    if len(name) < 5 or not isinstance(known, Mapping):
        return set()
    allowed = 1 if len(name) < 9 else 2
    return {
        key
        for other, key in known.items()
        if len(other) >= 5 and abs(len(other) - len(name)) <= allowed and _distance(name, other) <= allowed
    }


def _distance(one: str, other: str) -> int:
    """Typing errors between two words: a letter more, less, other, or two swapped (Damerau, 1964)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        current = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, current[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
