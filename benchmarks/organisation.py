"""How quick Kanwil is for an organisation of 5,000 or 50,000 people, on SQLite and on PostgreSQL.

    python -m benchmarks.organisation                        5,000 people on both databases
    python -m benchmarks.organisation --people 50000         50,000 people with 1.25 million claims
    python -m benchmarks.organisation --database sqlite      one of them
    python -m benchmarks.organisation --save FILE            also add the tables to a file

Each row has a floor measured in the same run (raw SQL, a bare write, or the shortest answer with a login), and how
many times the floor it is. What must be reached stands beside it and never makes the run fail: a busy machine is no
defect.
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
from typing import Any

from benchmarks.measure import Table, Took, measured, yardstick

ROOT = Path(__file__).resolve().parent.parent
SAFE = ("fsync=on", "synchronous_commit=on")  # as an organisation runs it: what is confirmed is on disk


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--database", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--save", help="a file to add the tables to")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        measure(asked.people, asked.save)
        return 0
    failed = 0
    for database in ["sqlite", "postgresql"] if asked.database == "both" else [asked.database]:
        more = ["--save", str(Path(asked.save).resolve())] if asked.save else []
        failed |= run_on(database, "benchmarks.organisation", "--here", "--people", str(asked.people), *more)
    return failed


def run_on(database: str, module: str, *arguments: str) -> int:
    """Measure in a process of its own, with a throw-away data folder or cluster."""
    sys.path[:0] = [str(ROOT)]
    from tools.cluster import postgresql

    with (
        tempfile.TemporaryDirectory(prefix="kanwil-bench-") as folder,
        postgresql(*SAFE) if database == "postgresql" else nullcontext("") as address,
    ):
        (Path(folder) / "static").mkdir()
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KANWIL_")}
        environment |= {
            "KANWIL_DATA": folder,
            "KANWIL_SECRET_KEY": "only-for-measuring-only-for-measuring-only",
            "KANWIL_JOBS": "immediate",
            "DJANGO_SETTINGS_MODULE": "kanwil.config.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "REAL_DATA": os.environ.get("KANWIL_REAL_DATA", ""),
        }
        if address:
            environment["KANWIL_DATABASE_URL"] = address
        return subprocess.run(
            [sys.executable, "-m", module, *arguments], env=environment, cwd=ROOT, check=False
        ).returncode


# --- measuring -------------------------------------------------------------------------------------------------------


def raw(sql: str, *values: object) -> Callable[[], list[Any]]:
    from django.db import connection

    def ask() -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()

    return ask


def measure(people: int, save: str | None) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from kanwil.access import system
    from kanwil.skills.actions import ensure_default_scale

    from .seed import seed

    call_command("migrate", verbosity=0)
    ensure_default_scale(system("benchmark"))
    start = time.process_time()
    made = seed(people=people, teams=people // 10, skills=300, claims=25)
    took = time.process_time() - start
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # PostgreSQL does this by itself after a while
    table = Table(
        f"{connection.vendor}, {people:,} people, {len(made.teams):,} teams, 300 skills, {people * 25:,} claims"
        f" (yardstick {yardstick():.0f} ms; made in {took:.0f} s)"
    )
    saving(table, made)
    seeing(table, made)
    counting(table, made)
    finding(table, made)
    pages(table, made)
    print(f"yardstick at the end: {yardstick():.0f} ms")
    if save:
        with Path(save).open("a", encoding="utf-8") as file:
            file.write(table.markdown() + "\n")


def actor_in(made: Any, team: int, place: int = 1) -> Any:
    """Somebody of this team; place 0 leads it."""
    from kanwil.people.actors import actor_of
    from kanwil.people.models import Person

    return actor_of(Person.objects.get(pk=made.people[team][place]))


def saving(table: Table, made: Any) -> None:
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

    floor = measured(bare, 40)
    took = measured(lambda: actions.say(actor, skill=skill, level=levels[next(turn) % len(levels)]), 40)
    table.add("save one claim", took, floor, "15 ms", "floor: one bare row")


def seeing(table: Table, made: Any) -> None:
    """What somebody may see: of their team, and one row."""
    from django.db.models import Q

    from kanwil.access import can, visible
    from kanwil.matrix.models import Claim

    team = made.teams[len(made.teams) // 2]
    members = made.people[team]
    marks = ",".join(["%s"] * len(members))
    shared = (
        "SELECT c.id, c.level_id FROM matrix_claim c JOIN matrix_share s ON s.claim_id = c.id "
        f"WHERE s.to_unit_id = %s AND c.person_id IN ({marks})"
    )
    floor = measured(raw(shared, team, *members), 30)
    for place, who in ((1, "a colleague"), (0, "who leads it")):
        actor = actor_in(made, team, place)
        seen = visible(Claim, actor, among=Q(person_id__in=members))
        table.add(f"what {who} may see of a team", measured(lambda seen=seen: list(seen.values_list("pk")), 30), floor)
    actor = actor_in(made, team)
    claim = visible(Claim, actor, among=Q(person_id__in=members)).exclude(person_id=actor.person_id).first()
    one = measured(raw("SELECT id FROM matrix_claim WHERE id = %s", claim.pk), 50)
    took = measured(lambda: can(actor, "view", claim), 50)
    table.add("may I see this one", took, one, "", "floor: one row by its id")


def counting(table: Table, made: Any) -> None:
    """Skill × level for the whole organisation: the page, the night's work, and raw SQL over all claims."""
    from kanwil.access import system
    from kanwil.matrix.counting import count
    from kanwil.matrix.figure_actions import keep_count
    from kanwil.matrix.overview import Asked, read_sight
    from kanwil.people.models import Unit

    groups = "SELECT skill_id, level_id, count(*) FROM matrix_claim WHERE skill_id IS NOT NULL GROUP BY 1, 2"
    floor = measured(raw(groups), 5)
    made_by = system("benchmark")
    first = measured(lambda: keep_count(made_by, made=count()), 1, warm=0)
    later = measured(lambda: keep_count(made_by, made=count()), 1, warm=0)
    actor, top = actor_in(made, made.teams[0]), Unit.objects.get(pk=made.top)
    sight = measured(lambda: read_sight(actor, top, Asked()), 7)
    table.add("skill × level of the whole, for a page", sight, floor, "2 × the floor")
    table.add("the same worked out, the first night", first, floor)
    table.add("the same worked out, every other night", later, floor)


def finding(table: Table, made: Any) -> None:
    """Colleagues who share two skills with everybody, from a level."""
    from django.http import QueryDict

    from kanwil.matrix.finding import AT_ONCE, Question, find_colleagues

    actor, (one, two) = actor_in(made, made.teams[0]), made.skills[:2]
    who = (
        "SELECT c.person_id FROM matrix_claim c JOIN matrix_share s ON s.claim_id = c.id "
        "WHERE c.skill_id = %s AND s.to_everyone"
    )
    sql = (
        f"SELECT p.id, p.given_name FROM people_person p WHERE p.left_on IS NULL AND p.id IN ({who}) "
        f"AND p.id IN ({who}) ORDER BY p.given_name, p.family_name, p.id LIMIT {AT_ONCE + 1}"
    )
    floor = measured(raw(sql, one, two), 20)
    for name, address in (
        ("find on two skills", f"v={one}&v={two}"),
        ("find on two skills, a level and a wish", f"v={one}&v={two}&niveau=with_help&wens=learn"),
        ("find on one skill", f"v={one}"),
    ):
        question = Question.from_address(QueryDict(address))
        found = find_colleagues(actor, question)
        took = measured(lambda asked=question: find_colleagues(actor, asked), 20)
        shown = f"{len(found.people)} shown{', more' if found.next_after else ''}"
        table.add(name, took, floor, "20 ms at 50,000", shown)


def browser(person: int) -> Any:
    """A browser in which this person is logged in."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from kanwil.people.models import Person

    user = get_user_model().objects.create_user(username=f"bench-{person}", password=None)
    Person.objects.filter(pk=person).update(user=user)
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    return client


def pages(table: Table, made: Any) -> None:
    """Whole pages, as a browser gets them; the floor is the shortest answer that knows who asks."""
    from kanwil.access import system
    from kanwil.people import actions as people
    from kanwil.people.models import Person

    from .seed import seed

    small = seed(people=12, teams=1, skills=30, claims=25, listed=20, random_seed=3)
    large = seed(people=200, teams=1, skills=150, claims=25, listed=150, random_seed=2)
    full = seed(people=200, teams=1, skills=150, claims=150, listed=150, random_seed=4)
    adviser = made.people[made.teams[-1]][1]
    people.grant(system("benchmark"), person=Person.objects.get(pk=adviser), role="hr", reason="benchmark")
    hr = browser(adviser)
    floor = measured(lambda: hr.get("/team/"), 30)
    table.add("the shortest answer with a login", floor)
    one, two = made.skills[:2]
    own = made.teams[-1]
    places: list[tuple[str, Any, str, str]] = []
    for name, size, reach in (("12 × 20", small, "30 ms, 14 questions"), ("200 × 150", large, "400 ms")):
        team = size.teams[0]
        lead, member = size.people[team][:2]
        places.append((f"team of {name}, as a colleague", browser(member), f"/team/{team}/", reach))
        places.append((f"team of {name}, as who leads it", browser(lead), f"/team/{team}/", reach))
    team = full.teams[0]
    places += [
        ("team of 200 × 150, each cell said", browser(full.people[team][1]), f"/team/{team}/", ""),
        ("the own team, among all others", hr, f"/team/{own}/", ""),
        ("what I can and want", hr, "/ik/", ""),
        ("find on two skills", hr, f"/vind/?v={one}&v={two}", ""),
        ("numbers of the whole", hr, f"/overzicht/{made.top}/", ""),
        ("numbers of one skill", hr, f"/overzicht/{made.top}/vaardigheid/{one}/", ""),
    ]
    for name, client, url, reach in places:
        answer = client.get(url)
        assert answer.status_code == 200, (url, answer.status_code)
        took: Took = measured(lambda client=client, url=url: client.get(url), 7 if "200" in name else 15)
        table.add(f"page: {name}", took, floor, reach, f"{len(answer.content) // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())
