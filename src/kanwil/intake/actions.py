"""Everything that happens to a brought file: each step one function, one sentence, one line in the log."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.audit.record import action, nothing_changed, record

from . import progress
from .kinds import KINDS, Progress, kind_of, must
from .models import OUTCOMES, Batch, folder

KEEP_FILES = timedelta(days=30)


class NotNow(ValidationError):
    """The batch is not in a state in which this can be done (somebody was quicker, or pressed twice)."""


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
    must(KINDS[kind], actor)
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
            options=dict(options or {}),
        )
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    record(actor, "intake.brought", obj=batch, data={"kind": kind, "size": size, "sha256": batch.sha256})
    return batch


@action
def choose_columns(actor: Actor, *, batch: Batch, mapping: dict[str, str], options: dict[str, Any]) -> Batch:
    """Remember which column is which."""
    must(kind_of(batch), actor)
    _move(batch, Batch.MAPPED, before=(Batch.UPLOADED, Batch.MAPPED, Batch.CHECKED, Batch.FAILED))
    batch.mapping, batch.options, batch.error_code, batch.error = mapping, options, "", {}
    batch.save(update_fields=["mapping", "options", "error_code", "error"])
    record(actor, "intake.mapped", obj=batch, data={"columns": sorted(mapping.values())})
    return batch


@action
def begin(actor: Actor, *, batch: Batch, to: str) -> Batch:
    """Put the check, the taking over or the taking back in the queue; pressing twice begins once."""
    kind = kind_of(batch)
    must(kind, actor)
    before = {
        Batch.CHECKING: (Batch.MAPPED, Batch.CHECKED, Batch.FAILED) if kind.columns else _WITHOUT_COLUMNS,
        Batch.APPLYING: (Batch.CHECKED,),
        Batch.UNDOING: (Batch.APPLIED,),
    }[to]
    if to == Batch.UNDOING and not batch.lines.exists():
        raise NotNow(_("What this file changed is no longer kept. It cannot be taken back."))
    if progress.stopped_half_way(batch):
        before = (*before, batch.state) if batch.state == to else before
    _move(batch, to, before=before)
    progress.forget(batch)
    nothing_changed()
    return batch


_WITHOUT_COLUMNS = (Batch.UPLOADED, Batch.MAPPED, Batch.CHECKED, Batch.FAILED)


@action
def mark_checked(actor: Actor, *, batch: Batch, counts: dict[str, int]) -> None:
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


@action
def take_over(actor: Actor, *, batch: Batch, tell: Progress) -> None:
    """Do what the check promised; a row that changed meanwhile is left alone and counted as not used."""
    kind = kind_of(batch)
    must(kind, actor)
    kind.apply(actor, batch, tell)
    found = dict(batch.lines.order_by().values_list("outcome").annotate(n=Count("pk")))
    found["unchanged"] = batch.counts["unchanged"]  # counted, not kept
    batch.report = {**batch.report, "counts": {outcome: found.get(outcome, 0) for outcome in OUTCOMES}}
    _move_with(batch, Batch.APPLIED, before=Batch.APPLYING)
    record(actor, "intake.applied", obj=batch, data=batch.counts)


@action
def take_back(actor: Actor, *, batch: Batch, tell: Progress) -> None:
    """Put back what stood there before, except what was changed since."""
    kind = kind_of(batch)
    must(kind, actor)
    if kind.undo is None:
        raise NotNow(_("This kind of list cannot be taken back."))
    kind.undo(actor, batch, tell)
    kept = batch.lines.exclude(kept="").count()
    batch.report = {**batch.report, "kept": kept}
    _move_with(batch, Batch.UNDONE, before=Batch.UNDOING)
    record(actor, "intake.undone", obj=batch, data={"kept": kept})


@action
def drop(actor: Actor, *, batch: Batch) -> None:
    """Throw a file away that was not taken over."""
    must(kind_of(batch), actor)
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
