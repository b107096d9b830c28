"""At most four pages: first closer together, then the least important goes, and the paper says what.

The order in which things give way: stories of proof (their titles stay), explanations and long texts, pieces of proof,
qualifications beyond the first dozen, and only then skills, the last of the person's own order first.

Drawing takes long, so how long a plan gets is guessed first. Each drawing corrects the guesses after it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kanwil.passport.printing.content import LONGEST, MOST, Plan
from kanwil.passport.sheet import ProofLine, QualificationLine, Sheet, SkillLine

PAGES = 4
DOZEN = 12
HOPELESS = 1.25  # a plan guessed to be this much too long is not drawn
FULL = 3.6  # so many pages filled is full: a few lines more might fit, but are not worth drawing it all again
ENOUGH = 4  # drawings of one plan with more or fewer things
CHECK = 140  # CSS pixels from the heading about checking, the last one, to the end
WHOLE = (
    Plan(),
    Plan(air="snug"),
    Plan(air="close"),
    Plan(air="close", stories=False),
    Plan(air="close", stories=False, explanations=False),
    Plan(air="close", stories=False, explanations=False, longest=600),
    Plan(air="close", stories=False, explanations=False, longest=240),
)


@dataclass(frozen=True)
class Air:
    """How a style sets: millimetres of a line and of the space around a thing, letters on a line, things in a row."""

    line: float
    space: float
    letters: int
    beside: int
    head: float


AIRS = {"": Air(5.7, 14, 80, 1, 105), "snug": Air(5.3, 9, 82, 1, 90), "close": Air(4.9, 9.5, 44, 2, 80)}
PAGE = 256.0  # millimetres of text on a page


def fit(sheet: Sheet, draw: Callable[[Plan], Any]) -> Any:
    """The fullest drawing of this sheet that has at most four pages."""
    wrong_by = 1.0
    for plan in WHOLE:
        guess = guessed(sheet, plan)
        if guess * wrong_by > PAGES * HOPELESS:
            continue
        drawn = draw(plan)
        if plan == WHOLE[0] and 1 < len(drawn.pages) <= PAGES:
            snug = draw(WHOLE[1])
            return snug if len(snug.pages) < len(drawn.pages) else drawn
        if len(drawn.pages) <= PAGES:
            return drawn
        wrong_by = filled(drawn) / guess
    plan = WHOLE[-1]
    for what, least in (("proof", 0), ("qualifications", DOZEN), ("skills", 0)):
        if len(getattr(sheet, what)) > least:
            plan, best = _most(sheet, plan, what, least, draw, wrong_by)
            if best:
                return best
    return draw(replace(plan, longest=120))


def _most(
    sheet: Sheet, plan: Plan, what: str, least: int, draw: Callable[[Plan], Any], wrong_by: float
) -> tuple[Plan, Any]:
    """As many of one kind as fit, and that drawing; without a drawing even the least was too much."""

    def with_number(number: int) -> Plan:
        changed: dict[str, Any] = {what: number}
        return replace(plan, **changed)

    if guessed(sheet, with_number(least)) * wrong_by > PAGES * HOPELESS:
        return with_number(least), None
    low, high, tried, best, kept = least, len(getattr(sheet, what)), 0, None, least
    while low < high:
        if tried < ENOUGH:
            room = (PAGES - 0.1) / wrong_by
            fitting = bisect_right(range(low, high), room, key=lambda number: guessed(sheet, with_number(number)))
            number = low + max(0, fitting - 1)
        else:
            number = (low + high) // 2
        drawn, tried = draw(with_number(number)), tried + 1
        wrong_by = filled(drawn) / guessed(sheet, with_number(number))
        if len(drawn.pages) > PAGES:
            high = number
            continue
        best, kept, low = drawn, number, number + 1
        if filled(drawn) >= FULL or tried >= ENOUGH:
            break
    return with_number(kept), best


def filled(drawn: Any) -> float:
    """How many pages are filled, with the part of the last one."""
    marks = [(number, mark[2][1]) for number, page in enumerate(drawn.pages) for mark in page.bookmarks]
    number, top = marks[-1] if marks else (0, 0)
    return max(len(drawn.pages) - 0.99, number + (top + CHECK) / drawn.pages[0].height)


def guessed(sheet: Sheet, plan: Plan) -> float:
    """About how many pages this plan takes."""
    air = AIRS[plan.air]
    measure = _Measure(air, plan)
    high = air.head + measure.high(sheet.about, letters=80)
    high += sum(map(measure.skill, sheet.skills[: plan.skills])) / air.beside
    high += sum(map(measure.qualification, sheet.qualifications[: plan.qualifications]))
    high += sum(map(measure.piece, sheet.proof[: plan.proof])) / 2
    return high / PAGE


@dataclass(frozen=True)
class _Measure:
    air: Air
    plan: Plan

    def high(self, text: str, share: float = 1, letters: int = 0) -> float:
        if not text:
            return 0
        most = self.plan.longest or (LONGEST if share < 1 else 0)
        long = min(len(text), int(most * share)) if most else len(text)
        wide = letters or self.air.letters
        return self.air.line * max(1, -(-long // wide), min(text.count("\n"), long // 20))

    def several(self, texts: Sequence[str], share: float) -> float:
        return sum(self.high(text, share) for text in (texts[:MOST] if self.plan.longest else texts))

    def skill(self, line: SkillLine) -> float:
        told = self.high(line.name, 0.5) + self.high(line.words) + self.high(line.level or " ", 0.5)
        told += self.several(line.sources, 0.6) + (self.several(line.proof, 0.4) and self.air.line)
        return told + (self.high(line.explanation) if self.plan.explanations else 0) + self.air.space

    def qualification(self, line: QualificationLine) -> float:
        return self.air.space + max(self.high(text, 0.4, letters=30) for text in (line.name, line.valid, line.issuer))

    def piece(self, line: ProofLine) -> float:
        """Half a row; a story has a row of its own."""
        told = self.high(line.title, 0.5) + self.air.line * (1 + bool(line.url) + bool(line.skills)) + self.air.space
        if not (line.told and self.plan.stories):
            return told
        return 2 * (told + sum(self.air.line + self.high(text, letters=88) for _, text in line.told))
