"""What is changed from the team's table: several of your own skills at once, and what the team needs."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, require
from kanwil.audit.record import action, nothing_changed, record
from kanwil.people.models import Unit
from kanwil.skills.models import Skill

from . import actions
from .actions import Audience, Said
from .models import TeamNeed, TeamSkill
from .team_list import Line, Lines, fingerprint, read_lines

MANY_SKILLS = 400  # a list longer than this helps nobody
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


class ListChangedMeanwhile(Exception):
    """Somebody else changed the team's list first. Nothing was overwritten."""


@action
def set_list(actor: Actor, *, unit: Unit, lines: Lines, seen: str | None = None) -> Lines:
    """Put a list in place as a whole: skills, groups, order and needs. Returns the list of before, to go back to.

    `seen` is the fingerprint of the list somebody was looking at: when it is no longer that one, nothing changes.
    """
    require(actor, "arrange", unit)
    before = read_lines(unit)
    if seen is not None and seen != fingerprint(before):
        raise ListChangedMeanwhile
    if len(lines) > MANY_SKILLS:
        raise ValidationError(_("That is more skills than a list can hold. Choose the ones that matter most."))
    if lines == before:
        nothing_changed()
        return before
    old = {line.skill_id: line for line in before}
    gone = set(old) - {line.skill_id for line in lines}
    TeamSkill.objects.filter(unit=unit, skill_id__in=gone).delete()
    rows = {row.skill_id: row for row in TeamSkill.objects.filter(unit=unit)}
    for position, line in enumerate(lines):
        row = rows.get(line.skill_id) or TeamSkill(unit=unit, skill_id=line.skill_id)
        if row.pk is None or (row.group, row.position) != (line.group, position):
            row.group, row.position = line.group, position
            row.save()
        _put_needs(actor, row, line, old.get(line.skill_id))
    added = sorted({line.skill_id for line in lines} - set(old))
    data = {"added": added, "gone": sorted(gone), "skills": len(lines)}
    record(actor, "matrix.team_list", obj=unit, data=data)
    return before


def _put_needs(actor: Actor, row: TeamSkill, line: Line, old: Line | None) -> None:
    if line.needs == (old.needs if old else ()):
        return
    TeamNeed.objects.filter(team_skill=row).delete()
    TeamNeed.objects.bulk_create(
        [TeamNeed(team_skill=row, level_id=level, people=people, at=at) for level, people, at in line.needs]
    )
    needs = [[level, people] for level, people, _at in line.needs]
    record(actor, "matrix.need", obj=row, data={"skill": line.skill_id, "needs": needs})


@action
def note_taken_along(actor: Actor, *, unit: Unit, form: str, people: int, skills: int) -> None:
    """Write down that somebody took the team's table along as a file."""
    record(actor, "matrix.exported", obj=unit, data={"form": form, "people": people, "skills": skills})
