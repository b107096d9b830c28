"""Choosing skills for my list: four ways, several at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kanwil.access.door import PersonRequest, page
from kanwil.ui.undo import done

from ..choosing import from_my_job, from_my_team, from_search, my_jobs, put_on_list
from ..from_above import ways_for
from ..own_forms import number

WAYS = ("functie", "team", "zoek", "eigen")


@page
def choose(request: PersonRequest) -> HttpResponse:
    """From my job, from my team's list, by searching, or in my own words. The way is in the address."""
    way, actor = request.GET.get("uit", ""), request.actor
    if way not in WAYS:
        way = "functie" if my_jobs(actor) else "team" if from_my_team(actor) else "zoek"
    context = _offers(request, way, request.GET.get("zoek", "")) | {"label": request.GET.get("woord", "")[:120]}
    return render(request, "matrix/choose.html", context)


def _offers(request: PersonRequest, way: str, text: str) -> dict[str, Any]:
    actor, text = request.actor, " ".join(text.split())[:80]
    groups = {"functie": from_my_job, "team": from_my_team}
    return {
        "way": way,
        "ways": ways_for(actor),
        "text": text,
        "groups": groups[way](actor) if way in groups else [],
        "found": from_search(actor, text) if way == "zoek" and text else [],
        "crumbs": [(_("What I can and want"), reverse("own")), (_("Add something"), "")],
    }


@page
@require_POST
def choose_these(request: PersonRequest) -> HttpResponse:
    """Put what is ticked (and own words) on my list, all at once."""
    ids = [pk for text in request.POST.getlist("skill") if (pk := number(text))]
    label, words = " ".join(request.POST.get("own", "").split())[:120], ""
    same = request.POST.get("same", "")
    if label and not same and (alike := from_search(request.actor, label, limit=5)):
        context = _offers(request, "eigen", "") | {"label": label, "alike": alike}
        return render(request, "matrix/choose.html", context)
    if label and (pk := number(same)):
        ids, words, label = [pk], label, ""
    if not ids and not label:
        messages.warning(request, _("Nothing was chosen yet. Tick a skill or write your own word."))
        return redirect(f"{reverse('choose')}?uit={request.POST.get('uit', '')[:10]}")
    try:
        change, count = put_on_list(request.actor, skill_ids=ids, own_label=label, words=words)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("choose")
    if not count:
        messages.info(request, _("This was on your list already."))
        return redirect("own")
    words = ngettext(
        "%(many)s skill is on your list. Only you see it.",
        "%(many)s skills are on your list. Only you see them.",
        count,
    )
    done(request, words % {"many": count}, reverse("take_back", args=[change]))
    return redirect("own")
