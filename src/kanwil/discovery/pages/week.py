"""What did you do this week? A few sentences, and the words the language has for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access.door import PersonRequest, page

from ..forms import WeekForm
from ..proposals import propose
from .choosing import crumbs, offer, take


@page
def week(request: PersonRequest) -> HttpResponse:
    """Write a few sentences; the answer shows what the language has for them. Nothing is kept."""
    form = WeekForm(request.POST or None)
    if form.is_bound and form.is_valid():
        text = form.cleaned_data["text"]
        return offer(request, propose(request.actor, text), **_context(text))
    context = {"form": form, "crumbs": crumbs((_("Finding words"), ""))}
    return render(request, "discovery/week.html", context, status=400 if form.errors else 200)


@page
@require_POST
def pick(request: PersonRequest) -> HttpResponse:
    """Put what was ticked on my list. The text comes along in the form: it is kept nowhere else."""
    form = WeekForm(request.POST)
    if not form.is_valid():
        return redirect("find_words")
    text = form.cleaned_data["text"]
    return take(request, propose(request.actor, text), **_context(text))


def _context(text: str) -> dict[str, Any]:
    form = WeekForm(initial={"text": text})
    form.fields["text"].label = _("Your text")
    return {"text": text, "form": form, "crumbs": crumbs((_("Finding words"), ""))}
