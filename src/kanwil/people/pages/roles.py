"""Who holds which role, and giving and ending roles."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kanwil.access import demand, find, may

from .. import actions, council, facts
from ..door import PersonRequest, page
from ..forms import RoleForm
from ..models import Grant
from .asking import Sure, ask


@require_GET
@page
def roles(request: PersonRequest) -> HttpResponse:
    """Every role that is held now, and what was given and ended before."""
    demand(request.actor, "see_roles")
    held, former = council.roles(request.actor)
    context = {
        "held": held,
        "former": former,
        "may_grant": may(request.actor, "grant_roles"),
        "history": council.history(request.actor) if may(request.actor, "oversee") else [],
    }
    return render(request, "people/roles.html", context)


@require_http_methods(["GET", "POST"])
@page
def give(request: PersonRequest, person_id: int) -> HttpResponse:
    """Give somebody a role, for a while and with a reason."""
    demand(request.actor, "grant_roles")
    person = facts.known(request.actor, person_id)
    form = RoleForm(request.POST or None, actor=request.actor)
    title = _("Give a role")
    words = {"name": person.name}
    return ask(
        request,
        form,
        do=lambda: actions.grant(request.actor, person=person, **form.cleaned_data),
        done=_("%(name)s holds this role now. The works council sees it.") % words,
        back=reverse("person", args=[person_id]),
        shown={
            "title": _("Give %(name)s a role") % words,
            "lead": _("No role shows what a person can or wants. Sharing stays with the person."),
            "yes": _("Give this role"),
            "crumbs": [
                (_("People"), reverse("people")),
                (person.name, reverse("person", args=[person_id])),
                (title, ""),
            ],
        },
    )


@require_http_methods(["GET", "POST"])
@page
def end(request: PersonRequest, grant_id: int) -> HttpResponse:
    """Somebody no longer holds a role, from today."""
    demand(request.actor, "grant_roles")
    held = find(Grant, request.actor, pk=grant_id)
    words = {"name": held.person.name, "role": held.get_role_display()}
    title = _("End a role")
    return ask(
        request,
        Sure(request.POST if request.method == "POST" else None),
        do=lambda: actions.withdraw_grant(request.actor, held=held),
        done=_("%(name)s no longer holds this role: %(role)s.") % words,
        back=reverse("roles"),
        shown={
            "title": title,
            "lead": _("%(name)s then no longer holds this role: %(role)s. The works council sees this.") % words,
            "yes": title,
            "danger": True,
            "crumbs": [(_("Roles"), reverse("roles")), (title, "")],
        },
    )
