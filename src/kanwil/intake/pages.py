"""Bringing in a list: choose a file, say which column is which, see what would change, take over, take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kanwil.access import Denied, find, visible
from kanwil.access.door import PersonRequest, page
from kanwil.audit.names import people

from . import actions, export, jobs, kinds, progress, reports, work
from .columns import recognise
from .forms import BringForm, ReadingForm
from .models import Batch
from .refusals import CannotRead
from .tables import Table


def for_keepers(function: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A page for who may bring in some kind of list; others log in first, or read why they cannot."""

    @page
    @wraps(function)
    def enter(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not kinds.any_for(request.actor):
            raise Denied(_("Only people who keep lists bring them in."))
        return function(request, *args, **kwargs)

    return enter


@require_GET
@for_keepers
def batches(request: PersonRequest) -> HttpResponse:
    """The kinds of lists, and the files brought in before."""
    shown = reports.page_of(visible(Batch, request.actor), request.GET.get("page"))
    names = people((batch.started_by_id for batch in shown if batch.started_by_id), request.actor.person_id or 0)
    rows = [(batch, names[batch.started_by_id].name if batch.started_by_id in names else "") for batch in shown]
    context = {"kinds": kinds.kinds_for(request.actor), "page": shown, "rows": rows}
    return render(request, "intake/batches.html", context)


@require_http_methods(["GET", "POST"])
@for_keepers
def bring(request: PersonRequest, kind: str) -> HttpResponse:
    """Bring in a file of one kind."""
    chosen = _kind(request, kind)
    form = BringForm(chosen, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        batch = actions.bring(request.actor, kind=kind, name=file.name, chunks=file.chunks(), options=form.options())
        if chosen.columns:
            return redirect("intake:columns", batch.pk)
        if chosen.own_columns:
            return redirect(chosen.own_columns, batch.pk)
        return _begin(request, batch, Batch.CHECKING)
    status = 422 if form.is_bound else 200
    crumbs = [(_("Bring in lists"), reverse("intake:batches")), (chosen.title, "")]
    return render(request, "intake/bring.html", {"kind": chosen, "form": form, "crumbs": crumbs}, status=status)


@require_GET
@for_keepers
def example(request: PersonRequest, kind: str) -> HttpResponse:
    """An example file with all columns."""
    chosen = _kind(request, kind)
    headers = [str(column.label) for column in chosen.columns]
    if request.GET.get("as") == "csv":
        return _download(export.csv_bytes(headers, chosen.example), f"{kind}.csv", export.CSV_TYPE)
    return _download(export.xlsx_bytes(str(chosen.title), headers, chosen.example), f"{kind}.xlsx", export.XLSX_TYPE)


@require_http_methods(["GET", "POST"])
@for_keepers
def columns(request: PersonRequest, pk: int) -> HttpResponse:
    """What Kanwil recognised, to be changed by hand; with the first rows beside it."""
    batch = find(Batch, request.actor, pk=pk)
    if not kinds.kind_of(batch).columns or batch.is_busy or batch.state in (Batch.APPLIED, Batch.UNDONE):
        return redirect("intake:batch", pk)
    error: ValidationError | None = None
    if request.method == "POST" and "check" in request.POST:
        try:
            mapping, options = work.choice_of(batch, **reports.choice_from(request.POST))
            actions.choose_columns(request.actor, batch=batch, mapping=mapping, options=options)
            return _begin(request, batch, Batch.CHECKING)
        except ValidationError as wrong:
            error = wrong
        except CannotRead as problem:
            return _cannot_read(request, batch, problem)
    try:
        with reports.opened(batch, request.POST or request.GET) as table:
            return _show_columns(request, batch, table, error)
    except CannotRead as problem:
        return _cannot_read(request, batch, problem)


def _show_columns(request: PersonRequest, batch: Batch, table: Table, error: ValidationError | None) -> HttpResponse:
    kind = kinds.kind_of(batch)
    found = recognise(kind.columns, table.headers)
    chosen = reports.choice_from(request.POST)["mapping"] if error else batch.mapping or found.mapping
    rows = list(islice(table.rows, 5))
    context = {
        "batch": batch,
        "kind": kind,
        "table": table,
        "reading": ReadingForm(table, initial=reports.reading(batch, table, request.POST)),
        "choices": reports.choices(kind, table, chosen, found, rows),
        "notes": table.notes,
        "missing": [c.label for c in kind.columns if c.key in found.missing and c.key not in chosen.values()],
        "errors": error.messages if error else [],
        "crumbs": reports.crumbs(batch),
    }
    return render(request, "intake/columns.html", context, status=422 if error else 200)


def _cannot_read(request: PersonRequest, batch: Batch, problem: CannotRead) -> HttpResponse:
    """Read it as before when another way of reading does not work; otherwise say that it cannot be read."""
    if request.method == "POST":
        messages.error(request, problem.refusal.message)
        return redirect("intake:columns", batch.pk)
    work.fail(batch, problem)
    return redirect("intake:batch", batch.pk)


@require_GET
@for_keepers
def batch(request: PersonRequest, pk: int) -> HttpResponse:
    """Where this file is: being worked on, checked with everything it would do, taken over, taken back."""
    found = find(Batch, request.actor, pk=pk)
    if found.state in (Batch.UPLOADED, Batch.MAPPED) and kinds.kind_of(found).columns and found.has_file:
        return redirect("intake:columns", pk)
    if found.state in (Batch.UPLOADED, Batch.MAPPED) and kinds.kind_of(found).own_columns and found.has_file:
        return redirect(kinds.kind_of(found).own_columns, pk)
    context = {"batch": found, "kind": kinds.kind_of(found), "crumbs": reports.crumbs(found)}
    if found.is_busy:
        context |= {"stand": progress.stand_of(found), "stopped": progress.stopped_half_way(found)}
        return render(request, "intake/working.html", context)
    context |= reports.report(found, request.GET)
    return render(request, "intake/report.html", context)


@require_GET
@for_keepers
def stand(request: PersonRequest, pk: int) -> HttpResponse:
    """How far the work is: asked for every two seconds while someone looks."""
    found = find(Batch, request.actor, pk=pk)
    stopped = progress.stopped_half_way(found)
    if not found.is_busy or stopped:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "intake/stand.html", {"batch": found, "stand": progress.stand_of(found)})


@require_POST
@for_keepers
def begin(request: PersonRequest, pk: int, to: str) -> HttpResponse:
    """Check again, take over, or take back."""
    return _begin(request, find(Batch, request.actor, pk=pk), to)


def _begin(request: PersonRequest, batch: Batch, to: str) -> HttpResponse:
    try:
        actions.begin(request.actor, batch=batch, to=to)
    except actions.NotNow as late:
        messages.warning(request, late.message)
        return redirect("intake:batch", batch.pk)
    jobs.work_on.enqueue(batch.pk, request.actor.me)
    return redirect("intake:batch", batch.pk)


@require_POST
@for_keepers
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Throw the file away."""
    found = find(Batch, request.actor, pk=pk)
    try:
        actions.drop(request.actor, batch=found)
    except actions.NotNow as late:
        messages.warning(request, late.message)
        return redirect("intake:batch", pk)
    messages.success(request, _("The file is gone. Nothing has changed."))
    return redirect("intake:batches")


@require_GET
@for_keepers
def download(request: PersonRequest, pk: int) -> HttpResponse:
    """The whole report as CSV."""
    found = find(Batch, request.actor, pk=pk)
    headers, rows = reports.as_rows(found)
    answer = StreamingHttpResponse(export.csv_lines(headers, rows), content_type=export.CSV_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="kanwil-{found.kind}-{found.pk}.csv"'
    return answer  # type: ignore[return-value]


def _kind(request: PersonRequest, key: str) -> kinds.ImportKind:
    kind = kinds.KINDS.get(key)
    if kind is None:
        raise Http404
    kinds.must(kind, request.actor)
    return kind


def _download(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
