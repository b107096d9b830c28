"""The signed statements in a brought file that somebody may keep as proof, each with its own signed text.

A statement inside a passport keeps its own signature, so it can be shown alone: sharing one does not give away the
rest. What was forged, withdrawn or is about another cannot be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from kanwil.calc.credentials import Finding, Refused, Report, compact
from kanwil.calc.credentials.canonical import nested
from kanwil.calc.credentials.containers import carried
from kanwil.calc.credentials.proofs import open_token
from kanwil.calc.credentials.report import GOOD, NOT_CHECKED, SUSPENDED, WITHDRAWN

from . import known, signers
from .telling import host
from .uploads import LIMITS

KEPT = ("skill", "own-claim")


@dataclass(frozen=True)
class Confirmed:
    """Somebody elsewhere who confirmed it; `checked` when their own signature is good and known."""

    name: str
    checked: bool


@dataclass
class Item:
    """One statement that may be kept. `why_not` says why it may not."""

    key: str
    finding: Finding
    content: bytes
    media_type: str
    ending: str
    signer_site: str
    signer_known: bool
    confirmed_by: list[Confirmed] = field(default_factory=list)
    about_name: str = ""
    why_not: str = ""

    @property
    def is_own(self) -> bool:
        """Said by somebody of themselves."""
        return self.finding.kind == "own-claim"

    @property
    def title(self) -> str:
        return " ".join(self.finding.says.title.split()) or _("Without a name")

    @property
    def signer_name(self) -> str:
        return " ".join(self.finding.signer.name.split()) or self.signer_site or _("Without a name")

    @property
    def plain_name(self) -> str:
        """A name for the file, without signs."""
        plain = "".join(letter if letter.isalnum() or letter in " -" else " " for letter in self.title)
        return " ".join(plain.split())[:60] or "verklaring"

    @property
    def uris(self) -> list[str]:
        """The same skill in skills languages, by address."""
        return [one.url for one in self.finding.says.targets if one.url]


def items(data: bytes, report: Report) -> list[Item]:
    """Everything in a file that is about a skill. Call it with the report of that very file."""
    found: list[Item] = []
    walks: list[tuple[str, Finding, dict[str, Any], str, tuple[Finding, ...]]] = []
    budget = LIMITS.start()
    for number, (finding, one) in enumerate(zip(report.findings, carried(data, LIMITS), strict=True), 1):
        document = open_token(one.token, budget)[1] if one.token else one.document or {}
        walks += _walk(finding, document, f"{number}", one.token, ())
    names = signers.notes(finding.signer.id for _key, finding, *_rest in walks)
    own = known.own_name()
    holder = next((finding.says.about_name for _key, finding, *_rest in walks if finding.kind == "passport"), "")
    for key, finding, document, token, around in walks:
        if finding.kind not in KEPT:
            continue
        site = host(finding.signer.id)
        found.append(
            Item(
                key=key,
                finding=finding,
                content=token.encode() if token else compact(document),
                media_type="application/jwt" if token else "application/json",
                ending="jwt" if token else "json",
                signer_site=site,
                signer_known=_known(finding, names, own),
                confirmed_by=list(_confirmed(finding, around)),
                about_name=finding.says.about_name or holder,
                why_not=_why_not(finding),
            )
        )
    return found


def read(data: bytes, report: Report) -> list[Item]:
    """As `items`; nothing when the file cannot be read as one."""
    try:
        return items(data, report) if report.readable else []
    except Refused:
        return []


def _walk(
    finding: Finding, document: dict[str, Any], key: str, token: str, around: tuple[Finding, ...]
) -> Iterator[tuple[str, Finding, dict[str, Any], str, tuple[Finding, ...]]]:
    yield key, finding, document, token, around
    for number, (part, (_place, inside)) in enumerate(zip(finding.parts, nested(document), strict=True), 1):
        yield from _walk(part, inside, f"{key}-{number}", "", finding.parts)


def _known(finding: Finding, names: dict[str, str], own: str) -> bool:
    did = finding.signer.id
    return finding.signature == GOOD and (did in names or known.is_ours(did, own) or finding.signer.vouched == "domain")


def _confirmed(finding: Finding, around: tuple[Finding, ...]) -> Iterator[Confirmed]:
    """Confirmations inside it, or beside it in the passport, that are about this statement and were not forged."""
    beside = [one for one in around if one.says.about == finding.id and finding.id]
    for one in (*finding.parts, *beside):
        good = one.signature in (GOOD, NOT_CHECKED) and one.status not in (WITHDRAWN, SUSPENDED)
        fits = not {problem.code for problem in one.problems} - {"key-not-looked-up"}
        if one.kind == "confirmation" and good and fits:
            name = " ".join(one.signer.name.split()) or host(one.signer.id)
            if name:
                yield Confirmed(name, one.signature == GOOD and one.signer.vouched == "domain")


def _why_not(finding: Finding) -> str:
    codes = {problem.code for problem in finding.problems}
    if finding.signature not in (GOOD, NOT_CHECKED):
        return _("The signature is not good, so this proves nothing.")
    if finding.status in (WITHDRAWN, SUSPENDED):
        return _("Who signed this took it back.")
    if "about-somebody-else" in codes:
        return _("This is about somebody else than the rest of the passport.")
    if finding.kind == "skill" and finding.signature == GOOD and finding.signer.vouched == "key":
        return _("Nobody knows who signed this.")
    return ""
