"""Every change of what people can and want and with whom they share it. The person is always the actor."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require, visible
from kanwil.audit.record import action, nothing_changed, record, record_many
from kanwil.people.access import leaders_of
from kanwil.people.models import Leadership, Membership, Person, Unit
from kanwil.skills.models import Level, Skill

from . import withdrawing
from .access import may_confirm
from .models import WISH_KEYS, Claim, Confirmation, Share, Statement


class ChangedMeanwhile(Exception):
    """Somebody (perhaps the same person in another window) saved this first. Nothing was overwritten."""

    def __init__(self, claim: Claim) -> None:
        super().__init__("changed meanwhile")
        self.claim = claim


@dataclass(frozen=True)
class Said:
    """What is now on record, and the mark of this change with which it can be taken back."""

    claim: Claim
    change: uuid.UUID


KEEP: Any = object()


def _me(actor: Actor) -> int:
    if actor.person_id is None:
        raise Denied(_("Only a person says what they can and want."))
    return actor.person_id


def _state(claim: Claim) -> tuple[int | None, str, str]:
    return claim.level_id, claim.wish, claim.words


def _put_on_record(claim: Claim, source: str, change: uuid.UUID) -> Statement:
    return Statement.objects.create(
        claim_id_then=claim.pk,
        person_id=claim.person_id,
        skill_id=claim.skill_id,
        own_label=claim.own_label,
        source=source,
        level_id=claim.level_id,
        wish=claim.wish,
        words=claim.words,
        version=claim.version,
        change=change,
    )


@action
def say(
    actor: Actor,
    *,
    skill: Skill | None = None,
    own_label: str = "",
    level: Level | None = KEEP,
    wish: str = KEEP,
    words: str = KEEP,
    version: int | None = None,
    source: str = "self",
    change: uuid.UUID | None = None,
) -> Said:
    """Say what you can, what you want, in your own words. What you do not mention stays as it was.

    `version` is the version you were looking at: when it is no longer the newest, ChangedMeanwhile is raised and
    nothing is overwritten. Every saying is kept in the history.
    """
    person_id, change = _me(actor), change or uuid.uuid4()
    own_label = own_label.strip()
    if skill is None and not own_label:
        raise ValidationError(_("Choose a skill or write it in your own words."))
    if skill is not None and skill.kind == "group":
        raise ValidationError(_("This is a group of skills. Choose one skill in it."))
    if wish is not KEEP and wish not in WISH_KEYS:
        raise ValidationError(_("Choose one of the wishes."))
    found = Claim.objects.filter(person_id=person_id)
    found = (
        found.filter(skill=skill)
        if skill is not None
        else found.filter(skill__isnull=True, own_label__iexact=own_label)
    )
    claim = found.first()
    if claim is None and version:
        raise ChangedMeanwhile(Claim(person_id=person_id, skill=skill, own_label=own_label, version=0))
    if claim is not None and version is not None and version != claim.version:
        raise ChangedMeanwhile(claim)
    new = claim is None
    claim = claim or Claim(person_id=person_id, skill=skill, own_label="" if skill else own_label, version=0)
    before = _state(claim)
    if level is not KEEP:
        claim.level = level
    if wish is not KEEP:
        claim.wish = wish
    if words is not KEEP:
        claim.words = words.strip()[:600]
    if not new and _state(claim) == before:
        nothing_changed()
        return Said(claim, change)
    claim.version += 1
    claim.changed_at = timezone.now()
    try:
        with transaction.atomic():
            claim.save()
    except IntegrityError as error:
        raise ChangedMeanwhile(claim) from error
    _put_on_record(claim, source, change)
    record(
        actor,
        "matrix.said",
        about=person_id,
        obj=claim,
        data={"level": [before[0], claim.level_id], "wish": [before[1], claim.wish], "source": source},
    )
    return Said(claim, change)


@action
def remove(actor: Actor, *, claim: Claim) -> uuid.UUID:
    """Take a skill off your own list. It can be taken back; sharing of it stops."""
    require(actor, "change", claim)
    change = uuid.uuid4()
    pk = claim.pk
    claim.version += 1
    _put_on_record(claim, "removed", change)
    record(actor, "matrix.removed", about=claim.person_id, obj=claim)
    Claim.objects.filter(pk=pk).delete()
    return change


@action
def take_back(actor: Actor, *, change: uuid.UUID) -> int:
    """Undo one change (one skill or several at once). What was changed again since then is left alone.

    Returns how many skills went back.
    """
    person_id = _me(actor)
    count = 0
    for statement in Statement.objects.filter(person_id=person_id, change=change):
        about: dict[str, Any] = {
            "person_id": person_id,
            "skill_id": statement.skill_id,
            "own_label": statement.own_label,
        }
        same = Statement.objects.filter(**about)
        claim = Claim.objects.filter(**about).first()
        earlier = same.filter(pk__lt=statement.pk).order_by("-pk").first()
        if same.filter(pk__gt=statement.pk).exists():
            continue
        if statement.source == "removed":
            claim = Claim(**about)
            earlier = statement
        if claim is None:
            continue
        if earlier is None or earlier.source == "removed" and earlier.pk != statement.pk:
            claim.version = statement.version + 1
            _put_on_record(claim, "removed", uuid.uuid4())
            claim.delete()
        else:
            claim.level_id, claim.wish, claim.words = earlier.level_id, earlier.wish, earlier.words
            claim.version, claim.changed_at = statement.version + 1, timezone.now()
            claim.save()
            _put_on_record(claim, "undo", uuid.uuid4())
        count += 1
    if not count:
        nothing_changed()
        return 0
    record(actor, "matrix.taken_back", about=person_id, data={"skills": count})
    return count


# ── sharing ──


@dataclass(frozen=True)
class Audience:
    """With whom: a team, one colleague, or everybody here (to be found)."""

    unit: Unit | None = None
    person: Person | None = None
    everyone: bool = False

    def fields(self) -> dict[str, Any]:
        return {"to_unit": self.unit, "to_person": self.person, "to_everyone": self.everyone}

    def ids(self, until: date | None = None) -> dict[str, Any]:
        """For the log."""
        return {
            "unit": self.unit.pk if self.unit else None,
            "person": self.person.pk if self.person else None,
            "everyone": self.everyone,
            "until": until.isoformat() if until else None,
        }


def fit_to_share(person_id: int, audience: Audience, until: date | None) -> dict[str, Any]:
    """What a share with this audience until this day says besides. ValidationError when this person cannot share so."""
    if [bool(audience.unit), bool(audience.person), audience.everyone].count(True) != 1:
        raise ValidationError(_("Choose with whom you share this."))
    if audience.unit and not Membership.objects.on().filter(person_id=person_id, unit=audience.unit).exists():
        raise ValidationError(_("You share with a team you work in."))
    if audience.person and (audience.person.left_on or audience.person.pk == person_id):
        raise ValidationError(_("Choose a colleague who works here."))
    if until is not None and until < timezone.localdate():
        raise ValidationError(_("That day is already past."))
    leads_me = audience.person is not None and leaders_of(person_id).filter(person=audience.person).exists()
    return {"until_on": until, "as_lead": leads_me}


@action
def share(
    actor: Actor, *, claims: Iterable[Claim], audience: Audience, until: date | None = None, with_wish: bool = True
) -> int:
    """Share these with a team, a colleague or everybody here, until a day. Returns how many are shared now."""
    person_id = _me(actor)
    how: dict[str, Any] = {**fit_to_share(person_id, audience, until), "with_wish": with_wish}
    rows = list({claim.pk: claim for claim in claims}.values())
    if not rows:
        nothing_changed()
        return 0
    # locked: the same person may share the same things twice at once, and the second one then waits
    mine = visible(Claim, actor, "change").filter(pk__in=[claim.pk for claim in rows]).select_for_update()
    allowed = set(mine.values_list("pk", flat=True))
    for claim in rows:
        if claim.pk not in allowed:
            require(actor, "change", claim)
    already = Share.objects.filter(claim__in=rows, **audience.fields())
    known = set(already.values_list("claim_id", flat=True))
    already.update(**how)
    new = [Share(claim=claim, **audience.fields(), **how) for claim in rows if claim.pk not in known]
    Share.objects.bulk_create(new)
    data = audience.ids(until)
    record_many(actor, "matrix.shared", [{"about": person_id, "obj": claim, "data": data} for claim in rows])
    return len(rows)


@action
def stop_sharing(actor: Actor, *, shares: Iterable[Share]) -> int:
    """Stop sharing, at once. Returns how many."""
    count = 0
    for row in shares:
        require(actor, "view", row)
        record(
            actor,
            "matrix.unshared",
            about=actor.person_id,
            obj=row.claim,
            data={"unit": row.to_unit_id, "person": row.to_person_id, "everyone": row.to_everyone},
        )
        row.delete()
        count += 1
    if not count:
        nothing_changed()
    return count


def manager_shares(person_id: int) -> list[Leadership]:
    """The people who lead this person's teams today: with whom "my leader" shares, by name."""
    return list(leaders_of(person_id).select_related("person", "unit").order_by("pk"))


def stop_sharing_on_leaving(actor: Actor, person: Person) -> None:
    """Who leaves shares nothing any more, and sees nothing of others any more."""
    Share.objects.filter(claim__person=person).delete()
    Share.objects.filter(to_person=person).delete()


def stop_sharing_with_team(actor: Actor, person: Person, unit: Unit) -> None:
    """Who leaves a team no longer shares with that team. Who led it there sees nothing more: the rule says so."""
    shares = Share.objects.filter(claim__person=person)
    shares.filter(to_unit=unit).delete()


# ── confirmation ──


@action
def ask_to_look(actor: Actor, *, claim: Claim, of: Person) -> Confirmation:
    """Ask a colleague or appointed confirmer to look at this skill. They see it until they answer."""
    require(actor, "change", claim)
    if claim.level_id is None:
        raise ValidationError(_("First say how far you are. Then somebody can look."))
    if not may_confirm(claim.person_id, of.pk) or of.left_on:
        raise Denied(_("Your own manager does not confirm your skills. Ask a colleague or an appointed confirmer."))
    asked, made = Confirmation.objects.get_or_create(
        claim=claim, by=of, level_id=claim.level_id, withdrawn_at=None, defaults={}
    )
    if not made:
        nothing_changed()
        return asked
    record(actor, "matrix.asked", about=claim.person_id, obj=claim, data={"of": of.pk})
    return asked


@action
def answer_look(actor: Actor, *, asked: Confirmation, confirm: bool, saw: str = "") -> Confirmation:
    """Say that you saw it, or send it back with a sentence. Only who was asked; never the person's own manager."""
    require(actor, "answer", asked)
    asked.answered_at = timezone.now()
    asked.confirmed = confirm
    asked.saw = saw.strip()[:300]
    asked.save(update_fields=["answered_at", "confirmed", "saw"])
    verb = "matrix.confirmed" if confirm else "matrix.sent_back"
    record(actor, verb, about=asked.claim.person_id, obj=asked.claim, data={"level": asked.level_id})
    return asked


@action
def withdraw_confirmation(actor: Actor, *, given: Confirmation) -> None:
    """Take a confirmation back: by who gave it, or by the person it is about."""
    require(actor, "view", given)
    given.withdrawn_at = timezone.now()
    given.save(update_fields=["withdrawn_at"])
    withdrawing.withdrawn(actor, given)
    record(actor, "matrix.confirmation_withdrawn", about=given.claim.person_id, obj=given.claim)
