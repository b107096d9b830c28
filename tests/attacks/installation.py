"""An installation of its own in a process of its own: for attacks that kill processes or fill the disk.

A script runs there with Django set up and ends by printing facts as JSON. Killing is done on a copy of the process
(fork), so that one start of Python is enough for an attack.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from shutil import copyfile

import pytest
from django.db import connection

from tests import database

PRELUDE = '''
import json, os, resource, signal, sys, time
from pathlib import Path
import django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
from django.conf import settings
from django.db import connection, connections

def killed_while(work, owner, name):
    """Do the work in a copy of this process and kill that when it comes to `name`: kill -9, nothing can be tidied."""
    connections.close_all()
    heard, tell = os.pipe()
    child = os.fork()
    if not child:
        def hang(*_, **__):
            os.write(tell, b"x")
            time.sleep(600)
        setattr(owner, name, hang)
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr)
        os._exit(0)
    os.close(tell)
    there = os.read(heard, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert there == b"x", "the work ended before it came there"

def told(**facts):
    print("FACTS" + json.dumps(facts))
'''


def environment(folder: Path, address: str = "") -> dict[str, str]:
    """What a process of this installation is started with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KANWIL_", "DJANGO_", "PYTEST_"))}
    return kept | {
        "PYTHONPATH": os.pathsep.join([str(database.ROOT / "src"), str(database.ROOT)]),
        "DJANGO_SETTINGS_MODULE": "kanwil.config.settings",
        "KANWIL_DATA": str(folder),
        "KANWIL_SECRET_KEY": "k" * 40,
        "KANWIL_JOBS": "immediate",
        **({"KANWIL_DATABASE_URL": address} if address else {}),
    }


def run(folder: Path, script: str, address: str = "") -> dict:
    """Run a script in this installation; gives back the facts it told."""
    folder.mkdir(mode=0o700, exist_ok=True)
    answer = subprocess.run(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(script)],
        env=environment(folder, address),
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return json.loads(answer.stdout.rpartition("FACTS")[2])


def kanwil(folder: Path, *command: str, address: str = "") -> subprocess.CompletedProcess:
    """The `kanwil` command in this installation."""
    return subprocess.run(
        [sys.executable, "-m", "kanwil.cli", *command],
        env=environment(folder, address),
        capture_output=True,
        text=True,
        check=False,
    )


def on_sqlite(folder: Path) -> Path:
    """A migrated installation on SQLite, without people."""
    folder.mkdir(mode=0o700)
    (folder / "static").mkdir()
    copyfile(database.template(), folder / "kanwil.sqlite3")
    return folder


@pytest.fixture
def places(tmp_path, request):
    """Two empty installations (folder, address) on the database of this run: one to use, one to put a copy back in."""
    made = [(tmp_path / name, "") for name in ("one", "two")]
    if connection.vendor == "sqlite":
        yield made
        return
    request.getfixturevalue("django_db_setup")
    blocker, facts = request.getfixturevalue("django_db_blocker"), connection.settings_dict
    names = [f"attack_{os.getpid()}_{n}" for n in (1, 2)]
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f"CREATE DATABASE {name}")
    address = f"postgresql://{facts['USER']}@{facts['HOST'].replace('/', '%2F')}:{facts['PORT'] or 5432}/"
    yield [(folder, address + name) for (folder, _), name in zip(made, names, strict=True)]
    with blocker.unblock(), connection._nodb_cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
