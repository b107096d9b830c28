"""Taking a passport along: the PDF with the signed file inside, the signed file, and other forms of the same."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kanwil.access import Actor, require
from kanwil.people.actors import actor_of
from kanwil.people.models import Person
from kanwil.proof.models import EvidenceOf
from kanwil.signing import exports, keys
from kanwil.signing.confirmed import confirmations_of
from kanwil.signing.issuing import Said, credentials_for, whole
from kanwil.signing.models import SignedSkill

from .models import Passport
from .plain_text import as_text
from .printing import CannotPrint, passport_pdf
from .reading import items_of, sheet_of
from .sheet import Sheet

JSON = "application/ld+json"


@dataclass(frozen=True)
class Taken:
    """A file to take along."""

    name: str
    media_type: str
    content: bytes


def signed(actor: Actor, row: Passport) -> list[SignedSkill]:
    """Every chosen skill as a signed credential, with the chosen proof about it."""
    require(actor, "change", row)
    items = items_of(row)
    proof = {item.evidence_id: item.evidence for item in items if item.evidence}
    about: dict[int, list[Any]] = {}
    ties = EvidenceOf.objects.filter(evidence__in=[pk for pk in proof if pk]).order_by("pk")
    for claim_id, evidence_id in ties.values_list("claim_id", "evidence_id"):
        about.setdefault(claim_id, []).append(proof[evidence_id])
    said = [
        Said(item.claim, item.with_level, item.with_words, tuple(about.get(item.claim.pk, ())))
        for item in items
        if item.claim
    ]
    return credentials_for(actor, said, language=row.language)


def document(actor: Actor, row: Passport) -> bytes:
    """The whole passport, signed by the person, as JSON; kept with it, so that who has a link can check it too."""
    made = timezone.now().replace(microsecond=0)
    content = _readable(whole(actor, signed=signed(actor, row), made=made, **_about(row)))
    Passport.objects.filter(pk=row.pk).update(signed=content.decode(), signed_mark=mark_of(sheet_of(row)))
    return content


def _about(row: Passport) -> dict[str, Any]:
    return {"passport_id": f"urn:uuid:{row.key}", "name": row.title, "about": row.about, "language": row.language}


def _readable(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def mark_of(sheet: Sheet) -> str:
    """Changes with every word on the sheet, not with the day."""
    return hashlib.sha256(repr(replace(sheet, made_on=date.min)).encode()).hexdigest()


def signed_before(row: Passport, sheet: Sheet) -> bytes | None:
    """The signed file as it was last made, when it still says what the sheet says now."""
    return row.signed.encode() if row.signed and row.signed_mark == mark_of(sheet) else None


def check_address() -> str:
    """Where somebody can check a passport, under the address of the organisation."""
    return f"{keys.site().rstrip('/')}{reverse('verify')}"


def pdf(actor: Actor, row: Passport) -> Taken:
    """To read and print, with the signed file inside."""
    return Taken(_name(row, "pdf"), "application/pdf", _drawn(row, document(actor, row)))


def _drawn(row: Passport, inside: bytes) -> bytes:
    sheet = sheet_of(row)
    attached = [
        (_("passport.json"), JSON, _("The signed passport, for whoever wants to check it"), inside),
        (_("passport.txt"), "text/plain", _("Everything in this passport, as plain text"), as_text(sheet).encode()),
    ]
    return passport_pdf(sheet, check_url=check_address(), attachments=attached)


def signed_file(actor: Actor, row: Passport) -> Taken:
    """The signed passport by itself (Comprehensive Learner Record 2.0)."""
    return Taken(_name(row, "json"), JSON, document(actor, row))


def tokens(actor: Actor, row: Passport) -> Taken:
    """Each confirmed skill as a token by itself (VC-JWT), in one zip."""
    found = exports.tokens(actor, signed=signed(actor, row))
    files = [(f"{number:02} {slugify(name) or 'skill'}.jwt", token) for number, (name, token) in enumerate(found, 1)]
    return Taken(_name(row, "zip"), "application/zip", _zip(files))


def _zip(files: Iterable[tuple[str, str]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files:
            packed.writestr(name, text)
    return out.getvalue()


def plain_file(actor: Actor, row: Passport) -> Taken:
    """The same with ordinary words, for any program; the signed parts go along unchanged."""
    made = timezone.now().replace(microsecond=0)
    data = exports.plain(actor, signed=signed(actor, row), made=made, **_about(row))
    return Taken(_name(row, "plain.json"), "application/json", _readable(data))


def european(actor: Actor, row: Passport) -> Taken:
    """The same in the European Learning Model, not signed."""
    made = timezone.now().replace(microsecond=0)
    data = exports.elm(actor, signed=signed(actor, row), made=made, **_about(row))
    return Taken(_name(row, "elm.json"), JSON, _readable(data))


def _name(row: Passport, ending: str) -> str:
    """A file name that every computer takes."""
    return f"{_('skills-passport')}-{timezone.localdate().isoformat()}.{ending}"


FORMS = {"pdf": pdf, "ondertekend": signed_file, "los": tokens, "gewoon": plain_file, "europees": european}


def left_out(row: Passport) -> list[str]:
    """Why something that colleagues confirmed does not go along signed by them, in sentences. Mostly nothing."""
    claims = [item.claim for item in items_of(row) if item.claim and item.with_level]
    seen = confirmations_of(row.person_id, claims).values()
    said = []
    if any(one.rows for one in seen) and not keys.ready():
        said.append(_("Your organisation has no keys yet. What colleagues confirmed, goes along as your own word."))
    if any(one.by_who_leads and not one.rows for one in seen):
        said.append(_("Somebody who leads you confirmed something. That does not count in a passport."))
    return said


def sign_for_link(actor: Actor, row: Passport) -> None:
    """With a link goes the signed file; when the keys cannot be opened, the link works without."""
    with suppress(keys.CannotSign):
        document(actor, row)


def everything_of(person_id: int) -> Iterable[tuple[str, bytes]]:
    """All passports of somebody who takes everything along: each as a PDF and as the signed file."""
    person = Person.objects.get(pk=person_id)
    actor = actor_of(person)
    for number, row in enumerate(Passport.objects.filter(person=person).order_by("pk"), 1):
        try:
            with translation.override(row.language):
                inside = signed_file(actor, row).content
        except keys.CannotSign:
            continue
        yield f"{number} {row.title}.json", inside
        with suppress(CannotPrint), translation.override(row.language):
            yield f"{number} {row.title}.pdf", _drawn(row, inside)
