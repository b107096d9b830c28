"""`make bench`: every benchmark of this folder, one after the other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SKIP = {"__init__", "__main__", "seed"}


def main() -> int:
    failed = 0
    for file in sorted(Path(__file__).parent.glob("*.py")):
        if file.stem not in SKIP:
            print(f"\n── {file.stem}", flush=True)
            failed |= subprocess.run([sys.executable, "-m", f"benchmarks.{file.stem}"], check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
