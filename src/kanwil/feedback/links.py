"""A link that works once, for somebody without an account: made by the asker, shown once, kept as a fingerprint."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.audit.record import action, record
from kanwil.matrix.models import Claim

from .actions import told
from .limits import about_a_skill, last_day, room_for, text_of, who_acts
from .models import ABOUT, Question, Story, Writer

NAME = 80
LONGEST_TOKEN = 64


class LinkEnded(Exception):
    """The link was used, stopped, is past its day, or never was one. Which of these, nobody hears."""


@action
def make_link(
    actor: Actor, *, for_whom: str, about: str = "", claim: Claim | None = None, until: date | None = None
) -> tuple[Question, str]:
    """Make a link for one person without an account. Returns the question and what makes the link, once."""
    me = who_acts(actor)
    room_for(me, 1)
    token = Question.new_token()
    question = Question.objects.create(
        asker=me,
        for_whom=text_of(for_whom, most=NAME),
        about=text_of(about, needed=False, most=ABOUT),
        until_on=last_day(until),
        link_hash=Question.fingerprint(token),
        **about_a_skill(actor, claim),
    )
    record(actor, "feedback.link_made", about=me.pk, obj=question)
    return question, token


def asked_by_link(token: str) -> Question | None:
    """The question behind a link, as long as it can be answered."""
    if len(token) > LONGEST_TOKEN:
        return None
    found = Question.objects.open().filter(link_hash=Question.fingerprint(token))
    return found.select_related("asker").first()


@action
def answer_link(actor: Actor, *, token: str, name: str, moment: str, did: str, effect: str) -> Story:
    """Somebody with the link tells what they saw, under their own name. The link works once."""
    held = Question.objects.select_for_update().filter(link_hash=Question.fingerprint(token)).first()
    if held is None or asked_by_link(token) is None:
        raise LinkEnded(_("This link does not work (any more)."))
    writer = Writer(name=text_of(name, most=NAME))
    story = told(held, writer, moment=moment, did=did, effect=effect)
    record(actor, "feedback.answered", about=held.asker_id, obj=story)
    return story
