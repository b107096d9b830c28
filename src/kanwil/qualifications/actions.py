"""Keeping, changing and taking away a qualification; and a word in time before it ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require
from kanwil.audit.record import action, nothing_changed, record
from kanwil.skills.models import Skill

from .models import Qualification

FIELDS = ("issuer", "number", "valid_from", "valid_until", "evidence")
WORDS_IN_TIME = (90, 30, 7)  # days before the end


class ChangedMeanwhile(Exception):
    """The person saved this in another window first. Nothing was overwritten."""


@action
def keep(actor: Actor, *, skill: Skill, said: Mapping[str, Any]) -> Qualification:
    """Keep a qualification of your own."""
    if actor.person_id is None:
        raise Denied(_("Only a person keeps a qualification."))
    if skill.kind != "qualification":
        raise ValidationError(_("Choose a qualification from the list."))
    row = Qualification(person_id=actor.person_id, skill=skill)
    _write(actor, row, said)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise ValidationError(_("This one is on your list already. Change it there.")) from error
    record(actor, "qualifications.kept", about=row.person_id, obj=row, data={"skill": skill.pk})
    return row


@action
def change(actor: Actor, *, row: Qualification, said: Mapping[str, Any], version: int = 0) -> Qualification:
    """Change your own qualification, also one that a list brought."""
    require(actor, "change", row)
    now = Qualification.objects.select_for_update().get(pk=row.pk)
    if version and now.version != version:
        raise ChangedMeanwhile
    if said.get("valid_until") != now.valid_until:
        now.told_days = None
    _write(actor, now, said)
    now.version += 1
    now.listed_in = None
    now.changed_at = timezone.now()
    now.save()
    record(actor, "qualifications.changed", about=now.person_id, obj=now)
    return now


def _write(actor: Actor, row: Qualification, said: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in said:
            setattr(row, name, said[name])
    if row.valid_from and row.valid_until and row.valid_until < row.valid_from:
        raise ValidationError(_("The last day comes before the first day."))
    if row.evidence is not None:
        require(actor, "change", row.evidence)


@action
def remove(actor: Actor, *, row: Qualification) -> None:
    """Take it off your list."""
    require(actor, "change", row)
    record(actor, "qualifications.removed", about=row.person_id, obj=row, data={"skill": row.skill_id})
    row.delete()


@action
def say_in_time(actor: Actor, *, day: date, address: str) -> int:
    """An e-mail to whom something waits for, without any content; 90, 30 and 7 days before an end. Returns how many."""
    rows = Qualification.objects.filter(valid_until__gte=day, person__left_on__isnull=True).select_related("person")
    told: dict[int, Qualification] = {}
    for row in rows.exclude(valid_until=None).order_by("pk"):
        left = (row.valid_until - day).days if row.valid_until else 0
        step = next((days for days in reversed(WORDS_IN_TIME) if left <= days), None)
        if step is None or (row.told_days is not None and row.told_days <= step):
            continue
        row.told_days = step
        row.save(update_fields=["told_days"])
        told[row.person_id] = row
    for row in told.values():
        _send(row, address)
        record(actor, "qualifications.said_in_time", about=row.person_id)
    if not told:
        nothing_changed()
    return len(told)


def _send(row: Qualification, address: str) -> None:
    person = row.person
    if not person.email:
        return
    with translation.override(person.language or "nl"):
        words = _("Hello %(name)s,\n\nSomething is waiting for you in Kanwil. You read it there:\n%(address)s\n")
        text = words % {"name": person.given_name, "address": address}
        send_mail(_("Something is waiting for you in Kanwil"), text, None, [person.email], fail_silently=True)
