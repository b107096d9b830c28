"""Writing: every action is one transaction with its log line, and actions queue instead of fighting for the lock."""

from __future__ import annotations

import fcntl
import functools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.functional import Promise

from kanwil.access import Actor

from .models import START, Event
from .verbs import VERBS

P = ParamSpec("P")
R = TypeVar("R")

CHAIN_LOCK = 7_204_991  # any number, the same for every process: the PostgreSQL lock of the chain
request_id: ContextVar[str] = ContextVar("request_id", default="")
_lines: ContextVar[list[int] | None] = ContextVar("lines", default=None)
_queue = threading.local()


class NotRecorded(RuntimeError):
    """An action changed something without saying so in the log."""


@contextmanager
def write_queue() -> Iterator[None]:
    """Wait for your turn to write (SQLite only): short waits instead of a crowd at the database lock."""
    if connection.vendor != "sqlite" or getattr(_queue, "held", False):
        yield
        return
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with (settings.DATA / "write.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _queue.held = True
        try:
            yield
        finally:
            _queue.held = False
            fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def writing() -> Iterator[None]:
    """One turn, one transaction."""
    with write_queue(), transaction.atomic():
        yield


def action(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Mark a function as the way to write something: one turn, one transaction, at least one log line.

    An action that finds nothing to change calls `nothing_changed()`.
    """

    @functools.wraps(function)
    def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        outer = _lines.get()
        mine: list[int] = []
        token = _lines.set(mine)
        try:
            with writing():
                result = function(actor, *args, **kwargs)
                if not mine:
                    raise NotRecorded(f"{function.__name__} wrote without a line in the log")
        finally:
            _lines.reset(token)
        if outer is not None:
            outer.extend(mine)
        return result

    run.is_action = True  # type: ignore[attr-defined]
    return run


def nothing_changed() -> None:
    """Say that this action had nothing to do, so nothing to log."""
    lines = _lines.get()
    if lines is not None:
        lines.append(0)


def record(
    actor: Actor,
    verb: str,
    *,
    about: int | None = None,
    obj: models.Model | None = None,
    data: dict[str, Any] | None = None,
    because: str | Promise = "",
) -> Event:
    """Add one line to the log, inside the running action. `about` is the id of the person it is about."""
    return record_many(actor, verb, [{"about": about, "obj": obj, "data": data or {}}], because=because)[0]


def record_many(actor: Actor, verb: str, lines: list[dict[str, Any]], *, because: str | Promise = "") -> list[Event]:
    """As `record`, for many rows at once (imports): one chain, one insert."""
    if verb not in VERBS:
        raise LookupError(f"the verb {verb!r} is not registered")
    current = _lines.get()
    if current is None:
        raise NotRecorded(f"{verb} was recorded outside an action")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Event.objects.order_by("-number").values_list("number", "hash").first() or (0, START)
    number, before = last
    events = []
    now = timezone.now()
    for line in lines:
        obj = line.get("obj")
        number += 1
        event = Event(
            number=number,
            at=now,
            by_id=actor.person_id,
            acting_as=actor.acting_as,
            verb=verb,
            about_id=line.get("about"),
            object_type=obj._meta.label_lower if obj is not None else line.get("type", ""),
            object_id=str(obj.pk) if obj is not None else str(line.get("id", "")),
            data=line.get("data") or {},
            reason=str(because)[:200],
            request_id=request_id.get(),
            before_hash=before,
        )
        event.hash = before = event.fingerprint()
        events.append(event)
    Event.objects.bulk_create(events, batch_size=500)
    current.extend(e.number for e in events)
    return events
