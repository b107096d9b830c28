"""When a word of the language gives way to another, a story goes along with the skill on the receiver's list."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from kanwil.access import Actor
from kanwil.matrix.models import Claim
from kanwil.skills.models import Skill

from .models import Question, Story


def follow(actor: Actor, old: Skill, new: Skill) -> int:
    """Move stories and questions whose skill moved on the list itself. Part of an action, after the list's own part."""
    count = 0
    for model, owner in ((Story, "receiver_id"), (Question, "asker_id")):
        lists = Claim.objects.filter(person_id=OuterRef(owner))
        rows = model._default_manager.filter(skill=old).filter(
            ~Exists(lists.filter(skill=old)), Exists(lists.filter(skill=new))
        )
        count += rows.update(skill=new)
    return count


def come_back(actor: Actor, old: Skill, new: Skill) -> int:
    """The old word is used again: what moved along goes back with the list."""
    return follow(actor, new, old)
