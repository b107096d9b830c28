"""The cast: the people every test knows.

Anna works in Wijkteam Oost, led by Bram; Bram's department Wijkzorg is led by Gijs. Hanna led Anna's team until last
month and still works in the office. Fatima is Anna's colleague in the team, Yusuf another. Lotte leads another team
(Wijkteam West), with Piet in it. Chantal is HR adviser of the whole organisation, Daan sits in the works council, Eva
is administrator, Jelle is on the board, Karim is an appointed confirmer, Ivo is researcher. Sofie left last week.
"""

from __future__ import annotations

import pickle
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.test.client import ClientHandler

from kanwil.access import Actor, system
from kanwil.people import actions
from kanwil.people.actors import actor_for
from kanwil.people.models import Job, Membership, Person, Unit, today
from kanwil.skills import actions as language
from kanwil.skills.models import Framework, Level, Skill, SkillLabel, SkillText
from tests import database

SYSTEM = system("tests")
NAMES = (
    "anna", "bram", "gijs", "fatima", "yusuf", "hanna", "lotte", "piet",
    "chantal", "daan", "eva", "jelle", "karim", "ivo", "sofie",
)  # fmt: skip


@dataclass
class Cast:
    """Everybody, and the few things they share."""

    people: dict[str, Person]
    units: SimpleNamespace
    skills: dict[str, Skill]
    levels: dict[str, Level]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str) -> Actor:
        """The actor as it is now (teams, leading and roles read again)."""
        return actor_for(self.people[name].user)

    def client(self, name: str) -> Client:
        """A browser logged in as this person; `stranger` is nobody."""
        client = Client()
        client.handler = copy(_handler())
        if name != "stranger":
            client.force_login(get_user_model().objects.get(pk=self.people[name].user_id))  # as it is now
        return client


@cache
def _handler() -> ClientHandler:
    """The middleware, loaded once: on loading, whitenoise looks at every style and font on the disk."""
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    return handler


def person(given: str, family: str = "", *, number: str = "") -> Person:
    """Somebody who works here and has an account."""
    made = actions.join(
        SYSTEM, given_name=given, family_name=family, number=number or given.lower(), on=today() - timedelta(days=400)
    )
    made.user = get_user_model().objects.create_user(username=given.lower(), password=None)
    made.save(update_fields=["user"])
    return made


def skill(framework: Framework, key: str, nl: str, en: str, *, kind: str = "skill") -> Skill:
    made = Skill.objects.create(framework=framework, uri=f"urn:test:{key}", kind=kind)
    SkillLabel.objects.create(skill=made, language="nl", text=nl)
    SkillLabel.objects.create(skill=made, language="en", text=en)
    SkillText.objects.create(skill=made, language="nl", explanation=f"Je doet dit: {nl.lower()}.")
    return made


def make_cast() -> Cast:
    """Build the organisation of the cast."""
    long_ago, last_month = today() - timedelta(days=300), today() - timedelta(days=30)
    top = actions.open_unit(SYSTEM, name="Meander", code="meander")
    care = actions.open_unit(SYSTEM, name="Wijkzorg", parent=top, code="wijkzorg")
    east = actions.open_unit(SYSTEM, name="Wijkteam Oost", parent=care, code="oost")
    west = actions.open_unit(SYSTEM, name="Wijkteam West", parent=care, code="west")
    office = actions.open_unit(SYSTEM, name="Kantoor", parent=top, code="kantoor")
    people = {n: person(n.capitalize(), f"{n.capitalize()}sen", number=f"N{i:03}") for i, n in enumerate(NAMES, 1)}
    nurse = Job.objects.create(name="Verpleegkundige", code="verpleegkundige", name_en="Nurse")
    places = {
        east: ("anna", "bram", "fatima", "yusuf", "sofie"),
        west: ("piet", "lotte"),
        care: ("gijs",),
        office: ("hanna", "chantal", "daan", "eva", "jelle", "karim", "ivo"),
    }
    for unit, names in places.items():
        for name in names:
            actions.place_in_team(
                SYSTEM, person=people[name], unit=unit, job=nurse if unit in (east, west) else None, on=long_ago
            )
    actions.lead(SYSTEM, person=people["hanna"], unit=east, on=long_ago)
    actions.lead(SYSTEM, person=people["bram"], unit=east, on=last_month)
    actions.lead(SYSTEM, person=people["gijs"], unit=care, on=long_ago)
    actions.lead(SYSTEM, person=people["lotte"], unit=west, on=long_ago)
    for name, role in (
        ("chantal", "hr"), ("daan", "council"), ("eva", "admin"), ("jelle", "board"), ("karim", "confirmer"),
        ("ivo", "researcher"),
    ):  # fmt: skip
        actions.grant(SYSTEM, person=people[name], role=role, reason="test")
    actions.leave(SYSTEM, person=people["sofie"], on=today() - timedelta(days=7))
    scale = language.ensure_default_scale(SYSTEM)
    framework = Framework.objects.create(key="test", name="Testtaal", version="1")
    skills = {
        "wonden": skill(framework, "wonden", "Wonden verzorgen", "Caring for wounds"),
        "rust": skill(framework, "rust", "Rust bewaren", "Keeping calm"),
        "plannen": skill(framework, "plannen", "Plannen", "Planning"),
        "lassen": skill(framework, "lassen", "Lassen", "Welding"),
    }
    for made in people.values():
        made.refresh_from_db()
    return Cast(
        people=people,
        units=SimpleNamespace(top=top, care=care, east=east, west=west, office=office),
        skills=skills,
        levels={level.key: level for level in scale.levels.all()},
    )


@dataclass(frozen=True)
class Kept:
    """The cast as it was built once in this process: its rows as SQL, the objects as bytes."""

    day: date
    rows: tuple[str, ...]
    objects: bytes


_kept: list[Kept] = []


def keep_the_cast() -> None:
    """Build the cast once, in an empty database, remember it and leave the database empty.

    Building it takes some hundreds of actions with their log lines, which cost more than most tests do; putting the
    same rows back costs a few thousandths of a second.
    """
    _kept.clear()
    with transaction.atomic():
        empty = database.content()
        cast = make_cast()
        _kept.append(Kept(today(), database.added(empty, database.content()), pickle.dumps(cast)))
        transaction.set_rollback(True)


def the_cast() -> Cast:
    """The cast for one test. Where the test already wrote something itself, or the day changed, it is built anew."""
    if not _kept or _kept[0].day != today():
        return make_cast()
    try:
        with transaction.atomic():
            database.put_back(_kept[0].rows)
    except IntegrityError:
        return make_cast()
    return pickle.loads(_kept[0].objects)  # noqa: S301  (made by this process itself)


def members(unit: Unit) -> set[int]:
    return set(Membership.objects.on().filter(unit=unit).values_list("person_id", flat=True))
