"""`kanwil import people FILE`: the same check and taking over as on the pages, with the report on the screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from django.utils import translation
from django.utils.translation import gettext as _

from kanwil.access import Actor, system
from kanwil.intake import actions, reports, work
from kanwil.intake.columns import check_mapping, recognise
from kanwil.intake.models import Batch
from kanwil.intake.refusals import CannotRead

from ..actors import actor_of
from ..models import Person
from .columns import COLUMNS

SHOWN = 20
CHUNK = 1 << 20


def run_people_import(
    path: Path,
    *,
    mapping: str = "",
    apply: bool = False,
    complete: bool = False,
    by: str = "",
    language: str = "nl",
    out: TextIO = sys.stdout,
) -> int:
    """Check a list of people and, with `apply`, take it over.

    Returns 0; 1 when rows are refused; 2 when the file cannot be read.

    `mapping` names columns that are not recognised, such as "Nr=number,Afd=unit". `by` is the employee number of who
    does this; without it the log says that the command did it.
    """
    with translation.override(language):
        try:
            actor = _who(by)
            batch = _bring(actor, path, complete)
            return _go(actor, batch, mapping, apply, out)
        except CannotRead as problem:
            refusal = problem.refusal
            place = f", {_('row')} {refusal.row}" if refusal.row else ""
            out.write(f"{refusal.file}{place}: {refusal.message}\n")
            return 2


def _who(by: str) -> Actor:
    if not by:
        return system("import")
    person = Person.objects.current().filter(number=by).first()
    if person is None:
        raise CannotRead("unknown_leader", file="--by", number=by)
    return actor_of(person)


def _bring(actor: Actor, path: Path, complete: bool) -> Batch:
    if not path.is_file():
        raise CannotRead("no_such_file", file=str(path))
    with path.open("rb") as source:
        chunks = iter(lambda: source.read(CHUNK), b"")
        return actions.bring(actor, kind="people", name=path.name, chunks=chunks, options={"complete": complete})


def _go(actor: Actor, batch: Batch, mapping: str, apply: bool, out: TextIO) -> int:
    chosen = dict(pair.split("=", 1) for pair in mapping.split(",") if "=" in pair)
    try:
        with work.open_batch(batch) as table:
            headers, notes = table.headers, table.notes
    except CannotRead:
        actions.drop(actor, batch=batch)
        raise
    found = recognise(COLUMNS, headers)
    given = {key.strip(): value.strip() for key, value in chosen.items()}
    full = {h: k for h, k in found.mapping.items() if k not in given.values()} | given
    full = {header: key for header, key in full.items() if header in headers}
    for note in notes:
        out.write(f"* {note.message}\n")
    for header in headers:
        out.write(f"  {header} → {full.get(header, '–')}\n")
    wrong = check_mapping(COLUMNS, headers, full)
    if wrong:
        for refusal in wrong:
            out.write(f"{refusal.column}: {refusal.message}\n")
        actions.drop(actor, batch=batch)
        return 2
    actions.choose_columns(actor, batch=batch, mapping=full, options=batch.options)
    actions.begin(actor, batch=batch, to=Batch.CHECKING)
    work.go_on(actor, batch)
    return _told(actor, batch, apply, out)


def _told(actor: Actor, batch: Batch, apply: bool, out: TextIO) -> int:
    if batch.problem:
        out.write(f"{batch.file_name}: {batch.problem.message}\n")
        return 2
    for note in batch.notes:
        out.write(f"* {note.message}\n")
    out.write(f"{reports.in_a_sentence(batch.counts)}\n")
    refused = batch.lines.filter(outcome="refused")
    for line in refused[:SHOWN]:
        out.write(f"  {_('row')} {line.row or '–'}: {line.key} {line.ref} {line.why}\n")
    if batch.counts["refused"] > SHOWN:
        out.write(f"  … {batch.counts['refused'] - SHOWN}\n")
    if apply and batch.changes_something:
        actions.begin(actor, batch=batch, to=Batch.APPLYING)
        work.go_on(actor, batch)
        out.write(f"{_('Taken over')}: {reports.in_a_sentence(batch.counts)}\n")
    elif not apply:
        out.write(_("Nothing has changed. Add --apply to take this over.") + "\n")
        actions.drop(actor, batch=batch)
    return 1 if batch.counts["refused"] else 0
