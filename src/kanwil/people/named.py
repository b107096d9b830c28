"""How the log names somebody to its reader: the name, and what they are to the reader."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from kanwil.audit.names import Named

from .access import leaders_of
from .models import Grant, Membership, Person


def named_to(ids: Iterable[int], reader: int) -> dict[int, Named]:
    """Names with the nearest relation first: manager, same team, role, other team."""
    people = {person.pk: person for person in Person.objects.filter(pk__in=set(ids))}
    leaders = set(leaders_of(reader).values_list("person_id", flat=True))
    mine = set(Membership.objects.on().filter(person_id=reader).values_list("unit_id", flat=True))
    places: dict[int, tuple[bool, str]] = {}
    for place in Membership.objects.on().filter(person_id__in=people).select_related("unit").order_by("home", "pk"):
        known = places.get(place.person_id)
        if known is None or not known[0]:
            places[place.person_id] = (place.unit_id in mine, place.unit.name)
    roles: dict[int, str] = {}
    for held in Grant.objects.on().filter(person_id__in=people).order_by("pk"):
        roles.setdefault(held.person_id, str(held.get_role_display()))
    found = {}
    for pk, person in people.items():
        same_team, unit = places.get(pk, (False, ""))
        if person.left_on:
            relation = _("no longer works here")
        elif pk in leaders:
            relation = _("your manager")
        elif same_team:
            relation = _("colleague in %(team)s") % {"team": unit}
        else:
            relation = roles.get(pk) or unit
        found[pk] = Named(person.name, relation)
    return found
