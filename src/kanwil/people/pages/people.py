"""Finding a colleague, somebody's page, and adding somebody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kanwil.access import demand, may, visible

from .. import actions, facts, panels, search, tree
from ..door import PersonRequest, page
from ..forms import PersonForm
from ..models import Unit


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


@require_GET
@page
def people(request: PersonRequest) -> HttpResponse:
    """Find a colleague by name or number, or everybody of a team."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    wanted = _number(request.GET.get("unit", ""))
    unit = visible(Unit, request.actor).filter(pk=wanted).first() if wanted else None
    found = search.find_people(request.actor, words=words, unit=unit, after=_number(request.GET.get("after", "")))
    context = {
        "found": found,
        "words": words,
        "unit": unit,
        "units": tree.unit_choices(request.actor),
        "keeps": may(request.actor, "import_people"),
    }
    return render(request, "people/people.html", context)


@require_GET
@page
def person(request: PersonRequest, person_id: int) -> HttpResponse:
    """A colleague: name, teams, job, who leads them, and what they share with you."""
    somebody = facts.known(request.actor, person_id)
    shown = panels.panels_for(request.actor, somebody)
    context = {
        "facts": facts.facts_of(request.actor, somebody),
        "person": somebody,
        "panels": shown,
        "you": somebody.pk == request.actor.person_id,
        "may_grant": may(request.actor, "grant_roles"),
        "crumbs": [(_("People"), reverse("people")), (somebody.name, "")],
    }
    return render(request, "people/person.html", context)


@require_http_methods(["GET", "POST"])
@page
def add(request: PersonRequest) -> HttpResponse:
    """Somebody starts working here."""
    demand(request.actor, "import_people")
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.join(request.actor, **form.person_data())
        messages.success(request, _("%(name)s is on the list. Now choose a team.") % {"name": made.name})
        return redirect("person_place", made.pk)
    context = {
        "form": form,
        "title": _("Add a person"),
        "lead": _("Only what you need to know who works here."),
        "yes": _("Add this person"),
        "back": reverse("people"),
        "crumbs": [(_("People"), reverse("people")), (_("Add a person"), "")],
        "narrow": True,
    }
    return render(request, "people/form.html", context, status=422 if form.errors else 200)
