"""What is changed from the team's table: several of your own skills at once, and what the team needs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from kanwil.access import Actor
from kanwil.audit.record import action, nothing_changed
from kanwil.people.models import Unit
from kanwil.skills.models import Skill

from . import actions
from .actions import Audience, Said

SHARED_FOR = timedelta(days=365)  # sharing always has an end; the person can choose another


@action
def say_several(actor: Actor, *, skills: Iterable[Skill], changes: dict[str, Any]) -> uuid.UUID:
    """Say the same of several of your own skills at once: all of them or none. One undo takes all of it back."""
    change = uuid.uuid4()
    for skill in skills:
        actions.say(actor, skill=skill, change=change, **changes)
    nothing_changed()  # every skill has its own line
    return change


@action
def say_in_team(actor: Actor, *, unit: Unit, skill: Skill, version: int | None, share: bool, **changes: Any) -> Said:
    """Say something of one of your own skills from the team's table and, when you choose so, share it with the team."""
    said = actions.say(actor, skill=skill, version=version, **changes)
    if share:
        until = timezone.localdate() + SHARED_FOR
        actions.share(actor, claims=[said.claim], audience=Audience(unit=unit), until=until)
    return said
