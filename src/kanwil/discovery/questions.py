"""The questions that help to find words: open ones, about what one did, each with examples. None has to be answered."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """One question on a page of its own. `key` stands in the address."""

    key: str
    title: Promise
    hint: Promise
    examples: tuple[Promise, ...]


QUESTIONS = (
    Question(
        "dag",
        _("What did an ordinary day look like?"),
        _("Take yesterday. What did you do first, and what came after that?"),
        (
            _("First I read what happened in the night."),
            _("I filled the van and drove to the first address."),
            _("In the afternoon I entered the bills."),
        ),
    ),
    Question(
        "vragen",
        _("What do colleagues ask you?"),
        _("What do they come to you for? What did they ask last week?"),
        (
            _("How the new program works."),
            _("Whether I come along to a difficult customer."),
            _("Where something is."),
        ),
    ),
    Question(
        "vanzelf",
        _("What goes by itself?"),
        _("What do you do almost without thinking, and still well?"),
        (
            _("I see at once when a machine sounds different."),
            _("I can talk with anybody."),
            _("I keep the overview when it is busy."),
        ),
    ),
    Question(
        "onzichtbaar",
        _("What does nobody see, and does it help all the same?"),
        _("This is work too, also when it is on no list."),
        (
            _("Arranging things with each other."),
            _("Keeping calm when it is busy."),
            _("Showing somebody new the ropes."),
            _("Leaving everything tidy."),
            _("Seeing in time that something is wrong."),
        ),
    ),
    Question(
        "buiten",
        _("What do you do outside your work?"),
        _("Only if you want to. You can do more than your work shows."),
        (
            _("I train the children of the football club."),
            _("I do the accounts of the choir."),
            _("I cook for the whole street."),
        ),
    ),
)
KEYS = tuple(question.key for question in QUESTIONS)


def question_of(key: str) -> Question | None:
    return next((question for question in QUESTIONS if question.key == key), None)


def after(key: str) -> Question | None:
    """The question after this one; None after the last."""
    place = KEYS.index(key) + 1
    return QUESTIONS[place] if place < len(QUESTIONS) else None


def before(key: str) -> Question | None:
    """The question before this one; None before the first."""
    place = KEYS.index(key)
    return QUESTIONS[place - 1] if place else None
