"""My qualifications, and for who leads: whether those are valid that the work asks for."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kanwil.access import find, visible
from kanwil.access.decisions import Denied
from kanwil.access.door import PersonRequest, page
from kanwil.audit.looks import looked
from kanwil.proof.models import DIPLOMA, FILE, Evidence
from kanwil.skills.models import Skill

from . import actions, standing
from .forms import QualificationForm
from .models import Qualification


@page
@require_safe
def qualifications(request: PersonRequest) -> HttpResponse:
    """What I hold, until when, and who sees whether it is valid."""
    return render(request, "qualifications/mine.html", {"held": standing.mine(request.actor)})


def _proof(request: PersonRequest) -> list[Evidence]:
    return list(visible(Evidence, request.actor, "change").filter(kind__in=(DIPLOMA, FILE)).order_by("title", "pk"))


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("My qualifications"), reverse("qualifications")), (last, "")]


@page
def add(request: PersonRequest) -> HttpResponse:
    """Keep a qualification."""
    form = QualificationForm(request.POST or None, skills=standing.to_choose(request.actor), proof=_proof(request))
    if form.is_bound and form.is_valid():
        skill = find(Skill, request.actor, pk=form.cleaned_data["skill"])
        try:
            actions.keep(request.actor, skill=skill, said=form.said)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept."))
            return redirect("qualifications")
    context = {"form": form, "crumbs": _crumbs(_("Add")), "narrow": True}
    return render(request, "qualifications/form.html", context, status=400 if form.errors else 200)


@page
def change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a qualification of mine."""
    row = find(Qualification, request.actor, "change", pk=pk)
    proof = _proof(request)
    if request.method == "POST":
        form = QualificationForm(request.POST, skills=None, proof=proof)
    else:
        form = QualificationForm.about(row, proof=proof)
    meanwhile = False
    if form.is_bound and form.is_valid():
        try:
            actions.change(request.actor, row=row, said=form.said, version=form.cleaned_data["version"] or 0)
        except ValidationError as error:
            form.add_error(None, error)
        except actions.ChangedMeanwhile:
            meanwhile = True
        else:
            messages.success(request, _("Saved."))
            return redirect("qualifications")
    held = next(one for one in standing.mine(request.actor) if one.row.pk == pk)
    context = {"form": form, "held": held, "meanwhile": meanwhile, "crumbs": _crumbs(held.name), "narrow": True}
    return render(
        request, "qualifications/form.html", context, status=409 if meanwhile else 400 if form.errors else 200
    )


@page
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a qualification off my list, after one question."""
    row = find(Qualification, request.actor, "change", pk=pk)
    if request.method == "POST":
        actions.remove(request.actor, row=row)
        messages.info(request, _("It is off your list."))
        return redirect("qualifications")
    held = next(one for one in standing.mine(request.actor) if one.row.pk == pk)
    return render(request, "qualifications/remove.html", {"held": held, "crumbs": _crumbs(held.name), "narrow": True})


@page
@require_safe
def of_my_teams(request: PersonRequest) -> HttpResponse:
    """For who leads: whether what the work asks is valid, and nothing else. People can read that you looked."""
    if not request.actor.leads:
        raise Denied(_("Only who leads a team sees whether qualifications are valid."))
    teams = standing.of_my_teams(request.actor)
    seen = [place.person.pk for team in teams for place in team.places if any(row for _name, row in place.rows)]
    looked(request.actor, seen, page="validity", because=_("The law asks it of who leads this work."))
    return render(request, "qualifications/teams.html", {"teams": teams})
