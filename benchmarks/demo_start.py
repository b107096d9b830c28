"""How long the first `kanwil demo` takes: from an empty folder to the first page.

    python -m benchmarks.demo_start

The floor is `python -c "import django"`: nothing with Django starts sooner.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = "8193"


def took(command: list[str], folder: str) -> tuple[float, float, int]:
    """Seconds of work of this command and what it starts, seconds by the clock, and how it ended."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KANWIL_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "KANWIL_DATA": folder}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    if "demo" in command:
        came = _first_page(running)
        clock = time.perf_counter() - begun
        running.terminate()
        running.wait()
        ended = 0 if came else 1
    else:
        ended = running.wait()
        clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return work, clock, ended


def _first_page(running: subprocess.Popen[bytes]) -> bool:
    """Wait for the first page; False when the demo stops before it comes."""
    while running.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{PORT}/", timeout=30) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    return False


def main() -> int:
    from benchmarks.measure import yardstick

    print(f"\nStart, in seconds (yardstick {yardstick():.0f} ms)\n{'':<48}{'work':>9}{'by clock':>11}")
    with tempfile.TemporaryDirectory(prefix="kanwil-bench-") as folder:
        kanwil = [sys.executable, "-m", "kanwil.cli"]
        demo = [*kanwil, "demo", "--no-browser", "--port", PORT]
        setup = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'kanwil.config.settings'; django.setup()"
        failed = 0
        for name, command, reach in (
            ("floor: import django", [sys.executable, "-c", "import django"], ""),
            ("what every command pays: django.setup()", [sys.executable, "-c", setup], ""),
            ("first demo: until the first page", demo, "20 s on two quiet cores"),
            ("demo again: until the first page", demo, ""),
        ):
            place = folder + ("/demo" if command is demo else "/plain")
            Path(place).mkdir(exist_ok=True)
            work, clock, ended = took(command, place)
            failed |= ended if command is demo else 0
            print(f"{name:<48}{work:>9.2f}{clock:>11.2f}   {reach}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
