"""A made-up organisation of any size, put straight into the configured database: for measuring only.

    python -m benchmarks.seed --people 5000 --teams 500 --skills 300 --claims 25

Rows go in with `bulk_create`, without actions and without log lines; so never in a real installation.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from datetime import timedelta

GIVEN = "Aisha Bas Chantal Daan Emre Femke Gerrit Hanan Ilse Joyce Karin Lars Mila Noor Omar Petra Ravi Sanne Tom Yara"
FAMILY = "Bakker Benali Bos Hofman Jansen Kaya Kuipers Martina Mulder Peters Postma Ramdin Smit Verbeek Visser Yilmaz"
BATCH = 5000


@dataclass
class Seeded:
    """What was made: the ids of teams with their people, and of the skills."""

    teams: list[int]
    people: dict[int, list[int]]
    skills: list[int]


def seed(
    *, people: int, teams: int, skills: int, claims: int, listed: int = 20, share: float = 0.8, random_seed: int = 1
) -> Seeded:
    """`people` spread over `teams`, each with `claims` on `skills`; every team has `listed` skills with needs."""
    from kanwil.people.models import Membership, Person, Unit, UnitAncestor, today
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
    units = Unit.objects.bulk_create([Unit(name=f"Team {n}") for n in range(teams)], batch_size=BATCH)
    UnitAncestor.objects.bulk_create([UnitAncestor(ancestor=u, descendant=u, depth=0) for u in units], batch_size=BATCH)
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
    return Seeded(list(members), members, ids)


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
        Share.objects.bulk_create([Share(claim=claim, to_unit_id=unit) for claim in shared], batch_size=BATCH)
        seen = [claim for claim in shared if claim.level_id and dice.random() < 0.1]
        Confirmation.objects.bulk_create(
            [Confirmation(claim=claim, level=claim.level, confirmed=True) for claim in seen], batch_size=BATCH
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
