"""The page of a team: 12 people × 20 skills, and 200 × 150. Server CPU, questions to the database, size of the page.

    python -m benchmarks.matrix_page

The floor is measured in the same run: the shortest answer that knows who asks (the redirect to your team), and the raw
SQL for the cells. So the ratios say the same on a fast and a slow machine; the milliseconds are of this one.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable

ROUNDS = 15
SIZES = (("12 × 20", 12, 20, 20), ("200 × 150", 200, 150, 25))
RAW = """
SELECT c.person_id, c.skill_id, c.level_id, c.wish FROM matrix_claim c
JOIN matrix_share s ON s.claim_id = c.id WHERE s.to_unit_id = %s
"""


def cpu(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Median CPU of this process, in milliseconds, after two warm rounds."""
    for _ in range(2):
        work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kanwil.config.settings")
    os.environ.setdefault("KANWIL_DATA", tempfile.mkdtemp(prefix="kanwil-bench-"))
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.seed import seed
    from kanwil.access import system
    from kanwil.people.models import Person
    from kanwil.skills.actions import ensure_default_scale

    call_command("migrate", verbosity=0)
    ensure_default_scale(system("benchmark"))

    def browser(person: int) -> Client:
        user = get_user_model().objects.create_user(username=f"bench-{person}", password=None)
        Person.objects.filter(pk=person).update(user=user)
        client = Client(headers={"host": "localhost"})
        client.force_login(user)
        return client

    def questions(client: Client, address: str) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
            count = len(asked)
        assert answer.status_code == 200, answer.status_code
        return count, len(answer.content)

    def raw(team: int) -> object:
        with connection.cursor() as cursor:
            cursor.execute(RAW, [team])
            return cursor.fetchall()

    print(f"{connection.vendor}; CPU in ms, median of {ROUNDS}; the floor is the shortest answer with a login")
    for name, people, listed, claims in SIZES:
        made = seed(people=people, teams=1, skills=max(listed, 30), claims=claims, listed=listed)
        team = made.teams[0]
        client = browser(made.people[team][0])
        floor, cells = cpu(lambda: client.get("/team/")), cpu(lambda: raw(team))  # noqa: B023
        address = f"/team/{team}/?groep=*"
        first, size = questions(client, address)
        again, _size = questions(client, address)
        page = cpu(lambda: client.get(address), 5 if people > 100 else ROUNDS)  # noqa: B023
        print(f"{name:>10}: {page:7.1f} ms = {page / floor:4.1f} × the floor ({floor:.1f} ms); raw SQL {cells:.1f} ms")
        print(f"{'':>10}  {again} questions to the database (first look {first}); {size // 1024} KB")


if __name__ == "__main__":
    main()
