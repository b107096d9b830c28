"""How it stands: my qualifications, and whether those are valid that the work of a team asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.matrix.from_above import by_link
from kanwil.matrix.models import JobSkill, TeamSkill
from kanwil.people.models import Leadership, Membership, Person, Unit, today
from kanwil.skills.models import Skill
from kanwil.skills.words import Word, names_of

from .models import SOON, Qualification


@dataclass(frozen=True)
class Held:
    """One qualification of mine, with who sees whether it is valid."""

    row: Qualification
    name: str
    state: str
    seen_by: tuple[str, ...] = ()
    by_link: bool = False


@dataclass
class Place:
    """One person in a team: what their work asks, and whether it is valid. No row means: nothing on record."""

    person: Person
    rows: list[tuple[str, Qualification | None]] = field(default_factory=list)


@dataclass
class TeamStanding:
    """A team with everybody whose work asks for a qualification, by the alphabet."""

    unit: Unit
    places: list[Place] = field(default_factory=list)


def mine(actor: Actor) -> list[Held]:
    """My qualifications: what ends first, first."""
    rows = list(visible(Qualification, actor, "change").select_related("skill", "evidence").order_by("pk"))
    names = names_of(row.skill_id for row in rows)
    seen_by = _who_sees(actor)
    linked = by_link(actor)
    held = [
        Held(
            row,
            str(names.get(row.skill_id, "")),
            row.state(),
            seen_by.get(row.skill_id, ()),
            f"qualification:{row.pk}" in linked,
        )
        for row in rows
    ]
    return sorted(held, key=lambda one: (one.row.valid_until or date.max, one.name.casefold()))


def _who_sees(actor: Actor) -> dict[int, tuple[str, ...]]:
    """Per qualification that my work asks for by law, the names of who leads that work."""
    places = list(Membership.objects.on().filter(person_id=actor.person_id or 0).select_related("unit"))
    asked_on_list, asked_in_job = _asked([row.unit for row in places], places)
    found: dict[int, list[str]] = {}
    leading = Leadership.objects.on().filter(unit_id__in=[row.unit_id for row in places]).order_by("pk")
    for lead in leading.exclude(person_id=actor.person_id or 0).select_related("person"):
        for place in places:
            asks = asked_on_list.get(place.unit_id, set()) | asked_in_job.get(place.job_id or 0, set())
            for skill_id in asks if place.unit_id == lead.unit_id else ():
                found.setdefault(skill_id, []).append(lead.person.name)
    return {skill_id: tuple(dict.fromkeys(names)) for skill_id, names in found.items()}


def ending(actor: Actor) -> list[Held]:
    """What ends soon or has ended."""
    last = today() + timedelta(days=SOON)
    rows = list(visible(Qualification, actor, "change").filter(valid_until__lte=last).order_by("valid_until", "pk"))
    names = names_of(row.skill_id for row in rows)
    return [Held(row, str(names.get(row.skill_id, "")), row.state()) for row in rows]


def to_choose(actor: Actor) -> list[tuple[int, str]]:
    """The qualifications of the language by name, without those I keep already."""
    kept = visible(Qualification, actor, "change").values("skill_id")
    ids = Skill.objects.filter(kind="qualification", status="current", framework__in_use=True).exclude(pk__in=kept)
    names = names_of(ids.values_list("pk", flat=True))
    return sorted(((pk, str(word)) for pk, word in names.items()), key=lambda one: one[1].casefold())


def of_my_teams(actor: Actor) -> list[TeamStanding]:
    """For who leads: per team who holds what the work asks, and whether it is valid. Five questions for any team."""
    units = list(visible(Unit, actor, "lead").filter(closed_on__isnull=True).order_by("name", "pk"))
    here = Membership.objects.on().filter(unit__in=units).select_related("person")
    members = sorted(here, key=lambda row: (row.person.name.casefold(), row.pk))
    asked_on_list, asked_in_job = _asked(units, members)
    people = Q(person_id__in=[row.person_id for row in members])
    seen = {(row.person_id, row.skill_id): row for row in visible(Qualification, actor, "see_validity", among=people)}
    names = names_of({pk for group in (*asked_on_list.values(), *asked_in_job.values()) for pk in group})
    found = []
    for unit in units:
        team = TeamStanding(unit)
        for row in members:
            asked = asked_on_list.get(unit.pk, set()) | asked_in_job.get(row.job_id or 0, set())
            if row.unit_id == unit.pk and asked and row.person_id != actor.person_id:
                team.places.append(Place(row.person, _rows(row.person_id, asked, names, seen)))
        if team.places:
            found.append(team)
    return found


def valid_to(actor: Actor, person_id: int) -> list[tuple[str, Qualification]]:
    """Of which qualifications of this person the actor sees whether they are valid, by name."""
    rows = list(visible(Qualification, actor, "see_validity", among=Q(person_id=person_id)))
    names = names_of(row.skill_id for row in rows)
    return sorted(((str(names.get(row.skill_id, "")), row) for row in rows), key=lambda one: one[0].casefold())


def _rows(
    person_id: int, asked: set[int], names: dict[int, Word], seen: dict[tuple[int, int], Qualification]
) -> list[tuple[str, Qualification | None]]:
    by_name = sorted(((str(names.get(pk, "")), pk) for pk in asked), key=lambda one: one[0].casefold())
    return [(name, seen.get((person_id, pk))) for name, pk in by_name]


def _asked(units: list[Unit], members: list[Membership]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """What the lists of these teams ask, and what the jobs in them ask, of what has a legal ground."""
    legal = Q(skill__kind="qualification") & ~Q(skill__legal_ground_nl="")
    lists: dict[int, set[int]] = {}
    for unit_id, skill_id in TeamSkill.objects.filter(legal, unit__in=units).values_list("unit_id", "skill_id"):
        lists.setdefault(unit_id, set()).add(skill_id)
    jobs: dict[int, set[int]] = {}
    held = {row.job_id for row in members if row.job_id}
    for job_id, skill_id in JobSkill.objects.filter(legal, job_id__in=held).values_list("job_id", "skill_id"):
        jobs.setdefault(job_id, set()).add(skill_id)
    return lists, jobs
