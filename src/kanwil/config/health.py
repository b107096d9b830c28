"""Is everything in order? Settings, database, and the chain of the log with its anchors."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kanwil.audit import chain

FIRST_SQLITE_WITHOUT_WAL_BUG = (3, 51, 3)


@dataclass
class Health:
    """What was looked at, in sentences; `sound` is False when something is wrong."""

    lines: list[str] = field(default_factory=list)
    sound: bool = True

    def good(self, line: str) -> None:
        self.lines.append(f"ok    {line}")

    def warn(self, line: str) -> None:
        self.lines.append(f"note  {line}")

    def bad(self, line: str) -> None:
        self.lines.append(f"WRONG {line}")
        self.sound = False


def check(*, anchor: bool = False) -> Health:
    """Look at everything; with `anchor` also write a new anchor when the chain is whole."""
    health = Health()
    _settings(health)
    _database(health)
    _keys(health)
    report = chain.check()
    for fault in report.faults:
        health.bad(f"log: {fault}")
    if not report.faults:
        health.good(f"log: {report.lines} lines, the chain is whole and matches {len(chain.read_anchors())} anchors")
        if anchor:
            made = chain.drop_anchor()
            health.good(f"anchor of line {made['number']} written to {chain.anchor_file()}")
    return health


def _settings(health: Health) -> None:
    problems = [m for m in checks.run_checks() if m.level >= checks.ERROR]
    for message in problems:
        health.bad(f"settings: {message.msg}")
    if not problems:
        health.good("settings")


def _keys(health: Health) -> None:
    from kanwil.signing import keys

    if not keys.ready():
        health.warn("keys: none, so passports hold only what people say themselves; see `kanwil credentials new-keys`")
        return
    try:
        keys.must_be_private(keys.key_folder().organisation)
        keys.opened(lambda folder: folder.sign_as_organisation())
    except keys.CannotSign as refused:
        health.bad(f"keys: {refused.code}; nothing can be signed")
    else:
        health.good("keys: the organisation can sign")


def _database(health: Health) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        health.bad(f"database: {len(plan)} migrations to run; start `kanwil serve` once")
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            answer = cursor.fetchone()[0]
        health.good("database: SQLite is sound") if answer == "ok" else health.bad(f"database: {answer}")
        if sqlite3.sqlite_version_info < FIRST_SQLITE_WITHOUT_WAL_BUG:
            health.warn(
                f"database: SQLite {sqlite3.sqlite_version} is older than 3.51.3, which mends a rare fault in "
                "write-ahead logs; keep backups, and update when your system offers it"
            )
    else:
        health.good("database: PostgreSQL answers")
