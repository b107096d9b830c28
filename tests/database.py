"""The database of the tests, ready quickly.

Running all migrations costs more than most tests. On SQLite a migrated database is kept in the temporary folder under
a fingerprint of the migrations, and every test run starts from a copy in memory. PostgreSQL migrates once per run. The
migrations themselves are tested by `make check` and by every start of the demo.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import allauth
import django
import django_tasks_db
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def fingerprint() -> str:
    """Changes whenever a migration of ours, or a library with migrations, changes."""
    content = hashlib.sha256(f"{django.__version__} {allauth.__version__} {django_tasks_db.__file__}".encode())
    for file in sorted((ROOT / "src" / "kanwil").glob("*/migrations/*.py")):
        content.update(file.name.encode() + file.read_bytes())
    return content.hexdigest()[:16]


def set_up() -> Callable[[], None]:
    """Make the test database; returns what takes it away again."""
    if connection.vendor != "sqlite":
        return _postgresql()
    old = connection.settings_dict["NAME"]
    name = f"file:kanwil_test_{os.getpid()}?mode=memory&cache=shared"
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["TEST"]["NAME"] = name
    connection.ensure_connection()
    with sqlite3.connect(template()) as source:
        source.backup(connection.connection)

    def restore() -> None:
        connection.close()
        connection.settings_dict["NAME"] = old

    return restore


def template() -> Path:
    """The migrated file for this state of the code; made by the first run that needs it."""
    file = Path(tempfile.gettempdir()) / f"kanwil-test-template-{os.getuid()}-{fingerprint()}.sqlite3"
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            with tempfile.TemporaryDirectory(prefix="kanwil-template-") as folder:
                environment = {**os.environ, "KANWIL_DATA": folder, "PYTHONPATH": str(ROOT / "src")}
                environment.pop("KANWIL_DATABASE_URL", None)
                command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
                subprocess.run(command, env=environment, check=True)
                with sqlite3.connect(Path(folder) / "kanwil.sqlite3") as made:
                    made.execute("VACUUM INTO ?", [str(file)])
    return file


def _postgresql() -> Callable[[], None]:
    old = connection.settings_dict["NAME"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    connection.settings_dict["TEST"]["NAME"] = f"test_kanwil_{worker or 'one'}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    return lambda: connection.creation.destroy_test_db(old, verbosity=0)


Content = dict[str, list[str]]


def content() -> Content:
    """Every row of every table, as the SQL values that would insert it again."""
    found: Content = {}
    quoted = "quote({})" if connection.vendor == "sqlite" else "quote_nullable({}::text)"
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            place = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {place} LIMIT 0")
            columns = [connection.ops.quote_name(column[0]) for column in cursor.description]
            values = " || ',' || ".join(quoted.format(column) for column in columns)
            cursor.execute(f"SELECT {values} FROM {place}")
            found[f"{place} ({', '.join(columns)})"] = [row[0] for row in cursor.fetchall()]
    return found


def added(before: Content, after: Content) -> tuple[str, ...]:
    """What to run to get from `before` to `after`, when rows were only added."""
    statements = []
    for table, rows in after.items():
        old = set(before[table])
        if gone := old - set(rows):
            raise AssertionError(f"rows of {table} were changed while making the cast: {gone}")
        if new := [row for row in rows if row not in old]:
            statements.append(f"INSERT INTO {table} VALUES " + ", ".join(f"({row})" for row in new))
    return tuple(statements)


def put_back(statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
