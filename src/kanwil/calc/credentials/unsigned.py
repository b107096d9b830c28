"""A passport without a signature: plain JSON for any program, and the European Learning Model for Europe.

Europe's wallets only take credentials sealed with a qualified e-seal, so this ELM export is for exchange and reading.
It never claims to be sealed, and needs no context to be fetched by us: nothing here is signed.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kanwil.calc.credentials.documents import moment
from kanwil.calc.credentials.model import Alignment, Confirmation, Passport, Profile, SkillStatement

FORMAT = "kanwil-passport-1"
EDC_CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
VC1_CONTEXT = "https://www.w3.org/2018/credentials/v1"
AUTHORITY = "http://publications.europa.eu/resource/authority"
LANGUAGES = {"nl": "NLD", "en": "ENG"}


@dataclass(frozen=True)
class Entry:
    """One item of a passport: what is said, and who confirmed it. Without a confirmation it is somebody's own claim."""

    statement: SkillStatement
    confirmations: tuple[Confirmation, ...] = ()


def plain(passport: Passport, entries: Sequence[Entry]) -> dict[str, Any]:
    """The passport as plain data with ordinary words; the signed credentials go along unchanged."""
    return {
        "format": FORMAT,
        "id": passport.id,
        "name": passport.name,
        "language": passport.language,
        "made": moment(passport.made),
        "holder": {"id": passport.holder.did, "name": passport.holder.name},
        "skills": [_plain(entry) for entry in entries],
        "credentials": [dict(one) for one in passport.credentials],
    }


def _plain(entry: Entry) -> dict[str, Any]:
    said = entry.statement
    return {
        "id": said.id,
        "skill": {"id": said.skill.id, "name": said.skill.name, "description": said.skill.description},
        "alignments": [{"url": one.url, "name": one.name, "framework": one.framework} for one in said.skill.alignments],
        "level": said.level.name if said.level else None,
        "levels": [level.name for level in said.skill.scale.levels] if said.skill.scale else [],
        "ownWords": said.narrative,
        "from": moment(said.valid_from),
        "until": moment(said.valid_until) if said.valid_until else None,
        "evidence": [{"name": one.name, "story": one.narrative, "kind": one.genre} for one in said.evidence],
        "saidBy": "others" if entry.confirmations else "self",
        "confirmations": [
            {"by": one.by.name, "relation": one.by.description, "comment": one.comment, "at": moment(one.at)}
            for one in entry.confirmations
        ],
    }


def elm(
    passport: Passport,
    entries: Sequence[Entry],
    issuer: Profile,
    *,
    legal_number: str = "",
    country: str = "NLD",
    picture: bytes = b"",
) -> dict[str, Any]:
    """The passport as European Digital Credential for Learning (application profile EDC, ELM 3.2), unsigned.

    A skill becomes a learning achievement with a learning outcome; `relatedESCOSkill` and `relatedSkill` name it in
    ESCO and in other skills languages. The level stands in words beside it: ELM has no place for a scale of one's own.
    `legal_number` is the organisation's eIDAS identifier (such as NTRNL-12345678): the profile asks for one.
    It also asks for a picture of the credential: `picture` is a PNG, and a blank page when there is none.
    """
    language = passport.language
    place = _authority("country", country)
    organisation: dict[str, Any] = {
        "id": issuer.id,
        "type": "Organisation",
        "legalName": {language: issuer.name},
        "location": {
            "id": f"{passport.id}#location",
            "type": "Location",
            "address": {
                "id": f"{passport.id}#address",
                "type": "Address",
                "countryCode": place,
            },
        },
    }
    if legal_number:
        organisation["eIDASIdentifier"] = {
            "id": f"{passport.id}#legal-number",
            "type": "LegalIdentifier",
            "notation": legal_number,
            "spatial": place,
        }
    subject: dict[str, Any] = {"id": passport.holder.did, "type": "Person"}
    if passport.holder.name:
        subject["fullName"] = {language: passport.holder.name}
    subject["hasClaim"] = [_achievement(entry, organisation, language) for entry in entries]
    document: dict[str, Any] = {
        "@context": [VC1_CONTEXT, EDC_CONTEXT],
        "id": passport.id,
        "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
        "issuer": organisation,
        "issuanceDate": moment(passport.made),
        "issued": moment(passport.made),
        "validFrom": moment(passport.made),
        "credentialProfiles": _concept(
            "http://data.europa.eu/snb/credential/e34929035b",
            "http://data.europa.eu/snb/credential/25831c2",
            {"en": "Generic"},
        ),
        "credentialSchema": {
            "id": "http://data.europa.eu/snb/model/ap/edc-generic-full",
            "type": "ShaclValidator2017",
        },
        "credentialSubject": subject,
        "displayParameter": _display(passport, picture or _blank_page()),
    }
    if passport.valid_until:
        document["expirationDate"] = document["validUntil"] = moment(passport.valid_until)
    return document


def _display(passport: Passport, picture: bytes) -> dict[str, Any]:
    language = _authority("language", LANGUAGES.get(passport.language, "NLD"))
    shown = f"{passport.id}#display"
    base64 = _concept(
        "http://data.europa.eu/snb/encoding/6146cde7dd",
        "http://data.europa.eu/snb/encoding/25831c2",
        {"en": "base64"},
    )
    image = {
        "id": f"{shown}-image",
        "type": "MediaObject",
        "content": b64encode(picture).decode(),
        "contentEncoding": base64,
        "contentType": _authority("file-type", "PNG"),
    }
    detail = {"id": f"{shown}-page", "type": "DisplayDetail", "page": 1, "image": image}
    return {
        "id": shown,
        "type": "DisplayParameter",
        "title": {passport.language: passport.name},
        "primaryLanguage": language,
        "language": language,
        "individualDisplay": {
            "id": f"{shown}-individual",
            "type": "IndividualDisplay",
            "language": language,
            "displayDetail": detail,
        },
    }


def _blank_page(width: int = 210, height: int = 297) -> bytes:
    """A white page as PNG."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    row = b"\0" + b"\xff" * ((width + 7) // 8)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _authority(name: str, code: str) -> dict[str, Any]:
    """A concept of the European authority tables, such as a country or a language."""
    return _concept(f"{AUTHORITY}/{name}/{code}", f"{AUTHORITY}/{name}", {"en": code}, name)


def _achievement(entry: Entry, organisation: dict[str, Any], language: str) -> dict[str, Any]:
    said = entry.statement
    outcome: dict[str, Any] = {
        "id": f"{said.id}#outcome",
        "type": "LearningOutcome",
        "title": {language: said.skill.name},
    }
    esco = [one for one in said.skill.alignments if _is_esco(one)]
    others = [one for one in said.skill.alignments if not _is_esco(one)]
    if esco:
        outcome["relatedESCOSkill"] = [_skill(one) for one in esco]
    if others:
        outcome["relatedSkill"] = [_skill(one) for one in others]
    about = [said.level.name] if said.level else []
    about += [said.narrative] if said.narrative else []
    about += [f"{one.by.name}: {one.comment}" for one in entry.confirmations]
    made: dict[str, Any] = {
        "id": said.id,
        "type": "LearningAchievement",
        "title": {language: said.skill.name},
        "awardedBy": {
            "id": f"{said.id}#awarding",
            "type": "AwardingProcess",
            "awardingBody": organisation,
            "awardingDate": moment(said.valid_from),
        },
        "specifiedBy": {
            "id": f"{said.id}#specification",
            "type": "LearningAchievementSpecification",
            "title": {language: said.skill.name},
            "learningOutcome": outcome,
        },
    }
    if about:
        made["description"] = {language: "\n".join(about)}
    return made


def _is_esco(one: Alignment) -> bool:
    return one.url.startswith("http://data.europa.eu/esco/")


def _skill(one: Alignment) -> dict[str, Any]:
    scheme = "http://data.europa.eu/esco/concept-scheme/skills" if _is_esco(one) else one.url.rpartition("/")[0]
    return _concept(one.url, scheme, {"en" if _is_esco(one) else "nl": one.name})


def _concept(id: str, scheme: str, names: dict[str, str], notation: str = "") -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": id,
        "type": "Concept",
        "inScheme": {"id": scheme, "type": "ConceptScheme"},
        "prefLabel": names,
    }
    return made | ({"notation": notation} if notation else {})
