"""What keepers of the list do with one person: correct, place, lead, leave, come back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kanwil.access import demand, find, require

from .. import actions, facts
from ..door import PersonRequest, page
from ..forms import FromDayForm, LeadForm, PersonForm, PlaceForm
from ..models import Person, Unit
from .asking import Sure, ask


def _shown(person: Person, title: str, lead: str, yes: str, *, danger: bool = False) -> dict[str, Any]:
    crumbs = [(_("People"), reverse("people")), (person.name, reverse("person", args=[person.pk])), (title, "")]
    return {"title": title, "lead": lead, "yes": yes, "danger": danger, "crumbs": crumbs}


def _back(person: Person) -> str:
    return reverse("person", args=[person.pk])


def _day(form: forms.Form) -> Any:
    return form.cleaned_data["on"]


@require_http_methods(["GET", "POST"])
@page
def change(request: PersonRequest, person_id: int) -> HttpResponse:
    """Correct somebody's name, number, e-mail or language."""
    person = facts.known(request.actor, person_id)
    require(request.actor, "manage", person)
    form = PersonForm(request.POST or None, person=person)
    return ask(
        request,
        form,
        do=lambda: actions.change_person(request.actor, person=person, **form.person_data()),
        done=_("Saved."),
        back=_back(person),
        shown=_shown(person, _("Name and number"), _("The way someone logs in does not change with it."), _("Save")),
    )


@require_http_methods(["GET", "POST"])
@page
def place(request: PersonRequest, person_id: int) -> HttpResponse:
    """Give somebody a place in a team."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    form = PlaceForm(request.POST or None, actor=request.actor)

    def do() -> None:
        given = form.cleaned_data
        home = given["home"] == "yes"
        job = given["job"] or facts.job_of(person)
        actions.place_in_team(request.actor, person=person, unit=given["unit"], job=job, home=home, on=given["on"])

    lead = _("Nothing that is shared with the old team goes along to the new one.")
    return ask(
        request,
        form,
        do=do,
        done=_("%(name)s has a place in this team.") % {"name": person.name},
        back=_back(person),
        shown=_shown(person, _("Place in a team"), lead, _("Give this place")),
    )


@require_http_methods(["GET", "POST"])
@page
def leave_team(request: PersonRequest, person_id: int, unit_id: int) -> HttpResponse:
    """Somebody is no longer in a team."""
    demand(request.actor, "import_people")
    person, unit = facts.known(request.actor, person_id), find(Unit, request.actor, pk=unit_id)
    form = FromDayForm(request.POST or None)
    words = {"name": person.name, "unit": unit.name}
    return ask(
        request,
        form,
        do=lambda: actions.leave_team(request.actor, person=person, unit=unit, on=_day(form)),
        done=_("%(name)s is no longer in %(unit)s.") % words,
        back=_back(person),
        shown=_shown(
            person,
            _("Out of %(unit)s") % words,
            _("What %(name)s shares with this team, the team then no longer sees.") % words,
            _("End this place"),
            danger=True,
        ),
    )


@require_http_methods(["GET", "POST"])
@page
def lead(request: PersonRequest, person_id: int) -> HttpResponse:
    """Somebody leads a unit from a day on."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    form = LeadForm(request.POST or None, actor=request.actor)

    def do() -> None:
        given = form.cleaned_data
        alone = given["alone"] == "yes"
        actions.lead(request.actor, person=person, unit=given["unit"], on=given["on"], alone=alone)

    words = _("A new manager inherits nothing. People choose themselves what they share.")
    return ask(
        request,
        form,
        do=do,
        done=_("%(name)s leads this unit.") % {"name": person.name},
        back=_back(person),
        shown=_shown(person, _("Lead a team"), words, _("Save")),
    )


@require_http_methods(["GET", "POST"])
@page
def stop_leading(request: PersonRequest, person_id: int, unit_id: int) -> HttpResponse:
    """Somebody no longer leads a unit."""
    demand(request.actor, "import_people")
    person, unit = facts.known(request.actor, person_id), find(Unit, request.actor, pk=unit_id)
    form = FromDayForm(request.POST or None)
    words = {"name": person.name, "unit": unit.name}
    return ask(
        request,
        form,
        do=lambda: actions.stop_leading(request.actor, person=person, unit=unit, on=_day(form)),
        done=_("%(name)s no longer leads %(unit)s.") % words,
        back=_back(person),
        shown=_shown(
            person,
            _("Stop leading %(unit)s") % words,
            _("What was shared with %(name)s as manager, %(name)s then no longer sees.") % words,
            _("Stop leading"),
            danger=True,
        ),
    )


@require_http_methods(["GET", "POST"])
@page
def leave(request: PersonRequest, person_id: int) -> HttpResponse:
    """Somebody stops working here."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    if person.left_on:
        return redirect("person", person_id)
    form = FromDayForm(request.POST or None)
    words = {"name": person.name}
    return ask(
        request,
        form,
        do=lambda: actions.leave(request.actor, person=person, on=_day(form)),
        done=_("%(name)s no longer works here. You can take this back below.") % words,
        back=_back(person),
        shown=_shown(
            person,
            _("%(name)s leaves") % words,
            _("Places, leading, roles and sharing end. %(name)s still gets in for what is theirs, until it is erased.")
            % words,
            _("%(name)s leaves") % words,
            danger=True,
        ),
    )


@require_http_methods(["GET", "POST"])
@page
def come_back(request: PersonRequest, person_id: int) -> HttpResponse:
    """Somebody works here again."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    if not person.left_on:
        return redirect("person", person_id)
    words = {"name": person.name}
    return ask(
        request,
        Sure(request.POST if request.method == "POST" else None),
        do=lambda: actions.come_back(request.actor, person=person),
        done=_("%(name)s works here again. Now choose a team.") % words,
        back=reverse("person_place", args=[person.pk]),
        shown=_shown(
            person,
            _("%(name)s comes back") % words,
            _("What %(name)s once wrote is still there, for %(name)s alone. Nothing is shared by itself.") % words,
            _("Yes, works here again"),
        ),
    )
