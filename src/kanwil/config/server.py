"""Running Kanwil: migrate, then web and worker side by side; when one stops, both stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.db import connection


def prepare() -> None:
    """Folder, unsafe settings refused, database up to date, first data (the default scale and starter language)."""
    settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    (settings.DATA / "static").mkdir(exist_ok=True)
    errors = [m for m in checks.run_checks() if m.level >= checks.ERROR]
    if errors:
        raise SystemExit("Kanwil does not start:\n" + "\n".join(f"- {m.msg} {m.hint or ''}" for m in errors))
    call_command("migrate", interactive=False, verbosity=0)
    from kanwil.config.seed import first_data
    from kanwil.skills.finding import make_anew_when_unreadable

    first_data()
    make_anew_when_unreadable()
    connection.close()


def free(host: str, port: int) -> bool:
    """Whether nobody else listens at this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(*, host: str, port: int, processes: int = 1, ready: Callable[[], None] | None = None) -> int:
    """Run until stopped with Ctrl-C or a signal; returns the exit code."""
    if not free(host, port):
        raise SystemExit(f"Port {port} is in use. Choose another one: PORT={port + 1}, or --port {port + 1}.")
    prepare()
    if processes > 1 and connection.vendor == "sqlite":
        raise SystemExit("more than one web process asks for PostgreSQL (KANWIL_DATABASE_URL)")
    threads = str(max(1, int(os.environ.get("KANWIL_THREADS", "4") or 4)))
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "kanwil.config.settings"}
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(processes), "--blocking-threads", threads, "--no-ws", "--log-level", "warning",
        "kanwil.config.wsgi:application",
    ]  # fmt: skip
    worker = [sys.executable, "-m", "kanwil.jobs.worker"]
    running = [subprocess.Popen(command, env=environment) for command in (web, worker)]  # noqa: S603
    stopping = False

    def stop(*_signal: object) -> None:
        nonlocal stopping
        stopping = True
        for process in running:
            if process.poll() is None:
                process.terminate()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    if ready is not None:
        ready()
    try:
        while not stopping and all(process.poll() is None for process in running):
            time.sleep(0.2)
    finally:
        asked_to_stop = stopping
        stop()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
    return 0 if asked_to_stop else 1
