"""Who sees what was signed: the person. Who confirmed sees that something was signed in their name."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow
from kanwil.access.kinds import describe

from .models import PublicName, SignedBy, SignedSkill


@allow(SignedSkill, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[SignedSkill] | None:
    return SignedSkill.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda row: [row.person_id])


@allow(SignedSkill, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[SignedSkill] | None:
    return own.query(actor)


own_change.reverse(lambda row: [row.person_id])


@allow(SignedBy, "view", because=_("It was signed in your name."), audience="confirmer")
def in_your_name(actor: Actor) -> QuerySet[SignedBy] | None:
    return SignedBy.objects.filter(by_id=actor.me) if actor.is_person else None


in_your_name.reverse(lambda row: [row.by_id] if row.by_id else [])


describe(SignedSkill, words=_("What you took along, signed"), order=18, covers=(PublicName,))
describe(SignedBy, words=_("What was signed in your name"), order=19)
