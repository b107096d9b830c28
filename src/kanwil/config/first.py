"""The first administrator: everything else is done in Kanwil itself."""

from __future__ import annotations

from django.conf import settings

from kanwil.access import system
from kanwil.accounts import actions as accounts
from kanwil.accounts.models import User
from kanwil.people import actions as people


def administrator(*, name: str, username: str) -> str:
    """Make somebody administrator of the whole organisation; returns the sentence with their one-time code."""
    actor = system("first-start")
    existing = User.objects.filter(username=username).first()
    if existing is not None:
        code = accounts.invite(actor, user=existing)
    else:
        given, _space, family = name.strip().partition(" ")
        user = accounts.open_account(actor, username=username)
        person = people.join(actor, given_name=given, family_name=family)
        person.user = user
        person.save(update_fields=["user"])
        people.grant(actor, person=person, role="admin", reason="first administrator, made on the server")
        code = accounts.invite(actor, user=user, about=person.pk)
    return f"Open {settings.URL}/code/ and type this code (once, within two weeks): {code}"
