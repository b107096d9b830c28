"""Everything that happens to a brought file: each step one function, one sentence, one line in the log."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied
from kanwil.audit.record import action, nothing_changed, record, writing

from . import progress
from .columns import check_mapping, clean_mapping, counter, rows_as
from .kinds import KINDS, ImportKind, Line, Progress, kind_of
from .models import OUTCOMES, Batch, BatchLine, folder
from .refusals import CannotRead
from .tables import Table, open_table

AT_ONCE = 1_000  # lines written in one go
KEEP_FILES = timedelta(days=30)


class NotNow(ValidationError):
    """The batch is not in a state in which this can be done (somebody was quicker, or pressed twice)."""


def _must(actor: Actor, kind: ImportKind) -> None:
    decision = kind.allowed(actor)
    if not decision:
        raise Denied(decision.reason)


def _move(batch: Batch, to: str, *, before: Iterable[str]) -> None:
    """Bring the batch to another state, once: the second of two clicks changes nothing."""
    if not Batch.objects.filter(pk=batch.pk, state__in=list(before)).update(state=to):
        raise NotNow(_("Something else happened to this file meanwhile. Look at the page again."))
    batch.refresh_from_db()


@action
def bring(
    actor: Actor, *, kind: str, name: str, chunks: Iterable[bytes], options: Mapping[str, Any] | None = None
) -> Batch:
    """Keep a file that someone brings, for its owner only, under a name of our own."""
    _must(actor, KINDS[kind])
    stored = f"{secrets.token_hex(16)}.upload"
    fingerprint, size = hashlib.sha256(), 0
    path = folder() / stored
    path.touch(mode=0o600)
    try:
        with path.open("wb") as target:
            for chunk in chunks:
                fingerprint.update(chunk)
                size += len(chunk)
                target.write(chunk)
        batch = Batch.objects.create(
            kind=kind,
            file_name=Path(name.replace("\\", "/")).name[:200] or "?",
            stored_as=stored,
            sha256=fingerprint.hexdigest(),
            size=size,
            started_by_id=actor.person_id,
            started_by_name=actor.name[:200],
            options=dict(options or {}),
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    record(actor, "intake.brought", obj=batch, data={"kind": kind, "size": size, "sha256": batch.sha256})
    return batch


def open_batch(batch: Batch, **override: Any) -> Table:
    """The table in the brought file, with what the person chose about sheet, row and letters."""
    if not batch.has_file:
        raise CannotRead("no_such_file", file=batch.file_name)
    chosen = {key: batch.options.get(key) for key in ("sheet", "header_row", "encoding", "delimiter")} | override
    return open_table(
        batch.path,
        name=batch.file_name,
        sheet=chosen["sheet"] or "",
        header_row=chosen["header_row"] or None,
        encoding=chosen["encoding"] or "",
        delimiter=chosen["delimiter"] or "",
        recognise=counter(kind_of(batch).columns),
    )


def choose_columns(actor: Actor, *, batch: Batch, mapping: Mapping[str, str], options: Mapping[str, Any]) -> Batch:
    """Say which column is which, and how the file must be read."""
    kind = kind_of(batch)
    batch.options = {**batch.options, **options}
    with open_batch(batch) as table:
        chosen = clean_mapping(kind.columns, table.headers, mapping)
        wrong = check_mapping(kind.columns, table.headers, chosen)
    if wrong:
        raise ValidationError([f"{refusal.column}: {refusal.message}" for refusal in wrong])
    return _keep_choice(actor, batch=batch, mapping=chosen, options=batch.options)


@action
def _keep_choice(actor: Actor, *, batch: Batch, mapping: dict[str, str], options: dict[str, Any]) -> Batch:
    """Remember which column is which."""
    _must(actor, kind_of(batch))
    _move(batch, Batch.MAPPED, before=(Batch.UPLOADED, Batch.MAPPED, Batch.CHECKED, Batch.FAILED))
    batch.mapping, batch.options, batch.error_code, batch.error = mapping, options, "", {}
    batch.save(update_fields=["mapping", "options", "error_code", "error"])
    record(actor, "intake.mapped", obj=batch, data={"columns": sorted(mapping.values())})
    return batch


@action
def begin(actor: Actor, *, batch: Batch, work: str) -> Batch:
    """Put the check, the taking over or the taking back in the queue; pressing twice begins once."""
    kind = kind_of(batch)
    _must(actor, kind)
    before = {
        Batch.CHECKING: (Batch.MAPPED, Batch.CHECKED, Batch.FAILED) if kind.columns else _WITHOUT_COLUMNS,
        Batch.APPLYING: (Batch.CHECKED,),
        Batch.UNDOING: (Batch.APPLIED,),
    }[work]
    if progress.stopped_half_way(batch):
        before = (*before, batch.state) if batch.state == work else before
    _move(batch, work, before=before)
    progress.forget(batch)
    nothing_changed()
    return batch


_WITHOUT_COLUMNS = (Batch.UPLOADED, Batch.MAPPED, Batch.CHECKED, Batch.FAILED)


def check(actor: Actor, batch: Batch) -> Batch:
    """Work out what every row would do. Only lines of this batch are written; everything else stays as it is."""
    kind = kind_of(batch)
    _must(actor, kind)
    with progress.working(batch) as tell:
        counts = dict.fromkeys(OUTCOMES, 0)
        with writing():
            batch.lines.all().delete()
        try:
            for some in _in_parts(_lines(actor, kind, batch, tell)):
                with writing():
                    BatchLine.objects.bulk_create(_stored(batch, line) for line in some)
                for line in some:
                    counts[line.outcome] += 1
        except CannotRead as problem:
            fail(batch, problem)
            return batch
        _checked(actor, batch=batch, counts=counts)
    return batch


def _lines(actor: Actor, kind: ImportKind, batch: Batch, tell: Progress) -> Iterator[Line]:
    batch.report = {"notes": []}
    if not kind.columns:
        yield from kind.check(actor, batch, iter(()), tell)
        return
    with open_batch(batch) as table:
        batch.report["notes"] = [[note.code, dict(note.params)] for note in table.notes]
        yield from kind.check(actor, batch, rows_as(kind.columns, table, batch.mapping), tell)


def add_note(batch: Batch, code: str, **params: Any) -> None:
    """Something a person must know about the whole file; said above the report."""
    batch.report.setdefault("notes", []).append([code, params])


def _in_parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    waiting = iter(lines)
    while part := list(islice(waiting, AT_ONCE)):
        yield part


def _stored(batch: Batch, line: Line) -> BatchLine:
    return BatchLine(
        batch=batch,
        row=line.row,
        outcome=line.outcome,
        key=line.key[:200],
        about_id=line.about_id,
        reason=line.reason,
        column=line.column[:120],
        params=dict(line.params),
        data=line.data,
        before=line.before,
    )


@action
def _checked(actor: Actor, *, batch: Batch, counts: dict[str, int]) -> None:
    """The check is done; nothing has changed yet."""
    batch.report = {**batch.report, "counts": counts}
    _move_with(batch, Batch.CHECKED, before=Batch.CHECKING)
    record(actor, "intake.checked", obj=batch, data=counts)


def _move_with(batch: Batch, to: str, *, before: str) -> None:
    """Change the state and keep the report, unless somebody changed the state meanwhile."""
    changed = Batch.objects.filter(pk=batch.pk, state=before).update(
        state=to, report=batch.report, error_code="", error={}
    )
    if not changed:
        raise NotNow(_("Something else happened to this file meanwhile. Look at the page again."))
    batch.refresh_from_db()


def fail(batch: Batch, problem: CannotRead) -> None:
    """Say why it did not work; the database is as it was."""
    refusal = problem.refusal
    error = {"row": refusal.row, "column": refusal.column, "params": dict(refusal.params)}
    with writing():
        batch.lines.all().delete()
        Batch.objects.filter(pk=batch.pk).update(
            state=Batch.FAILED, error_code=refusal.code, error=error, report=batch.report
        )
    batch.refresh_from_db()


def apply(actor: Actor, batch: Batch) -> Batch:
    """Take the file over: everything or nothing, in one transaction."""
    with progress.working(batch) as tell:
        _apply(actor, batch=batch, tell=tell)
    progress.remove_files(batch)
    return batch


@action
def _apply(actor: Actor, *, batch: Batch, tell: Progress) -> None:
    kind = kind_of(batch)
    _must(actor, kind)
    kind.apply(actor, batch, tell)
    _move_with(batch, Batch.APPLIED, before=Batch.APPLYING)
    record(actor, "intake.applied", obj=batch, data=batch.counts)


def undo(actor: Actor, batch: Batch) -> Batch:
    """Put back what stood there before, except what was changed since; in one transaction."""
    with progress.working(batch) as tell:
        _undo(actor, batch=batch, tell=tell)
    progress.remove_files(batch)
    return batch


@action
def _undo(actor: Actor, *, batch: Batch, tell: Progress) -> None:
    kind = kind_of(batch)
    _must(actor, kind)
    if kind.undo is None:
        raise NotNow(_("This kind of list cannot be taken back."))
    kind.undo(actor, batch, tell)
    kept = batch.lines.exclude(kept="").count()
    batch.report = {**batch.report, "kept": kept}
    _move_with(batch, Batch.UNDONE, before=Batch.UNDOING)
    record(actor, "intake.undone", obj=batch, data={"kept": kept})


WORK = {Batch.CHECKING: check, Batch.APPLYING: apply, Batch.UNDOING: undo}


def work(actor: Actor, batch: Batch) -> Batch:
    """Do what the state of the batch asks; when it breaks down, the batch is where it was and says so."""
    try:
        return WORK[batch.state](actor, batch)
    except progress.AlreadyRunning:
        raise
    except Exception:
        give_up(batch)
        raise


def give_up(batch: Batch) -> None:
    """The transaction was rolled back: back to the step before, with a sentence about what happened."""
    back = {Batch.CHECKING: Batch.FAILED, Batch.APPLYING: Batch.CHECKED, Batch.UNDOING: Batch.APPLIED}
    with writing():
        for state, to in back.items():
            Batch.objects.filter(pk=batch.pk, state=state).update(state=to, error_code="broke_down", error={})
    batch.refresh_from_db()
    progress.forget(batch)


@action
def drop(actor: Actor, *, batch: Batch) -> None:
    """Throw a file away that was not taken over."""
    _must(actor, kind_of(batch))
    if batch.is_busy and not progress.stopped_half_way(batch):
        raise NotNow(_("Wait until the work on this file is done."))
    if batch.state in (Batch.APPLIED, Batch.UNDONE, Batch.APPLYING, Batch.UNDOING):
        raise NotNow(_("This file was taken over. It stays in the list."))
    record(actor, "intake.dropped", obj=batch)
    progress.remove_files(batch)
    batch.delete()


@action
def clean_up(actor: Actor, *, day: date) -> int:
    """Remove files of more than thirty days old; their counts stay."""
    old = Batch.objects.filter(created_at__date__lt=day - KEEP_FILES).exclude(stored_as="")
    count = 0
    for batch in old:
        progress.remove_files(batch)
        count += 1
    old.update(stored_as="")
    known = set(Batch.objects.exclude(stored_as="").values_list("stored_as", flat=True))
    for stray in folder().glob("*.upload"):
        if stray.name not in known and stray.stat().st_mtime < time.time() - 86_400:
            stray.unlink(missing_ok=True)
            count += 1
    if not count:
        nothing_changed()
        return 0
    record(actor, "intake.cleaned", data={"files": count})
    return count
