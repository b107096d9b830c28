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
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from kanwil import __version__
from kanwil.audit import chain


class CannotRestore(SystemExit):
    """The copy cannot be put back here; nothing was changed."""


def backup(folder: Path) -> Path:
    """Write a checked copy to `folder` and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"kanwil-{timezone.now():%Y%m%d-%H%M%S}.zip"
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        copy = Path(temporary) / ("database.sqlite3" if connection.vendor == "sqlite" else "database.dump")
        _copy_database(copy)
        part = Path(temporary) / "part.zip"
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, copy.name)
            if chain.anchor_file().exists():
                archive.write(chain.anchor_file(), "audit-anchors.jsonl")
            for file in sorted((settings.DATA / "files").rglob("*")) if (settings.DATA / "files").exists() else []:
                if file.is_file():
                    archive.write(file, f"files/{file.relative_to(settings.DATA / 'files')}")
            about = {"kanwil": __version__, "vendor": connection.vendor, "at": timezone.now().isoformat()}
            archive.writestr("about.json", json.dumps(about))
        if zipfile.ZipFile(part).testzip() is not None:
            raise SystemExit("the copy could not be read back; nothing was kept")
        part.chmod(0o600)
        part.replace(target)
    return target


def _copy_database(copy: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with sqlite3.connect(copy) as check:
            answer = check.execute("PRAGMA integrity_check").fetchone()[0]
        if answer != "ok":
            raise SystemExit(f"the copy is not sound: {answer}")
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
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("about.json"))
        if about["vendor"] != connection.vendor:
            raise CannotRestore(f"this copy is of {about['vendor']}, this installation uses {connection.vendor}")
        if "people_person" in connection.introspection.table_names():
            raise CannotRestore("there is already a Kanwil here; use an empty data folder or database")
        with tempfile.TemporaryDirectory() as temporary:
            for name in archive.namelist():
                if name.startswith("/") or ".." in Path(name).parts:
                    raise CannotRestore(f"this is not a copy made by Kanwil: {name}")
            archive.extractall(temporary)  # noqa: S202  (names were checked just above)
            _put_back(Path(temporary))
    connections.close_all()
    report = chain.check()
    if report.faults:
        raise CannotRestore("put back, but the log is not whole: " + "; ".join(report.faults))
    return f"put back: {report.lines} log lines, the chain is whole"


def _put_back(source: Path) -> None:
    settings.DATA.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        connections.close_all()
        target = Path(settings.DATABASES["default"]["NAME"])
        for old in target.parent.glob(target.name + "*"):
            old.unlink()
        shutil.copyfile(source / "database.sqlite3", target)
    else:
        subprocess.run(  # noqa: S603
            ["pg_restore", "--no-owner", *_pg_arguments(), str(source / "database.dump")],  # noqa: S607
            check=True,
            env=_pg_environment(),
        )
    if (source / "audit-anchors.jsonl").exists():
        shutil.copyfile(source / "audit-anchors.jsonl", chain.anchor_file())
    if (source / "files").exists():
        shutil.copytree(source / "files", settings.DATA / "files", dirs_exist_ok=True)
