"""A throw-away PostgreSQL, for the tests and for measuring."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def postgres_bin() -> Path | None:
    """The newest PostgreSQL server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def postgresql(*settings: str) -> Iterator[str]:
    """A cluster in a temporary folder, reachable through a socket only; yields its address.

    Without settings it does not wait for the disk, which suits tests; who measures gives `fsync=on`.
    """
    binaries = postgres_bin()
    if binaries is None:
        raise SystemExit("PostgreSQL is not here. Run first:\n\n    sudo apt install postgresql\n")
    folder = Path(tempfile.mkdtemp(prefix="kanwil-pg-"))
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_postgres:
        shutil.chown(folder, "postgres", "postgres")

    def run(*command: str) -> None:
        subprocess.run([*as_postgres, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)

    run(str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "kanwil", "--auth=trust", "-E", "UTF8", "--no-sync")
    chosen = ["listen_addresses=''", f"unix_socket_directories={folder}", "max_connections=60"]
    options = " ".join(f"-c {setting}" for setting in [*chosen, *(settings or ("fsync=off",))])
    run(str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://kanwil@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        run(str(binaries / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
