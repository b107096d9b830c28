"""Who sees how somebody gets in after leaving: that person, and nobody else."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow
from kanwil.access.kinds import describe

from .models import Farewell


@allow(Farewell, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[Farewell] | None:
    return Farewell.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda row: [row.person_id])

describe(Farewell, words=_("Your own e-mail address for after you leave"), order=81)
