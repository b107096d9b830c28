"""What the receiver does with a story or a card: keep it, put it away, remove it, tie it to a skill, want no cards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, require, visible
from kanwil.audit.record import action, nothing_changed, record
from kanwil.matrix.choosing import put_on_list
from kanwil.matrix.models import Claim
from kanwil.people.models import Person
from kanwil.skills.models import Skill

from .limits import about_a_skill
from .models import NoCards, Story


@action
def mark_read(actor: Actor, *, stories: Iterable[Story]) -> None:
    """The receiver has read these. That is nobody's business, so it stands in no log and the writer does not see it."""
    ids = [story.pk for story in stories]
    visible(Story, actor, "keep").filter(pk__in=ids, read_at__isnull=True).update(read_at=timezone.now())
    nothing_changed()


@action
def put_away(actor: Actor, *, story: Story, away: bool = True) -> None:
    """Put a story away, or bring it back. Nobody else knows."""
    require(actor, "keep", story)
    if bool(story.put_away_at) == away:
        nothing_changed()
        return
    story.put_away_at = timezone.now() if away else None
    story.save(update_fields=["put_away_at"])
    record(actor, "feedback.put_away" if away else "feedback.brought_back", about=story.receiver_id, obj=story)


@action
def remove(actor: Actor, *, story: Story) -> None:
    """Remove a story or card for good, also for who wrote it."""
    require(actor, "keep", story)
    record(actor, "feedback.removed", about=story.receiver_id, obj=story)
    story.delete()


@action
def tie(actor: Actor, *, story: Story, claim: Claim | None) -> None:
    """Say that a story is about this skill of your own list, or about none any more."""
    require(actor, "keep", story)
    about: dict[str, Any] = about_a_skill(actor, claim)
    if (story.skill_id, story.own_label) == (about["skill"].pk if about["skill"] else None, about["own_label"]):
        nothing_changed()
        return
    story.skill, story.own_label = about["skill"], about["own_label"]
    story.save(update_fields=["skill", "own_label"])
    record(actor, "feedback.tied", about=story.receiver_id, obj=story, data={"skill": story.skill_id})


@action
def add_and_tie(actor: Actor, *, story: Story, skill_id: int) -> Claim:
    """ "Others see you do this": put a skill on your own list and tie the story. Only you see it; the level is open."""
    require(actor, "keep", story)
    if not visible(Skill, actor).filter(pk=skill_id, status="current").exclude(kind="group").exists():
        raise ValidationError(_("This word cannot be chosen. Search for another one."))
    put_on_list(actor, skill_ids=[skill_id])
    claim = visible(Claim, actor, "change").get(skill_id=skill_id)
    tie(actor, story=story, claim=claim)
    return claim


def claim_of(actor: Actor, story: Story) -> Claim | None:
    """The line on the actor's own list that a story is tied to, when it (still) stands there."""
    if not story.about_a_skill:
        return None
    same = Q(skill_id=story.skill_id) if story.skill_id else Q(skill__isnull=True, own_label__iexact=story.own_label)
    return visible(Claim, actor, "change").filter(same).first()


@action
def want_no_cards(actor: Actor, *, of: Person | None) -> None:
    """Want no cards any more: of one colleague, or (None) of anybody. Nobody hears which."""
    row, made = NoCards.objects.get_or_create(receiver_id=actor.me, sender=of)
    if not made:
        nothing_changed()
        return
    record(actor, "feedback.no_cards", about=actor.person_id, obj=row, data={"of": of.pk if of else None})


@action
def want_cards_again(actor: Actor, *, row: NoCards) -> None:
    """Cards of this colleague (or of anybody) may come again."""
    require(actor, "view", row)
    record(actor, "feedback.cards_again", about=actor.person_id, obj=row, data={"of": row.sender_id})
    row.delete()
