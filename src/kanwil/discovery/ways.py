"""The ways of this room, where somebody chooses skills: for who does not know the words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.matrix.from_above import Way


def ways(actor: Actor) -> list[Way]:
    """First of all: tell what you did. Or with questions, one by one."""
    return [
        Way(
            _("I do not know the words"),
            _("Tell what you did this week. Kanwil looks for words with it."),
            reverse("find_words"),
            "talk",
        ),
        Way(
            _("With five questions"),
            _("One at a time. Skip what you like, and go on later."),
            reverse("word_questions"),
            "question",
        ),
        Way(_("With talent cards"), _("Is this you? One tap a card."), reverse("talent_cards"), "hand"),
    ]
