"""What verifying found: per credential what it says, who signed it, and each verdict by itself.

No verdict is folded into another. A good signature says who wrote something, not that it is still so, and not that
it is true. Codes are put in words by a page, or by `words`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# signature
GOOD, BAD, NOT_CHECKED, NONE = "good", "bad", "not-checked", "none"
# status; also NOT_CHECKED and NONE
STANDING, WITHDRAWN, SUSPENDED, UNCLEAR = "standing", "withdrawn", "suspended", "unclear"
# validity; also UNCLEAR
VALID, EXPIRED, NOT_YET = "valid", "expired", "not-yet"


@dataclass(frozen=True)
class Problem:
    """Something that is not as it should be: a code of `words.SENTENCES`, and what it is about."""

    code: str
    detail: str = ""


@dataclass(frozen=True)
class Signer:
    """Who signed. `name` is what the signer calls itself; only `id` is proven, by a good signature.

    `vouched` is "domain" (who keeps that web site), "key" (only whoever holds this key) or "" (nothing is proven).
    """

    id: str
    name: str = ""
    vouched: str = ""


@dataclass(frozen=True)
class Target:
    """The same skill in a skills language."""

    name: str
    url: str
    framework: str = ""


@dataclass(frozen=True)
class Shown:
    """A piece of proof that a credential names."""

    name: str
    narrative: str = ""
    genre: str = ""
    url: str = ""


@dataclass(frozen=True)
class Says:
    """What a credential says, cut to a size for reading; plain text, never markup."""

    title: str = ""
    description: str = ""
    about: str = ""
    about_name: str = ""
    level: str = ""
    levels: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    evidence: tuple[Shown, ...] = ()
    narrative: str = ""
    comment: str = ""
    language: str = ""
    valid_from: str = ""
    valid_until: str = ""


@dataclass(frozen=True)
class Finding:
    """One credential. `kind`: skill, own-claim, confirmation, passport, status-list or other."""

    where: str
    kind: str
    id: str
    says: Says
    signer: Signer
    signature: str
    status: str
    validity: str
    problems: tuple[Problem, ...] = ()
    parts: tuple[Finding, ...] = ()

    @property
    def verified(self) -> bool:
        """This credential alone, without those inside it."""
        return (
            self.signature == GOOD and self.status in (NONE, STANDING) and self.validity == VALID and not self.problems
        )

    def all(self) -> Iterator[Finding]:
        yield self
        for part in self.parts:
            yield from part.all()


@dataclass(frozen=True)
class Report:
    """One file. `kind`: json, token, png, svg or pdf; empty when it could not be read, and then `problems` says why."""

    kind: str
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()

    def all(self) -> Iterator[Finding]:
        for finding in self.findings:
            yield from finding.all()

    @property
    def readable(self) -> bool:
        return bool(self.findings)

    @property
    def verified(self) -> bool:
        """Everything in the file, each credential inside another too, passed every check."""
        return self.readable and not self.problems and all(one.verified for one in self.all())
