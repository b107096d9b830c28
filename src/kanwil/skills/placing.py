"""Putting states of terms in the database, many at once. Runs inside an action; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from .models import Behaviour, Broader, Framework, Level, Mapping, Skill, SkillLabel, SkillText
from .packs.records import scheme_of
from .states import FACTS, State

AT_ONCE = 500
Item = TypeVar("Item")
Tell = Callable[..., None]
Rows = Callable[[int, State], Iterator[tuple[Any, ...]]]


def silence(*_details: Any, **_more: Any) -> None:
    """Tell nobody how far it is."""


def some(items: Iterable[Item], size: int = AT_ONCE) -> Iterator[list[Item]]:
    """The items, a handful at a time."""
    waiting = iter(items)
    while part := list(islice(waiting, size)):
        yield part


def insert(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows without making an object of each: a language has a hundred and fifty thousand of them.

    Every column is given, so nothing is lost of what a model would fill in by itself. PostgreSQL has a quick way of
    its own for this; elsewhere many rows go in one statement.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = f"({', '.join(['%s'] * len(columns))})"
        for part in some(rows, AT_ONCE):
            statement = f"INSERT INTO {table} ({names}) VALUES {', '.join([places] * len(part))}"  # noqa: S608
            cursor.execute(statement, [value for row in part for value in row])


def _words(pk: int, state: State) -> Iterator[tuple[Any, ...]]:
    return ((pk, *word) for word in state["words"])


def _texts(pk: int, state: State) -> Iterator[tuple[Any, ...]]:
    return ((pk, *text) for text in state["texts"].items())


def _facts(state: State) -> dict[str, Any]:
    return {fact: state[fact] for fact in FACTS}


class Placing:
    """One turn of writing: every term with how it was (None: it was not there) and how it must be."""

    def __init__(self, framework: Framework, changes: Sequence[tuple[str, State | None, State]], tell: Tell) -> None:
        self.framework, self.changes, self.tell = framework, changes, tell
        self.ids: dict[str, int] = {}
        self.levels = dict(Level.objects.filter(scale__default=True).values_list("key", "pk"))
        self.done, self.total = 0, 0

    def run(self) -> dict[str, int]:
        """Write everything; returns the ids of the terms by URI."""
        new = [(uri, after) for uri, before, after in self.changes if before is None]
        old = [(uri, before, after) for uri, before, after in self.changes if before is not None]
        self.total = len(self.changes) * 3
        self._make(new)
        self._know()
        self._change([(uri, after) for uri, before, after in old if any(before[f] != after[f] for f in FACTS)])
        self._succeed(
            [(u, a["replaced_by"]) for u, b, a in self.changes if a["replaced_by"] != (b or {}).get("replaced_by", "")]
        )
        self._write("words", SkillLabel, ["skill_id", "language", "kind", "text"], _words, _("Writing words"))
        self._write("texts", SkillText, ["skill_id", "language", "explanation"], _texts, _("Writing explanations"))
        self._write("broader", Broader, ["narrower_id", "broader_id"], self._places, _("Writing places"))
        links = ["skill_id", "scheme", "target_uri", "match"]
        self._write("mappings", Mapping, links, self._links, _("Writing links"))
        examples = ["skill_id", "level_id", "language", "text"]
        self._write("behaviour", Behaviour, examples, self._examples, _("Writing examples"))
        return self.ids

    def _make(self, new: list[tuple[str, State]]) -> None:
        for part in some(new):
            insert(
                Skill,
                ["framework_id", "uri", *FACTS],
                ((self.framework.pk, uri, *(state[fact] for fact in FACTS)) for uri, state in part),
            )
            self._tell(len(part), _("Writing skills"))

    def _know(self) -> None:
        """The ids of all terms of this language, and of successors elsewhere."""
        self.ids = dict(Skill.objects.filter(framework=self.framework).values_list("uri", "pk"))
        others = {after["replaced_by"] for _uri, _before, after in self.changes} - self.ids.keys() - {""}
        for part in some(sorted(others)):
            self.ids.update(Skill.objects.filter(uri__in=part).values_list("uri", "pk"))

    def _change(self, old: list[tuple[str, State]]) -> None:
        for part in some(old):
            Skill.objects.bulk_update([Skill(pk=self.ids[uri], **_facts(state)) for uri, state in part], FACTS)
            self._tell(len(part), _("Writing skills"))

    def _succeed(self, pairs: list[tuple[str, str]]) -> None:
        for part in some(pairs):
            Skill.objects.bulk_update(
                [Skill(pk=self.ids[uri], replaced_by_id=self.ids.get(successor)) for uri, successor in part],
                ["replaced_by"],
            )

    def _write(self, aspect: str, model: type[Model], columns: list[str], rows: Rows, name: str) -> None:
        """One aspect of all terms: away with what is different, then what must be there."""
        empty: Any = [] if aspect in {"words", "broader"} else {}
        changed = [
            (uri, before, after)
            for uri, before, after in self.changes
            if (before or {}).get(aspect, empty) != after[aspect]
        ]
        for part in some(changed):
            stale = [self.ids[uri] for uri, before, _after in part if before and before[aspect]]
            if stale:
                self._clear(model, stale)
            insert(model, columns, (row for uri, _before, after in part for row in rows(self.ids[uri], after)))
            self._tell(len(part), name)

    def _clear(self, model: type[Model], ids: list[int]) -> None:
        """Away with the rows of these terms; a place in another language (hung there by hand) stays."""
        if model is Broader:
            Broader.objects.filter(narrower_id__in=ids, broader__framework=self.framework).delete()
        else:
            model._default_manager.filter(skill_id__in=ids).delete()

    def _places(self, pk: int, state: State) -> Iterator[tuple[Any, ...]]:
        return ((pk, self.ids[uri]) for uri in state["broader"] if uri in self.ids)

    def _links(self, pk: int, state: State) -> Iterator[tuple[Any, ...]]:
        return ((pk, scheme_of(uri)[:40], uri, match) for uri, match in state["mappings"].items())

    def _examples(self, pk: int, state: State) -> Iterator[tuple[Any, ...]]:
        return (
            (pk, self.levels[level], language, text)
            for level, texts in state["behaviour"].items()
            if level in self.levels
            for language, text in texts.items()
        )

    def _tell(self, count: int, step: str) -> None:
        self.done = min(self.done + count, self.total)
        self.tell(self.done, self.total, step)
