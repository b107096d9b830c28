"""What somebody was writing when the question ended: given back to them on the screen, kept nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kanwil.access import Actor, visible
from kanwil.people.models import Person

from .models import MOST, Question, Story, Writer

FIELDS = ("moment", "did", "effect")
LONGEST = 4 * MOST  # of one field: more was never allowed, and a page stays a page


@dataclass(frozen=True)
class GivenBack:
    """The writer's own words, and the colleague to whom they can still send them as a card."""

    moment: str = ""
    did: str = ""
    effect: str = ""
    to: Person | None = None

    def __bool__(self) -> bool:
        return any((self.moment, self.did, self.effect))

    @property
    def for_a_card(self) -> str:
        """The moment and what the other did, as the first part of a card."""
        return "\n".join(part for part in (self.moment, self.did) if part)


def typed(posted: Mapping[str, str], to: Person | None = None) -> GivenBack:
    """What was typed in a form that can no longer be sent."""
    words = {name: posted.get(name, "").replace("\r\n", "\n").replace("\x00", "").strip()[:LONGEST] for name in FIELDS}
    return GivenBack(**words, to=to)


def whose_it_was(actor: Actor, question_id: int) -> Person | None:
    """The colleague whose question was just stopped, if the actor was asked and the colleague still works here."""
    question = visible(Question, actor, "recall").filter(pk=question_id).select_related("asker").first()
    return question.asker if question and visible(Person, actor).filter(pk=question.asker_id).exists() else None


def told_before(actor: Actor, question_id: int) -> Story | None:
    """What the actor already answered to this question."""
    written = visible(Writer, actor).filter(story__question_id=question_id).select_related("story").first()
    return written.story if written else None
