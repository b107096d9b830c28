"""From what somebody chose to the sheet that others get to read. Only what was chosen is in it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from kanwil.matrix.models import Claim
from kanwil.people.models import Membership, UnitAncestor
from kanwil.proof.models import SEEN, Evidence, EvidenceOf
from kanwil.qualifications.models import Qualification
from kanwil.signing.confirmed import appointed, confirmations_of
from kanwil.skills.words import explanations_of, names_of, sentence

from .models import Item, Passport
from .sheet import ProofLine, QualificationLine, Sheet, SkillLine

STEPS = ("situation", "task", "action", "result", "reflection")


def sheet_of(passport: Passport) -> Sheet:
    """The whole passport in its own language. Whoever calls has already made sure that the reader may have it."""
    with translation.override(passport.language):
        items = items_of(passport)
        names = _names(items, passport.language)
        proof = [item.evidence for item in items if item.evidence]
        about = _about(proof)
        return Sheet(
            name=passport.person.name,
            title=passport.title,
            about=passport.about,
            language=passport.language,
            made_on=timezone.localdate(),
            organisation=organisation_of(passport.person_id),
            skills=tuple(_skills(items, names, about, passport)),
            proof=tuple(_proof(row, _skills_of(row, items, names, about)) for row in proof),
            qualifications=tuple(_qualification(row, item, names) for item in items if (row := item.qualification)),
        )


def items_of(passport: Passport) -> list[Item]:
    """What stands in it, in order; only things of the person themselves."""
    rows = passport.items.select_related("claim__level", "claim__skill", "evidence__story", "qualification__skill")
    mine = passport.person_id
    return [row for row in rows if mine in {getattr(row.claim or row.evidence or row.qualification, "person_id", 0)}]


def organisation_of(person_id: int) -> str:
    """What the organisation is called: the top of the home team of this person."""
    home = Membership.objects.on().filter(person_id=person_id, home=True).values("unit_id")
    top = UnitAncestor.objects.filter(descendant__in=home).order_by("-depth").select_related("ancestor").first()
    return top.ancestor.name if top else ""


def _names(items: list[Item], language: str) -> dict[int, str]:
    """What the skills and qualifications are called in the language of the passport."""
    things = [item.claim or item.qualification for item in items]
    ids = {pk for thing in things if thing is not None and (pk := thing.skill_id)}
    return {pk: str(word) for pk, word in names_of(ids, language).items()}


def _skills(
    items: list[Item], names: dict[int, str], about: dict[int, list[Evidence]], passport: Passport
) -> list[SkillLine]:
    language, person_id = passport.language, passport.person_id
    chosen = [(item, item.claim) for item in items if item.claim]
    explained = explanations_of([claim.skill_id for _item, claim in chosen if claim.skill_id], language)
    seen = _sources(person_id, [claim for item, claim in chosen if item.with_sources and item.with_level])
    return [
        SkillLine(
            name=names.get(claim.skill_id or 0, "") or claim.own_label,
            level=sentence(claim.level, language) if item.with_level and claim.level else "",
            words=claim.words if item.with_words else "",
            wish=str(claim.get_wish_display()) if item.with_wish and claim.wish else "",
            sources=tuple(seen.get(claim.pk, ())) if claim.level_id else (),
            proof=tuple(row.title for row in about.get(claim.pk, ())),
            explanation=str(explained.get(claim.skill_id or 0, "")),
            ring=claim.level.fill if item.with_level and claim.level else None,
            wish_key=claim.wish if item.with_wish else "",
        )
        for item, claim in chosen
    ]


def _sources(person_id: int, claims: list[Claim]) -> dict[int, list[str]]:
    """Per skill, who saw it: the same confirmations that may be signed, at the level the person says now."""
    seen = confirmations_of(person_id, claims)
    rows = [row for one in seen.values() for row in one.rows]
    by_office = appointed(rows)
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        said = {"name": row.by.name if row.by else "", "day": full_date(row.answered_at), "saw": row.saw.strip()}
        found[row.claim_id].append(_seen_words(row.pk in by_office, bool(said["saw"])) % said)
    return found


def _seen_words(by_office: bool, with_words: bool) -> str:
    if by_office and with_words:
        return _("%(name)s, an appointed confirmer, saw this on %(day)s: “%(saw)s”")
    if by_office:
        return _("%(name)s, an appointed confirmer, saw this on %(day)s.")
    if with_words:
        return _("%(name)s, a colleague, saw this on %(day)s: “%(saw)s”")
    return _("%(name)s, a colleague, saw this on %(day)s.")


def _about(proof: list[Evidence]) -> dict[int, list[Evidence]]:
    """Per skill the chosen proof about it."""
    rows = {row.pk: row for row in proof}
    found: dict[int, list[Evidence]] = defaultdict(list)
    for claim_id, pk in EvidenceOf.objects.filter(evidence__in=rows).order_by("pk").values_list("claim_id", "evidence"):
        found[claim_id].append(rows[pk])
    return found


def _skills_of(
    row: Evidence, items: list[Item], names: dict[int, str], about: dict[int, list[Evidence]]
) -> tuple[str, ...]:
    """What the chosen skills are called that this piece of proof is about."""
    shown = [item.claim for item in items if item.claim and row in about.get(item.claim.pk, ())]
    return tuple(names.get(claim.skill_id or 0, "") or claim.own_label for claim in shown)


def _proof(row: Evidence, skills: tuple[str, ...]) -> ProofLine:
    headings = {
        "situation": _("Where and when it was"),
        "task": _("What had to be done"),
        "action": _("What I did"),
        "result": _("What came of it"),
        "reflection": _("What I learned from it"),
    }
    told = [("", row.told)] if row.told else []
    if row.kind == SEEN and row.story is not None:
        told = [("", text) for text in (row.story.moment, row.story.did, row.story.effect) if text]
    told += [(headings[step], getattr(row, step)) for step in STEPS if getattr(row, step)]
    given = ", ".join(part for part in (row.issuer, full_date(row.issued_on)) if part)
    return ProofLine(str(row.get_kind_display()), row.title, tuple(told), row.url, given, skills)


def _qualification(row: Qualification, item: Item, names: dict[int, str]) -> QualificationLine:
    if row.valid_until is None:
        valid = _("Does not end.")
    elif row.valid_until < timezone.localdate():
        valid = _("Ended on %(day)s.") % {"day": full_date(row.valid_until)}
    else:
        valid = _("Valid until %(day)s.") % {"day": full_date(row.valid_until)}
    return QualificationLine(names.get(row.skill_id, ""), valid, row.issuer, row.number if item.with_number else "")


def full_date(moment: date | datetime | None) -> str:
    """A day in full, because paper stays: "3 maart 2026"."""
    if moment is None:
        return ""
    day = timezone.localtime(moment).date() if isinstance(moment, datetime) else moment
    return formats.date_format(day, "j F Y")
