"""Who can be chosen at the demo door, with their role and line of story."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanwil.people.models import Grant, Leadership, Membership, Person

from .content import meander


@dataclass(frozen=True)
class Card:
    person: Person
    role: str
    story: str


@dataclass
class Company:
    name: str
    cards: list[Card] = field(default_factory=list)


def in_language(words: dict[str, str]) -> str:
    return words.get((get_language() or "nl")[:2]) or words["nl"]


def companies() -> list[Company]:
    """The cards, by company, in the order of the description."""
    told = {p["number"]: p for p in meander()["people"] if p.get("story")}
    people = Person.objects.current().filter(number__in=told).select_related("user")
    by_number = {person.number: person for person in people}
    company_of = _company_of_units()
    found: dict[str, Company] = {}
    roles = _roles([p.pk for p in people])
    for number, description in told.items():
        person = by_number.get(number)
        if person is None:
            continue
        name = company_of.get(description["unit"], in_language(meander()["organisation"]))
        card = Card(person, roles.get(person.pk, ""), in_language(description["story"]))
        found.setdefault(name, Company(name)).cards.append(card)
    return list(found.values())


def _company_of_units() -> dict[str, str]:
    """For every unit id of the description the name of its company: the unit just below the top."""
    units = {u["id"]: u for u in meander()["units"]}
    result = {}
    for key, unit in units.items():
        top = unit
        while top.get("parent") and units[top["parent"]].get("parent"):
            top = units[top["parent"]]
        result[key] = in_language(top["name"])
    return result


def _roles(ids: list[int]) -> dict[int, str]:
    """In words: the job, then what somebody leads, then the role they hold, unless the job says so already."""
    words: dict[int, list[str]] = {pk: [] for pk in ids}
    for place in Membership.objects.on().filter(person_id__in=ids, home=True).select_related("job"):
        if place.job:
            words[place.person_id].append(place.job.name)
    leads: dict[int, str] = {}
    for leading in Leadership.objects.on().filter(person_id__in=ids).select_related("unit").order_by("unit_id"):
        leads.setdefault(leading.person_id, leading.unit.name)  # the first is the highest: it was made before the rest
    for pk, unit in leads.items():
        words[pk].append(_("leads %(unit)s") % {"unit": unit})
    for held in Grant.objects.on().filter(person_id__in=ids):
        role = str(held.get_role_display())
        if not any(_same_thing(role, said) for said in words[held.person_id]):
            words[held.person_id].append(role)
    return {pk: " · ".join(parts) for pk, parts in words.items()}


def _same_thing(role: str, said: str) -> bool:
    """Whether the job already says the role: an "Applicatiebeheerder" is a "beheerder"."""
    return role.casefold() in said.casefold() or role[:3].casefold() == said[:3].casefold()


def others() -> QuerySet[Person]:
    return Person.objects.current().filter(user__isnull=False)


def somebody(pk: str) -> Person | None:
    return others().filter(pk=int(pk)).select_related("user").first() if pk.isdecimal() else None
