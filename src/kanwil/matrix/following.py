"""When a word of the language gives way to another, what hangs on it moves along, and everybody can see that it did.

What somebody said stays theirs: the same level, wish, words and shares, now under the new word, with a line in their
history. Who has both words keeps both. Words with another scale do not move: a sentence cannot become another one.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone

from kanwil.access import Actor, visible
from kanwil.audit.models import Event
from kanwil.audit.record import record_many
from kanwil.skills.models import Scale, Skill
from kanwil.skills.words import names_of

from .models import Claim, JobSkill, Listed, Statement, TeamSkill

VERB = "matrix.succeeded"


@dataclass(frozen=True)
class Kind:
    """A table with words in it: whose they are (each has a word once), and which rows count."""

    model: type[Model]
    owner: str
    about: bool = False  # it is about a person, so the line in the log is as well
    only: tuple[tuple[str, Any], ...] = ()

    def rows(self, skill: Skill) -> Any:
        return self.model._default_manager.filter(skill=skill, **dict(self.only))


KINDS = (
    Kind(Claim, "person_id", about=True),
    Kind(TeamSkill, "unit_id"),
    Kind(JobSkill, "job_id"),
    Kind(Listed, "person_id", about=True, only=(("answer", ""),)),
)


def follow(actor: Actor, old: Skill, new: Skill) -> int:
    """Move along what hangs on the old word. Who has the new one already keeps both. Part of an action."""
    if new.kind == "group" or _scale(old) != _scale(new):
        return 0
    return sum(_move(actor, kind, kind.rows(old), old, new) for kind in KINDS)


def come_back(actor: Actor, old: Skill, new: Skill) -> int:
    """The old word is used again: what moved along goes back, unless somebody touched it since. Part of an action."""
    count = 0
    for kind in KINDS:
        moved = Event.objects.filter(verb=VERB, object_type=kind.model._meta.label_lower, data__to=new.pk)
        ids = {int(pk) for pk in moved.filter(data__from=old.pk).values_list("object_id", flat=True)}
        if kind.model is Claim:
            ids -= _touched_since(ids)
        count += _move(actor, kind, kind.rows(new).filter(pk__in=ids), new, old)
    return count


def _scale(skill: Skill) -> int | None:
    return skill.scale_id or Scale.objects.filter(default=True).values_list("pk", flat=True).first()


def _move(actor: Actor, kind: Kind, rows: Any, old: Skill, new: Skill) -> int:
    """Everything of whoever does not have the new word yet, with a line in the log for each."""
    moving = list(rows.exclude(**{f"{kind.owner}__in": kind.rows(new).values(kind.owner)}).order_by("pk"))
    if not moving:
        return 0
    for row in moving:
        row.skill = new
    changed = ["skill"]
    if kind.model is Claim:
        changed += ["version", "changed_at"]
        _say_so(moving)
    kind.model._default_manager.bulk_update(moving, changed, batch_size=500)
    data = {"from": old.pk, "to": new.pk}
    lines = [{"obj": row, "data": data, "about": row.person_id if kind.about else None} for row in moving]
    record_many(actor, VERB, lines)
    return len(moving)


def _say_so(claims: list[Claim]) -> None:
    """A line in everybody's own history."""
    now = timezone.now()
    for claim in claims:
        claim.version += 1
        claim.changed_at = now
    Statement.objects.bulk_create(
        [
            Statement(
                claim_id_then=claim.pk, person_id=claim.person_id, skill=claim.skill, source="succession", at=now,
                level_id=claim.level_id, wish=claim.wish, words=claim.words, version=claim.version, change=uuid.uuid4(),
            )
            for claim in claims
        ],
        batch_size=500,
    )  # fmt: skip


def _touched_since(ids: set[int]) -> set[int]:
    """The claims about which somebody said something after they moved along."""
    last = dict(Statement.objects.filter(claim_id_then__in=ids).order_by("pk").values_list("claim_id_then", "source"))
    return {pk for pk in ids if last.get(pk) != "succession"}


def names_before(actor: Actor, claims: list[Claim]) -> dict[int, str]:
    """What a skill was called before it moved along, by claim: as long as nothing was said about it since."""
    ids = [claim.pk for claim in claims]
    mine = visible(Statement, actor).filter(claim_id_then__in=ids)
    moves = set(mine.filter(source="succession").values_list("claim_id_then", "version"))
    moved = [claim.pk for claim in claims if (claim.pk, claim.version) in moves]
    if not moved:
        return {}
    before: dict[int, list[int]] = {}
    said = mine.filter(claim_id_then__in=moved, skill__isnull=False).order_by("pk")
    for claim_id, skill_id in said.values_list("claim_id_then", "skill_id"):
        before.setdefault(claim_id, []).append(skill_id)
    old = {claim_id: skills[-2] for claim_id, skills in before.items() if len(skills) > 1}
    names = names_of(old.values())
    return {claim_id: str(names[skill]) for claim_id, skill in old.items() if skill in names}
