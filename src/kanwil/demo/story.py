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
    """In words: the job, then what somebody leads, then the role they hold."""
    words: dict[int, list[str]] = {pk: [] for pk in ids}
    for place in Membership.objects.on().filter(person_id__in=ids, home=True).select_related("job"):
        if place.job:
            words[place.person_id].append(place.job.name)
    for leading in Leadership.objects.on().filter(person_id__in=ids).select_related("unit"):
        words[leading.person_id].append(_("leads %(unit)s") % {"unit": leading.unit.name})
    for held in Grant.objects.on().filter(person_id__in=ids):
        words[held.person_id].append(str(held.get_role_display()))
    return {pk: ", ".join(parts) for pk, parts in words.items()}


def others() -> QuerySet[Person]:
    return Person.objects.current().filter(user__isnull=False)


def somebody(pk: str) -> Person | None:
    return others().filter(pk=int(pk)).select_related("user").first() if pk.isdecimal() else None
