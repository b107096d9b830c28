"""The whole sheet as plain text: for in the PDF, where not everything fits, and for whoever wants no program at all."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .sheet import ProofLine, QualificationLine, Sheet, SkillLine


def as_text(sheet: Sheet) -> str:
    """Everything on the sheet, in its order, in the language that is on."""
    blocks = [[sheet.name, sheet.title, sheet.organisation], [sheet.about]]
    if sheet.skills:
        blocks += [[_("What I can").upper()], *(list(_skill(one)) for one in sheet.skills)]
    if sheet.qualifications:
        blocks += [[_("Qualifications").upper()], *(list(_qualification(one)) for one in sheet.qualifications)]
    if sheet.proof:
        blocks += [[_("Proof").upper()], *(list(_proof(one)) for one in sheet.proof)]
    return "\n\n".join("\n".join(line for line in block if line) for block in blocks if any(block)) + "\n"


def _skill(one: SkillLine) -> Iterator[str]:
    yield one.name
    yield f"“{one.words}”" if one.words else ""
    yield one.level
    yield one.wish
    yield from one.sources or (_("I say this myself."),)
    yield f"{_('Proof:')} {' · '.join(one.proof)}" if one.proof else ""


def _qualification(one: QualificationLine) -> Iterator[str]:
    yield one.name
    yield one.valid
    yield _("Given by %(issuer)s.") % {"issuer": one.issuer} if one.issuer else ""
    yield _("Number %(number)s.") % {"number": one.number} if one.number else ""


def _proof(one: ProofLine) -> Iterator[str]:
    yield one.title
    yield " · ".join(part for part in (one.kind, one.given, ", ".join(one.skills)) if part)
    for heading, text in one.told:
        yield heading
        yield text
    yield one.url
