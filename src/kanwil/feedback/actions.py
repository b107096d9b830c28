"""Asking somebody what they saw, telling it, sending a card, and taking back what you wrote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, require, visible
from kanwil.audit.record import action, record
from kanwil.matrix.models import Claim
from kanwil.people.models import Person
from kanwil.ui.dates import human_date

from .limits import AFTER_NOT_NOW, AT_ONCE, MOST_CARDS, about_a_skill, last_day, room_for, text_of, who_acts
from .models import ABOUT, NoCards, Question, Story, Writer


@action
def ask(
    actor: Actor,
    *,
    of: Iterable[Person],
    about: str = "",
    claim: Claim | None = None,
    until: date | None = None,
) -> list[Question]:
    """Ask one to three named people what they saw, about one moment or one skill of your own. All or nothing."""
    me, people = who_acts(actor), list({person.pk: person for person in of}.values())
    if not 1 <= len(people) <= AT_ONCE:
        raise ValidationError(_("Choose one, two or three people."))
    what = {
        **about_a_skill(actor, claim),
        "about": text_of(about, needed=False, most=ABOUT),
        "until_on": last_day(until),
    }
    room_for(me, len(people))
    for person in people:
        _may_be_asked(actor, me, person)
    asked = [Question.objects.create(asker=me, of=person, **what) for person in people]
    for question in asked:
        record(actor, "feedback.asked", about=me.pk, obj=question, data={"of": question.of_id})
    return asked


def _may_be_asked(actor: Actor, me: Person, person: Person) -> None:
    """Whoever works here and is not being asked already. "Not now" is an answer: it holds for two weeks."""
    if person.pk == me.pk or not visible(Person, actor).filter(pk=person.pk, left_on__isnull=True).exists():
        raise ValidationError(_("Choose a colleague who works here."))
    earlier = Question.objects.filter(asker=me, of=person)
    if earlier.open().exists():
        raise ValidationError(_("You already have a question open to %(name)s.") % {"name": person.name})
    said_no = earlier.filter(declined_at__gt=timezone.now() - AFTER_NOT_NOW).order_by("-declined_at").first()
    if said_no is not None and said_no.declined_at is not None:
        again = human_date(timezone.localtime(said_no.declined_at).date() + AFTER_NOT_NOW)
        raise ValidationError(
            _("%(name)s said “not now”. Feel free to ask again after %(day)s.") % {"name": person.name, "day": again}
        )


@action
def stop(actor: Actor, *, question: Question) -> None:
    """Take back a question nobody answered yet. A link stops working at once."""
    require(actor, "stop", question)
    question.stopped_at = timezone.now()
    question.save(update_fields=["stopped_at"])
    record(actor, "feedback.stopped", about=question.asker_id, obj=question)


@action
def decline(actor: Actor, *, question: Question) -> None:
    """Say "not now" to a question. No reason is asked."""
    require(actor, "answer", question)
    question.declined_at = timezone.now()
    question.save(update_fields=["declined_at"])
    record(actor, "feedback.declined", about=question.asker_id, obj=question)


@action
def answer(actor: Actor, *, question: Question, moment: str, did: str, effect: str) -> Story:
    """Tell what you saw. Only the one who asked reads it; you can read your own words again."""
    me = who_acts(actor)
    held = Question.objects.select_for_update().filter(pk=question.pk).first() or question
    require(actor, "answer", held)
    story = told(held, Writer(person=me), moment=moment, did=did, effect=effect)
    record(actor, "feedback.answered", about=held.asker_id, obj=story)
    return story


def told(question: Question, writer: Writer, *, moment: str, did: str, effect: str) -> Story:
    """Put the answer to a question in the database, with who wrote it. Part of an action."""
    story = Story.objects.create(
        receiver_id=question.asker_id,
        question=question,
        asked_about=question.about,
        skill_id=question.skill_id,
        own_label=question.own_label,
        moment=text_of(moment),
        did=text_of(did),
        effect=text_of(effect),
    )
    writer.story = story
    writer.save()
    question.answered_at = story.written_at
    question.save(update_fields=["answered_at"])
    return story


@action
def send_card(actor: Actor, *, to: Person, moment: str, effect: str) -> Story:
    """Send somebody a card unasked: a moment, and what it did for you. Only the receiver sees it."""
    me = who_acts(actor)
    if to.pk == me.pk or not visible(Person, actor).filter(pk=to.pk, left_on__isnull=True).exists():
        raise ValidationError(_("Choose a colleague who works here."))
    unwanted = NoCards.objects.filter(receiver=to)
    if unwanted.filter(sender__isnull=True).exists() or unwanted.filter(sender=me).exists():
        raise ValidationError(_("%(name)s takes no cards now. You can also say it in person.") % {"name": to.name})
    since_midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Writer.objects.filter(person=me, story__kind="card", story__written_at__gte=since_midnight)
    if mine.count() >= MOST_CARDS:
        raise ValidationError(_("You sent %(most)s cards today. Send the next one tomorrow.") % {"most": MOST_CARDS})
    card = Story.objects.create(receiver=to, kind="card", moment=text_of(moment), effect=text_of(effect))
    Writer.objects.create(story=card, person=me)
    record(actor, "feedback.card", about=to.pk, obj=card)
    return card


@action
def withdraw(actor: Actor, *, written: Writer) -> None:
    """Take back what you wrote, within two weeks. It is gone for the other as well."""
    require(actor, "withdraw", written)
    story = written.story
    record(actor, "feedback.withdrawn", about=story.receiver_id, obj=story)
    story.delete()
