"""Accounts and one-time codes: made by who keeps the list, shown once, printed as letters."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from kanwil.access import demand, find

from .. import facts, way_in
from ..door import PersonRequest, page
from ..models import Unit
from .asking import Sure


@sensitive_variables()
def _letters(request: PersonRequest, letters: list[way_in.Letter], back: str, crumbs: Any) -> HttpResponse:
    address = settings.URL + reverse("use_code")
    context = {"letters": letters, "address": address, "back": back, "crumbs": crumbs}
    return render(request, "people/letters.html", context)


@require_http_methods(["GET", "POST"])
@page
def code(request: PersonRequest, person_id: int) -> HttpResponse:
    """Make a one-time code for one person, after asking; it is on the screen once."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    back, title = reverse("person", args=[person_id]), _("One-time code")
    crumbs = [(_("People"), reverse("people")), (person.name, back), (title, "")]
    form = Sure(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _letters(request, [way_in.give_code(request.actor, person=person)], back, crumbs)
        except ValidationError as wrong:
            form.add_error(None, wrong)
    lead = _("The code works once, for two weeks. An older code stops working.")
    if person.user is not None and person.user.has_usable_password():
        lead += " " + _("%(name)s then chooses a new password, and sees that you made a code.") % {
            "name": person.given_name
        }
    context = {"form": form, "title": title, "lead": lead, "yes": _("Make the code"), "back": back}
    context |= {"crumbs": crumbs, "narrow": True}
    return render(request, "people/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@page
def codes(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Letters for everybody of a team who never got in."""
    demand(request.actor, "import_people")
    unit = find(Unit, request.actor, pk=unit_id)
    back, title = reverse("unit", args=[unit_id]), _("Letters with a code")
    crumbs = [(_("Teams"), reverse("units")), (unit.name, back), (title, "")]
    form = Sure(request.POST if request.method == "POST" else None)
    waiting = way_in.waiting_in(unit)
    if request.method == "POST" and form.is_valid():
        try:
            letters = way_in.give_codes(request.actor, unit=unit)
            if letters:
                return _letters(request, letters, back, crumbs)
        except ValidationError as wrong:
            form.add_error(None, wrong)
    context = {"form": form, "unit": unit, "waiting": waiting, "title": title, "back": back, "crumbs": crumbs}
    return render(request, "people/codes.html", context, status=422 if form.errors else 200)


@require_POST
@page
def close(request: PersonRequest, person_id: int) -> HttpResponse:
    """Nobody gets in with this account for now."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    try:
        way_in.close_for(request.actor, person=person)
        messages.success(request, _("%(name)s cannot log in now.") % {"name": person.name})
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("person", person_id)


@require_POST
@page
def reopen(request: PersonRequest, person_id: int) -> HttpResponse:
    """Somebody gets in again."""
    demand(request.actor, "import_people")
    person = facts.known(request.actor, person_id)
    try:
        way_in.reopen_for(request.actor, person=person)
        messages.success(request, _("%(name)s can log in again.") % {"name": person.name})
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    return redirect("person", person_id)
