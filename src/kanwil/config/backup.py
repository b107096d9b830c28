"""A copy of everything, checked right after it is made, and putting it back.

SQLite: `VACUUM INTO` (a copied file is not a backup). PostgreSQL: `pg_dump`. Both in one .zip with the files people
gave, the anchors of the log and a list of what is in it. The secret key stays out: keep it elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
import zipfile
import zlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from kanwil import __version__
from kanwil.audit import chain

A_DAY = 24 * 60 * 60


class CannotRestore(SystemExit):
    """The copy cannot be put back here; nothing was changed."""


class NoBackup(SystemExit):
    """No copy was made; what was there is untouched."""


def backup(folder: Path) -> Path:
    """Write a checked copy to `folder` and return the file. It has its name only when it is whole."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        target = folder / f"kanwil-{timezone.now():%Y%m%d-%H%M%S}.zip"
        with tempfile.TemporaryDirectory(prefix=".kanwil-", dir=folder) as temporary:
            part = _packed(Path(temporary))
            part.chmod(0o600)
            part.replace(target)
    except (OSError, DatabaseError, subprocess.CalledProcessError) as error:
        raise NoBackup(f"no copy was made in {folder}: {error}") from error
    return target


def _sweep(folder: Path) -> None:
    """Take away what a copy that was killed left behind, a day later; one that is being made now stays."""
    for left in folder.glob(".kanwil-*"):
        if time.time() - left.stat().st_mtime > A_DAY:
            shutil.rmtree(left, ignore_errors=True)


def _packed(temporary: Path) -> Path:
    # the anchors first: one that is written while the database is copied would point past the end of the copy
    anchors = temporary / "audit-anchors.jsonl"
    if chain.anchor_file().exists():
        shutil.copyfile(chain.anchor_file(), anchors)
    copy = temporary / ("database.sqlite3" if connection.vendor == "sqlite" else "database.dump")
    _copy_database(copy)
    part = temporary / "part.zip"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(copy, copy.name)
        if anchors.exists():
            archive.write(anchors, anchors.name)
        for file in sorted((settings.DATA / "files").rglob("*")) if (settings.DATA / "files").exists() else []:
            if file.is_file():
                archive.write(file, f"files/{file.relative_to(settings.DATA / 'files')}")
        about = {"kanwil": __version__, "vendor": connection.vendor, "at": timezone.now().isoformat()}
        archive.writestr("about.json", json.dumps(about))
    if zipfile.ZipFile(part).testzip() is not None:
        raise NoBackup("the copy could not be read back; nothing was kept")
    return part


def _copy_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with sqlite3.connect(copy) as check:
            answer = check.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            raise NoBackup(f"the copy is not sound: {answer}")
        return
    subprocess.run(  # noqa: S603
        ["pg_dump", "-Fc", "-f", str(copy), *_pg_arguments()],  # noqa: S607
        check=True,
        env=_pg_environment(),
    )


def _pg_arguments() -> list[str]:
    database: dict[str, Any] = settings.DATABASES["default"]
    arguments = ["-d", database["NAME"]]
    for flag, key in (("-h", "HOST"), ("-p", "PORT"), ("-U", "USER")):
        if database.get(key):
            arguments += [flag, str(database[key])]
    return arguments


def _pg_environment() -> dict[str, str]:
    return {**os.environ, "PGPASSWORD": str(settings.DATABASES["default"].get("PASSWORD") or "")}


def restore(file: Path) -> str:
    """Put a copy back. Only into a place without people: nothing that exists is overwritten."""
    try:
        with zipfile.ZipFile(file) as archive:
            about = json.loads(archive.read("about.json"))
            if about["vendor"] != connection.vendor:
                raise CannotRestore(f"this copy is of {about['vendor']}, this installation uses {connection.vendor}")
            if "people_person" in connection.introspection.table_names():
                raise CannotRestore("there is already a Kanwil here; use an empty data folder or database")
            for name in archive.namelist():
                if name.startswith("/") or ".." in Path(name).parts:
                    raise CannotRestore(f"this is not a copy made by Kanwil: {name}")
            settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.DATA) as temporary:
                archive.extractall(temporary)  # noqa: S202  (names were checked just above)
                _put_back(Path(temporary))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError) as error:
        raise CannotRestore(f"{file} is not a whole copy made by Kanwil ({error}); nothing was put back") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotRestore(f"not put back: {error}") from error
    connections.close_all()
    report = chain.check()
    if report.faults:
        raise CannotRestore("put back, but the log is not whole: " + "; ".join(report.faults))
    return f"put back: {report.lines} log lines, the chain is whole"


def _put_back(source: Path) -> None:
    """The database last and in one go: killed half-way, there is no Kanwil here yet and one can begin again."""
    if (source / "files").exists():
        shutil.copytree(source / "files", settings.DATA / "files", dirs_exist_ok=True)
    if (source / "audit-anchors.jsonl").exists():
        (source / "audit-anchors.jsonl").replace(chain.anchor_file())
    if connection.vendor == "sqlite":
        connections.close_all()
        target = Path(settings.DATABASES["default"]["NAME"])
        for old in target.parent.glob(target.name + "*"):
            old.unlink()
        (source / "database.sqlite3").replace(target)
    else:
        subprocess.run(  # noqa: S603
            [  # noqa: S607
                "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", *_pg_arguments(),
                str(source / "database.dump"),
            ],
            check=True,
            env=_pg_environment(),
        )  # fmt: skip
