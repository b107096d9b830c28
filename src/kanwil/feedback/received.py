"""Reading: the stories written for me, my questions, the questions to me, and what I wrote. Nothing is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.matrix.models import Claim
from kanwil.people.models import Person
from kanwil.skills.words import names_of

from .models import DAYS_TO_WITHDRAW, AboutASkill, NoCards, Question, Story, Writer

MANY = 200


@dataclass(frozen=True)
class Told:
    """One story as its receiver sees it: who wrote it, about which skill, and where that stands on the own list."""

    story: Story
    by: str
    person: Person | None
    skill: str
    claim_id: int | None = None

    @property
    def by_link(self) -> bool:
        """Whether somebody without an account wrote it."""
        return self.person is None and hasattr(self.story, "writer")


@dataclass(frozen=True)
class Asking:
    """One question: to or of whom, and about which skill."""

    question: Question
    name: str
    person: Person | None
    skill: str


@dataclass(frozen=True)
class Wrote:
    """One thing I wrote: for whom, in my own words. Not what the other does with it."""

    writer: Writer
    to: Person
    may_withdraw: bool


def skill_names(rows: Iterable[AboutASkill]) -> dict[int, str]:
    """The words for the skills these are about, in one question."""
    return {pk: str(word) for pk, word in names_of({row.skill_id for row in rows if row.skill_id}).items()}


def skill_of(row: AboutASkill, names: dict[int, str]) -> str:
    return names.get(row.skill_id, "") if row.skill_id else row.own_label


def who_wrote(story: Story) -> tuple[str, Person | None]:
    """The name of who wrote it, or that the name has gone."""
    writer: Writer | None = getattr(story, "writer", None)
    if writer is None:
        return _("somebody whose name has gone"), None
    return (writer.person.name, writer.person) if writer.person else (writer.name, None)


def _told(actor: Actor, rows: QuerySet[Story]) -> list[Told]:
    stories = list(rows.select_related("writer__person").order_by("-written_at", "-pk")[:MANY])
    names = skill_names(stories)
    mine = visible(Claim, actor, "change").filter(
        Q(skill_id__in=names) | Q(skill__isnull=True, own_label__in={s.own_label for s in stories if s.own_label})
    )
    places: dict[tuple[int | None, str], int] = {
        (skill, label.casefold()): pk for pk, skill, label in mine.values_list("pk", "skill_id", "own_label")
    }
    return [
        Told(story, *who_wrote(story), skill_of(story, names), places.get((story.skill_id, story.own_label.casefold())))
        for story in stories
    ]


def stories(actor: Actor, *, away: bool = False) -> list[Told]:
    """What was written for me, and what I put away."""
    return _told(actor, visible(Story, actor).filter(put_away_at__isnull=not away))


def one_story(actor: Actor, story: Story) -> Told:
    """One of them."""
    return _told(actor, visible(Story, actor).filter(pk=story.pk))[0]


def stories_about(actor: Actor, claim: Claim) -> list[Told]:
    """What was written for me about one skill on my list, without what I put away."""
    rows = visible(Story, actor).filter(put_away_at__isnull=True)
    if claim.skill_id:
        return _told(actor, rows.filter(skill_id=claim.skill_id))
    return _told(actor, rows.filter(skill__isnull=True, own_label__iexact=claim.own_label))


def unread(actor: Actor) -> list[str]:
    """Who wrote something for me that I did not read yet, the newest first; each name once."""
    rows = visible(Story, actor).filter(put_away_at__isnull=True, read_at__isnull=True)
    stories = rows.select_related("writer__person").order_by("-written_at", "-pk")[:MANY]
    return list(dict.fromkeys(who_wrote(story)[0] for story in stories))


def _asking(rows: QuerySet[Question], *, mine: bool) -> list[Asking]:
    questions = list(rows.select_related("asker", "of", "story")[:MANY])
    names = skill_names(questions)
    found = []
    for question in questions:
        person = question.of if mine else question.asker
        found.append(Asking(question, person.name if person else question.for_whom, person, skill_of(question, names)))
    return found


def my_questions(actor: Actor) -> list[Asking]:
    """What I asked and is not answered: open, said "not now", ended or stopped."""
    rows = visible(Question, actor).filter(asker_id=actor.person_id or 0, answered_at__isnull=True)
    return _asking(rows.filter(stopped_at__isnull=True).order_by("-asked_at", "-pk"), mine=True)


def asked_of_me(actor: Actor) -> list[Asking]:
    """What I can answer now, the oldest first."""
    return _asking(visible(Question, actor, "answer").order_by("asked_at", "pk"), mine=False)


def one_question(actor: Actor, question: Question) -> Asking:
    """One question that was asked of me."""
    return _asking(visible(Question, actor, "answer").filter(pk=question.pk), mine=False)[0]


def written_by_me(actor: Actor) -> list[Wrote]:
    """My own words, newest first, as long as my name stands by them."""
    rows = visible(Writer, actor).select_related("story__receiver").order_by("-story__written_at", "-pk")[:MANY]
    since = timezone.now() - timedelta(days=DAYS_TO_WITHDRAW)
    return [Wrote(row, row.story.receiver, row.story.written_at >= since) for row in rows]


def no_cards_of(actor: Actor) -> list[NoCards]:
    """Whose cards I do not want."""
    rows = visible(NoCards, actor).select_related("sender")
    return list(rows.order_by("sender__given_name", "sender__family_name", "pk"))
