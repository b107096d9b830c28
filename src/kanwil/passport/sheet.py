"""What a passport shows, as plain text: made once, for the page, the link, the PDF and the plain file alike.

Nothing here knows a rule or a database: what stands in a sheet may be shown to whoever gets it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SkillLine:
    """One skill: the person's own words first, then the sentence of the level, and who says so.

    `sources` are whole sentences ("Bram Bramsen, collega, zag dit op 3 maart 2026."); without any it is the person's
    own word. `proof` holds the titles of chosen proof about this skill.
    """

    name: str
    level: str = ""
    words: str = ""
    wish: str = ""
    sources: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    explanation: str = ""
    ring: int | None = None  # how far the ring beside the level is filled, 0 to 4: a picture of the sentence, no digit
    wish_key: str = ""  # "more", "learn" or "less", for the sign beside the wish


@dataclass(frozen=True)
class ProofLine:
    """One piece of proof: `told` are pairs of heading and text, the heading empty for a story told in one go."""

    kind: str
    title: str
    told: tuple[tuple[str, str], ...] = ()
    url: str = ""
    given: str = ""  # "ROC Midden, 12 maart 2021"
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class QualificationLine:
    """What the law or a rule asks: until when it is valid, in a sentence."""

    name: str
    valid: str
    issuer: str = ""
    number: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole passport, in one language ("nl" or "en"), in the order the person chose."""

    name: str
    title: str
    about: str
    language: str
    made_on: date
    organisation: str
    skills: tuple[SkillLine, ...] = ()
    proof: tuple[ProofLine, ...] = ()
    qualifications: tuple[QualificationLine, ...] = ()
