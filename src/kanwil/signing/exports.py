"""The same passport without a signature, and each token by itself. It says exactly what was signed: it is read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from kanwil.access import Actor
from kanwil.calc import credentials
from kanwil.people.models import Person

from . import keys
from .issuing import own_ring, standing
from .models import SignedSkill


def plain(
    actor: Actor,
    *,
    passport_id: str,
    name: str,
    about: str,
    language: str,
    signed: Iterable[SignedSkill],
    made: datetime,
) -> dict[str, Any]:
    """The passport as plain JSON with ordinary words; the signed credentials go along unchanged."""
    passport, entries = _read(actor, passport_id, name, about, language, signed, made)
    return credentials.plain(passport, entries)


def elm(
    actor: Actor,
    *,
    passport_id: str,
    name: str,
    about: str,
    language: str,
    signed: Iterable[SignedSkill],
    made: datetime,
    picture: bytes = b"",
) -> dict[str, Any]:
    """The passport in the European Learning Model (EDC), unsigned: for exchange and reading."""
    passport, entries = _read(actor, passport_id, name, about, language, signed, made)
    issuer = credentials.Profile(_organisation_id(), keys.organisation_name())
    return credentials.elm(passport, entries, issuer, legal_number=settings.LEGAL_NUMBER, picture=picture)


def tokens(actor: Actor, *, signed: Iterable[SignedSkill]) -> list[tuple[str, str]]:
    """Of each confirmed skill its name and its token (VC-JWT, ES256)."""
    return [(row.name, row.token) for row in standing(actor, signed) if row.token]


def _organisation_id() -> str:
    return keys.key_folder().organisation.did if keys.ready() else keys.site()


def _read(
    actor: Actor,
    passport_id: str,
    name: str,
    about: str,
    language: str,
    signed: Iterable[SignedSkill],
    made: datetime,
) -> tuple[credentials.Passport, list[credentials.Entry]]:
    rows = standing(actor, signed)
    person = Person.objects.get(pk=actor.me)
    documents = tuple(row.document for row in rows)
    holder = credentials.Holder(own_ring(actor).did, person.name)
    passport = credentials.Passport(passport_id, holder, name, documents, made, language=language, description=about)
    return passport, [entry(document) for document in documents]


def entry(document: Mapping[str, Any]) -> credentials.Entry:
    """What a credential of ours says, as records again."""
    subject, achievement = document["credentialSubject"], document["credentialSubject"]["achievement"]
    levels = [
        credentials.Level(one["id"], one["name"], one.get("description", ""))
        for described in achievement.get("resultDescription", [])
        for one in described["rubricCriterionLevel"]
    ]
    scale = None
    if levels:
        first = achievement["resultDescription"][0]
        scale = credentials.Scale(levels[0].id.partition("#")[0], first["name"], tuple(levels))
    reached = {one["achievedLevel"] for one in subject.get("result", [])}
    skill = credentials.Skill(
        achievement["id"],
        achievement["name"],
        achievement["description"],
        tuple(
            credentials.Alignment(one["targetName"], one["targetUrl"], one["targetFramework"], one["targetType"])
            for one in achievement.get("alignment", [])
        ),
        scale,
    )
    names = [one["identityHash"] for one in subject.get("identifier", []) if one.get("identityType") == "name"]
    said = credentials.SkillStatement(
        document["id"],
        skill,
        credentials.Holder(subject["id"], names[0] if names else ""),
        datetime.fromisoformat(document["validFrom"]),
        next((level for level in levels if level.id in reached), None),
        tuple(
            credentials.Evidence(one["id"], one["name"], one.get("narrative", ""), one.get("genre", ""))
            for one in document.get("evidence", [])
        ),
        subject.get("narrative", ""),
        document["inLanguage"],
    )
    return credentials.Entry(said, tuple(_given(one, said) for one in document.get("endorsement", [])))


def _given(one: Mapping[str, Any], said: credentials.SkillStatement) -> credentials.Confirmation:
    issuer = one["issuer"]
    by = credentials.Profile(issuer["id"], issuer.get("name", ""), issuer.get("description", ""))
    at = datetime.fromisoformat(one["validFrom"])
    return credentials.Confirmation(one["id"], said, by, one["credentialSubject"]["endorsementComment"], at)
