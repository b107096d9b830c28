"""What was found in a file, in words for somebody who never heard of credentials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kanwil.calc.credentials import Finding, Problem, Refused, Report, dids, words
from kanwil.calc.credentials.report import GOOD
from kanwil.ui.dates import human_date

from . import known, signers
from .outcome import Outcome, outcome

SIGNS = {
    "signature.good": "check",
    "signature.bad": "cross",
    "signature.none": "minus",
    "status.standing": "check",
    "status.none": "minus",
    "status.withdrawn": "cross",
    "status.suspended": "alert",
    "validity.valid": "check",
    "validity.expired": "cross",
    "validity.not-yet": "clock",
}
KIND_ICONS = {"passport": "passport", "skill": "sprout", "own-claim": "me", "confirmation": "eye"}


@dataclass(frozen=True)
class Verdict:
    """One of three things that were looked at: its name, what was found, and the sign beside it."""

    name: str
    words: str
    icon: str


@dataclass(frozen=True)
class Who:
    """Who signed: the name, what kind of somebody, and what we know of them."""

    name: str
    role: str
    known: str
    place: str = ""


@dataclass
class Piece:
    """One credential, as it is read."""

    finding: Finding
    kind: str
    icon: str
    who: Who
    verdicts: list[Verdict]
    problems: list[tuple[str, Problem]]
    about: str = ""
    heading: int = 2
    key: str = ""
    parts: list[Piece] = field(default_factory=list)


@dataclass
class Told:
    """A whole report in words."""

    report: Report
    outcome: Outcome
    why: list[str]
    pieces: list[Piece]


@dataclass(frozen=True)
class Around:
    """What is known while telling: our own name, what the administrator calls others, and whose it is so far."""

    own: str
    known_as: dict[str, str]
    whose: str = ""
    heading: int = 2

    def inside(self, whose: str) -> Around:
        return replace(self, whose=whose or self.whose, heading=min(self.heading + 1, 5))


def tell(report: Report) -> Told:
    """Put a report in words."""
    known_as = signers.notes(one.signer.id for one in report.all())
    around = Around(known.own_name(), known_as)
    pieces = [_piece(one, around, f"{number}") for number, one in enumerate(report.findings, 1)]
    return Told(report, outcome(report), [sentence(one.code) for one in report.problems], pieces)


def sentence(code: str) -> str:
    """The sentence of a problem, in the language of the page; plainer than on the command line where that helps."""
    plainer = {
        "bad-token": _("This text is not whole. Copy all of it, from the first to the last letter."),
        "key-not-looked-up": _("We do not know this signer, so we did not check the signature."),
        "not-json": _("This text is not whole. Copy all of it, from the first to the last letter."),
        "nothing-in-it": _("There is no passport or signed statement in it."),
        "too-much-work": _("Checking this takes too long. Ask for the passport as a file of its own."),
        "undefined-term": _("A word in it has no agreed meaning. The signature does not cover it."),
    }
    return plainer.get(code) or words.sentence(code, get_language() or "nl")


def _piece(one: Finding, around: Around, key: str) -> Piece:
    whose = one.says.about_name
    inside = around.inside(whose)
    return Piece(
        finding=one,
        kind=_pair(words.KINDS[one.kind]),
        icon=KIND_ICONS.get(one.kind, "file"),
        who=who(one, around),
        verdicts=_verdicts(one),
        problems=[(sentence(problem.code), problem) for problem in one.problems],
        about=whose if whose != around.whose else "",
        heading=around.heading,
        key=key,
        parts=[_piece(part, inside, f"{key}-{number}") for number, part in enumerate(one.parts, 1)],
    )


def who(one: Finding, around: Around) -> Who:
    """Who signed. A name in a file is only what somebody calls themselves; what we know of it is said beside it."""
    name, did = one.signer.name, one.signer.id
    role = {
        "skill": _("Organisation"),
        "confirmation": _("Colleague"),
        "own-claim": _("The person"),
        "passport": _("The person"),
    }.get(one.kind, _("Signer"))
    if not did:
        return Who(name or _("Nobody"), role, _("It does not say who signed."))
    place = host(did)
    if one.signature != GOOD:
        return Who(
            name or place or _("Without a name"), role, _("That is what the file says. It was not proven."), place
        )
    if known.is_ours(did, around.own):
        return Who(name or place, role, _("Known here: this installation gave out the signature."), place)
    if did in around.known_as:
        return Who(name or place, role, _("Known here as: %(note)s.") % {"note": around.known_as[did]}, place)
    if one.signer.vouched == "key":
        if one.kind in ("own-claim", "passport"):
            said = _("Signed with a key of their own. The name is what they call themselves.")
        else:
            said = _("Signed with a loose key. Anybody can call themselves this; we do not know who it is.")
        return Who(name or _("Without a name"), role, said)
    return Who(name or place, role, _("Known here by the address of the web site."), place)


def host(did: str) -> str:
    """The web site that a name belongs to."""
    try:
        return dids.address(did).split("/")[2] if did.startswith("did:web:") else ""
    except Refused:
        return ""


def _verdicts(one: Finding) -> list[Verdict]:
    names = {"signature": _("Signature"), "status": _("Withdrawn?"), "validity": _("Date")}
    made = []
    for part, name in names.items():
        code = f"{part}.{getattr(one, part)}"
        said = _pair(words.VERDICTS[code])
        if part == "validity":
            said = " ".join([said, *_dates(one)])
        made.append(Verdict(name, said, SIGNS.get(code, "question")))
    return made


def _dates(one: Finding) -> Iterable[str]:
    start, end = day(one.says.valid_from), day(one.says.valid_until)
    if start:
        yield _("Since %(day)s.") % {"day": human_date(start)}
    if end:
        yield _("Until %(day)s.") % {"day": human_date(end)}


def day(moment: str) -> date | None:
    """The day of a moment in a file, on our own clock; nothing when it cannot be read."""
    try:
        found = datetime.fromisoformat(moment)
        return timezone.localdate(found) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _pair(pair: tuple[str, str]) -> str:
    return pair[0] if (get_language() or "nl") == "nl" else pair[1]
