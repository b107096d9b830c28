"""One calm sentence about a whole file. It says the worst that was found first, and never adds anything up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kanwil.calc.credentials import Finding, Report
from kanwil.calc.credentials.report import (
    BAD,
    EXPIRED,
    GOOD,
    NONE,
    NOT_CHECKED,
    NOT_YET,
    STANDING,
    SUSPENDED,
    UNCLEAR,
    VALID,
    WITHDRAWN,
)

OK, CARE, WRONG, OPEN = "ok", "care", "wrong", "open"
ICONS = {OK: "check", CARE: "alert", WRONG: "cross", OPEN: "question"}
BY_THEMSELVES = ("own-claim", "passport")
NOT_SIGNED_FOR = frozenset(
    {"undefined-term", "not-covered", "own-context", "described-twice", "unusual-spelling", "not-understood"}
)


@dataclass(frozen=True)
class Outcome:
    """What stands on top. `key` names it, `tone` chooses the sign beside it."""

    key: str
    tone: str
    sentence: str
    more: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.tone]


def outcome(report: Report) -> Outcome:
    """The sentence on top of a report."""
    if not report.readable:
        return Outcome("unreadable", OPEN, _("We could not check this."))
    found = list(report.all())
    for test, say in STEPS:
        those = [one for one in found if test(one)]
        if those:
            return say(len(those) == len(found) or any(one in report.findings for one in those))
    return _good(report)


def unknown_key(one: Finding) -> bool:
    """Signed with a loose key by somebody who speaks about another: nothing says who that is."""
    return one.signature == GOOD and one.signer.vouched == "key" and one.kind not in BY_THEMSELVES


def _codes(one: Finding) -> set[str]:
    return {problem.code for problem in one.problems}


def _changed(whole: bool) -> Outcome:
    more = _("Ask for the original. Sometimes a file is damaged on the way; then a new copy helps.")
    if whole:
        return Outcome("changed", WRONG, _("This was changed or forged."), more)
    more = _("Below you see which part. The rest stands apart from it.")
    return Outcome("changed", WRONG, _("A part of this was changed or forged."), more)


def _not_signed_for(whole: bool) -> Outcome:
    more = _("Somebody may have added it later. Ask the one who signed what was in it.")
    return Outcome("not-signed-for", WRONG, _("Something stands in this that nobody signed for."), more)


def _unsigned(whole: bool) -> Outcome:
    more = _("Anybody can make such a file. It proves nothing.")
    sentence = _("There is no signature under this.") if whole else _("A part of this has no signature.")
    return Outcome("unsigned", WRONG, sentence, more)


def _withdrawn(whole: bool) -> Outcome:
    sentence = _("This was withdrawn.") if whole else _("A part of this was withdrawn.")
    more = _("The signature is genuine, but who signed took it back. It does not hold any more.")
    return Outcome("withdrawn", WRONG, sentence, more)


def _suspended(whole: bool) -> Outcome:
    sentence = _("This does not hold for the moment.") if whole else _("A part does not hold for the moment.")
    return Outcome("suspended", CARE, sentence, _("Who signed suspended it. Ask them, or look again later."))


def _expired(whole: bool) -> Outcome:
    sentence = _("The date of this is past.") if whole else _("The date of a part of this is past.")
    more = _("The signature is genuine. Ask whether there is a newer one.")
    return Outcome("expired", CARE, sentence, more)


def _not_yet(whole: bool) -> Outcome:
    sentence = _("This does not hold yet.") if whole else _("A part of this does not hold yet.")
    return Outcome("not-yet", CARE, sentence, _("The day on which it begins has yet to come."))


def _unknown_signer(whole: bool) -> Outcome:
    more = _("That is no sign that something is wrong. Ask the organisation that is named below whether it is theirs.")
    if whole:
        return Outcome("unknown-signer", OPEN, _("We could not check this: we do not know who signed."), more)
    return Outcome(
        "unknown-signer", OPEN, _("We could not check all of this: we do not know everybody who signed."), more
    )


def _unknown_form(whole: bool) -> Outcome:
    more = _("That is no sign that something is wrong. Ask who signed how you can check it.")
    sentence = _("We could not check this: it has a form that we do not know.")
    if not whole:
        sentence = _("We could not check all of this: a part has a form that we do not know.")
    return Outcome("unknown-form", OPEN, sentence, more)


def _does_not_fit(whole: bool) -> Outcome:
    return Outcome("does-not-fit", CARE, _("Something in this does not fit."), _("Below you read what."))


def _nobody_known(whole: bool) -> Outcome:
    sentence = _("This was not changed, but we do not know who signed it.")
    if not whole:
        sentence = _("This was not changed, but we do not know everybody who signed.")
    return Outcome(
        "nobody-known", OPEN, sentence, _("Anybody can make such a signature, under any name. Ask who it was.")
    )


def _withdrawal_open(whole: bool) -> Outcome:
    sentence = _("This was not changed. We could not check whether it was withdrawn.")
    if not whole:
        sentence = _("This was not changed. Of a part we could not check whether it was withdrawn.")
    return Outcome("withdrawal-open", OPEN, sentence, _("Ask the organisation that signed whether it still holds."))


def _good(report: Report) -> Outcome:
    kinds = {one.kind for one in report.all()}
    if kinds <= set(BY_THEMSELVES):
        return Outcome(
            "own-words",
            OK,
            _("This was not changed since it was signed. Somebody says it about themselves."),
            _("No organisation and no colleague signed it. That need not be wrong."),
        )
    if "passport" in kinds:
        return Outcome("good", OK, _("This passport is genuine: nothing was changed since it was signed."))
    return Outcome("good", OK, _("This is genuine: nothing was changed since it was signed."))


STEPS: list[tuple[Callable[[Finding], bool], Callable[[bool], Outcome]]] = [
    (lambda one: one.signature == BAD and not _codes(one) & NOT_SIGNED_FOR, _changed),
    (lambda one: one.signature == BAD, _not_signed_for),
    (lambda one: one.signature == NONE, _unsigned),
    (lambda one: one.status == WITHDRAWN, _withdrawn),
    (lambda one: one.status == SUSPENDED, _suspended),
    (lambda one: one.validity == EXPIRED, _expired),
    (lambda one: one.validity == NOT_YET, _not_yet),
    (lambda one: one.signature == NOT_CHECKED and "key-not-looked-up" in _codes(one), _unknown_signer),
    (lambda one: one.signature == NOT_CHECKED, _unknown_form),
    (lambda one: bool(one.problems) or one.validity != VALID or one.status == UNCLEAR, _does_not_fit),
    (unknown_key, _nobody_known),
    (lambda one: one.status not in (NONE, STANDING), _withdrawal_open),
]
