"""What people of the example wrote to each other, through the same actions that people use."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from kanwil.access import NOBODY
from kanwil.feedback import actions, links
from kanwil.feedback.models import Question, Story
from kanwil.matrix.models import Claim
from kanwil.people.actors import actor_of
from kanwil.people.models import Person

from .content import meander

if TYPE_CHECKING:
    from .build import World


def of_colleagues(world: World) -> None:
    """Questions, stories and cards, oldest first; put back to the day they are said to be of."""
    for row in sorted(meander()["stories"], key=lambda told: -told["days_ago"]):
        to = world.people[row["to"]]
        made = _card(world, row, to) if row["kind"] == "card" else _asked(world, row, to)
        then = timezone.now() - timedelta(days=row["days_ago"])
        if isinstance(made, Story):
            read = then + timedelta(hours=4) if row["days_ago"] > 4 else None
            Story.objects.filter(pk=made.pk).update(written_at=then, read_at=read)
            Question.objects.filter(story=made).update(answered_at=then)
        else:
            Question.objects.filter(pk=made.pk).update(asked_at=then)


def _card(world: World, row: dict[str, Any], to: Person) -> Story:
    by = actor_of(world.people[row["by"]])
    return actions.send_card(by, to=to, moment=row["moment"], effect=row["effect"])


def _asked(world: World, row: dict[str, Any], to: Person) -> Story | Question:
    """A question of who is told about, and what came of it."""
    asker, told = actor_of(to), {part: row.get(part, "") for part in ("moment", "did", "effect")}
    claim = Claim.objects.filter(person=to, skill=world.skills[row["skill"]]).first() if row.get("skill") else None
    if row["kind"] == "link":
        _question, token = links.make_link(asker, for_whom=row["for_whom"], about=row["about"], claim=claim)
        return links.answer_link(NOBODY, token=token, name=row["name"], **told)
    by = world.people[row["by"]]
    question = actions.ask(asker, of=[by], about=row["about"], claim=claim)[0]
    if row["kind"] == "declined":
        actions.decline(actor_of(by), question=question)
    return actions.answer(actor_of(by), question=question, **told) if row["kind"] == "story" else question
