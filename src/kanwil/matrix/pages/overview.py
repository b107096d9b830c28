"""What units above a team can and want, in numbers about five people or more; never a name."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kanwil.access import Actor, Denied, find
from kanwil.intake.export import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from kanwil.people.door import PersonRequest, page
from kanwil.people.models import Unit
from kanwil.skills.models import Skill
from kanwil.skills.words import explanations_of, names_of

from ..overview import (
    AT_ONCE,
    SHOWS,
    SMALLEST,
    Asked,
    Sight,
    export_rows,
    has_own_table,
    read_sight,
    read_skill,
    units_to_see,
)


@page
@require_safe
def overviews(request: PersonRequest) -> HttpResponse:
    """To the unit you see numbers of; with more than one, choose."""
    units = units_to_see(request.actor)
    if len(units) == 1:
        return redirect("overview", units[0].pk)
    return render(request, "matrix/overviews.html", {"units": units, "narrow": True})


@page
@require_safe
def overview(request: PersonRequest, unit_id: int) -> HttpResponse:
    """What people in this unit share that they can and want, per skill, beside what the teams ask for."""
    unit, asked = find(Unit, request.actor, "overview", pk=unit_id), Asked.from_address(request.GET)
    if has_own_table(request.actor, unit):
        return redirect("team", unit.pk)
    sight = read_sight(request.actor, unit, asked)
    lines = Paginator(sight.shown, AT_ONCE).get_page(request.GET.get("page"))
    return render(
        request,
        "matrix/overview.html",
        {
            "sight": sight,
            "unit": unit,
            "asked": asked,
            "lines": lines,
            "shows": SHOWS,
            "smallest": SMALLEST,
            "enough": sight.with_state("ok"),
            "short": sight.with_state("low"),
            "unsure": len(sight.asked) - sight.with_state("ok") - sight.with_state("low"),
            "crumbs": _crumbs(sight),
        },
    )


@page
@require_safe
def overview_skill(request: PersonRequest, unit_id: int, skill_id: int) -> HttpResponse:
    """One skill in this unit and in each unit below it."""
    unit = _open(request.actor, unit_id)
    skill = find(Skill, request.actor, pk=skill_id)
    sight = read_skill(request.actor, unit, skill)
    return render(
        request,
        "matrix/overview_skill.html",
        {
            "sight": sight,
            "unit": unit,
            "name": names_of([skill.pk]).get(skill.pk, skill.uri),
            "explanation": explanations_of([skill.pk]).get(skill.pk, ""),
            "smallest": SMALLEST,
            "crumbs": _crumbs(sight, linked=True),
        },
    )


@page
@require_safe
def overview_file(request: PersonRequest, unit_id: int, form: str) -> HttpResponse:
    """The same numbers as a file: exactly what the page shows, with its search and filter."""
    unit = _open(request.actor, unit_id)
    sight = read_sight(request.actor, unit, Asked.from_address(request.GET))
    headers, rows = export_rows(sight)
    if form == "csv":
        body, content_type = csv_bytes(headers, rows), CSV_TYPE
    elif form == "xlsx":
        body, content_type = xlsx_bytes(unit.name, headers, rows), XLSX_TYPE
    else:
        raise Http404
    name = f"kanwil-{slugify(unit.name) or 'overzicht'}.{form}"
    return HttpResponse(
        body, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _open(actor: Actor, unit_id: int) -> Unit:
    unit = find(Unit, actor, "overview", pk=unit_id)
    if has_own_table(actor, unit):
        raise Denied(_("You see this team by name, as far as people share with you. Look in the table of the team."))
    return unit


def _crumbs(sight: Sight, *, linked: bool = False) -> list[tuple[str, str]]:
    above = [(name, reverse("overview", args=[pk])) for name, pk in sight.above]
    return [*above, (sight.unit.name, reverse("overview", args=[sight.unit.pk]) if linked else "")]
