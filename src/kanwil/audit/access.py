"""Who may read the log: you the lines about you. Nobody else sees who looked at whom."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow
from kanwil.access.kinds import describe

from .models import Event, Look


@allow(Look, "view", because=_("It is about you."), audience="self")
def looks_at_you(actor: Actor) -> QuerySet[Look] | None:
    return Look.objects.filter(about_id=actor.me) if actor.is_person else None


looks_at_you.reverse(lambda look: [look.about_id])


@allow(Event, "view", because=_("It is about you."), audience="self")
def lines_about_you(actor: Actor) -> QuerySet[Event] | None:
    return Event.objects.filter(about_id=actor.person_id) if actor.is_person else None


lines_about_you.reverse(lambda event: [event.about_id] if event.about_id else [])


describe(Look, words=_("Who looked at what you share"), order=60)
describe(Event, words=_("What was done in Kanwil about you"), note=_("Numbers and dates, no texts."), order=70)
