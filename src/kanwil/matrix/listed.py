"""\"On a list it said: … Is that right?\" The person answers; only then it is a claim."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, require
from kanwil.audit.record import action, nothing_changed, record
from kanwil.skills.models import Level

from .actions import KEEP, say
from .models import Listed


@dataclass(frozen=True)
class Answer:
    """What the person says about one question: yes, nearly (with the right level), or no."""

    listed: Listed
    answer: str
    level: Level | None = None


@action
def answer_listed(actor: Actor, *, answers: Iterable[Answer]) -> uuid.UUID:
    """Answer questions from an older list, all or nothing. Yes and nearly put the skill on your own list.

    Returns the mark of this change, with which what came on the list can be taken back.
    """
    change, count = uuid.uuid4(), 0
    for given in answers:
        row = given.listed
        require(actor, "view", row)
        if given.answer not in ("yes", "changed", "no"):
            raise ValidationError(_("Choose yes, nearly or no."))
        if row.answer:
            continue
        if given.answer == "changed" and given.level is None:
            raise ValidationError(_("Choose the sentence that fits."))
        if given.answer != "no":
            level = given.level if given.answer == "changed" else row.level
            say(actor, skill=row.skill, level=KEEP if level is None else level, source="list", change=change)
        row.answer, row.answered_at = given.answer, timezone.now()
        row.save(update_fields=["answer", "answered_at"])
        record(actor, "matrix.list_answered", about=row.person_id, obj=row, data={"answer": given.answer})
        count += 1
    if not count:
        nothing_changed()
    return change
