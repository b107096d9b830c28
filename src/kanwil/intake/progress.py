"""How far a long job is, and whether it still runs.

It stands in a small file beside the brought file, not in the database: the job is one transaction, and what it writes
there nobody can see before it is done. A lock on a file tells whether the job is alive; the system drops the lock when
the process dies, however it dies.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .models import Batch, folder

EVERY = 0.4  # seconds between two writings


class AlreadyRunning(RuntimeError):
    """Another process does this work now."""


@dataclass(frozen=True)
class Stand:
    """done of total (0: unknown), and the step in words."""

    done: int = 0
    total: int = 0
    step: str = ""
    started: bool = False


def _file(batch: Batch, ending: str) -> Path:
    return folder() / f"batch-{batch.pk}.{ending}"


class Counter:
    """Writes how far the work is, a few times a second at most."""

    def __init__(self, batch: Batch) -> None:
        self._file = _file(batch, "progress")
        self._last, self._stand = 0.0, Stand(started=True)
        self._write()

    def __call__(self, done: int, total: int = 0, step: str = "") -> None:
        before = self._stand
        self._stand = Stand(done, total or before.total, str(step) or before.step, True)
        if time.monotonic() - self._last > EVERY or self._stand.step != before.step:
            self._write()

    def _write(self) -> None:
        self._last = time.monotonic()
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps([self._stand.done, self._stand.total, self._stand.step]), encoding="utf-8")
        part.replace(self._file)


@contextmanager
def _only_one(batch: Batch) -> Iterator[bool]:
    """Hold the lock of this batch; False when another process holds it.

    Let go in so many words: a program that another thread starts at that moment has the open file too, until it is
    really started, and closing our end alone would leave the batch locked for that long.
    """
    with _file(batch, "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


@contextmanager
def working(batch: Batch) -> Iterator[Counter]:
    """Be the only one who works on this batch; stops with AlreadyRunning when somebody else is."""
    with _only_one(batch) as mine:
        if not mine:
            raise AlreadyRunning
        yield Counter(batch)
        _file(batch, "progress").unlink(missing_ok=True)


def stand_of(batch: Batch) -> Stand:
    """How far the work is; not started when no process picked it up yet."""
    try:
        done, total, step = json.loads(_file(batch, "progress").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Stand()
    return Stand(done, total, step, True)


def forget(batch: Batch) -> None:
    """Before a new job: what an earlier one left behind says nothing any more."""
    _file(batch, "progress").unlink(missing_ok=True)


def stopped_half_way(batch: Batch) -> bool:
    """True when a job began and its process is gone."""
    if not batch.is_busy or not stand_of(batch).started:
        return False
    with _only_one(batch) as free:
        return free


def remove_files(batch: Batch) -> None:
    """Take away the brought file and what stands beside it."""
    if batch.stored_as:
        batch.path.unlink(missing_ok=True)
    for ending in ("progress", "lock", "part"):
        _file(batch, ending).unlink(missing_ok=True)
