"""Asking somebody what they saw: colleagues by name, or one person through a link."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import find
from kanwil.access.door import PersonRequest, page
from kanwil.ui.templatetags.kanwil import in_words

from .. import actions, links
from ..forms import AskForm, LinkForm
from ..models import Question


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Stories of colleagues"), reverse("stories")), (last, "")]


def _beginning(request: PersonRequest) -> dict[str, Any]:
    """What the address says already: about which skill, and whom."""
    return {"claim": request.GET.get("vaardigheid", ""), "of": request.GET.get("aan", "")}


@page
def ask(request: PersonRequest) -> HttpResponse:
    """Ask one to three people here what they saw."""
    form = AskForm(request.POST or None, actor=request.actor, initial=_beginning(request))
    if form.is_bound and form.is_valid():
        try:
            asked = actions.ask(request.actor, of=form.cleaned_data["people"], **form.given())
        except ValidationError as error:
            form.add_error("of", error)
        else:
            names = in_words([question.of.given_name for question in asked if question.of])
            messages.success(request, _("Asked: %(names)s. The answer comes to you alone.") % {"names": names})
            return redirect("stories")
    context = {"form": form, "crumbs": _crumbs(_("Ask")), "claim": request.GET.get("vaardigheid", "")}
    return render(request, "feedback/ask.html", context, status=400 if form.errors else 200)


@page
def link(request: PersonRequest) -> HttpResponse:
    """Make a link for somebody without an account. It is shown once, on this page."""
    form = LinkForm(request.POST or None, actor=request.actor, initial=_beginning(request))
    if form.is_bound and form.is_valid():
        try:
            question, token = links.make_link(request.actor, for_whom=form.cleaned_data["for_whom"], **form.given())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            address = request.build_absolute_uri(reverse("told_by_link", args=[token]))
            context = {"question": question, "address": address, "crumbs": _crumbs(_("Your link"))}
            return render(request, "feedback/link_made.html", context)
    context = {"form": form, "crumbs": _crumbs(_("Make a link"))}
    return render(request, "feedback/link.html", context, status=400 if form.errors else 200)


@page
@require_POST
def stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a question back; a link stops working."""
    actions.stop(request.actor, question=find(Question, request.actor, "stop", pk=pk))
    messages.success(request, _("Taken back. It can no longer be answered."))
    return redirect("stories")
