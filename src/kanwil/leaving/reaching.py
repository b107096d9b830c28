"""What happens with the address of one's own when somebody leaves, and when they come back. Parts of actions."""

from __future__ import annotations

import logging

from django.core.exceptions import ValidationError
from django.utils import timezone

from kanwil.access import Actor
from kanwil.accounts import actions as accounts
from kanwil.people.models import Person

from .models import Farewell

log = logging.getLogger("kanwil.leaving")


def reach(actor: Actor, row: Farewell) -> None:
    """After leaving, the address of one's own is the one of the account. Until then that stays the one at work."""
    person = row.person
    if row.email and person.user is not None and person.left_on is not None and person.left_on <= timezone.localdate():
        try:
            accounts.reach_by(actor, user=person.user, email=row.email, about=person.pk)
        except ValidationError:  # taken meanwhile by another account: a password or a passkey still opens this one
            log.warning("the own address of somebody who left belongs to another account by now")


def reach_on_leaving(actor: Actor, person: Person) -> None:
    """Who leaves is reached by the address of their own, if they gave one. Part of an action."""
    row = Farewell.objects.filter(person=person).select_related("person__user").first()
    if row is not None:
        row.person = person
        reach(actor, row)


def start_anew(actor: Actor, person: Person) -> None:
    """Who came back is not erased; what was said about that is past. Part of an action."""
    Farewell.objects.filter(person=person).update(told_month_on=None, told_week_on=None)
