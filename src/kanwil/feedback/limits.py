"""What a question and a story may hold, how many there may be, and how long a question waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require
from kanwil.matrix.models import Claim
from kanwil.people.models import Person, today

from .models import MOST, Question

AT_ONCE = 3  # people to ask about one moment
MOST_OPEN = 12  # open questions of one person
MOST_CARDS = 5  # cards of one person on one day
LONGEST = timedelta(days=92)  # a question is open
AFTER_NOT_NOW = timedelta(days=14)  # before the same person is asked again


def who_acts(actor: Actor) -> Person:
    """The person who acts, held so that two windows cannot do the same thing twice."""
    if actor.person_id is None:
        raise Denied(_("Only somebody who works here asks and tells."))
    return Person.objects.select_for_update().get(pk=actor.person_id)


def text_of(text: str, *, needed: bool = True, most: int = MOST) -> str:
    """What somebody wrote, without the white space around it; refuses what is empty, too long or no text."""
    text = text.replace("\r\n", "\n").strip()
    if needed and not text:
        raise ValidationError(_("Write something here. Two sentences are enough."))
    if len(text) > most:
        raise ValidationError(_("This is too long. Use at most %(most)s letters.") % {"most": most})
    if "\x00" in text:
        raise ValidationError(_("There is a sign in here that is no letter. Type it again."))
    return text


def last_day(until: date | None) -> date:
    """Until when a question stays open: 30 days, or the day that was chosen."""
    day = until or today() + timedelta(days=30)
    if day < today():
        raise ValidationError(_("That day is already past."))
    if day > today() + LONGEST:
        raise ValidationError(_("Choose a day within three months."))
    return day


def about_a_skill(actor: Actor, claim: Claim | None) -> dict[str, Any]:
    """The skill of the actor's own list that something is about, as it is kept with a question or a story."""
    if claim is None:
        return {"skill": None, "own_label": ""}
    require(actor, "change", claim)
    return {"skill": claim.skill, "own_label": "" if claim.skill_id else claim.own_label}


def room_for(person: Person, many: int) -> None:
    """Refuse when so many questions of this person are open that one would lose sight of them."""
    if Question.objects.open().filter(asker=person).count() + many > MOST_OPEN:
        raise ValidationError(
            _("You have %(most)s questions open. Wait for an answer, or stop a question first.") % {"most": MOST_OPEN}
        )
