"""A made-up organisation of any size, put straight into the configured database: for measuring only.

    python -m benchmarks.seed --people 5000 --teams 500 --skills 300 --claims 25

Teams hang under departments of ten teams, those under divisions of ten departments, and those under one top. Every
team has somebody who leads it and a list of skills with needs. Some people keep everything to themselves; others share
most with their team, with who leads them (by name) and a part with everybody; some only for a while, some without what
they want. So the rules of access have real work to do. The same numbers give the same organisation.

Rows go in as a copy or in one prepared statement, without actions and log lines; never in a real installation.
"""

from __future__ import annotations

import argparse
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

GIVEN = "Aisha Bas Chantal Daan Emre Femke Gerrit Hanan Ilse Joyce Karin Lars Mila Noor Omar Petra Ravi Sanne Tom Yara"
FAMILY = "Bakker Benali Bos Hofman Jansen Kaya Kuipers Martina Mulder Peters Postma Ramdin Smit Verbeek Visser Yilmaz"
OPENNESS = (0.0, 0.7, 0.9, 0.9, 1.0)  # how much somebody shares with the team; one in five nothing at all
WITH_LEAD, WITH_EVERYBODY, WITH_WISH, CONFIRMED = 0.9, 0.3, 0.9, 0.1  # of what is shared


@dataclass
class Seeded:
    """What was made: the id of the top, the ids of teams with their people (who leads stands first), the skills."""

    top: int
    teams: list[int]
    people: dict[int, list[int]]
    skills: list[int]


def seed(*, people: int, teams: int, skills: int, claims: int, listed: int = 20, random_seed: int = 1) -> Seeded:
    """`people` spread over `teams`, each with `claims` on `skills`; every team has `listed` skills with needs."""
    from django.db import transaction

    with transaction.atomic():
        return _Maker(random.Random(random_seed)).make(people, teams, skills, claims, listed)


def put(model: Any, fields: str, rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]], **same: Any) -> None:
    """Many rows at once. Each row begins with its id; `same` is what every row has. Numbers, words and nothing only."""
    from django.core.management.color import no_style
    from django.db import connection

    names = ["id", *(model._meta.get_field(name).column for name in fields.split())]
    names += [model._meta.get_field(name).column for name in same]
    rest = tuple(model._meta.get_field(name).get_db_prep_save(value, connection) for name, value in same.items())
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row + rest)
            for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
                cursor.execute(statement)
        else:
            marks = ", ".join(["%s"] * len(names))
            cursor.executemany(
                f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})", (row + rest for row in rows)
            )


def next_id(model: Any) -> int:
    from django.db.models import Max

    return (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


class _Maker:
    def __init__(self, dice: random.Random) -> None:
        from django.utils.timezone import now

        from kanwil.people.models import today
        from kanwil.skills.models import Level

        self.dice, self.now, self.today = dice, now(), today()
        self.since = self.today - timedelta(days=400)
        self.levels = list(Level.objects.filter(scale__default=True).order_by("position").values_list("pk", flat=True))
        self.independent = Level.objects.get(scale__default=True, key="independent").pk

    def make(self, people: int, teams: int, skills: int, claims: int, listed: int) -> Seeded:
        language = self.language(skills)
        tiers = self.units(teams)
        units = tiers[-1]
        members = self.people(people, units)
        lists = self.lists(units, language, listed)
        self.claims(members, lists, language, claims)
        return Seeded(tiers[0][0], units, members, language)

    def language(self, count: int) -> list[int]:
        from kanwil.skills.models import Framework, Skill, SkillLabel

        framework, _made = Framework.objects.get_or_create(key="bench", defaults={"name": "Bench", "in_use": True})
        start, label = next_id(Skill), next_id(SkillLabel)
        made = Skill.objects.bulk_create(
            [Skill(pk=start + n, framework=framework, uri=f"urn:bench:{start + n}") for n in range(count)],
            batch_size=5000,
        )
        SkillLabel.objects.bulk_create(
            [
                SkillLabel(pk=label + 2 * n + m, skill=skill, language=code, text=f"{word} {skill.pk}")
                for n, skill in enumerate(made)
                for m, (code, word) in enumerate((("nl", "Vaardigheid"), ("en", "Skill")))
            ],
            batch_size=5000,
        )
        put(Skill, "framework uri", [])  # only for the counter of ids on PostgreSQL
        put(SkillLabel, "skill", [])
        return [skill.pk for skill in made]

    def units(self, teams: int) -> list[list[int]]:
        """One top, with divisions, departments and teams; a few teams hang straight under the top. Each tier."""
        from kanwil.people.models import Unit, UnitAncestor

        sizes = [1, *(teams // width for width in (100, 10) if teams // width > 1), *([teams] if teams > 1 else [])]
        tiers: list[list[int]] = []
        above: dict[int, list[int]] = {}
        rows = []
        pk = next_id(Unit)
        for tier, size in enumerate(sizes):
            parents = tiers[-1] if tiers else []
            word = "Team" if tier == len(sizes) - 1 else ("Geheel", "Divisie", "Afdeling")[tier]
            tiers.append(list(range(pk, pk + size)))
            for n in range(size):
                parent = parents[n * len(parents) // size] if parents else None
                rows.append((pk, f"{word} {n}", parent))
                above[pk] = [pk, *above.get(parent or 0, [])]
                pk += 1
        put(Unit, "name parent", rows, place="")
        pairs = [(high, low, depth) for low, path in above.items() for depth, high in enumerate(path)]
        put(UnitAncestor, "ancestor descendant depth", _numbered(UnitAncestor, pairs))
        return tiers

    def people(self, count: int, units: list[int]) -> dict[int, list[int]]:
        from kanwil.people.models import Leadership, Membership, Person

        given, family, start = GIVEN.split(), FAMILY.split(), next_id(Person)
        names = ((pk, self.dice.choice(given), self.dice.choice(family)) for pk in range(start, start + count))
        put(Person, "given_name family_name", names, infix="", email="", language="nl")
        members: dict[int, list[int]] = {unit: [] for unit in units}
        for n in range(count):
            members[units[n % len(units)]].append(start + n)
        places = [(person, unit) for unit, people in members.items() for person in people]
        put(Membership, "person unit", _numbered(Membership, places), home=True, at="", from_on=self.since)
        leaders = [(people[0], unit) for unit, people in members.items() if people]
        put(Leadership, "person unit", _numbered(Leadership, leaders), from_on=self.since)
        return members

    def lists(self, units: list[int], skills: list[int], listed: int) -> dict[int, list[int]]:
        from kanwil.matrix.models import TeamNeed, TeamSkill

        lists = {unit: self.dice.sample(skills, min(listed, len(skills))) for unit in units}
        start = next_id(TeamSkill)
        rows = [
            (unit, skill, n, f"Groep {n * 4 // len(chosen) + 1}")
            for unit, chosen in lists.items()
            for n, skill in enumerate(chosen)
        ]
        put(TeamSkill, "unit skill position group", _numbered(TeamSkill, rows))
        needs = [(start + n, self.independent, self.dice.randint(1, 4)) for n in range(len(rows))]
        put(TeamNeed, "team_skill level people", _numbered(TeamNeed, needs), at="")
        return lists

    def claims(self, members: dict[int, list[int]], lists: dict[int, list[int]], skills: list[int], each: int) -> None:
        from kanwil.matrix.models import Claim, Confirmation, Share, Statement

        dice, first = self.dice, next_id(Claim)
        levels = [None, *self.levels, *self.levels]
        wishes = ("", "", "", "more", "learn", "less")
        said: list[tuple[int, int, int, int | None, str]] = []
        shares: list[tuple[int, int | None, int | None, bool, bool, bool, str | None]] = []
        seen: list[tuple[int, int, int]] = []
        until, pk = (self.today + timedelta(days=182)).isoformat(), first
        for unit, people in members.items():
            rest, lead = list(set(skills) - set(lists[unit])), people[0] if people else 0
            for person in people:
                own = lists[unit][:]
                dice.shuffle(own)
                own = (own + dice.sample(rest, min(len(rest), max(0, each - len(own)))))[:each]
                openness = dice.choice(OPENNESS)
                for skill in own:
                    level = dice.choice(levels)
                    said.append((pk, person, skill, level, dice.choice(wishes)))
                    if dice.random() < openness:
                        wish, ends = dice.random() < WITH_WISH, until if dice.random() < 0.5 else None
                        shares.append((pk, unit, None, False, False, wish, ends))
                        if person != lead and dice.random() < WITH_LEAD:
                            shares.append((pk, None, lead, False, True, wish, ends))
                        if dice.random() < WITH_EVERYBODY:
                            shares.append((pk, None, None, True, False, wish, ends))
                        if level and dice.random() < CONFIRMED:
                            seen.append((pk, level, dice.choice(people)))
                    pk += 1
        put(Claim, "person skill level wish", said, own_label="", words="", version=1, changed_at=self.now)
        past = ((*row, uuid.UUID(int=row[0]).hex) for row in said)
        put(
            Statement, "claim_id_then person skill level wish change", _numbered(Statement, past),
            own_label="", words="", version=1, at=self.now, source="self",
        )  # fmt: skip
        put(
            Share, "claim to_unit to_person to_everyone as_lead with_wish until_on", _numbered(Share, shares),
            from_on=self.since,
        )  # fmt: skip
        put(
            Confirmation, "claim level by", _numbered(Confirmation, seen),
            confirmed=True, saw="", asked_at=self.now, answered_at=self.now,
        )  # fmt: skip


def _numbered(model: Any, rows: Any) -> Iterator[tuple[Any, ...]]:
    start = next_id(model)  # now, and not while the copy is under way: a connection does one thing at a time
    return ((pk, *row) for pk, row in enumerate(rows, start))


def main() -> None:
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("people", 5000), ("teams", 500), ("skills", 300), ("claims", 25), ("listed", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    from kanwil.access import system
    from kanwil.skills.actions import ensure_default_scale

    ensure_default_scale(system("benchmark"))
    made = seed(**vars(parser.parse_args()))
    print(f"{sum(map(len, made.people.values()))} people in {len(made.teams)} teams, {len(made.skills)} skills")


if __name__ == "__main__":
    main()
