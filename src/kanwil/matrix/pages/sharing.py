"""Sharing: what I share now, stopping, sharing something, and what a new manager may see."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kanwil.access import find, visible
from kanwil.access.door import PersonRequest, page
from kanwil.ui.undo import done

from .. import my_list
from ..actions import stop_sharing
from ..audiences import choices, chosen, shared_now, until_choices, until_day
from ..from_above import through_eyes_of
from ..models import Claim, Share
from ..own_forms import AudienceForm, SayForm, ShareForm, numbers
from ..sharing import answer_new_leader, new_leader, remember, share_again, share_with
from ..through_eyes import after_sharing, eyes_of, seen_by
from .own import back, claim_page


@page
def sharing(request: PersonRequest) -> HttpResponse:
    """What I share now, by audience."""
    lines = my_list.lines(request.actor)
    groups = shared_now(request.actor, {line.claim.pk: line.name for line in lines})
    private = [line for line in lines if line.seen.private]
    teams = [choice for choice in choices(request.actor.person_id or 0) if choice.key.startswith("team:")]
    context = {"groups": groups, "lines": lines, "private": private, "teams": teams}
    context["new_leader"] = new_leader(request.actor)
    return render(request, "matrix/sharing.html", context)


@page
def share_something(request: PersonRequest) -> HttpResponse:
    """Choose what, with whom, until when; see it through the other's eyes first; then share exactly that."""
    lines = my_list.lines(request.actor)
    if request.method == "POST":
        form = ShareForm(request.POST, actor=request.actor, lines=lines)
    else:
        start = {"claims": request.GET.getlist("wat"), "with_whom": request.GET.get("met", "")}
        form = ShareForm(initial=start, actor=request.actor, lines=lines)
    view, sharing_now = None, "share" in request.POST
    if form.is_bound and form.is_valid() and form.chosen:
        what = _what(request, form)
        try:
            if request.POST.get("share") == form.seen:
                _shared(request, share_with(request.actor, audiences=form.chosen.audiences, **what), form.chosen.name)
                return redirect("sharing")
            view = after_sharing(request.actor, chosen=form.chosen, **what)
        except ValidationError as error:
            form.add_error(None, error)
    wrong = sharing_now and bool(form.errors)
    context = {"form": form, "view": view, "lines": lines, "loud": wrong, "look_again": sharing_now and not wrong}
    return render(request, "matrix/share.html", context, status=400 if wrong else 200)


def _what(request: PersonRequest, form: ShareForm) -> dict[str, Any]:
    picked = visible(Claim, request.actor, "change").filter(pk__in=form.cleaned_data["claims"])
    data = form.cleaned_data
    return {"claims": list(picked), "until": data["until_day"], "with_wish": data["with_wish"]}


def _shared(request: PersonRequest, count: int, name: str) -> None:
    words = ngettext("%(name)s sees %(many)s skill now.", "%(name)s sees %(many)s skills now.", count)
    messages.success(request, capfirst(words % {"name": name, "many": count}))


@page
@require_POST
def share_claim(request: PersonRequest, pk: int) -> HttpResponse:
    """From the page of one skill: share this one."""
    row = find(Claim, request.actor, "change", pk=pk)
    form = AudienceForm(request.POST, actor=request.actor)
    if form.is_valid() and form.chosen:
        data = form.cleaned_data
        try:
            what = {"claims": [row], "until": data["until_day"], "with_wish": data["with_wish"]}
            _shared(request, share_with(request.actor, audiences=form.chosen.audiences, **what), form.chosen.name)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(f"{reverse('claim', args=[pk])}#wie")
    return claim_page(request, row, SayForm.about(row), form)


@page
@require_POST
def share_with_team(request: PersonRequest) -> HttpResponse:
    """Quick: share these with my team, six months, with what I want."""
    choice = chosen(request.actor, request.POST.get("met", ""))
    if choice is None:
        raise Http404
    rows = visible(Claim, request.actor, "change").filter(pk__in=numbers(request.POST.getlist("wat")))
    if count := share_with(request.actor, claims=rows, audiences=choice.audiences, until=until_day("6")):
        _shared(request, count, choice.name)
    else:
        messages.warning(request, _("Nothing was ticked, so nothing is shared."))
    return back(request, reverse("sharing"))


@page
@require_POST
def stop(request: PersonRequest) -> HttpResponse:
    """Stop sharing these, at once; one click shares them again."""
    rows = list(visible(Share, request.actor).filter(pk__in=numbers(request.POST.getlist("share"))))
    if not rows:
        raise Http404
    kept = remember(request.actor, rows)
    stop_sharing(request.actor, shares=rows)
    target = request.POST.get("next", "") or reverse("sharing")
    done(request, _("Stopped. It is not seen any more."), reverse("share_again"), kept=kept, next=target)
    return back(request, reverse("sharing"))


@page
@require_POST
def again(request: PersonRequest) -> HttpResponse:
    """Undo of stopping."""
    count = share_again(request.actor, remembered=request.POST.get("kept", ""))
    words = _("It is shared again.") if count else _("This can no longer be undone. You can share it again.")
    messages.info(request, words)
    return back(request, reverse("sharing"))


@page
def through_eyes(request: PersonRequest) -> HttpResponse:
    """How one audience sees me now."""
    choice = chosen(request.actor, request.GET.get("met", ""))
    if choice is None:
        raise Http404
    eyes = eyes_of(choice)
    view, panels = seen_by(eyes, request.actor.me), through_eyes_of(eyes, request.actor.me)
    crumbs = [(_("What I share"), reverse("sharing")), (choice.name, "")]
    return render(request, "matrix/eyes.html", {"choice": choice, "view": view, "panels": panels, "crumbs": crumbs})


@page
def ask_new_leader(request: PersonRequest) -> HttpResponse:
    """What may your new manager see? Nothing goes along by itself."""
    asked = new_leader(request.actor)
    if asked is None:
        return redirect("sharing")
    if request.method == "POST":
        leader = next((p for p in asked.leaders if str(p.pk) == request.POST.get("leader", "")), None)
        if leader is None:
            raise Http404
        ids = numbers(request.POST.getlist("wat")) if "share" in request.POST else []
        picked = visible(Claim, request.actor, "change").filter(pk__in=ids)
        until, with_wish = until_day(request.POST.get("until", "6")), "with_wish" in request.POST
        count = answer_new_leader(request.actor, leader=leader, claims=picked, until=until, with_wish=with_wish)
        if count:
            _shared(request, count, leader.name)
        else:
            messages.info(request, _("%(name)s sees nothing of you. You can share later.") % {"name": leader.name})
        return redirect("sharing")
    lines = {line.claim.pk: line for line in my_list.lines(request.actor)}
    rows = [lines[share.claim_id] for share in asked.shares if share.claim_id in lines]
    return render(request, "matrix/new_leader.html", {"asked": asked, "rows": rows, "untils": until_choices()})
