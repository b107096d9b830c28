"""From what a passport says to the documents that Open Badges 3.0, CLR 2.0 and the status list describe; unsigned."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from kanwil.calc.credentials import contexts
from kanwil.calc.credentials.model import Confirmation, Holder, Passport, Profile, SkillStatement, StatusEntry
from kanwil.calc.credentials.refusal import Refused

Document = dict[str, Any]


def moment(at: datetime) -> str:
    """A moment with its zone, in UTC; a moment without a zone would mean something else to each reader."""
    if at.tzinfo is None:
        raise Refused("no-time-zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def skill_credential(statement: SkillStatement, issuer: Profile, endorsements: tuple[Document, ...] = ()) -> Document:
    """An `OpenBadgeCredential` for one skill."""
    document: Document = {
        "@context": [contexts.VC, contexts.OB, contexts.OB_EXTENSIONS],
        "id": statement.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": statement.skill.name,
        "inLanguage": statement.language,
        "issuer": profile(issuer),
        **_validity(statement.valid_from, statement.valid_until),
        "credentialSubject": _subject(statement),
    }
    if statement.evidence:
        document["evidence"] = [
            _filled(
                {"id": one.id, "type": ["Evidence"], "name": one.name, "narrative": one.narrative, "genre": one.genre}
            )
            for one in statement.evidence
        ]
    if endorsements:
        document["endorsement"] = list(endorsements)
    return _with_status(document, statement.status)


def endorsement_credential(confirmation: Confirmation) -> Document:
    """An `EndorsementCredential`: it names the credential it is about, and says in words what is confirmed."""
    said = confirmation.statement
    document = {
        "@context": [contexts.VC, contexts.OB, contexts.OB_EXTENSIONS],
        "id": confirmation.id,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": confirmed_words(said),
        "inLanguage": said.language,
        "issuer": profile(confirmation.by),
        **_validity(confirmation.at, confirmation.valid_until),
        "credentialSubject": {
            "id": said.id,
            "type": ["EndorsementSubject"],
            "endorsementComment": confirmation.comment,
        },
    }
    return _with_status(document, confirmation.status)


def confirmed_words(said: SkillStatement) -> str:
    """What a confirmation confirms, in words: it is signed by the confirmer, so a higher level cannot be slipped in."""
    return said.skill.name + (f": {said.level.name}" if said.level else "")


def passport_credential(passport: Passport) -> Document:
    """A `ClrCredential` of chosen items. `partial`: it never claims to be everything there is about somebody."""
    document: Document = {
        "@context": [contexts.VC, contexts.CLR, contexts.OB, contexts.OB_EXTENSIONS],
        "id": passport.id,
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": passport.name,
        "inLanguage": passport.language,
        "partial": True,
        "issuer": _filled({"id": passport.holder.did, "type": ["Profile"], "name": passport.holder.name}),
        **_validity(passport.made, passport.valid_until),
        "credentialSubject": {
            "id": passport.holder.did,
            "type": ["ClrSubject"],
            "identifier": identities(passport.holder),
            "verifiableCredential": [dict(one) for one in passport.credentials],
        },
    }
    if passport.description:
        document["description"] = passport.description
    if not document["credentialSubject"]["identifier"]:
        del document["credentialSubject"]["identifier"]
    return document


def profile(one: Profile) -> Document:
    return _filled(
        {"id": one.id, "type": ["Profile"], "name": one.name, "description": one.description, "url": one.url}
    )


def identities(holder: Holder) -> list[Document]:
    """Who the holder is, as far as the person wants it said: a name in the open, an e-mail address only hashed."""
    found = []
    if holder.name:
        found.append({"type": "IdentityObject", "hashed": False, "identityHash": holder.name, "identityType": "name"})
    if holder.hashed_email:
        salt, digest = holder.hashed_email
        found.append(
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": digest,
                "identityType": "emailAddress",
                "salt": salt,
            }
        )
    return found


def _subject(statement: SkillStatement) -> Document:
    skill, scale = statement.skill, statement.skill.scale
    achievement: Document = {
        "id": skill.id,
        "type": ["Achievement"],
        "achievementType": "Competency",
        "name": skill.name,
        "description": skill.description or skill.name,
        "inLanguage": statement.language,
        "criteria": {"narrative": skill.criteria or skill.description or skill.name},
    }
    if skill.alignments:
        achievement["alignment"] = [
            {
                "type": ["Alignment"],
                "targetName": one.name,
                "targetUrl": one.url,
                "targetFramework": one.framework,
                "targetType": one.type,
            }
            for one in skill.alignments
        ]
    subject: Document = {"id": statement.holder.did, "type": ["AchievementSubject"]}
    if identities(statement.holder):
        subject["identifier"] = identities(statement.holder)
    if statement.narrative:
        subject["narrative"] = statement.narrative
    subject["achievement"] = achievement
    if scale is not None and scale.levels:
        described = f"{statement.id}#scale"
        achievement["resultDescription"] = [
            {
                "id": described,
                "type": ["ResultDescription"],
                "name": scale.name,
                "resultType": "RubricCriterionLevel",
                "rubricCriterionLevel": [
                    _filled(
                        {
                            "id": level.id,
                            "type": ["RubricCriterionLevel"],
                            "name": level.name,
                            "level": level.name,
                            "description": level.description,
                        }
                    )
                    for level in scale.levels
                ],
            }
        ]
        if statement.level is not None:
            if statement.level not in scale.levels:
                raise Refused("level-points-nowhere", statement.level.id)
            subject["result"] = [
                {"type": ["Result"], "resultDescription": described, "achievedLevel": statement.level.id}
            ]
    elif statement.level is not None:
        raise Refused("level-points-nowhere", statement.level.id)
    return subject


def compact(document: Document) -> bytes:
    """A document as JSON without spaces, in its own order and in UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _validity(start: datetime, end: datetime | None) -> Document:
    return {"validFrom": moment(start)} | ({"validUntil": moment(end)} if end else {})


def _with_status(document: Document, status: StatusEntry | None) -> Document:
    if status is not None:
        document["credentialStatus"] = {
            "id": f"{status.list_url}#{status.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": status.purpose,
            "statusListIndex": str(status.index),
            "statusListCredential": status.list_url,
        }
    return document


def _filled(values: Document) -> Document:
    return {key: value for key, value in values.items() if value not in ("", None, [])}
