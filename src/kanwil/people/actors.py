"""From a login to an actor: the facts that rules use, in at most four queries."""

from __future__ import annotations

from typing import Any

from kanwil.access import NOBODY, Actor, Held

from .models import Grant, Leadership, Membership, Person, today


def actor_of(person: Person) -> Actor:
    """The actor for somebody who works here: their teams, what they lead and the roles they hold today."""
    led = list(Leadership.objects.on().filter(person=person).values_list("unit_id", "unit__children"))
    return Actor(
        person_id=person.pk,
        name=person.name,
        units=frozenset(Membership.objects.on().filter(person=person).values_list("unit_id", flat=True)),
        leads=frozenset(unit for unit, _below in led),
        leads_above=frozenset(unit for unit, below in led if below),
        grants=tuple(
            Held(role, unit_id, pk)
            for role, unit_id, pk in Grant.objects.on()
            .filter(person=person)
            .order_by("pk")
            .values_list("role", "unit_id", "pk")
        ),
    )


def actor_for(user: Any) -> Actor:
    """The actor for a logged-in account; nobody for a stranger, or for somebody who left."""
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    person = Person.objects.current().filter(user_id=user.pk).first()
    return actor_of(person) if person else NOBODY


def former_for(user: Any) -> Actor:
    """Somebody who left, as far as their own things go: no team, no role, no leading. Nobody for anybody else.

    Until everything of them is erased: then there is no account any more.
    """
    if not getattr(user, "is_authenticated", False):
        return NOBODY
    person = Person.objects.filter(user_id=user.pk, left_on__lte=today()).first()
    return Actor(person_id=person.pk, name=person.name, left=True) if person else NOBODY


def actor_by_id(person_id: int) -> Actor:
    """The actor of somebody by their id; nobody when they do not work here (any more)."""
    person = Person.objects.current().filter(pk=person_id).first()
    return actor_of(person) if person else NOBODY
