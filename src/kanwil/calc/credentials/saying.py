"""Reading what a credential says, whoever made it. Every value may be of any shape; what does not fit is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanwil.calc.credentials.canonical import identifier
from kanwil.calc.credentials.report import Problem, Says, Shown, Target

LONGEST = 4_000
MOST = 60


def text(value: Any) -> str:
    """A value as text without control characters, cut to a size for reading."""
    if not isinstance(value, str):
        return ""
    kept = "".join(letter for letter in value[:LONGEST] if letter.isprintable() or letter in "\n\t")
    return kept.strip()


def several(value: Any) -> list[Any]:
    """One or many, as many; never more than somebody would read."""
    if value is None:
        return []
    return (value if isinstance(value, list) else [value])[:MOST]


def mappings(value: Any) -> list[Mapping[str, Any]]:
    return [one for one in several(value) if isinstance(one, Mapping)]


def types(document: Mapping[str, Any]) -> list[str]:
    return [one for one in several(document.get("type")) if isinstance(one, str)]


def kind(document: Mapping[str, Any]) -> str:
    named = types(document)
    if "ClrCredential" in named:
        return "passport"
    if "EndorsementCredential" in named:
        return "confirmation"
    if "BitstringStatusListCredential" in named:
        return "status-list"
    if "OpenBadgeCredential" in named or "AchievementCredential" in named:
        own = identifier(document.get("issuer"))
        return "own-claim" if own and own == identifier(document.get("credentialSubject")) else "skill"
    return "other"


def says(document: Mapping[str, Any]) -> tuple[Says, list[Problem]]:
    """What it says, and what in it points nowhere or is about nobody."""
    problems: list[Problem] = []
    subjects = mappings(document.get("credentialSubject"))
    if len(subjects) != 1:
        problems.append(Problem("not-one-subject"))
    subject = subjects[0] if subjects else {}
    achievement = (mappings(subject.get("achievement")) or [{}])[0]
    known = _levels(achievement)
    reached = [text(one.get("achievedLevel")) for one in mappings(subject.get("result"))]
    reached = [one for one in reached if one]
    if any(one not in known for one in reached):
        problems.append(Problem("level-points-nowhere", next(one for one in reached if one not in known)[:200]))
    names = _names(subject)
    if not identifier(subject) and not mappings(subject.get("identifier")):
        problems.append(Problem("about-nobody"))
    said = Says(
        title=text(achievement.get("name")) or text(document.get("name")),
        description=text(achievement.get("description")) or text(document.get("description")),
        about=text(identifier(subject)),
        about_name=names,
        level=", ".join(known[one] for one in reached if one in known),
        levels=tuple(known.values()),
        targets=tuple(
            Target(text(one.get("targetName")), text(one.get("targetUrl")), text(one.get("targetFramework")))
            for one in mappings(achievement.get("alignment"))
        ),
        evidence=tuple(
            Shown(text(one.get("name")), text(one.get("narrative")), text(one.get("genre")), _link(one.get("id")))
            for one in mappings(document.get("evidence"))
        ),
        narrative=text(subject.get("narrative")),
        comment=text(subject.get("endorsementComment")),
        language=text(achievement.get("inLanguage")) or text(document.get("inLanguage")),
        valid_from=text(document.get("validFrom")),
        valid_until=text(document.get("validUntil")),
    )
    return said, problems


def _levels(achievement: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for described in mappings(achievement.get("resultDescription")):
        for level in mappings(described.get("rubricCriterionLevel")):
            found[text(level.get("id"))] = text(level.get("name"))
    return found


def _names(subject: Mapping[str, Any]) -> str:
    for one in mappings(subject.get("identifier")):
        if one.get("hashed") is False and one.get("identityType") == "name":
            return text(one.get("identityHash"))
    return ""


def _link(value: Any) -> str:
    found = text(value)
    return found if found.startswith(("https://", "http://")) else ""
