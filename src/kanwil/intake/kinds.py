"""The kinds of lists that can be brought in. A feature registers its own; this room knows none of them.

register(ImportKind(key="people", title=_("People"), columns=COLUMNS, allowed=..., check=..., apply=..., undo=...))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from kanwil.access import Actor, Decision, Denied

from .columns import Column, ReadRow
from .models import Batch, BatchLine
from .refusals import Refusal


class Progress(Protocol):
    """Tell how far the work is; `step` is a msgid-translated sentence."""

    def __call__(self, done: int, total: int = 0, step: str = "") -> None: ...


@dataclass
class Line:
    """What one row would do. `data` and `before` hold plain JSON; `data["changes"]` is shown field by field."""

    outcome: str
    row: int | None = None
    key: str = ""
    ref: str = ""
    about_id: int | None = None
    reason: str = ""
    column: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)


def refused(refusals: Sequence[Refusal], key: str = "", ref: str = "") -> Line:
    """A row that is not used, with everything that is wrong with it."""
    first, *others = refusals
    more = [[other.code, other.column, dict(other.params)] for other in others]
    line = Line("refused", first.row, key, ref, None, first.code, first.column, dict(first.params))
    line.data = {"more": more} if more else {}
    return line


@dataclass(frozen=True)
class Option:
    """A choice with the file, as a box to tick."""

    key: str
    label: Any
    help: Any = ""


@dataclass(frozen=True)
class ImportKind:
    """One kind of list.

    `allowed` says who may; `actor` makes the one who acts from a person's id, for work in the background.
    `check` gives lines and changes nothing. `apply` and `undo` run inside one transaction and return notes for the
    report. `shared`: everyone who may bring in this kind sees each other's files; otherwise only one's own.
    Without `columns` the kind reads the file itself (`rows` is then empty) and there is no step for columns, unless
    `own_columns` names the address of a page of its own for that step.
    """

    key: str
    title: Any
    columns: Sequence[Column]
    allowed: Callable[[Actor], Decision]
    actor: Callable[[int], Actor]
    check: Callable[[Actor, Batch, Iterator[ReadRow], Progress], Iterable[Line]]
    apply: Callable[[Actor, Batch, Progress], None]
    undo: Callable[[Actor, Batch, Progress], None] | None = None
    holders: Callable[[], Iterable[int]] = tuple
    text: Any = ""
    icon: str = "list"
    options: Sequence[Option] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)  # words for data["changes"]
    outcomes: Mapping[str, Any] = field(default_factory=dict)  # own words instead of new, changed, left…
    accept: str = ".csv,.txt,.xlsx"
    shared: bool = True
    example: Sequence[Sequence[str]] = ()
    own_columns: str = ""


KINDS: dict[str, ImportKind] = {}


def register(kind: ImportKind) -> ImportKind:
    KINDS[kind.key] = kind
    return kind


def kinds_for(actor: Actor) -> list[ImportKind]:
    """The kinds this person may bring in."""
    return [kind for kind in KINDS.values() if kind.allowed(actor)]


def must(kind: ImportKind, actor: Actor) -> None:
    """Stop, with the reason, when this person may not bring in this kind."""
    decision = kind.allowed(actor)
    if not decision:
        raise Denied(decision.reason)


def any_for(actor: Any) -> bool:
    return hasattr(actor, "grants") and bool(kinds_for(actor))


def kind_of(batch: Batch) -> ImportKind:
    return KINDS[batch.kind]


def changes_in_words(kind: ImportKind, line: BatchLine) -> list[tuple[str, str, str]]:
    return [(str(kind.fields.get(c["field"], c["field"])), c.get("from", ""), c.get("to", "")) for c in line.changes]
