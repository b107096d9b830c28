"""What a passport says, in small records that change nothing and know no database.

Everything has an address (`id`): a URL of the installation or a `urn:uuid:`. One credential is in one language.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Alignment:
    """The same skill in a skills language of others. `type` is free, but starts with `ext:` (Open Badges asks that)."""

    name: str
    url: str
    framework: str
    type: str = "ext:Skill"


def esco(uri: str, name: str, version: str = "") -> Alignment:
    return Alignment(name, uri, f"ESCO {version}".strip(), "ext:ESCOSkill")


def competentnl(uri: str, name: str, version: str = "") -> Alignment:
    return Alignment(name, uri, f"CompetentNL {version}".strip(), "ext:CompetentNLSkill")


@dataclass(frozen=True)
class Level:
    """One sentence of a scale; never a digit."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True)
class Scale:
    id: str
    name: str
    levels: tuple[Level, ...]

    def level(self, id: str) -> Level:
        return next(level for level in self.levels if level.id == id)


@dataclass(frozen=True)
class Skill:
    id: str
    name: str
    description: str
    alignments: tuple[Alignment, ...] = ()
    scale: Scale | None = None
    criteria: str = ""


@dataclass(frozen=True)
class Evidence:
    """Proof as the person wants to show it: a story, a file, a link. `genre` says which kind, in words."""

    id: str
    name: str
    narrative: str = ""
    genre: str = ""


@dataclass(frozen=True)
class Profile:
    """Who speaks: an organisation, or a colleague who confirms. `id` is a did:web name."""

    id: str
    name: str
    description: str = ""
    url: str = ""


@dataclass(frozen=True)
class Holder:
    """The person the passport is of, by the name of their own key; never an employer's number or page.

    `hashed_email` is made by `hash_email`: who knows the address can check it, who does not cannot read it.
    """

    did: str
    name: str = ""
    hashed_email: tuple[str, str] | None = None


def hash_email(address: str, salt: str) -> tuple[str, str]:
    """`(salt, hash)` of a private e-mail address, the way Open Badges wants it."""
    return salt, "sha256$" + hashlib.sha256((address.strip().lower() + salt).encode()).hexdigest()


@dataclass(frozen=True)
class StatusEntry:
    """Where a withdrawal would be read: bit `index` in the list published at `list_url`."""

    list_url: str
    index: int
    purpose: str = "revocation"


@dataclass(frozen=True)
class SkillStatement:
    """One skill of one person. Without a level it says only that the person has it: unknown is not the lowest level."""

    id: str
    skill: Skill
    holder: Holder
    valid_from: datetime
    level: Level | None = None
    evidence: tuple[Evidence, ...] = ()
    narrative: str = ""
    language: str = "nl"
    valid_until: datetime | None = None
    status: StatusEntry | None = None


@dataclass(frozen=True)
class Confirmation:
    """What a colleague says about one statement, on shown work. It is signed by the colleague's own key."""

    id: str
    statement: SkillStatement
    by: Profile
    comment: str
    at: datetime
    valid_until: datetime | None = None
    status: StatusEntry | None = None


@dataclass(frozen=True)
class Passport:
    """What one person chose to show, in the order they chose. `credentials` are signed already, each by its signer."""

    id: str
    holder: Holder
    name: str
    credentials: tuple[Mapping[str, Any], ...]
    made: datetime
    language: str = "nl"
    valid_until: datetime | None = None
    description: str = ""
