"""What this room shows on pages of other rooms: what waits for me, stories about one skill, a word to a colleague."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.matrix.from_above import Waiting
from kanwil.matrix.models import Claim
from kanwil.people.models import Person
from kanwil.people.panels import Panel

from .received import asked_of_me, stories_about, unread


def waits_for_me(actor: Actor) -> Waiting | None:
    """Colleagues ask what I saw. Answering need not be now."""
    asked = asked_of_me(actor)
    if not asked:
        return None
    names = list(dict.fromkeys(asking.question.asker.given_name for asking in asked))
    if len(names) == 1:
        text = _("%(name)s asks what you saw.")
    elif len(names) == 2:
        text = _("%(name)s and %(other)s ask what you saw.")
    else:
        text = _("%(name)s and others ask what you saw.")
    text %= {"name": names[0], "other": names[-1]}
    return Waiting(_("What did you see?"), text, reverse("to_tell"), _("Look at the question"))


def written_for_me(actor: Actor) -> Waiting | None:
    """Somebody wrote something for me that I did not read yet. By name: how many there are does not matter."""
    names = unread(actor)
    if not names:
        return None
    text = _("%(name)s wrote something for you. Only you read it.") % {"name": names[0]}
    return Waiting(_("Written for you"), text, reverse("stories"), _("Read it"))


def beside_my_list(actor: Actor) -> Panel | None:
    """The way to the stories, beside my own list."""
    return Panel("feedback/panel_beside.html") if actor.is_person else None


def of_a_skill(actor: Actor, claim: Claim) -> Panel | None:
    """What others saw of this skill, on its page. No comparison: the stories, and a question."""
    return Panel("feedback/panel_skill.html", {"told": stories_about(actor, claim), "claim": claim})


def to_a_colleague(actor: Actor, person: Person) -> Panel | None:
    """On the page of a colleague: ask what they saw, or send a card."""
    if person.pk == actor.person_id or person.left_on:
        return None
    return Panel("feedback/panel_person.html", {"person": person})
