"""Bringing in a list of qualifications from the employer. What a person keeps themselves is never overwritten.

Whoever brings the list does not learn what people already hold: every good row is told as "for these people".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, may, visible
from kanwil.audit.record import record_many
from kanwil.intake import kinds, refusals, values
from kanwil.intake.columns import Column, ReadRow
from kanwil.intake.kinds import ImportKind, Line, Progress, refused
from kanwil.intake.models import Batch
from kanwil.intake.refusals import Refusal
from kanwil.intake.values import fold
from kanwil.people.actors import actor_of
from kanwil.people.models import Grant, Person
from kanwil.skills.models import SkillLabel

from .models import Qualification

KIND = "qualifications"
COLUMNS = (
    Column(
        "number",
        _("Employee number"),
        {
            "nl": ["Personeelsnummer", "Personeelsnr", "Medewerkernummer", "Werknemersnummer", "Stamnummer", "Nummer"],
            "en": ["Employee number", "Employee ID", "Personnel number", "Staff number"],
        },
        required=True,
        parse=values.text(40),
    ),
    Column(
        "qualification",
        _("Qualification"),
        {
            "nl": ["Bevoegdheid", "Certificaat", "Diploma", "Naam certificaat", "Kwalificatie", "Keuring"],
            "en": ["Qualification", "Certificate", "Licence", "License"],
        },
        required=True,
        parse=values.text(200),
    ),
    Column(
        "issuer",
        _("Given by"),
        {"nl": ["Gegeven door", "Instantie", "Uitgever", "Afgegeven door"], "en": ["Issuer", "Given by", "Issued by"]},
        parse=values.text(120),
    ),
    Column(
        "certificate",
        _("Number on it"),
        {"nl": ["Certificaatnummer", "Diplomanummer", "Pasnummer"], "en": ["Certificate number", "Licence number"]},
        parse=values.text(60),
    ),
    Column(
        "valid_from",
        _("Valid from"),
        {"nl": ["Geldig vanaf", "Behaald op", "Afgiftedatum"], "en": ["Valid from", "Issued on"]},
        parse=values.date,
    ),
    Column(
        "valid_until",
        _("Valid until"),
        {"nl": ["Geldig tot", "Geldig t/m", "Verloopt op", "Einddatum"], "en": ["Valid until", "Expires on", "Expiry"]},
        parse=values.date,
    ),
)
EXAMPLE = (
    ("Personeelsnummer", "Bevoegdheid", "Gegeven door", "Certificaatnummer", "Geldig vanaf", "Geldig tot"),
    ("10234", "Heftruckcertificaat", "Opleidingscentrum", "HT-4471", "12-03-2024", "12-03-2029"),
)
REASONS = {
    "qualification_nobody": _("Nobody who works here has this number."),
    "qualification_unknown": _("“%(value)s” is not among the qualifications of the language."),
    "qualification_order": _("The last day comes before the first day."),
    "qualification_double": _("This person and qualification stand in the file twice."),
}


def _holders() -> Iterable[int]:
    return Grant.objects.on().filter(role="hr", unit__isnull=True).values_list("person_id", flat=True)


def check(actor: Actor, batch: Batch, rows: Iterator[ReadRow], tell: Progress) -> Iterator[Line]:
    """For whom each row is; rows without a known person or qualification are refused."""
    people = {fold(one.number): one for one in visible(Person, actor) if one.number}
    wanted = Q(skill__kind="qualification", skill__status="current", skill__framework__in_use=True)
    labels = SkillLabel.objects.filter(wanted).order_by("-skill_id").values_list("text", "skill_id")
    skills = {fold(text): pk for text, pk in labels}
    seen: set[tuple[int, int]] = set()
    for done, row in enumerate(rows, 1):
        tell(done)
        yield _line(batch, row, people, skills, seen)


def _line(
    batch: Batch, row: ReadRow, people: dict[str, Person], skills: dict[str, int], seen: set[tuple[int, int]]
) -> Line:
    if row.refusals:
        return refused(list(row.refusals))
    told = row.values
    person, skill_id = people.get(fold(told["number"])), skills.get(fold(told["qualification"]))
    if person is None:
        return refused([Refusal("qualification_nobody", batch.file_name, row.number)], key=told["number"])
    if skill_id is None:
        why = Refusal("qualification_unknown", batch.file_name, row.number, params={"value": told["qualification"]})
        return refused([why], key=person.name)
    first, last = told.get("valid_from"), told.get("valid_until")
    if first and last and last < first:
        return refused([Refusal("qualification_order", batch.file_name, row.number)], key=person.name)
    if (person.pk, skill_id) in seen:
        return refused([Refusal("qualification_double", batch.file_name, row.number)], key=person.name)
    seen.add((person.pk, skill_id))
    data: dict[str, Any] = {
        "skill": skill_id,
        "issuer": told.get("issuer") or "",
        "number": told.get("certificate") or "",
        "valid_from": first.isoformat() if first else "",
        "valid_until": last.isoformat() if last else "",
        "changes": [{"field": "valid_until", "from": told["qualification"], "to": last.isoformat() if last else ""}],
    }
    return Line("new", row.number, person.name, person.number or "", person.pk, data=data)


def apply(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Take the rows over. A row that the person keeps themselves stays as it is."""
    lines = list(batch.lines.filter(outcome="new", about_id__isnull=False))
    rows = Qualification.objects.filter(person_id__in={line.about_id for line in lines})
    known = {(row.person_id, row.skill_id): row for row in rows}
    log = []
    for done, line in enumerate(lines, 1):
        tell(done, len(lines))
        row = known.get((line.about_id or 0, line.data["skill"]))
        if row is not None and row.listed_in is None:
            continue
        if row is None:
            row = Qualification(person_id=line.about_id or 0, skill_id=line.data["skill"])
        else:
            line.before = _told(row)
            line.save(update_fields=["before"])
        _put(row, line.data)
        row.listed_in = batch.pk
        row.save()
        log.append({"about": line.about_id, "obj": row, "data": {"skill": row.skill_id}})
    if log:
        record_many(actor, "qualifications.listed", log)


def _told(row: Qualification) -> dict[str, Any]:
    days = {name: day.isoformat() if (day := getattr(row, name)) else "" for name in ("valid_from", "valid_until")}
    return {"issuer": row.issuer, "number": row.number, **days, "listed_in": row.listed_in}


def _put(row: Qualification, data: dict[str, Any]) -> None:
    row.issuer, row.number = data["issuer"], data["number"]
    row.valid_from = date.fromisoformat(data["valid_from"]) if data["valid_from"] else None
    row.valid_until = date.fromisoformat(data["valid_until"]) if data["valid_until"] else None
    row.told_days = None


def undo(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Take it back: what the person changed since is theirs and stays."""
    rows = {(row.person_id, row.skill_id): row for row in Qualification.objects.filter(listed_in=batch.pk)}
    log = []
    for line in batch.lines.filter(outcome="new"):
        row = rows.get((line.about_id or 0, line.data["skill"]))
        if row is None:
            continue
        log.append({"about": line.about_id, "obj": row, "data": {"skill": row.skill_id}})
        if line.before:
            _put(row, line.before)
            row.listed_in = line.before["listed_in"]
            row.save()
        else:
            row.delete()
    if log:
        record_many(actor, "qualifications.list_withdrawn", log)


LISTED = ImportKind(
    key=KIND,
    title=_("Qualifications"),
    text=_("Who holds which certificate or licence, and until when. People see at once what the list says of them."),
    icon="shield",
    columns=COLUMNS,
    allowed=lambda actor: may(actor, "bring_qualifications"),
    actor=lambda pk: actor_of(Person.objects.current().get(pk=pk)),
    holders=_holders,
    check=check,
    apply=apply,
    undo=undo,
    fields={"valid_until": _("Valid until")},
    outcomes={"new": _("For these people")},
    shared=False,
    example=EXAMPLE,
)


def register() -> None:
    refusals.register_messages(REASONS)
    kinds.register(LISTED)
