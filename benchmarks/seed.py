"""A made-up organisation of any size, put straight into the configured database: for measuring only.

    python -m benchmarks.seed --people 5000 --teams 500 --skills 300 --claims 25

Teams hang under departments of ten teams, those under divisions of ten departments, and those under one top. Rows go
in with `bulk_create`, without actions and without log lines; so never in a real installation.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kanwil.people.models import Unit

GIVEN = "Aisha Bas Chantal Daan Emre Femke Gerrit Hanan Ilse Joyce Karin Lars Mila Noor Omar Petra Ravi Sanne Tom Yara"
FAMILY = "Bakker Benali Bos Hofman Jansen Kaya Kuipers Martina Mulder Peters Postma Ramdin Smit Verbeek Visser Yilmaz"
BATCH = 5000
EVERYBODY = 0.3  # of what is shared with a team, so much is shared with everybody too, to be found


@dataclass
class Seeded:
    """What was made: the id of the top, the ids of teams with their people, and of the skills."""

    top: int
    teams: list[int]
    people: dict[int, list[int]]
    skills: list[int]


def seed(**size: int | float) -> Seeded:
    """`people` spread over `teams`, each with `claims` on `skills`; every team has `listed` skills with needs.

    In one transaction: waiting for the disk after each team would take longer than all the rest.
    """
    from django.db import transaction

    with transaction.atomic():
        return _seed(**size)  # type: ignore[arg-type]


def _seed(
    *, people: int, teams: int, skills: int, claims: int, listed: int = 20, share: float = 0.8, random_seed: int = 1
) -> Seeded:
    from kanwil.people.models import Membership, Person, today
    from kanwil.skills.models import Framework, Skill, SkillLabel

    dice, start = random.Random(random_seed), today() - timedelta(days=400)
    given, family = GIVEN.split(), FAMILY.split()
    framework, _made = Framework.objects.get_or_create(key="bench", defaults={"name": "Bench"})
    mark = Skill.objects.count()
    language = Skill.objects.bulk_create(
        [Skill(framework=framework, uri=f"urn:bench:{mark + n}") for n in range(skills)], batch_size=BATCH
    )
    SkillLabel.objects.bulk_create(
        [
            SkillLabel(skill=skill, language=code, text=f"{word} {n}")
            for n, skill in enumerate(language)
            for code, word in (("nl", "Vaardigheid"), ("en", "Skill"))
        ],
        batch_size=BATCH,
    )
    tiers = _units(teams)
    units = tiers[-1]
    everybody = Person.objects.bulk_create(
        [Person(given_name=dice.choice(given), family_name=dice.choice(family)) for _ in range(people)],
        batch_size=BATCH,
    )
    Membership.objects.bulk_create(
        [Membership(person=one, unit=units[n % teams], from_on=start) for n, one in enumerate(everybody)],
        batch_size=BATCH,
    )
    members: dict[int, list[int]] = {unit.pk: [] for unit in units}
    for n, one in enumerate(everybody):
        members[units[n % teams].pk].append(one.pk)
    ids = [skill.pk for skill in language]
    lists = _lists(dice, list(members), ids, listed)
    _claims(dice, members, lists, ids, claims, share)
    return Seeded(tiers[0][0].pk, list(members), members, ids)


def _units(teams: int) -> list[list[Unit]]:
    """One top, with divisions, departments and teams; a few teams hang straight under the top. Returns each tier."""
    from kanwil.people.models import Unit, UnitAncestor

    sizes = [1, *(teams // width for width in (100, 10) if teams // width > 1), *([teams] if teams > 1 else [])]
    tiers: list[list[Unit]] = []
    above: dict[int, list[int]] = {}
    for tier, size in enumerate(sizes):
        parents = tiers[-1] if tiers else []
        word = "Team" if tier == len(sizes) - 1 else ("Geheel", "Divisie", "Afdeling")[tier]
        made = Unit.objects.bulk_create(
            [
                Unit(name=f"{word} {n}", parent=parents[n * len(parents) // size] if parents else None)
                for n in range(size)
            ],
            batch_size=BATCH,
        )
        for one in made:
            above[one.pk] = [one.pk, *above.get(one.parent_id or 0, [])]
        tiers.append(made)
    UnitAncestor.objects.bulk_create(
        [
            UnitAncestor(ancestor_id=higher, descendant_id=unit, depth=depth)
            for unit, path in above.items()
            for depth, higher in enumerate(path)
        ],
        batch_size=BATCH,
    )
    return tiers


def _lists(dice: random.Random, units: list[int], skills: list[int], listed: int) -> dict[int, list[int]]:
    from kanwil.matrix.models import TeamNeed, TeamSkill
    from kanwil.skills.models import Level

    level = Level.objects.get(scale__default=True, key="independent")
    lists = {unit: dice.sample(skills, min(listed, len(skills))) for unit in units}
    rows = TeamSkill.objects.bulk_create(
        [
            TeamSkill(unit_id=unit, skill_id=skill, position=n, group=f"Groep {n * 4 // len(chosen) + 1}")
            for unit, chosen in lists.items()
            for n, skill in enumerate(chosen)
        ],
        batch_size=BATCH,
    )
    TeamNeed.objects.bulk_create(
        [TeamNeed(team_skill=row, level=level, people=dice.randint(1, 4)) for row in rows], batch_size=BATCH
    )
    return lists


def _claims(
    dice: random.Random,
    members: dict[int, list[int]],
    lists: dict[int, list[int]],
    skills: list[int],
    each: int,
    share: float,
) -> None:
    from django.utils.timezone import now

    from kanwil.matrix.models import Claim, Confirmation, Share
    from kanwil.skills.models import Level

    levels = list(Level.objects.filter(scale__default=True).order_by("position"))
    for unit, people in members.items():
        rest = list(set(skills) - set(lists[unit]))
        made = []
        for person in people:
            own = lists[unit][:]
            dice.shuffle(own)
            own = (own + dice.sample(rest, min(len(rest), max(0, each - len(own)))))[:each]
            made += [
                Claim(
                    person_id=person,
                    skill_id=skill,
                    level=dice.choice([None, *levels, *levels]),
                    wish=dice.choice(["", "", "", "more", "learn", "less"]),
                )
                for skill in own
            ]
        Claim.objects.bulk_create(made, batch_size=BATCH)
        shared = [claim for claim in made if dice.random() < share]
        Share.objects.bulk_create(
            [Share(claim=claim, to_unit_id=unit) for claim in shared]
            + [Share(claim=claim, to_everyone=True) for claim in shared if dice.random() < EVERYBODY],
            batch_size=BATCH,
        )
        seen = [claim for claim in shared if claim.level_id and dice.random() < 0.1]
        Confirmation.objects.bulk_create(
            [
                Confirmation(
                    claim=claim, level=claim.level, by_id=dice.choice(people), confirmed=True, answered_at=now()
                )
                for claim in seen
            ],
            batch_size=BATCH,
        )


def main() -> None:
    import django

    django.setup()
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 5000), ("teams", 500), ("skills", 300), ("claims", 25), ("listed", 20)):
        parser.add_argument(f"--{name}", type=int, default=default)
    from kanwil.access import system
    from kanwil.skills.actions import ensure_default_scale

    ensure_default_scale(system("benchmark"))
    made = seed(**vars(parser.parse_args()))
    print(f"{sum(map(len, made.people.values()))} people in {len(made.teams)} teams, {len(made.skills)} skills")


if __name__ == "__main__":
    main()
