"""Which unit a file means: by code, by name, by the whole way, or by name and the department above it.

Known units have their own number; a unit that the file brings new gets a number below zero until it is made.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kanwil.intake.refusals import BadValue
from kanwil.intake.values import fold

from ..models import Unit

WAY = re.compile(r"\s*[>›»\\]\s*|\s+/\s+")
DEEPEST = 20


def parts_of(text: str) -> list[str]:
    """ "Care > Region East" as its parts."""
    parts = [" ".join(part.split()) for part in WAY.split(text)]
    parts = [part for part in parts if part]
    if len(parts) > DEEPEST or any(len(part) > 120 for part in parts):
        raise BadValue("too_long", limit=120)
    return parts


@dataclass
class UnitBook:
    """All units, known and new, and how they hang together."""

    names: dict[int, str] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    moves: dict[int, int] = field(default_factory=dict)
    above: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    _children: dict[tuple[int, str], int] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    new: list[int] = field(default_factory=list)  # units that the file brings, those above first
    _found: dict[tuple[str, str], int | BadValue] = field(default_factory=dict)

    @classmethod
    def read(cls, mentions: Iterable[tuple[str, str]] = ()) -> UnitBook:
        """The units as they are now; `mentions` are pairs of unit and department above it, from the file."""
        book = cls()
        for pk, name, parent, code, closed in Unit.objects.values_list("pk", "name", "parent_id", "code", "closed_on"):
            book._add(pk, name, parent)
            if code:
                book.codes[fold(code)] = pk
            if closed:
                book.closed.add(pk)
        for unit, higher in dict.fromkeys(mentions):
            if unit and higher:
                book.above[fold(parts_or_text(unit)[-1])].setdefault(fold(higher), higher)
        return book

    def _add(self, pk: int, name: str, parent: int | None) -> int:
        self.names[pk], self.parents[pk] = name, parent
        self._children.setdefault((parent or 0, fold(name)), pk)
        self._by_name[fold(name)].append(pk)
        return pk

    def _begin(self, name: str, parent: int | None) -> int:
        """A unit that the file brings."""
        self.new.append(-len(self.new) - 1)
        return self._add(self.new[-1], name, parent)

    def way(self, pk: int) -> str:
        """The whole way to a unit, in words."""
        names: list[str] = []
        at: int | None = pk
        while at is not None and len(names) <= 60:
            names.append(self.names[at])
            at = self.parents[at]
        return " > ".join(reversed(names))

    def find(self, unit: str, parent: str = "") -> int:
        """The number of the unit somebody means; BadValue when that is not clear."""
        asked = (fold_way(unit), fold_way(parent))
        if asked not in self._found:
            try:
                self._found[asked] = self._find(unit, parent)
            except BadValue as bad:
                self._found[asked] = bad
        found = self._found[asked]
        if isinstance(found, BadValue):
            raise found
        return found

    def _find(self, unit: str, parent: str) -> int:
        parts = parts_of(unit)
        if not parts:
            raise BadValue("unknown_unit", unit=unit[:80])
        by_code = self.codes.get(fold(unit)) if len(parts) == 1 else None
        own = {fold(parts[-1])} if len(parts) == 1 and by_code is None else set()
        over = self._above(parent, own) if parent else None
        if by_code is not None:
            if over is not None:
                self._hang(by_code, over)
            return self._open(by_code)
        if over is None and len(parts) == 1 and len(self.above.get(fold(parts[0]), ())) == 1:
            (only,) = self.above[fold(parts[0])].values()
            over = self._above(only, {fold(parts[0])})
        return self._open(self._below(over, parts))

    def _above(self, text: str, seen: set[str]) -> int:
        """The unit that stands above; the file itself may say where that one hangs."""
        parts = parts_of(text)
        if not parts:
            raise BadValue("unknown_unit", unit=text[:80])
        key = fold(parts[-1])
        if len(parts) > 1:
            return self._below(None, parts)
        if fold(text) in self.codes:
            return self._open(self.codes[fold(text)])
        if key in seen:
            raise BadValue("unit_circle", unit=parts[-1])
        over = self.above.get(key, {})
        if len(over) > 1:
            raise BadValue("unit_not_clear", unit=parts[-1])
        top = self._above(next(iter(over.values())), seen | {key}) if over else None
        return self._below(top, parts)

    def _below(self, over: int | None, parts: list[str]) -> int:
        """Walk down by name from `over`; what does not exist yet becomes new."""
        if over is None:
            known = self._ends_with([fold(part) for part in parts])
            if len(known) > 1:
                raise BadValue("unit_not_clear", unit=" > ".join(parts))
            if known:
                return known[0]
            if len(parts) > 1:
                return self._below(self._below(None, parts[:1]), parts[1:])
        at = over
        for part in parts:
            child = self._children.get((at or 0, fold(part)))
            at = child if child is not None else self._begin(part, at)
        assert at is not None  # noqa: S101  (parts is never empty)
        return at

    def _ends_with(self, way: list[str]) -> list[int]:
        """Open units whose way ends like this."""
        found = []
        for pk in self._by_name.get(way[-1], ()):
            at: int | None = pk
            for name in reversed(way):
                if at is None or fold(self.names[at]) != name:
                    break
                at = self.parents[at]
            else:
                if pk not in self.closed:
                    found.append(pk)
        return found

    def _hang(self, pk: int, over: int) -> None:
        """The file says that a known unit hangs beneath another one."""
        if self.moves.get(pk, over) != over:
            raise BadValue("unit_not_clear", unit=self.names[pk])
        at: int | None = over
        while at is not None:
            if at == pk:
                raise BadValue("unit_circle", unit=self.names[pk])
            at = self.parents[at]
        if self.parents[pk] != over:
            self.moves[pk] = over
            self.parents[pk] = over

    def _open(self, pk: int) -> int:
        if pk in self.closed:
            raise BadValue("unit_closed", unit=self.names[pk])
        return pk


def parts_or_text(text: str) -> list[str]:
    try:
        return parts_of(text) or [text]
    except BadValue:
        return [text]


def fold_way(text: str) -> str:
    return ">".join(fold(part) for part in WAY.split(text))
