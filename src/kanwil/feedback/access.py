"""Who reads a story: the one it is for, and who wrote it. Nobody else, whatever role they hold."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.access import IF_SHARED, Actor, allow
from kanwil.access.kinds import describe
from kanwil.people.models import Person

from .models import DAYS_TO_WITHDRAW, NoCards, Question, Story, Writer

YOURS, WROTE, ASKED = _("It is yours."), _("You wrote it."), _("A colleague asked you.")


@allow(Question, "view", because=YOURS, audience="self")
def own_questions(actor: Actor) -> QuerySet[Question] | None:
    return Question.objects.filter(asker_id=actor.me) if actor.is_person else None


own_questions.reverse(lambda question: [question.asker_id])


@allow(Question, "view", because=ASKED, audience="colleague", when=IF_SHARED)
def read_questions_to_you(actor: Actor) -> QuerySet[Question] | None:
    """As long as it is open: after that the one who was asked sees only what they wrote."""
    return Question.objects.open().filter(of_id=actor.me) if actor.is_person else None


def _is_open(question: Question) -> bool:
    return Question.objects.open().filter(pk=question.pk).exists()


@read_questions_to_you.reverse
def _asked(question: Question) -> list[int]:
    here = Person.objects.current().filter(pk=question.of_id or 0).exists()
    return [question.of_id] if question.of_id and here and _is_open(question) else []


@allow(Question, "stop", because=YOURS, audience="self")
def stop_own_questions(actor: Actor) -> QuerySet[Question] | None:
    return Question.objects.open().filter(asker_id=actor.me) if actor.is_person else None


stop_own_questions.reverse(lambda question: [question.asker_id] if _is_open(question) else [])


@allow(Question, "recall", because=ASKED, audience="colleague", when=IF_SHARED)
def recall_stopped_questions_to_you(actor: Actor) -> QuerySet[Question] | None:
    """For a day after it was stopped: whoever was just writing an answer may hear whose question it was."""
    if not actor.is_person:
        return None
    return _just_stopped().filter(of_id=actor.me)


def _just_stopped() -> QuerySet[Question]:
    return Question.objects.filter(stopped_at__gte=timezone.now() - timedelta(days=1), answered_at__isnull=True)


@recall_stopped_questions_to_you.reverse
def _was_asked(question: Question) -> list[int]:
    here = Person.objects.current().filter(pk=question.of_id or 0).exists()
    return [question.of_id] if question.of_id and here and _just_stopped().filter(pk=question.pk).exists() else []


@allow(Question, "answer", because=ASKED, audience="colleague")
def answer_questions_to_you(actor: Actor) -> QuerySet[Question] | None:
    return read_questions_to_you.query(actor)


answer_questions_to_you.reverse(_asked)


@allow(Story, "view", because=_("It was written for you."), audience="self")
def stories_for_you(actor: Actor) -> QuerySet[Story] | None:
    return Story.objects.filter(receiver_id=actor.me) if actor.is_person else None


stories_for_you.reverse(lambda story: [story.receiver_id])


@allow(Story, "keep", because=_("It was written for you."), audience="self")
def keep_stories_for_you(actor: Actor) -> QuerySet[Story] | None:
    """Keep, put away, remove, or tie to a skill: only the one it is for."""
    return stories_for_you.query(actor)


keep_stories_for_you.reverse(lambda story: [story.receiver_id])


@allow(Writer, "view", because=WROTE, audience="self")
def what_you_wrote(actor: Actor) -> QuerySet[Writer] | None:
    """Your own words only: not what the other does with them."""
    return Writer.objects.filter(person_id=actor.me) if actor.is_person else None


what_you_wrote.reverse(lambda writer: [writer.person_id] if writer.person_id else [])


@allow(Writer, "withdraw", because=_("You wrote it less than two weeks ago."), audience="self")
def withdraw_what_you_wrote(actor: Actor) -> QuerySet[Writer] | None:
    rows = what_you_wrote.query(actor)
    return rows.filter(story__written_at__gte=_last_day()) if rows is not None else None


def _last_day() -> object:
    return timezone.now() - timedelta(days=DAYS_TO_WITHDRAW)


@withdraw_what_you_wrote.reverse
def _may_withdraw(writer: Writer) -> list[int]:
    fresh = Story.objects.filter(pk=writer.story_id, written_at__gte=_last_day()).exists()
    return [writer.person_id] if writer.person_id and fresh else []


@allow(NoCards, "view", because=YOURS, audience="self")
def own_no_cards(actor: Actor) -> QuerySet[NoCards] | None:
    return NoCards.objects.filter(receiver_id=actor.me) if actor.is_person else None


own_no_cards.reverse(lambda row: [row.receiver_id])


describe(
    Story,
    words=_("What colleagues wrote to you"),
    note=_("Who wrote it can read their own words."),
    order=16,
)
describe(Writer, words=_("What you wrote to a colleague"), note=_("And the one you wrote it to."), order=17)
describe(Question, words=_("Whom you asked what they saw"), note=_("Whom you ask reads the question."), order=18)
describe(NoCards, words=_("Whose cards you do not want"), order=19)
