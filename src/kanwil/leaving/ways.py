"""How somebody gets in after leaving, as they see it, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator

from kanwil.access import Actor, find, visible
from kanwil.people.models import Person
from kanwil.privacy.after_leaving import HOW_LONG

from .actions import erased_by, mail_goes_out
from .models import Farewell


@dataclass(frozen=True)
class Ways:
    """What somebody has to get in with, and the days that matter."""

    password: bool
    passkeys: int
    email: str
    asked_email: str
    mail: bool
    how_long: Any
    left_on: date | None = None
    until: date | None = None

    @property
    def any_own(self) -> bool:
        """Whether there is a way in that does not go through work, besides a password one has to remember."""
        return bool(self.passkeys or self.email)


def ways_of(actor: Actor) -> Ways:
    """The ways of the person who acts."""
    me = find(Person, actor, "be", pk=actor.me)
    row = visible(Farewell, actor).filter(person=me).first()
    keys = Authenticator.objects.filter(user_id=me.user_id, type=Authenticator.Type.WEBAUTHN).count()
    return Ways(
        password=bool(me.user and me.user.has_usable_password()),
        passkeys=keys,
        email=row.email if row else "",
        asked_email=row.asked_email if row else "",
        mail=mail_goes_out(),
        how_long=HOW_LONG,
        left_on=me.left_on,
        until=erased_by(me.left_on, row) if me.left_on else None,
    )
