"""Build the example organisation from its description in content/demo, with the same actions that people use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from kanwil.access import Actor, system
from kanwil.accounts.models import User
from kanwil.audit.record import action, record, writing
from kanwil.matrix.figure_actions import count_again
from kanwil.people import actions as people
from kanwil.people.models import Job, Person, Unit, today
from kanwil.skills.models import Level, Skill

from . import claims, stories
from .content import meander
from .passports import make_passports
from .proof import keep_proof, keep_qualifications

ACTOR = system("demo")
ADDRESS = "https://demo.kanwil.example"  # an address that does not exist: the keys are an example too
Progress = Callable[[str], None]


@dataclass
class World:
    """What is built so far, by the ids of the description."""

    units: dict[str, Unit] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    skills: dict[str, Skill] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)


def ensure(progress: Progress) -> bool:
    """Build the example unless it is there already; returns whether it was built now. All or nothing."""
    _keys()
    if Person.objects.exists():
        return False
    progress("Building the example organisation…")
    with writing():
        world = World(
            skills={
                s.uri.removeprefix("urn:kanwil:starter:"): s
                for s in Skill.objects.filter(uri__startswith="urn:kanwil:starter:")
            },
            levels={level.key: level for level in Level.objects.filter(scale__default=True)},
        )
        _units(world)
        _jobs(world)
        _people(world)
        _leaders(world, until_now=False)
        claims.before_the_change_of_manager(world)
        _leaders(world, until_now=True)
        _roles(world)
        _team_lists(ACTOR, world=world)
        progress("People say what they can and want…")
        claims.by_hand(world)
        claims.everybody_else(world)
        claims.small_things(world)
        stories.of_colleagues(world)
        keep_proof(world)
        keep_qualifications(world)
        make_passports(world)
        count_again(ACTOR)
    progress(f"{len(world.people)} people in {len(world.units)} units.")
    return True


def _keys() -> None:
    """Keys of the example organisation, so that its passports are really signed. Nothing is published anywhere."""
    from kanwil.signing import keys

    if not keys.ready():
        with keys.one_at_a_time():
            keys.key_folder().make_organisation(ADDRESS, now=timezone.now())


def _units(world: World) -> None:
    for unit in meander()["units"]:
        world.units[unit["id"]] = people.open_unit(
            ACTOR,
            name=unit["name"]["nl"],
            parent=world.units.get(unit["parent"]),
            code=unit["id"],
            place=unit.get("place") or "",
        )


def _jobs(world: World) -> None:
    from kanwil.matrix.models import JobSkill

    rows = []
    for job in meander()["jobs"]:
        made = world.jobs[job["id"]] = Job.objects.create(name=job["nl"], name_en=job["en"], code=job["id"])
        for asked in job["skills"]:
            skill = world.skills[asked["skill"]]
            level = world.levels[asked["level"]] if skill.kind != "qualification" else None
            rows.append(JobSkill(job=made, skill=skill, level=level, weight=asked["weight"]))
    JobSkill.objects.bulk_create(rows)


def _people(world: World) -> None:
    start = today() - timedelta(days=500)
    users = []
    for number, told in enumerate(meander()["people"]):
        person = people.join(
            ACTOR,
            given_name=told["given"],
            infix=told.get("infix") or "",
            family_name=told["family"],
            number=told["number"],
            email=told.get("email") or "",
            language=told.get("language") or "nl",
            on=start - timedelta(days=37 * (number % 40)),
        )
        user = User(username=told["number"].lower(), email=told.get("email") or "", language=person.language)
        user.set_unusable_password()
        users.append((person, user))
        world.people[told["id"]] = person
        job = world.jobs.get(told.get("job") or "")
        people.place_in_team(ACTOR, person=person, unit=world.units[told["unit"]], job=job, on=start)
        for other in told.get("also") or []:
            people.place_in_team(ACTOR, person=person, unit=world.units[other], job=job, home=False, on=start)
    User.objects.bulk_create(user for _person, user in users)
    for person, user in users:
        person.user = user
    Person.objects.bulk_update([person for person, _user in users], ["user"])


def _leaders(world: World, *, until_now: bool) -> None:
    """First everybody who led at some time until the last change; then the ones who lead now."""
    day = today()
    told = sorted(meander()["leaders"], key=lambda led: -led["from_days_ago"])
    changed = {led["unit"] for led in told if led["until_days_ago"]}
    for led in told:
        latest = led["unit"] in changed and not led["until_days_ago"]
        if latest == until_now:
            people.lead(
                ACTOR,
                person=world.people[led["person"]],
                unit=world.units[led["unit"]],
                on=day - timedelta(days=led["from_days_ago"]),
            )


def _roles(world: World) -> None:
    for held in meander()["grants"]:
        unit = world.units[held["unit"]]
        people.grant(
            ACTOR,
            person=world.people[held["person"]],
            role=held["role"],
            unit=unit if unit.parent_id else None,
            reason="Voorbeeldorganisatie",
        )


@action
def _team_lists(actor: Actor, *, world: World) -> None:
    """The lists of skills of the teams, with what they need."""
    from kanwil.matrix.models import TeamNeed, TeamSkill

    for unit_id, team in meander()["teams"].items():
        position = 0
        for group in team["groups"]:
            for wanted in group["skills"]:
                position += 1
                row = TeamSkill.objects.create(
                    unit=world.units[unit_id], skill=world.skills[wanted["skill"]], group=group["nl"], position=position
                )
                TeamNeed.objects.bulk_create(
                    TeamNeed(team_skill=row, level=world.levels[n["level"]], people=n["people"], at=n.get("at") or "")
                    for n in wanted.get("needs") or []
                )
        record(actor, "matrix.team_list", obj=world.units[unit_id], data={"skills": position})
