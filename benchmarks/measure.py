"""Measuring one thing: the work of the processors, the clock, and the questions to the database.

The work of Kanwil's own process and that of its database connection are added up, so that SQLite (in the same process)
and PostgreSQL (in one of its own) can be compared. Work of other programs does not count in it, but on a busy machine
the same work takes longer; hence the best of several rounds stands beside the median, and a yardstick (a million steps
of plain Python) at the head of each table says how quick the machine was just then.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

HEADS = ("", "ms of work", "best", "by clock", "questions", "floor", "times", "to reach")


@dataclass(frozen=True)
class Took:
    """Milliseconds of work (median and best), by the clock, and questions to the database."""

    work: float
    best: float
    clock: float
    questions: int


def yardstick() -> float:
    """Milliseconds of work for a million steps of plain Python: the best of five."""
    found = []
    for _ in range(5):
        start, total = time.process_time(), 0
        for n in range(1_000_000):
            total += n
        found.append((time.process_time() - start) * 1000)
    return min(found)


def _work() -> float:
    """Seconds of processor that this process and its database connection have used."""
    from django.db import connection

    used = time.process_time()
    if connection.vendor == "postgresql" and connection.connection is not None:
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        if stat.exists():  # not every system has it; then only Kanwil's own work is counted
            used += int(stat.read_text().split()[0]) / 1e9
    return used


def measured(thing: Callable[[], Any], times: int = 15, warm: int = 2) -> Took:
    """Do it a few times to warm up, then `times` times; and once more to count the questions."""
    from django.db import connection

    for _ in range(warm):
        thing()
    work, clock = [], []
    for _ in range(times):
        begun, start = time.perf_counter(), _work()
        thing()
        work.append((_work() - start) * 1000)
        clock.append((time.perf_counter() - begun) * 1000)
    return Took(median(work), min(work), median(clock), _count(thing, connection) if warm else 0)


def _count(thing: Callable[[], Any], connection: Any) -> int:
    asked = 0

    def note(execute: Callable[..., Any], *rest: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(*rest)

    with connection.execute_wrapper(note):
        thing()
    return asked


class Table:
    """Prints a line as soon as it is measured, and keeps it for who wants the table in a file."""

    def __init__(self, title: str) -> None:
        self.title, self.rows = title, []  # type: ignore[var-annotated]
        print(f"\n{title}\n{'':<44}" + "".join(f"{head:>11}" for head in HEADS[1:-1]) + f"   {HEADS[-1]}", flush=True)

    def add(self, what: str, took: Took, floor: Took | None = None, reach: str = "", more: str = "") -> None:
        beside = [f"{floor.best:.2f}", f"{took.best / floor.best:.1f} ×"] if floor and floor.best else ["", ""]
        figures = [f"{took.work:.2f}", f"{took.best:.2f}", f"{took.clock:.2f}", str(took.questions or "")]
        row = [what, *figures, *beside, f"{reach}{' – ' if reach and more else ''}{more}"]
        self.rows.append(row)
        print(f"{what:<44}" + "".join(f"{cell:>11}" for cell in row[1:-1]) + f"   {row[-1]}", flush=True)

    def markdown(self) -> str:
        rule = "|---" + "|---:" * (len(HEADS) - 2) + "|---|"
        lines = [f"### {self.title}", "", "| " + " | ".join(HEADS) + " |", rule]
        return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in self.rows), ""])
