"""An older list: which column is which, and what every written value means. Nothing is asked before the check."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kanwil.access import find
from kanwil.intake import actions as intake_actions
from kanwil.intake import jobs, work
from kanwil.intake.models import Batch
from kanwil.intake.refusals import CannotRead
from kanwil.people.door import PersonRequest, page
from kanwil.skills.words import names_of

from .. import list_import as older


def _batch(request: PersonRequest, pk: int) -> Batch:
    batch = find(Batch, request.actor, pk=pk)
    if batch.kind != older.KIND:
        raise Http404
    return batch


def _settled(batch: Batch) -> bool:
    return batch.is_busy or batch.state in (Batch.APPLIED, Batch.UNDONE) or not batch.has_file


@page
@require_http_methods(["GET", "HEAD", "POST"])
def list_columns(request: PersonRequest, pk: int) -> HttpResponse:
    """Which column holds the names or numbers, and which columns are which skills."""
    batch = _batch(request, pk)
    if _settled(batch):
        return redirect("intake:batch", pk)
    listed = older.skills_to_choose(request.actor)
    try:
        with work.open_batch(batch) as table:
            columns = older.columns_of(table, listed)
    except CannotRead as problem:
        work.fail(batch, problem)
        return redirect("intake:batch", pk)
    guessed = [int(one.guess[len(older.SKILL) :]) for one in columns if one.guess.startswith(older.SKILL)]
    skills = {**{pk_: str(word) for pk_, word in names_of(guessed).items()}, **listed}
    choices = [(older.NUMBER, _("Employee number")), (older.NAME, _("Name"))]
    choices += [(f"{older.SKILL}{pk_}", name) for pk_, name in skills.items()]
    wrong = ""
    if request.method == "POST":
        mapping = _chosen(request.POST, [one.header for one in columns], {key for key, _name in choices})
        wrong = _wrong(mapping)
        if not wrong:
            return _keep(request, batch, mapping, {**batch.options, "values": {}}, "list_values")
    now = batch.mapping or {one.header: one.guess for one in columns}
    context = {"batch": batch, "columns": [(one, now.get(one.header, "")) for one in columns], "choices": choices}
    return render(request, "matrix/list_columns.html", {**context, "wrong": wrong}, status=422 if wrong else 200)


def _chosen(data: Mapping[str, str], headers: list[str], known: set[str]) -> dict[str, str]:
    chosen = {header: data.get(f"column-{n}", "") for n, header in enumerate(headers)}
    return {header: key for header, key in chosen.items() if key in known}


def _wrong(mapping: dict[str, str]) -> str:
    keys = list(mapping.values())
    if len(keys) != len(set(keys)):
        return _("Two columns are the same now. Choose another for one of them.")
    if not {older.NUMBER, older.NAME} & set(keys):
        return _("Say which column holds the names or the employee numbers.")
    if not any(key.startswith(older.SKILL) for key in keys):
        return _("Say which columns are skills. Is a skill missing? Put it on the list of the team first.")
    return ""


def _keep(
    request: PersonRequest, batch: Batch, mapping: dict[str, str], options: dict[str, object], then: str
) -> HttpResponse:
    try:
        intake_actions.choose_columns(request.actor, batch=batch, mapping=mapping, options=options)
    except ValidationError as late:
        messages.warning(request, late.message)
        return redirect("intake:batch", batch.pk)
    return redirect(then, batch.pk)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def list_values(request: PersonRequest, pk: int) -> HttpResponse:
    """What every written value means: a sentence of the scale, or nothing."""
    batch = _batch(request, pk)
    if _settled(batch):
        return redirect("intake:batch", pk)
    if not batch.mapping:
        return redirect("list_columns", pk)
    with work.open_batch(batch) as table:
        values = older.values_of(table, batch.mapping)
    levels = older.levels()
    now = batch.options.get("values") or older.guess_meaning((value for value, _count in values), levels)
    if request.method == "POST":
        known = {older.NOTHING, *(str(level.pk) for level in levels)}
        now = {value: request.POST.get(f"value-{n}", "") for n, (value, _count) in enumerate(values)}
        if all(means in known for means in now.values()):
            answer = _keep(request, batch, batch.mapping, {**batch.options, "values": now}, "intake:batch")
            intake_actions.begin(request.actor, batch=batch, to=Batch.CHECKING)
            jobs.work_on.enqueue(batch.pk, request.actor.me)
            return answer
    rows = [(n, value, count, now.get(value, "")) for n, (value, count) in enumerate(values)]
    wrong = request.method == "POST"
    context = {"batch": batch, "rows": rows, "levels": levels, "wrong": wrong, "narrow": True}
    return render(request, "matrix/list_values.html", context, status=422 if wrong else 200)
