"""How often, and alone or with help? Only then the sentences of the level, with where to look first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kanwil.access import find
from kanwil.access.door import PersonRequest, page
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.matrix.own_forms import level_field, number, numbers
from kanwil.skills.levels import choices_for
from kanwil.skills.words import names_of

from ..forms import LatelyForm
from ..where_to_look import where_to_look
from .choosing import crumbs, next_url

MOST = 60


@page
def lately(request: PersonRequest, pk: int) -> HttpResponse:
    """Two questions about one skill; then its sentences. What is answered is kept nowhere, only the sentence is."""
    row = find(Claim, request.actor, "change", pk=pk)
    rest = numbers((request.POST or request.GET).get("dan", "").split("-"))[:MOST]
    if request.method == "POST" and "level" in request.POST:
        return _say(request, row, rest)
    form = LatelyForm(request.POST or None)
    asked = form.is_bound and form.is_valid()
    levels = choices_for(row.skill)
    said = form.cleaned_data if asked else {}
    first = where_to_look(said.get("often", ""), said.get("how", ""), [choice.level for choice in levels])
    name = str(names_of([row.skill_id])[row.skill_id]) if row.skill_id else row.own_label
    context = {
        "claim": row,
        "name": name,
        "form": form,
        "levels": levels if asked else [],
        "first": first,
        "rest": "-".join(str(pk) for pk in rest),
        "skip": next_url(request, rest),
        "crumbs": crumbs((name, "")),
    }
    return render(request, "discovery/lately.html", context, status=400 if form.errors else 200)


def _say(request: PersonRequest, row: Claim, rest: list[int]) -> HttpResponse:
    """Save the sentence that was tapped, and on to the next skill."""
    level, version = level_field(request.POST, row), number(request.POST.get("version", ""))
    try:
        matrix.say(request.actor, skill=row.skill, own_label=row.own_label, level=level, version=version)
    except matrix.ChangedMeanwhile:
        messages.warning(request, _("In another window you just said something else. Look here once more."))
        return redirect("claim", pk=row.pk)
    ask = reverse("ask_to_look", args=[row.pk])
    words = _("Do you want to check this with somebody?")
    messages.success(request, format_html('{} <a href="{}">{}</a>', _("Saved."), ask, words))
    return redirect(next_url(request, rest))
