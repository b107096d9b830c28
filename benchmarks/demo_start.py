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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = "8193"


def took(command: list[str], folder: str) -> tuple[float, float, int]:
    """Seconds of work of this command and what it starts, seconds by the clock, and how it ended."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KANWIL_")}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "KANWIL_DATA": folder}
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    ended = subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return work, time.perf_counter() - begun, ended


def main() -> int:
    from benchmarks.measure import yardstick

    print(f"\nStart, in seconds (yardstick {yardstick():.0f} ms)\n{'':<48}{'work':>9}{'by clock':>11}")
    with tempfile.TemporaryDirectory(prefix="kanwil-bench-") as folder:
        kanwil = [sys.executable, "-m", "kanwil.cli"]
        demo = [*kanwil, "demo", "--check", "--no-browser", "--port", PORT]
        setup = "import django, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'kanwil.config.settings'; django.setup()"
        failed = 0
        for name, command, reach in (
            ("floor: import django", [sys.executable, "-c", "import django"], ""),
            ("what every command pays: django.setup()", [sys.executable, "-c", setup], ""),
            ("first demo: build, start, first page, stop", demo, "20 s on two quiet cores"),
            ("demo again: start, first page, stop", demo, ""),
        ):
            place = folder + ("/demo" if command is demo else "/plain")
            Path(place).mkdir(exist_ok=True)
            work, clock, ended = took(command, place)
            failed |= ended if command is demo else 0
            print(f"{name:<48}{work:>9.2f}{clock:>11.2f}   {reach}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
