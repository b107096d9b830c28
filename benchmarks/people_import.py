"""How long a list of people takes: checking, taking over, taking back, beside what the database itself needs.

    python -m benchmarks.people_import [people] [csv|xlsx]      (PostgreSQL with KANWIL_DATABASE_URL)

The floor is reading the same file and putting bare rows in one table, in the same run.
"""

from __future__ import annotations

import csv
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

DATA = Path(os.environ.get("KANWIL_DATA") or tempfile.mkdtemp(prefix="kanwil-bench-"))
os.environ |= {"KANWIL_DATA": str(DATA), "KANWIL_SECRET_KEY": "b" * 40, "KANWIL_JOBS": "immediate"}
os.environ["DJANGO_SETTINGS_MODULE"] = "kanwil.config.settings"

HEADERS = (
    "Personeelsnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Team", "Functie", "Leidinggevende",
    "In dienst", "Uit dienst", "Extra teams", "Taal",
)  # fmt: skip


def people(count: int, renamed: int = 0) -> Iterator[list[str]]:
    """Twenty people in a team, fifty regions; the first ones may have another last name."""
    teams = max(1, count // 20)
    for i in range(count):
        team = f"Zorg > Regio {i % teams % 50} > Team {i % teams}"
        name = f"Achternaam{i}" + ("-Bos" if i < renamed else "")
        mail = f"p{i}@voorbeeld.nl"
        yield [f"{i:06}", f"Voornaam{i % 900}", "van der" if i % 7 == 0 else "", name, mail, team, f"Functie {i % 120}",
               f"{i % teams:06}", "2020-01-01", "", "", "nl"]  # fmt: skip


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    kind = sys.argv[2] if len(sys.argv) > 2 else "csv"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from kanwil.access import system
    from kanwil.intake import actions, export, work
    from kanwil.intake.columns import recognise
    from kanwil.intake.models import Batch
    from kanwil.people.importing.columns import COLUMNS

    call_command("migrate", verbosity=0)
    actor = system("benchmark")

    def written(name: str, renamed: int) -> Path:
        path = DATA / f"{name}.{kind}"
        write = export.csv_bytes if kind == "csv" else lambda h, r: export.xlsx_bytes("Mensen", h, r)
        path.write_bytes(write(HEADERS, people(count, renamed)))
        return path

    def floor() -> None:
        with connection.cursor() as cursor, transaction.atomic():
            cursor.execute("CREATE TABLE bench_floor (" + ", ".join(f"c{i} text" for i in range(len(HEADERS))) + ")")
            with (DATA / "floor.csv").open(encoding="utf-8-sig", newline="") as source:
                rows = list(csv.reader(source, delimiter=";"))
            marks = ", ".join(["%s"] * len(HEADERS))
            cursor.executemany(f"INSERT INTO bench_floor VALUES ({marks})", rows)
            cursor.execute("DROP TABLE bench_floor")

    def begun(path: Path) -> Batch:
        batch = actions.bring(actor, kind="people", name=path.name, chunks=[path.read_bytes()])
        with work.open_batch(batch) as table:
            mapping = recognise(COLUMNS, table.headers).mapping
        actions.choose_columns(actor, batch=batch, mapping=mapping, options={})
        return batch

    def timed(what: str, run) -> float:
        started, busy = time.perf_counter(), time.process_time()
        run()
        took = time.perf_counter() - started
        told = f"{took:8.2f} s  {time.process_time() - busy:8.2f} s cpu  {took / base:7.1f} × floor" if base else ""
        print(f"{what:34} {told or f'{took:8.2f} s'}", flush=True)
        return took

    def step(batch: Batch, to: str) -> None:
        actions.begin(actor, batch=batch, to=to)
        work.go_on(actor, batch)

    print(f"\n{connection.vendor}, a list of {count:,} people as {kind}")
    (DATA / "floor.csv").write_bytes(export.csv_bytes(HEADERS, people(count)))
    base = 0.0
    base = timed("floor: read and insert bare rows", floor)
    first, again = begun(written("first", 0)), begun(written("again", count // 10))
    timed("check, everybody new", lambda: step(first, Batch.CHECKING))
    timed("take over, everybody new", lambda: step(first, Batch.APPLYING))
    timed("check, one in ten changed", lambda: step(again, Batch.CHECKING))
    timed("take over, one in ten changed", lambda: step(again, Batch.APPLYING))
    timed("take back, one in ten", lambda: step(again, Batch.UNDOING))
    timed("take back, everybody", lambda: step(first, Batch.UNDOING))
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory")
    return 0 if (first.state, again.state, first.counts["new"] >= count) == ("undone", "undone", True) else 1


if __name__ == "__main__":
    raise SystemExit(main())
