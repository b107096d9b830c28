"""`make bench`: how quick Kanwil is, on SQLite and on PostgreSQL, in a few minutes.

    python -m benchmarks                  5,000 people
    python -m benchmarks --large          50,000 people with 1.25 million claims (takes half an hour)
    python -m benchmarks --database sqlite
    python -m benchmarks --save FILE      also add the tables to a file; without it nothing is written

Nothing here can fail for being slow: the figures are printed, with a floor of the same run beside them.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.organisation import run_on


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", action="store_true", help="50,000 people instead of 5,000")
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--save", help="a file to add the tables to")
    asked = parser.parse_args()
    people = "50000" if asked.large else "5000"
    save = ["--save", str(Path(asked.save).resolve())] if asked.save else []
    failed = 0
    for database in ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]:
        failed |= run_on(database, "benchmarks.organisation", "--here", "--people", people, *save)
        failed |= run_on(database, "benchmarks.language", *save)
        failed |= run_on(database, "benchmarks.people_import", people, "csv")
    failed |= subprocess.run([sys.executable, "-m", "benchmarks.demo_start"], check=False).returncode
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
