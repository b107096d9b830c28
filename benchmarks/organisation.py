"""How quick Kanwil is for an organisation of 5,000 or 50,000 people, on SQLite and on PostgreSQL.

    python -m benchmarks.organisation                        5,000 people on both databases
    python -m benchmarks.organisation --people 50000         50,000 people with 1.25 million claims
    python -m benchmarks.organisation --database sqlite      one of them

Each row gives the median in milliseconds, a floor measured in the same run (raw SQL or a bare write of the same
thing), and how many times the floor it is. Limits are printed beside it and never make the run fail: a busy machine
is no defect.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        measure(asked.people)
        return 0
    failed = 0
    for database in ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]:
        failed |= run_on(database, asked.people)
    return failed


def run_on(database: str, people: int) -> int:
    """Measure in a process of its own, with a throw-away data folder or cluster."""
    sys.path[:0] = [str(ROOT)]
    from tools.run_tests import postgresql

    with (
        tempfile.TemporaryDirectory(prefix="kanwil-bench-") as folder,
        postgresql() if database == "postgresql" else nullcontext("") as address,
    ):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KANWIL_")}
        environment |= {
            "KANWIL_DATA": folder,
            "KANWIL_SECRET_KEY": "only-for-measuring-only-for-measuring-only",
            "DJANGO_SETTINGS_MODULE": "kanwil.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        if address:
            environment["KANWIL_DATABASE_URL"] = address
        command = [sys.executable, "-m", "benchmarks.organisation", "--here", "--people", str(people)]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


# --- measuring -------------------------------------------------------------------------------------------------------


def row(name: str, took: float, floor: float | None, limit: str, more: str = "") -> None:
    ratio = f"{took / floor:6.1f} ×" if floor else " " * 8
    beside = f"{floor:9.2f}" if floor is not None else " " * 9
    print(f"{name:<44} {took:9.2f} ms {beside} {ratio}   {limit:<24} {more}", flush=True)


def timed(work: Callable[[], Any], times: int = 15) -> float:
    """Median milliseconds by the clock, after one run to warm up."""
    work()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return median(took)


def raw(sql: str, *values: object) -> Callable[[], list[Any]]:
    from django.db import connection

    def ask() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


def measure(people: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    from kanwil.access import system
    from kanwil.skills.actions import ensure_default_scale

    from .seed import seed

    setup_test_environment()
    call_command("migrate", verbosity=0)
    ensure_default_scale(system("benchmark"))
    start = time.perf_counter()
    made = seed(people=people, teams=people // 10, skills=300, claims=25)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    size = f"{people} people, {len(made.teams)} teams, 300 skills, {people * 25} claims"
    print(f"\n{connection.vendor}: {size} (made in {time.perf_counter() - start:.0f} s)")
    print(f"{'':<44} {'median':>12} {'floor':>9} {'times':>8}   limit")
    saving(made)
    seeing(made)
    counting(made)
    finding(made)
    pages(made)


def actor_in(made: Any, team: int) -> Any:
    from kanwil.people.actors import actor_of
    from kanwil.people.models import Person

    return actor_of(Person.objects.get(pk=made.people[team][0]))


def saving(made: Any) -> None:
    """One person says something: the claim, its history and the line in the log, safe on disk; beside one bare row."""
    from django.db import connection, transaction

    from kanwil.matrix import actions
    from kanwil.skills.models import Level, Skill

    actor, levels = actor_in(made, made.teams[0]), list(Level.objects.filter(scale__default=True))
    skill, turn = Skill.objects.get(pk=made.skills[0]), iter(range(10**6))
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id integer, words varchar(600))")

    def bare() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bare VALUES (1, 'said')")

    floor = timed(bare, 40)
    took = timed(lambda: actions.say(actor, skill=skill, level=levels[next(turn) % len(levels)]), 40)
    row("save one claim", took, floor, "under 15 ms", "floor: one bare row")


def seeing(made: Any) -> None:
    """What somebody may see: of their team, and one row."""
    from django.db.models import Q

    from kanwil.access import can, visible
    from kanwil.matrix.models import Claim

    team = made.teams[len(made.teams) // 2]
    actor, members = actor_in(made, team), made.people[team]
    marks = ",".join(["%s"] * len(members))
    shared = (
        "SELECT c.id, c.level_id FROM matrix_claim c JOIN matrix_share s ON s.claim_id = c.id "
        f"WHERE s.to_unit_id = %s AND c.person_id IN ({marks})"
    )
    floor = timed(raw(shared, team, *members), 30)
    seen = visible(Claim, actor, among=Q(person_id__in=members))
    row("what a team shares with somebody", timed(lambda: list(seen.values_list("pk", "level_id")), 30), floor, "")
    claim = visible(Claim, actor).exclude(person_id=actor.person_id).first()
    one = timed(raw("SELECT id FROM matrix_claim WHERE id = %s", claim.pk), 50)
    row("may I see this one", timed(lambda: can(actor, "view", claim), 50), one, "", "floor: one row by its id")


def counting(made: Any) -> None:
    """Skill × level for the whole organisation: the page, the night's work, and raw SQL over all claims."""
    from kanwil.access import system
    from kanwil.matrix.counting import count
    from kanwil.matrix.figure_actions import keep_count
    from kanwil.matrix.overview import Asked, read_sight
    from kanwil.people.models import Unit

    groups = "SELECT skill_id, level_id, count(*) FROM matrix_claim WHERE skill_id IS NOT NULL GROUP BY 1, 2"
    floor = timed(raw(groups), 5)
    start = time.perf_counter()
    counted = count()
    middle = time.perf_counter()
    keep_count(system("benchmark"), made=counted)
    row("count everybody, the first night: work", (middle - start) * 1000, floor, "")
    row("count everybody, the first night: write", (time.perf_counter() - middle) * 1000, None, "")
    start = time.perf_counter()
    keep_count(system("benchmark"), made=count())
    row("count everybody, every other night", (time.perf_counter() - start) * 1000, floor, "")
    actor, top = actor_in(made, made.teams[0]), Unit.objects.get(pk=made.top)
    row(
        "skill × level of the whole, for a page",
        timed(lambda: read_sight(actor, top, Asked()), 7),
        floor,
        "2 × the floor",
    )


def finding(made: Any) -> None:
    """Colleagues who share two skills with everybody, from a level."""
    from django.http import QueryDict

    from kanwil.matrix.finding import AT_ONCE, Question, find_colleagues

    actor, (one, two) = actor_in(made, made.teams[0]), made.skills[:2]
    sql = (
        "SELECT p.id, p.given_name FROM people_person p WHERE p.left_on IS NULL AND p.id IN (SELECT c.person_id FROM "
        "matrix_claim c JOIN matrix_share s ON s.claim_id = c.id WHERE c.skill_id = %s AND s.to_everyone) AND p.id IN "
        "(SELECT c.person_id FROM matrix_claim c JOIN matrix_share s ON s.claim_id = c.id WHERE c.skill_id = %s AND "
        f"s.to_everyone) ORDER BY p.given_name, p.family_name, p.id LIMIT {AT_ONCE + 1}"
    )
    floor = timed(raw(sql, one, two), 20)
    for name, address in (
        ("find on two skills", f"v={one}&v={two}"),
        ("find on two skills, a level and a wish", f"v={one}&v={two}&niveau=with_help&wens=learn"),
        ("find on one skill", f"v={one}"),
    ):
        question = Question.from_address(QueryDict(address))
        found = find_colleagues(actor, question)
        took = timed(lambda asked=question: find_colleagues(actor, asked), 20)
        row(name, took, floor, "under 20 ms", f"{len(found.people)} shown{', more' if found.next_after else ''}")


def pages(made: Any) -> None:
    """Whole pages, as a browser gets them: the clock, the time of the server itself, and the number of questions."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    from kanwil.access import system
    from kanwil.people import actions as people
    from kanwil.people.models import Person

    from .seed import seed

    big = seed(people=200, teams=1, skills=150, claims=150, listed=150, random_seed=2)
    small = seed(people=12, teams=1, skills=20, claims=20, listed=20, random_seed=3)
    somebody = Person.objects.get(pk=small.people[small.teams[0]][0])
    large = Person.objects.get(pk=big.people[big.teams[0]][0])
    clients = {}
    for person in (somebody, large):
        person.user = get_user_model().objects.create_user(username=f"bench{person.pk}", password=None)
        person.save(update_fields=["user"])
        clients[person.pk] = Client()
        clients[person.pk].force_login(person.user)
    people.grant(system("benchmark"), person=somebody, role="hr", reason="benchmark")
    floor = timed(lambda: clients[somebody.pk].get("/stijl/"), 5)
    one, two = made.skills[:2]
    for name, person, url, limit in (
        ("page: team of 12 × 20", somebody, f"/team/{small.teams[0]}/", "30 ms own time, 14 q."),
        ("page: team of 200 × 150", large, f"/team/{big.teams[0]}/", "400 ms"),
        ("page: find on two skills", somebody, f"/vind/?v={one}&v={two}", ""),
        ("page: numbers of the whole", somebody, f"/overzicht/{made.top}/", ""),
        ("page: numbers of one skill", somebody, f"/overzicht/{made.top}/vaardigheid/{one}/", ""),
    ):
        client = clients[person.pk]
        asked: list[str] = []

        def note(execute: Any, sql: str, *rest: Any, asked: list[str] = asked) -> Any:
            asked.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        start, times = time.process_time(), 7
        took = timed(lambda client=client, url=url: client.get(url), times)
        own = (time.process_time() - start) * 1000 / (times + 1)
        row(
            name, took, floor, limit, f"{own:.0f} ms own time, {len(asked)} questions, {len(answer.content) // 1024} kB"
        )


if __name__ == "__main__":
    sys.exit(main())
