"""What stands on somebody's page: name, teams, job, who leads them; and for keepers the number, dates and account."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from kanwil.access import Actor, can, may, visible

from .access import leaders_of
from .models import Grant, Job, Leadership, Membership, Person, held_on


@dataclass(frozen=True)
class PersonFacts:
    """Facts that an employer has anyway. Never what somebody can or wants."""

    person: Person
    places: list[Membership]
    leads: list[Leadership]
    led_by: list[Leadership]
    roles: list[Grant]
    former: list[Membership]
    keeps: bool
    keeps_all: bool


def known(actor: Actor, pk: int) -> Person:
    """Somebody this actor may know: a colleague of today, or for keepers also who left. Http404 otherwise."""
    person = visible(Person, actor).filter(pk=pk).first() or visible(Person, actor, "manage").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def job_of(person: Person) -> Job | None:
    """The job somebody has now, at home first."""
    place = (
        Membership.objects.on().filter(person=person, job__isnull=False).select_related("job").order_by("-home").first()
    )
    return place.job if place else None


def facts_of(actor: Actor, person: Person) -> PersonFacts:
    """Everything for the page of this person, in a fixed number of questions."""
    keeps = bool(can(actor, "manage", person))
    places = Membership.objects.filter(person=person).select_related("unit", "job").order_by("-home", "from_on", "pk")
    now = list(places.on())
    former = [place for place in places if place not in now] if keeps else []
    return PersonFacts(
        person=person,
        places=now,
        leads=list(Leadership.objects.on().filter(person=person).select_related("unit").order_by("unit__name")),
        led_by=list(leaders_of(person.pk).select_related("person", "unit").order_by("unit__name", "pk")),
        roles=list(visible(Grant, actor).filter(held_on(), person=person).select_related("unit")),
        former=former,
        keeps=keeps,
        keeps_all=bool(may(actor, "import_people")),
    )
