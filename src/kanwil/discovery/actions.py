"""Keeping answers for a while, and throwing them away. The log knows that it happened, never the words."""

from __future__ import annotations

import hashlib

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require
from kanwil.audit.record import action, nothing_changed, record
from kanwil.people.models import Person

from .deck import cards
from .forms import MOST
from .models import Draft, LaidCard
from .questions import KEYS


class WrittenMeanwhile(Exception):
    """In another window something else was written here since. Nothing was overwritten."""

    def __init__(self, stands: str) -> None:
        super().__init__("written meanwhile")
        self.stands = stands


def mark_of(text: str) -> str:
    """Short, and different when the text is different: to notice that another window wrote something."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _who_acts(actor: Actor) -> Person:
    """The person who acts, held so that two windows wait for each other."""
    if actor.person_id is None:
        raise Denied(_("Only somebody who works here looks for words."))
    return Person.objects.select_for_update().get(pk=actor.person_id)


@action
def answer(actor: Actor, *, question: str, text: str, seen: str) -> None:
    """Keep the answer to one question. `seen` is the mark of the answer one was looking at."""
    me, text = _who_acts(actor), text.replace("\r\n", "\n").strip()
    if question not in KEYS:
        raise ValidationError(_("This question does not exist."))
    if len(text) > MOST or "\x00" in text:
        raise ValidationError(_("This is too long, or there is a sign in it that is no letter."))
    draft = Draft.objects.filter(person=me).first() or Draft(person=me)
    stands = draft.answers.get(question, "")
    if stands == text:
        nothing_changed()
        return
    if seen != mark_of(stands):
        raise WrittenMeanwhile(stands)
    draft.answers = {**draft.answers, question: text} if text else _without(draft.answers, question)
    draft.changed_at = timezone.now()
    draft.save()
    record(actor, "discovery.written", about=me.pk, obj=draft)


def _without(answers: dict[str, str], question: str) -> dict[str, str]:
    return {key: text for key, text in answers.items() if key != question}


@action
def forget(actor: Actor, *, draft: Draft) -> None:
    """Throw the answers away for good."""
    require(actor, "change", draft)
    record(actor, "discovery.forgotten", about=draft.person_id, obj=draft)
    draft.delete()


PILES = {"me": (True, False), "like": (False, True), "both": (True, True), "away": (False, False)}


@action
def lay(actor: Actor, *, card: str, pile: str) -> None:
    """Lay a talent card down. Laying it again moves it."""
    me = _who_acts(actor)
    if card not in cards() or pile not in PILES:
        raise ValidationError(_("This card does not exist."))
    mine, liked = PILES[pile]
    laid, _made = LaidCard.objects.update_or_create(person=me, card=card, defaults={"me": mine, "liked": liked})
    record(actor, "discovery.laid", about=me.pk, obj=laid)


@action
def take_up(actor: Actor) -> None:
    """Take all cards up again: nothing of it stays."""
    me = _who_acts(actor)
    if not LaidCard.objects.filter(person=me).delete()[0]:
        nothing_changed()
        return
    record(actor, "discovery.taken_up", about=me.pk)
