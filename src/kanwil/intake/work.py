"""The long work on a brought file: reading and checking every row, taking over, taking back, and what if it breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError

from kanwil.access import Actor
from kanwil.audit.record import writing

from . import actions, progress
from .columns import check_mapping, clean_mapping, counter, rows_as
from .kinds import ImportKind, Line, Progress, kind_of, must
from .models import OUTCOMES, Batch, BatchLine
from .refusals import CannotRead
from .tables import Table, open_table

AT_ONCE = 1_000  # lines written in one go


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


def choice_of(
    batch: Batch, mapping: Mapping[str, str], options: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, Any]]:
    """The choice of columns with only what exists in this file; says what is missing or double."""
    kind, chosen_options = kind_of(batch), {**batch.options, **options}
    with open_batch(batch, **options) as table:
        chosen = clean_mapping(kind.columns, table.headers, mapping)
        wrong = check_mapping(kind.columns, table.headers, chosen)
    if wrong:
        raise ValidationError([f"{refusal.column}: {refusal.message}" for refusal in wrong])
    return chosen, chosen_options


def check(actor: Actor, batch: Batch) -> Batch:
    """Work out what every row would do. Only lines of this batch are written; everything else stays as it is.

    What stays the same is counted and not kept: that is most of a list that comes every month.
    """
    kind = kind_of(batch)
    must(kind, actor)
    with progress.working(batch) as tell:
        counts = dict.fromkeys(OUTCOMES, 0)
        with writing():
            batch.lines.all().delete()
        try:
            for some in _in_parts(_lines(actor, kind, batch, tell)):
                with writing():
                    BatchLine.objects.bulk_create(_stored(batch, line) for line in some if line.outcome != "unchanged")
                for line in some:
                    counts[line.outcome] += 1
        except CannotRead as problem:
            fail(batch, problem)
            return batch
        actions.mark_checked(actor, batch=batch, counts=counts)
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
        ref=line.ref[:60],
        about_id=line.about_id,
        reason=line.reason,
        column=line.column[:120],
        params=dict(line.params),
        data=line.data,
        before=line.before,
    )


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
        actions.take_over(actor, batch=batch, tell=tell)
    progress.remove_files(batch)
    return batch


def undo(actor: Actor, batch: Batch) -> Batch:
    """Put back what stood there before, except what was changed since; in one transaction."""
    with progress.working(batch) as tell:
        actions.take_back(actor, batch=batch, tell=tell)
    progress.remove_files(batch)
    return batch


WORK = {Batch.CHECKING: check, Batch.APPLYING: apply, Batch.UNDOING: undo}


def go_on(actor: Actor, batch: Batch) -> Batch:
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
