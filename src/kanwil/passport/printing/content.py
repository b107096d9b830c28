"""What stands on the paper: a sheet cut down to a plan, and every text made harmless.

Texts come from people. They are never markup here; what cannot be drawn or would turn other text around is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from django.utils.text import capfirst

from kanwil.passport.sheet import ProofLine, QualificationLine, Sheet, SkillLine
from kanwil.ui.templatetags.kanwil import sentence

CAN_BE_LONG = 900  # letters in one block before it may run on over the edge of a page
LONGEST = 400  # for what has a share of it: a title has half
LONGEST_ADDRESS = 90
MOST = 3  # sources, proof and skills named with one thing, under a plan that shortens
SAFE_ADDRESS = re.compile(r"https?://[^\s\"<>\\^`{|}]+", re.IGNORECASE)
# Marks that turn the direction of whatever follows: with them a name could change how a sentence beside it reads.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Text(str):
    """Words as they are drawn, with the side they start at and a size for names."""

    __slots__ = ()

    @property
    def plain(self) -> str:
        """On one line."""
        return " ".join(self.split())

    @property
    def dir(self) -> str:
        """`rtl` when the first letter says so (Arabic, Hebrew), else `ltr`."""
        for letter in self:
            side = unicodedata.bidirectional(letter)
            if side in ("L", "R", "AL"):
                return "ltr" if side == "L" else "rtl"
        return "ltr"

    @property
    def size(self) -> str:
        """A class for a name: long ones are drawn smaller."""
        return "" if len(self) <= 34 else "long" if len(self) <= 90 else "longer"


def clean(text: object, longest: int = 0) -> Text:
    """A text without what cannot be drawn; with `longest` it ends in three dots where it is cut."""
    told = unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").replace("\r", "\n")
    told = "".join(letter for letter in told.translate(TURNING) if letter in "\n\t" or _drawable(letter))
    told = re.sub(r"\n{3,}", "\n\n", told).strip()
    if longest and len(told) > longest:
        start, _, broken = told[:longest].rpartition(" ")
        told = f"{(start if start and len(broken) < 40 else told[:longest]).rstrip(' ,;:.')} …"
    return Text(told)


def _drawable(letter: str) -> bool:
    number = ord(letter)
    never = number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF  # numbers that are no letters, by agreement
    return not never and unicodedata.category(letter) not in ("Cc", "Cs", "Co")


@dataclass(frozen=True)
class Plan:
    """How much stands on the paper. `None` is everything."""

    air: str = ""  # a class of sheet.css: "", "snug" or "close"
    stories: bool = True
    explanations: bool = True
    longest: int = 0
    skills: int | None = None
    qualifications: int | None = None
    proof: int | None = None


@dataclass
class Left:
    """What does not stand on the paper because of the plan; the paper says so itself."""

    skills: int = 0
    qualifications: int = 0
    proof: int = 0
    stories: bool = False
    explanations: bool = False
    words: bool = False


@dataclass(frozen=True)
class DrawnSkill:
    name: Text
    level: Text
    words: Text
    wish: Text
    wish_sign: str
    sources: list[Text]
    more_sources: bool
    proof: list[Text]
    explanation: Text
    ring: int | None

    @property
    def long(self) -> bool:
        return len(self.words) + len(self.explanation) + sum(map(len, self.sources)) > CAN_BE_LONG


@dataclass(frozen=True)
class DrawnProof:
    kind: Text
    title: Text
    told: list[tuple[Text, Text]]
    address: Text
    link: str
    given: Text
    skills: list[Text]

    @property
    def long(self) -> bool:
        return bool(self.told)


@dataclass(frozen=True)
class DrawnQualification:
    name: Text
    valid: Text
    issuer: Text
    number: Text


Drawn = TypeVar("Drawn", DrawnSkill, DrawnProof)


@dataclass
class Content:
    """A sheet as it is drawn under one plan, and what is left out by it."""

    sheet: Sheet
    plan: Plan
    left: Left = field(default_factory=Left)

    def __post_init__(self) -> None:
        sheet, plan, left = self.sheet, self.plan, self.left
        left.skills = len(sheet.skills) - len(sheet.skills[: plan.skills])
        left.qualifications = len(sheet.qualifications) - len(sheet.qualifications[: plan.qualifications])
        left.proof = len(sheet.proof) - len(sheet.proof[: plan.proof])
        left.stories = not plan.stories and left.proof < len(sheet.proof) and any(p.told for p in sheet.proof)
        left.explanations = not plan.explanations and any(skill.explanation for skill in sheet.skills)
        self.who = self.cut(sheet.name, 0.4)
        self.title = self.cut(sheet.title, 0.5)
        self.about = self.cut(sheet.about, 2)
        self.organisation = self.cut(sheet.organisation, 0.4)
        self.skills = [self.skill(line) for line in sheet.skills[: plan.skills]]
        self.qualifications = [self.qualification(line) for line in sheet.qualifications[: plan.qualifications]]
        self.proof = [self.piece(line) for line in sheet.proof[: plan.proof]]
        self.skill_rows = rows(self.skills, 2 if plan.air == "close" else 1)
        self.proof_rows = rows(self.proof, 2)

    def cut(self, text: str, share: float = 1) -> Text:
        """A text as long as the plan allows; `share` is for its kind. Titles and names are never endless."""
        whole = clean(text)
        longest = self.plan.longest or (LONGEST if share < 1 else 0)
        made = clean(text, int(longest * share))
        self.left.words = self.left.words or made != whole
        return made

    def some_of(self, texts: Sequence[str], share: float) -> list[Text]:
        """These texts; under a plan that shortens only the first few, with three dots after them."""
        most = MOST if self.plan.longest else len(texts)
        made = [text for text in (self.cut(text, share) for text in texts[:most]) if text]
        if len(texts) > most:
            self.left.words = True
            made.append(Text("…"))
        return made

    def skill(self, line: SkillLine) -> DrawnSkill:
        heard = line.sources[:MOST] if self.plan.longest else line.sources
        return DrawnSkill(
            name=self.cut(line.name, 0.5),
            level=self.cut(sentence(line.level), 0.5),
            words=self.cut(line.words),
            wish=self.cut(sentence(line.wish), 0.3),
            wish_sign=line.wish_key if line.wish_key in ("more", "learn", "less") else "open",
            sources=self.some_of(heard, 0.6),
            more_sources=len(line.sources) > len(heard),
            proof=self.some_of(line.proof, 0.4),
            explanation=self.cut(line.explanation) if self.plan.explanations else Text(),
            ring=line.ring if line.ring in (0, 1, 2, 3, 4) else None,
        )

    def qualification(self, line: QualificationLine) -> DrawnQualification:
        return DrawnQualification(*(self.cut(text, 0.4) for text in (line.name, line.valid, line.issuer, line.number)))

    def piece(self, line: ProofLine) -> DrawnProof:
        stories = line.told if self.plan.stories else ()
        address = clean(line.url)
        return DrawnProof(
            kind=self.cut(capfirst(line.kind), 0.3),
            title=self.cut(line.title, 0.5),
            told=[(self.cut(heading, 0.4), self.cut(text)) for heading, text in stories],
            address=shown_address(address),
            link=address if is_link(address) else "",
            given=self.cut(line.given, 0.5),
            skills=self.some_of(line.skills, 0.4),
        )


def rows(things: Sequence[Drawn], wide: int) -> list[list[Drawn]]:
    """Things side by side, `wide` in a row and in their own order; a long one has a row for itself."""
    made: list[list[Drawn]] = []
    for thing in things:
        if made and not thing.long and len(made[-1]) < wide and not made[-1][0].long:
            made[-1].append(thing)
        else:
            made.append([thing])
    return made


def is_link(address: str) -> bool:
    """Only an address on the web becomes a link, and only one that does not hide where it goes."""
    if not SAFE_ADDRESS.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


def shown_address(address: str) -> Text:
    """An address as it is read: whole, or its start with three dots."""
    return Text(address if len(address) <= LONGEST_ADDRESS else f"{address[:LONGEST_ADDRESS]} …")
