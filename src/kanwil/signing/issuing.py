"""Signing what somebody chose to take along, and taking a signature back. The room `passport` calls this.

    said = [Said(claim, evidence=(story,)), Said(other, with_level=False)]
    signed = credentials_for(actor, said, language="nl")       # SignedSkill rows: kept, and used again when unchanged
    whole(actor, passport_id="urn:uuid:…", name="Paspoort van Anna", about="", language="nl", signed=signed, made=now)

The organisation signs only what colleagues saw: the skill, the level, and the proof they were shown. What the person
says besides (their own words, other proof) is signed by the person alone, in a credential beside it. So one `Said` can
give two rows with the same `claim`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require, visible
from kanwil.audit.record import action, nothing_changed, record, record_many
from kanwil.calc import credentials
from kanwil.calc.credentials.documents import Document
from kanwil.calc.credentials.keyring import Ring
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person
from kanwil.proof.models import Evidence

from . import desk, keys
from .confirmed import confirmations_of
from .keys import CannotSign, key_folder, ready
from .models import Place, PublicName, SignedBy, SignedSkill

__all__ = ["CannotSign", "Said", "credentials_for", "key_folder", "ready", "whole", "withdraw"]


@dataclass(frozen=True)
class Said:
    """One skill as the person wants it said: with the level or without, with their own words or without, with proof."""

    claim: Claim
    with_level: bool = True
    with_words: bool = True
    evidence: tuple[Evidence, ...] = ()


def credentials_for(actor: Actor, said: Sequence[Said], *, language: str) -> list[SignedSkill]:
    """Sign these skills of the actor, in this order; what was signed before and says the same is used again.

    Somebody else's skill or proof is not found (Http404). When the keys cannot be used: CannotSign, and nothing is
    kept. `left_out` on a row says why a confirmation could not be signed.
    """
    if actor.person_id is None:
        raise Denied(_("Only a person takes a passport along."))
    if not said:
        return []
    mine = _mine(actor, said)
    give_keys(actor, claims=[one.claim for one in mine])
    return _sign(actor, said=mine, language=language)


def _mine(actor: Actor, said: Sequence[Said]) -> list[Said]:
    """The same, read again from the database: only what is really the actor's."""
    asked = [one.claim.pk for one in said]
    rows = visible(Claim, actor, "change").filter(pk__in=asked)
    claims = {row.pk: row for row in rows.select_related("level__scale", "skill")}
    shown = {row.pk for one in said for row in one.evidence}
    proof = {row.pk: row for row in visible(Evidence, actor, "change").filter(pk__in=shown).select_related("story")}
    for one in said:
        if one.claim.pk not in claims:
            require(actor, "change", one.claim)
        for row in one.evidence:
            if row.pk not in proof:
                require(actor, "change", row)
    return [
        Said(claims[one.claim.pk], one.with_level, one.with_words, tuple(proof[row.pk] for row in one.evidence))
        for one in said
    ]


@action
def give_keys(actor: Actor, *, claims: Iterable[Claim]) -> None:
    """Keys for the person, and for the colleagues whose confirmations will be signed; made once, then kept.

    This is an action of its own: a name is on record before anything is signed with its key.
    """
    now = timezone.now()
    by = {row.by_id for seen in confirmations_of(actor.me, claims).values() for row in seen.rows} if ready() else set()
    known = set(PublicName.objects.values_list("person_id", flat=True).filter(person_id__in=[actor.me, *by]))
    people = Person.objects.filter(pk__in=[actor.me, *by]).order_by("pk")
    for person in people:
        name = keys.name_of(person)
        if person.pk == actor.me:
            keys.person_ring(name, now)
        if person.pk in by:
            keys.confirmer_ring(name, now)
        if person.pk not in known:
            record(actor, "signing.named", about=person.pk)
    if {person.pk for person in people} <= known:
        nothing_changed()


@action
def _sign(actor: Actor, *, said: Sequence[Said], language: str) -> list[SignedSkill]:
    person = Person.objects.select_for_update().get(pk=actor.me)  # two windows of one person wait for each other
    at = desk.open_desk(person, [one.claim for one in said], language if language in ("nl", "en") else "nl")
    rows: list[SignedSkill] = []
    for one in said:
        words = one.claim.words if one.with_words else ""
        made = at.confirmed(one.claim, one.evidence) if one.with_level else None
        rest = [row for row in one.evidence if made is None or row.pk not in made.looked_at]
        if made is not None:
            rows.append(made.row)
        if made is None or words or rest:
            rows.append(at.own(one.claim, words, rest, with_level=one.with_level, beside=made is not None))
    lines = [{"about": person.pk, "obj": row, "data": {"confirmed": row.confirmed}} for row in at.new]
    if lines:
        record_many(actor, "signing.signed", lines)
    else:
        nothing_changed()
    return rows


def own_ring(actor: Actor) -> Ring:
    """The actor's own keys; their name (`did`) is who a passport is of."""
    give_keys(actor, claims=())
    return keys.person_ring(PublicName.objects.get(person_id=actor.me).name, timezone.now())


@action
def whole(
    actor: Actor,
    *,
    passport_id: str,
    name: str,
    about: str,
    language: str,
    signed: Iterable[SignedSkill],
    made: datetime,
) -> Document:
    """The passport as one document (CLR 2.0), signed by the person. What was withdrawn meanwhile is left out.

    `passport_id` is an address or `urn:uuid:…`; `made` is the moment of making, which the signature carries too.
    """
    rows = standing(actor, signed)
    person = Person.objects.get(pk=actor.me)
    ring = own_ring(actor)
    passport = credentials.Passport(
        passport_id,
        credentials.Holder(ring.did, person.name),
        name,
        tuple(row.document for row in rows),
        made,
        language=language,
        description=about,
    )
    document = keys.opened(
        lambda folder: credentials.issue_passport(passport, folder.sign_as_person(ring.folder.name), now=made)
    )
    record(actor, "signing.passport", about=person.pk, data={"skills": len(rows)})
    return document


def standing(actor: Actor, signed: Iterable[SignedSkill]) -> list[SignedSkill]:
    """Of these the actor's own that are not withdrawn, in the same order, read again."""
    order = [row.pk for row in signed]
    rows = visible(SignedSkill, actor).filter(pk__in=order, person_id=actor.me).select_related("place")
    found = {row.pk: row for row in rows}
    return [found[pk] for pk in order if pk in found and found[pk].stands]


@action
def withdraw(actor: Actor, *, signed: SignedSkill) -> None:
    """Withdraw a confirmed skill: who checks it from now on reads that it was withdrawn. It cannot be put back."""
    require(actor, "change", signed)
    if signed.place is None:
        raise CannotSign(_("This is your own word. There is nobody to tell that it is withdrawn."))
    if not _withdraw(signed.place):
        nothing_changed()
        return
    record(actor, "signing.withdrawn", about=signed.person_id, obj=signed)


@action
def take_name_back(actor: Actor, *, given: SignedBy) -> None:
    """Take back what was signed in your name, also when the skill is off the person's list meanwhile."""
    require(actor, "view", given)
    if not _withdraw(given.place):
        nothing_changed()
        return
    signed = SignedSkill.objects.filter(place=given.place).first()
    record(actor, "signing.withdrawn", about=signed.person_id if signed else None, obj=given.place)


def follow_confirmation(actor: Actor, confirmation: Confirmation) -> None:
    """A confirmation is taken back: everything that was signed with it is withdrawn. Part of that action."""
    for place in Place.objects.filter(signed_by__confirmation=confirmation):
        if _withdraw(place):
            record(actor, "signing.withdrawn", about=confirmation.claim.person_id, obj=place)


def _withdraw(place: Place) -> bool:
    """Whether it stood until now. A withdrawal is never undone, so the first moment counts."""
    now = timezone.now()
    return bool(Place.objects.filter(pk=place.pk, withdrawn_at__isnull=True).update(withdrawn_at=now))
