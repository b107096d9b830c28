"""What I can and want: my list, one skill on it, saying how far I am."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from kanwil.access import find
from kanwil.access.door import PersonRequest, page
from kanwil.skills.levels import choices_for
from kanwil.ui.undo import done

from .. import actions, my_list
from ..actions import KEEP, ChangedMeanwhile
from ..audiences import live_shares, shared_now
from ..choosing import from_my_team, my_jobs
from ..from_above import beside_my_list, of_a_skill, waiting_for, ways_for
from ..history import history_of
from ..models import WISHES, Claim
from ..own_forms import AudienceForm, SayForm, level_field, number
from ..sharing import new_leader


@page
def own(request: PersonRequest) -> HttpResponse:
    """My list. Filters and groups live in the address."""
    actor = request.actor
    lines = my_list.lines(actor)
    show, by = request.GET.get("toon", ""), request.GET.get("groep", "")
    picked = my_list.shown(lines, show)
    context = {
        "lines": lines,
        "groups": my_list.grouped([line for line in picked if line.claim.skill_id], by, actor),
        "own_words": [line for line in picked if not line.claim.skill_id],
        "picked": picked,
        "show": show,
        "by": by,
        "opened": number(request.GET.get("open", "")),
        "wishes": WISHES,
        "waiting": my_list.waiting(actor),
        "waits": waiting_for(actor),
        "beside": beside_my_list(actor),
        "sharing": shared_now(actor),
        "new_leader": new_leader(actor),
        "starts": None if lines else {"job": my_jobs(actor), "team": from_my_team(actor), "ways": ways_for(actor)},
    }
    return render(request, "matrix/own.html", context)


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page the form says, when it is one of ours."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return redirect(target if safe else otherwise)


@page
@require_POST
def say_level(request: PersonRequest, pk: int) -> HttpResponse:
    """From my list: one tap on a sentence or a wish, saved at once."""
    row = find(Claim, request.actor, "change", pk=pk)
    level, wish = level_field(request.POST, row), request.POST.get("wish", KEEP)
    wish = wish if wish in dict(WISHES) else KEEP
    change: uuid.UUID | None = None
    try:
        change = actions.say(
            request.actor,
            skill=row.skill,
            own_label=row.own_label,
            level=level,
            wish=wish,
            version=number(request.POST.get("version", "")),
        ).change
    except ChangedMeanwhile:
        if not request.htmx:
            return _conflict(request, row, level=level, wish=wish, words=KEEP)
    if not request.htmx:
        done(request, _("Saved."), reverse("take_back", args=[change]))
        return redirect(f"{reverse('own')}?open={pk}#c{pk}")
    line = my_list.lines(request.actor, only=pk)[0]
    context = {"line": line, "opened": pk, "wishes": WISHES, "change": change, "changed_meanwhile": change is None}
    return render(request, "matrix/line.html", context)


@page
def claim(request: PersonRequest, pk: int) -> HttpResponse:
    """One skill of mine: how far I am, what I want, my own words, who sees it, what I said before."""
    row = find(Claim, request.actor, "change", pk=pk)
    form = SayForm(request.POST) if request.method == "POST" else SayForm.about(row)
    if request.method == "POST" and form.is_valid():
        return _save(request, row, form)
    return claim_page(request, row, form)


def _save(request: PersonRequest, row: Claim, form: SayForm) -> HttpResponse:
    said: dict[str, Any] = {
        "level": level_field(request.POST, row),
        "wish": form.cleaned_data["wish"],
        "words": form.cleaned_data["words"],
    }
    here = reverse("claim", args=[row.pk])
    try:
        version = form.cleaned_data["version"]
        saved = actions.say(request.actor, skill=row.skill, own_label=row.own_label, version=version, **said)
    except ChangedMeanwhile:
        return _conflict(request, row, **said)
    if saved.claim.version == row.version:
        messages.info(request, _("Nothing changed."))
    else:
        done(request, _("Saved."), reverse("take_back", args=[saved.change]), next=here)
    return redirect(f"{here}#wil" if "level" in request.POST else f"{reverse('own')}#c{row.pk}")


def claim_page(request: PersonRequest, row: Claim, form: SayForm, audience: AudienceForm | None = None) -> HttpResponse:
    """Draw the page of one skill, with what was typed and what is wrong with it."""
    actor = request.actor
    line = my_list.lines(actor, only=row.pk)[0]
    seen_by_whom = live_shares(actor).filter(claim=row).select_related("to_unit", "to_person").order_by("pk")
    context = {
        "line": line,
        "claim": row,
        "form": form,
        "levels": choices_for(row.skill),
        "shares": seen_by_whom,
        "audience": audience or AudienceForm(actor=actor),
        "history": history_of(actor, row),
        "panels": of_a_skill(actor, row),
        "crumbs": [(_("What I can and want"), reverse("own")), (line.name, "")],
    }
    wrong = (form.is_bound and form.errors) or (audience is not None and audience.errors)
    return render(request, "matrix/claim.html", context, status=400 if wrong else 200)


def _conflict(request: PersonRequest, row: Claim, *, level: Any, wish: Any, words: Any) -> HttpResponse:
    """Two windows: show what stands now and what was just typed, and let the person choose."""
    row = find(Claim, request.actor, "change", pk=row.pk)
    mine = {
        "level": row.level if level is KEEP else level,
        "wish": row.wish if wish is KEEP else wish,
        "words": row.words if words is KEEP else words,
    }
    line = my_list.lines(request.actor, only=row.pk)[0]
    return render(request, "matrix/conflict.html", {"line": line, "claim": row, "mine": mine}, status=409)


@page
@require_POST
def remove_claim(request: PersonRequest, pk: int) -> HttpResponse:
    """Off my list; one click brings it back."""
    row = find(Claim, request.actor, "change", pk=pk)
    name = my_list.lines(request.actor, only=pk)[0].name
    change = actions.remove(request.actor, claim=row)
    done(request, _("“%(skill)s” is off your list.") % {"skill": name}, reverse("take_back", args=[change]))
    return redirect("own")


@page
@require_POST
def take_back(request: PersonRequest, change: uuid.UUID) -> HttpResponse:
    """Undo one change of mine."""
    count = actions.take_back(request.actor, change=change)
    words = _("It is as it was.") if count else _("This was changed again since then. Nothing was undone.")
    messages.info(request, words)
    answer = back(request, reverse("own"))
    return HttpResponseClientRedirect(answer.headers["Location"]) if request.htmx else answer
