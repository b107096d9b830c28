"""The tree of teams and units, the page of one, and what keepers change in it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kanwil.access import can, demand, find, may

from .. import actions, tree
from ..door import PersonRequest, page
from ..forms import FromDayForm, MoveForm, RenameForm, UnitForm
from ..models import Unit
from .asking import ask


@require_GET
@page
def units(request: PersonRequest) -> HttpResponse:
    """How the organisation hangs together."""
    tops = tree.branches(request.actor)
    context = {"tops": tops, "manages": may(request.actor, "manage_units")}
    return render(request, "people/units.html", context)


@require_GET
@page
def unit(request: PersonRequest, unit_id: int) -> HttpResponse:
    """One team or unit: who works here, who leads, what hangs below."""
    found = find(Unit, request.actor, pk=unit_id)
    facts = tree.facts_of(request.actor, found)
    context = {
        "unit": found,
        "facts": facts,
        "led_by": [row.person_id for row in facts.leaders],
        "opens": can(request.actor, "open", found),
        "counts": can(request.actor, "overview", found),
        "manages": may(request.actor, "manage_units"),
        "keeps": may(request.actor, "import_people"),
        "crumbs": _crumbs(found),
    }
    return render(request, "people/unit.html", context)


def _crumbs(unit: Unit, title: str = "") -> list[tuple[str, str]]:
    found = [(_("Teams"), reverse("units"))]
    found += [(above.name, reverse("unit", args=[above.pk])) for above in tree.above(unit)]
    found.append((unit.name, reverse("unit", args=[unit.pk]) if title else ""))
    return [*found, (title, "")] if title else found


def _shown(unit: Unit, title: str, lead: str, yes: str, *, danger: bool = False) -> dict[str, Any]:
    return {"title": title, "lead": lead, "yes": yes, "danger": danger, "crumbs": _crumbs(unit, title)}


@require_http_methods(["GET", "POST"])
@page
def open_unit(request: PersonRequest) -> HttpResponse:
    """Start a new unit."""
    demand(request.actor, "manage_units")
    form = UnitForm(request.POST or None, actor=request.actor, initial={"parent": request.GET.get("below", "")})
    title = _("New unit")
    return ask(
        request,
        form,
        do=lambda: reverse("unit", args=[actions.open_unit(request.actor, **form.cleaned_data).pk]),
        done=_("The unit is there."),
        back="",
        shown={
            "title": title,
            "lead": _("A team, a department or a company."),
            "yes": _("Make this unit"),
            "never_mind": reverse("units"),
            "crumbs": [(_("Teams"), reverse("units")), (title, "")],
        },
    )


@require_http_methods(["GET", "POST"])
@page
def rename(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Give a unit another name or place."""
    demand(request.actor, "manage_units")
    found = find(Unit, request.actor, pk=unit_id)
    form = RenameForm(request.POST or None, initial={"name": found.name, "place": found.place})
    return ask(
        request,
        form,
        do=lambda: actions.rename_unit(request.actor, unit=found, **form.cleaned_data),
        done=_("Saved."),
        back=reverse("unit", args=[unit_id]),
        shown=_shown(found, _("Name and place"), _("Everybody sees this name."), _("Save")),
    )


@require_http_methods(["GET", "POST"])
@page
def move(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Hang a unit, with everything below it, somewhere else."""
    demand(request.actor, "manage_units")
    found = find(Unit, request.actor, pk=unit_id)
    form = MoveForm(request.POST or None, actor=request.actor, unit=found)
    return ask(
        request,
        form,
        do=lambda: actions.move_unit(request.actor, unit=found, parent=form.cleaned_data["parent"]),
        done=_("“%(unit)s” hangs somewhere else now.") % {"unit": found.name},
        back=reverse("unit", args=[unit_id]),
        shown=_shown(found, _("Move"), _("Everything below goes along."), _("Move")),
    )


@require_http_methods(["GET", "POST"])
@page
def close(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Close a unit in which nobody works any more."""
    demand(request.actor, "manage_units")
    found = find(Unit, request.actor, pk=unit_id)
    if found.closed_on:
        return redirect("unit", unit_id)
    form = FromDayForm(request.POST or None)
    why = _("This is possible when nobody works here and nothing hangs below.")
    return ask(
        request,
        form,
        do=lambda: actions.close_unit(request.actor, unit=found, on=form.cleaned_data["on"]),
        done=_("“%(unit)s” is closed. It stays in the history.") % {"unit": found.name},
        back=reverse("unit", args=[unit_id]),
        shown=_shown(found, _("Close"), why, _("Close this unit"), danger=True),
    )
