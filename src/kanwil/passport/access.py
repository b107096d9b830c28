"""Who sees a passport: the person. Others only what the person hands them: a file, or a link."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow
from kanwil.access.kinds import describe

from .models import Link, Passport


@allow(Passport, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[Passport] | None:
    return Passport.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda row: [row.person_id])


@allow(Passport, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[Passport] | None:
    return own.query(actor)


own_change.reverse(lambda row: [row.person_id])


@allow(Link, "view", because=_("It is yours."), audience="self")
def own_links(actor: Actor) -> QuerySet[Link] | None:
    return Link.objects.filter(passport__person_id=actor.me) if actor.is_person else None


own_links.reverse(lambda row: [row.passport.person_id])

describe(
    Passport,
    words=_("Your skills passport"),
    note=_("Who has a link of yours sees it too, until the day you chose or until you end it."),
    order=20,
)
describe(Link, words=_("Which links you made, and how often they were opened"), order=21)
