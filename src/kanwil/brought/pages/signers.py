"""For an administrator: whose signatures can be checked here. Everything is given by hand; nothing is fetched."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kanwil.access import demand
from kanwil.access.door import PersonRequest, page

from .. import actions, known
from .. import signers as keeping
from ..forms import KnownForm


@page
def known_signers(request: PersonRequest) -> HttpResponse:
    """Who is known, and the form to give another."""
    demand(request.actor, "keep_known_signers")
    form = KnownForm(request.POST, request.FILES) if request.method == "POST" else KnownForm()
    if form.is_bound and form.is_valid():
        try:
            actions.make_known(request.actor, text=form.brought, note=form.cleaned_data["note"].strip())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Kept. What they signed can be checked here from now on."))
            return redirect("known_signers")
    context = {"form": form, "signers": keeping.everyone(), "own": known.own_name()}
    return render(request, "brought/known_signers.html", context, status=400 if form.errors else 200)


@page
def forget(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget a signer, after one question."""
    demand(request.actor, "keep_known_signers")
    row = keeping.one(pk)
    if request.method == "POST":
        actions.forget(request.actor, signer=row)
        messages.info(request, _("Forgotten. What they signed can be checked here no more."))
        return redirect("known_signers")
    crumbs = [(_("Known signers"), reverse("known_signers")), (row.note, "")]
    return render(request, "brought/forget.html", {"signer": row, "crumbs": crumbs, "narrow": True})
