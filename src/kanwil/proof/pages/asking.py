"""Asking somebody to look, and looking."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import Denied, find, require
from kanwil.access.door import PersonRequest, page
from kanwil.audit.looks import looked
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim, Confirmation

from .. import actions
from ..asking import asked_of_me, given_by_me, name_of, people_to_ask, shown_with, to_show
from ..forms import AskForm, LookForm


@page
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask a colleague or an appointed confirmer to look at one skill."""
    row = find(Claim, request.actor, "change", pk=pk)
    people, proof = people_to_ask(request.actor), to_show(request.actor, row)
    form = AskForm(request.POST or None, actor=request.actor, people=people, proof=proof)
    if form.is_bound and form.is_valid():
        person = form.cleaned_data["person"]
        try:
            actions.ask_to_look(request.actor, claim=row, of=person, show=form.cleaned_data["proof"])
        except ValidationError as error:
            form.add_error(None, error)
        except Denied as denied:
            form.add_error("of", str(denied.reason))
        else:
            messages.success(request, _("%(name)s can look now.") % {"name": person.name})
            return redirect(f"{reverse('claim', args=[pk])}#bevestigd")
    name = name_of(row)
    crumbs = [(_("What I can and want"), reverse("own")), (name, reverse("claim", args=[pk])), (_("Ask"), "")]
    context = {"claim": row, "name": name, "form": form, "crumbs": crumbs}
    return render(request, "proof/ask.html", context, status=400 if form.errors else 200)


@page
def looking(request: PersonRequest) -> HttpResponse:
    """What was asked of me, and what I confirmed."""
    context = {"asked": asked_of_me(request.actor), "given": given_by_me(request.actor)}
    return render(request, "proof/looking.html", context)


@page
def look(request: PersonRequest, pk: int) -> HttpResponse:
    """Look at one skill I was asked about: confirm what I saw, or send it back with a sentence."""
    row = find(Confirmation, request.actor, "answer", pk=pk)
    reason = require(request.actor, "view", row.claim).reason
    form = LookForm(request.POST or None)
    if form.is_bound and form.is_valid():
        confirm = "confirm" in request.POST
        matrix.answer_look(request.actor, asked=row, confirm=confirm, saw=form.cleaned_data["saw"])
        words = _("Confirmed. %(name)s sees what you wrote.") if confirm else _("Sent back. Only %(name)s sees why.")
        messages.success(request, words % {"name": row.claim.person.given_name})
        return redirect("looking")
    what = f"skill:{row.claim.skill_id}" if row.claim.skill_id else ""
    looked(request.actor, [row.claim.person_id], page="looking", what=what, because=str(reason))
    name = name_of(row.claim)
    context = {
        "row": row,
        "claim": row.claim,
        "name": name,
        "form": form,
        "exhibits": shown_with(request.actor, row),
        "crumbs": [(_("Looking along"), reverse("looking")), (name, "")],
        "changed": row.level_id != row.claim.level_id,
    }
    return render(request, "proof/look.html", context, status=400 if form.errors else 200)


@page
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a question or a confirmation back: by who asked it or who gave it."""
    row = find(Confirmation, request.actor, "view", pk=pk)
    if row.withdrawn_at is not None:
        raise Http404
    matrix.withdraw_confirmation(request.actor, given=row)
    messages.info(request, _("Taken back."))
    if row.claim.person_id == request.actor.person_id:
        return redirect(f"{reverse('claim', args=[row.claim_id])}#bevestigd")
    return redirect("looking")
