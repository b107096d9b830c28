"""Who reads what somebody writes to find words: they themselves. Nobody else, whatever role they hold."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow
from kanwil.access.kinds import describe

from .models import Draft, LaidCard

YOURS = _("It is yours.")


@allow(Draft, "view", because=YOURS, audience="self")
def own_draft(actor: Actor) -> QuerySet[Draft] | None:
    return Draft.objects.filter(person_id=actor.me) if actor.is_person else None


own_draft.reverse(lambda draft: [draft.person_id])


@allow(Draft, "change", because=YOURS, audience="self")
def change_own_draft(actor: Actor) -> QuerySet[Draft] | None:
    return own_draft.query(actor)


change_own_draft.reverse(lambda draft: [draft.person_id])


describe(Draft, words=_("What you write to find words"), note=_("It goes away by itself after 30 days."), order=20)


@allow(LaidCard, "view", because=YOURS, audience="self")
def own_cards(actor: Actor) -> QuerySet[LaidCard] | None:
    return LaidCard.objects.filter(person_id=actor.me) if actor.is_person else None


own_cards.reverse(lambda laid: [laid.person_id])

describe(LaidCard, words=_("Which talent cards you chose"), order=21)
