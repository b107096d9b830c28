"""Making a signer known and forgetting them; bringing a file, keeping what one chooses from it, removing it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, demand, require
from kanwil.audit.record import action, nothing_changed, record
from kanwil.calc.credentials import Refused, dids, saying, verify_document
from kanwil.calc.credentials.canonical import identifier
from kanwil.calc.credentials.reading import json_object
from kanwil.calc.credentials.report import GOOD, VALID
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.proof import actions as proof
from kanwil.proof.files import Kept
from kanwil.proof.models import BROUGHT
from kanwil.skills.models import Skill

from . import known
from .items import Item
from .models import BroughtFile, BroughtItem, KnownList, KnownSigner
from .telling import day, sentence
from .uploads import LIMITS

MOST_FILES = 20  # of one person


@action
def make_known(actor: Actor, *, text: bytes, note: str) -> KnownSigner | KnownList:
    """Make another organisation's signature known: its did.json, or a list of withdrawals of one already known."""
    demand(actor, "keep_known_signers")
    try:
        document = json_object(text.removeprefix(b"\xef\xbb\xbf").strip(), LIMITS)
    except Refused as error:
        raise ValidationError(sentence(error.code)) from error
    if "verificationMethod" in document:
        return _signer(actor, document, note)
    if "BitstringStatusListCredential" in saying.types(document):
        return _list(actor, document)
    raise ValidationError(_("This is no did.json and no list of withdrawals."))


def _signer(actor: Actor, document: dict[str, Any], note: str) -> KnownSigner:
    did = str(document.get("id", ""))
    if not note:
        raise ValidationError({"note": _("Say whose signature this is.")})
    if len(did) > 300 or not dids.WEB.fullmatch(did) or known.is_ours(did, known.own_name()):
        raise ValidationError(_("This is not the name of another organisation (did:web)."))
    if not _usable(did, document):
        raise ValidationError(_("There is no key in it that we can use."))
    row, _new = KnownSigner.objects.update_or_create(
        did=did, defaults={"note": note, "document": document, "given_at": timezone.now()}
    )
    record(actor, "brought.signer_known", obj=row, data={"did": did})
    return row


def _usable(did: str, document: Mapping[str, Any]) -> bool:
    for method in saying.several(document.get("assertionMethod")):
        name = method if isinstance(method, str) else identifier(method)
        try:
            dids.address(did)
            dids.key(did + name if name.startswith("#") else name, dids.directory([document]))
        except Refused:
            continue
        return True
    return False


def _list(actor: Actor, document: dict[str, Any]) -> KnownList:
    url, by = str(document.get("id", "")), identifier(document.get("issuer"))
    signer = KnownSigner.objects.filter(did=by).first()
    if signer is None:
        raise ValidationError(_("We do not know who keeps this list. Give their did.json first."))
    if not url.startswith("https://") or len(url) > 500:
        raise ValidationError(_("The list does not say at which address it belongs."))
    try:
        found = verify_document(document, now=timezone.now(), resolver=known.resolver(), limits=LIMITS)
    except Refused as error:
        raise ValidationError(sentence(error.code)) from error
    if found.signature != GOOD or found.validity != VALID:
        raise ValidationError(_("This list is not good: its signature does not fit, or its date is past."))
    row, _new = KnownList.objects.update_or_create(
        url=url,
        defaults={
            "signer": signer,
            "document": document,
            "valid_until": _moment(found.says.valid_until),
            "given_at": timezone.now(),
        },
    )
    record(actor, "brought.list_known", obj=row, data={"url": url})
    return row


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if day(text) else None


@action
def forget(actor: Actor, *, signer: KnownSigner) -> None:
    """Forget a signer with their lists. What they signed can be checked here no more."""
    demand(actor, "keep_known_signers")
    record(actor, "brought.signer_forgotten", obj=signer, data={"did": signer.did})
    signer.delete()


@action
def bring(actor: Actor, *, content: bytes, name: str, media_type: str) -> BroughtFile:
    """Keep a signed file of your own, byte for byte. Only you see it. The same file twice stays one."""
    if actor.person_id is None:
        raise Denied(_("Only a person brings a file."))
    fingerprint = hashlib.sha256(content).hexdigest()
    mine = BroughtFile.objects.filter(person_id=actor.person_id)
    if (same := mine.filter(fingerprint=fingerprint).first()) is not None:
        nothing_changed()
        return same
    if mine.count() >= MOST_FILES:
        raise ValidationError(_("You keep very many files already. Remove one first."))
    row = BroughtFile.objects.create(
        person_id=actor.person_id,
        name=name[:120],
        media_type=media_type,
        size=len(content),
        fingerprint=fingerprint,
        content=content,
    )
    record(actor, "brought.brought", about=actor.person_id, obj=row)
    return row


@action
def keep(
    actor: Actor, *, file: BroughtFile, item: Item, claim: Claim | None = None, skill: Skill | None = None
) -> BroughtItem:
    """Keep one signed statement as proof, beside a skill if wanted. `skill` comes on the list without any level."""
    require(actor, "change", file)
    if item.why_not:
        raise ValidationError(item.why_not)
    if BroughtItem.objects.filter(file=file, place=item.key).exists():
        raise ValidationError(_("You kept this already."))
    if skill is not None:
        claim = matrix.say(actor, skill=skill).claim
    finding = item.finding
    said = {
        "title": item.title[:120],
        "issuer": item.signer_name[:120],
        "issued_on": day(finding.says.valid_from),
    }
    content = Kept(f"{item.plain_name}.{item.ending}", item.media_type, item.content)
    row = proof.keep(actor, kind=BROUGHT, said=said, claims=[claim] if claim else [], file=content)
    kept = BroughtItem.objects.create(
        evidence=row,
        file=file,
        place=item.key,
        title=item.title[:200],
        level=finding.says.level[:200],
        about_name=item.about_name[:200],
        own_words=finding.kind == "own-claim",
        signer_name=item.signer_name[:200],
        signer_site=item.signer_site[:253],
        signer_known=item.signer_known,
        signature=finding.signature,
        status=finding.status,
        validity=finding.validity,
        confirmed_by=[{"name": one.name[:200], "checked": one.checked} for one in item.confirmed_by[:20]],
    )
    record(actor, "brought.kept", about=actor.person_id, obj=kept)
    return kept


@action
def remove(actor: Actor, *, file: BroughtFile) -> None:
    """Remove a brought file for good. What was kept as proof stays, with the statement itself."""
    require(actor, "change", file)
    record(actor, "brought.removed", about=actor.person_id, obj=file)
    file.delete()


@action
def keep_chosen(
    actor: Actor, *, file: BroughtFile, chosen: Iterable[tuple[Item, Claim | None, Skill | None]]
) -> list[BroughtItem]:
    """Keep everything that was chosen, or nothing at all when something is not right."""
    kept = [keep(actor, file=file, item=item, claim=claim, skill=skill) for item, claim, skill in chosen]
    if not kept:
        nothing_changed()
    return kept
