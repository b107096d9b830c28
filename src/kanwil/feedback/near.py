"""Who is near somebody: the people of their teams and who leads them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.people.access import leaders_of
from kanwil.people.models import Membership, Person

MANY = 12


@dataclass(frozen=True)
class Near:
    """Somebody to choose, and what they are to the one who chooses."""

    person: Person
    who: str = ""

    def __str__(self) -> str:
        return f"{self.person.name}, {self.who}" if self.who else self.person.name


def near(actor: Actor) -> list[Near]:
    """Colleagues of my teams by name, and who leads me last. In a large team the rest is found by name."""
    leaders = set(leaders_of(actor.person_id or 0).values_list("person_id", flat=True))
    here = Membership.objects.on().filter(unit_id__in=actor.units).values("person_id")
    people = visible(Person, actor).filter(left_on__isnull=True).exclude(pk=actor.person_id or 0)
    team = people.filter(pk__in=here).exclude(pk__in=leaders).order_by("given_name", "family_name", "pk")[:MANY]
    return [
        *(Near(person) for person in team),
        *(Near(person, _("your manager")) for person in people.filter(pk__in=leaders).order_by("given_name", "pk")),
    ]
