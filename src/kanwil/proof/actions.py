"""Keeping, changing, sharing and showing proof. The person whose it is, is always the actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require, visible
from kanwil.audit.record import action, nothing_changed, record, record_many
from kanwil.feedback.models import Story
from kanwil.matrix import actions as matrix
from kanwil.matrix.actions import Audience, fit_to_share
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person

from .files import Kept
from .models import BROUGHT, FILE, KINDS, SEEN, STARR, Evidence, EvidenceFile, EvidenceOf, EvidenceShare, Shown

WORDS = ("title", "told", *STARR, "url", "issuer")
FIELDS = (*WORDS, "issued_on")
MOST = 100  # pieces of proof of one person


class ChangedMeanwhile(Exception):
    """The person saved this in another window first. Nothing was overwritten."""


@action
def keep(
    actor: Actor,
    *,
    kind: str,
    said: Mapping[str, Any],
    claims: Iterable[Claim] = (),
    file: Kept | None = None,
    story: Story | None = None,
) -> Evidence:
    """Keep a new piece of proof. Only the person sees it. `story`: what a colleague wrote to this person."""
    if actor.person_id is None:
        raise Denied(_("Only a person keeps proof."))
    if kind not in dict(KINDS):
        raise ValidationError(_("Choose what kind of proof it is."))
    if kind == SEEN and story is None:
        raise ValidationError(_("Choose what kind of proof it is."))
    if kind in (FILE, BROUGHT) and file is None:
        raise ValidationError(_("Choose a photo or a file."))
    if Evidence.objects.filter(person_id=actor.person_id).count() >= MOST:
        raise ValidationError(_("You keep very much already. Take something away first."))
    if kind == SEEN and story is not None:
        require(actor, "keep", story)
    row = Evidence(person_id=actor.person_id, kind=kind, story=story if kind == SEEN else None)
    _write(row, said)
    row.save()
    _about(actor, row, claims)
    if file is not None:
        _put_file(row, file)
    record(actor, "proof.kept", about=actor.person_id, obj=row, data={"kind": kind})
    return row


@action
def change(
    actor: Actor,
    *,
    row: Evidence,
    said: Mapping[str, Any],
    claims: Iterable[Claim],
    file: Kept | None = None,
    version: int = 0,
) -> Evidence:
    """Change a piece of proof. Who already looked at it looked at what it was then."""
    require(actor, "change", row)
    now = Evidence.objects.select_for_update().get(pk=row.pk)
    if version and now.version != version:
        raise ChangedMeanwhile
    _write(now, said)
    now.version += 1
    now.changed_at = timezone.now()
    now.save()
    _about(actor, now, claims)
    if file is not None:
        EvidenceFile.objects.filter(evidence=now).delete()
        _put_file(now, file)
    record(actor, "proof.changed", about=actor.person_id, obj=now)
    return now


def _write(row: Evidence, said: Mapping[str, Any]) -> None:
    for name in FIELDS:
        if name in said:
            setattr(row, name, said[name])
    row.title = row.title.strip()
    if not row.title:
        raise ValidationError(_("Give it a title, so that you find it again."))


def _put_file(row: Evidence, file: Kept) -> None:
    EvidenceFile.objects.create(
        evidence=row, name=file.name[:120], media_type=file.media_type, size=len(file.content), content=file.content
    )


def _about(actor: Actor, row: Evidence, claims: Iterable[Claim]) -> None:
    """Only skills on the person's own list."""
    chosen = {claim.pk for claim in claims}
    mine = set(visible(Claim, actor, "change").filter(pk__in=chosen).values_list("pk", flat=True))
    EvidenceOf.objects.filter(evidence=row).exclude(claim_id__in=mine).delete()
    known = set(EvidenceOf.objects.filter(evidence=row).values_list("claim_id", flat=True))
    EvidenceOf.objects.bulk_create(EvidenceOf(evidence=row, claim_id=pk) for pk in sorted(mine - known))


@action
def remove(actor: Actor, *, row: Evidence) -> None:
    """Take a piece of proof away for good, with its file. Nobody sees it any more."""
    require(actor, "change", row)
    record(actor, "proof.removed", about=actor.person_id, obj=row)
    row.delete()


@action
def share(actor: Actor, *, row: Evidence, audiences: Iterable[Audience], until: date | None = None) -> int:
    """Let a team, who leads you or a colleague see it, until a day. Returns with how many it is shared now."""
    require(actor, "change", row)
    count = 0
    for audience in audiences:
        if audience.everyone:
            raise ValidationError(_("Proof is for people you choose, not for everybody."))
        how = fit_to_share(row.person_id, audience, until)
        EvidenceShare.objects.update_or_create(evidence=row, **audience.fields(), defaults=how)
        record(actor, "proof.shared", about=row.person_id, obj=row, data=audience.ids(until))
        count += 1
    if not count:
        nothing_changed()
    return count


@action
def stop_sharing(actor: Actor, *, shares: Iterable[EvidenceShare]) -> int:
    """Stop, at once."""
    rows = list(shares)
    for row in rows:
        require(actor, "view", row)
    lines = [
        {"about": actor.person_id, "obj": row.evidence, "data": {"unit": row.to_unit_id, "person": row.to_person_id}}
        for row in rows
    ]
    if not rows:
        nothing_changed()
        return 0
    record_many(actor, "proof.unshared", lines)
    EvidenceShare.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@action
def ask_to_look(actor: Actor, *, claim: Claim, of: Person, show: Iterable[Evidence] = ()) -> Confirmation:
    """Ask a colleague or appointed confirmer to look at a skill, with the proof you choose to show."""
    asked = matrix.ask_to_look(actor, claim=claim, of=of)
    chosen = {row.pk: row for row in show}
    mine = visible(Evidence, actor, "change").filter(pk__in=chosen)
    if asked.answered_at is None:
        Shown.objects.filter(confirmation=asked).exclude(evidence_id__in=chosen).delete()
        for row in mine:
            Shown.objects.update_or_create(confirmation=asked, evidence=row, defaults={"version": row.version})
            record(actor, "proof.shown", about=actor.person_id, obj=row, data={"of": of.pk})
    return asked
