"""What others saw of me: reading it, and deciding what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import find
from kanwil.access.door import PersonRequest, page
from kanwil.matrix.choosing import from_search
from kanwil.matrix.models import Claim
from kanwil.matrix.own_forms import number
from kanwil.people.models import Person
from kanwil.ui.undo import done

from .. import receiving
from ..forms import my_claims
from ..models import NoCards, Story
from ..received import asked_of_me, my_questions, no_cards_of, one_story
from ..received import stories as stories_for
from ..uses import uses_of


@page
def stories(request: PersonRequest) -> HttpResponse:
    """Everything colleagues wrote for me; what I put away stands apart."""
    actor, away = request.actor, request.GET.get("toon") == "weg"
    told = stories_for(actor, away=away)
    if new := [one.story for one in told if one.story.read_at is None]:
        receiving.mark_read(actor, stories=new)
    context = {
        "told": told,
        "away": away,
        "asked": asked_of_me(actor),
        "mine": my_questions(actor),
        "no_cards": no_cards_of(actor),
    }
    return render(request, "feedback/stories.html", context)


@page
def story(request: PersonRequest, pk: int) -> HttpResponse:
    """One story: about which skill it is, whether that fits what I chose, and what I do with it."""
    actor, row = request.actor, find(Story, request.actor, pk=pk)
    told, text = one_story(actor, row), " ".join(request.GET.get("zoek", "").split())[:80]
    context = {
        "one": told,
        "claim": receiving.claim_of(actor, row),
        "claims": my_claims(actor),
        "text": text,
        "found": from_search(actor, text, limit=8) if text else [],
        "uses": uses_of(actor, row),
        "crumbs": [(_("Stories of colleagues"), reverse("stories")), (told.by, "")],
    }
    return render(request, "feedback/story.html", context)


@page
@require_POST
def tie(request: PersonRequest, pk: int) -> HttpResponse:
    """Say which skill a story is about: one on my list, one others see, or none."""
    actor, row = request.actor, find(Story, request.actor, pk=pk)
    try:
        if (skill_id := number(request.POST.get("skill", ""))) is not None:
            receiving.add_and_tie(actor, story=row, skill_id=skill_id)
            messages.success(request, _("It is on your list. Only you see it. How far you are, you say when you want."))
        else:
            claim_id = number(request.POST.get("claim", ""))
            claim = None if claim_id is None else find(Claim, actor, "change", pk=claim_id)
            receiving.tie(actor, story=row, claim=claim)
            messages.success(request, _("Saved.") if claim else _("This story is about no skill in particular now."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(f"{reverse('story', args=[pk])}#vaardigheid")


@page
@require_POST
def put_away(request: PersonRequest, pk: int) -> HttpResponse:
    """Put it away, or bring it back."""
    row, away = find(Story, request.actor, pk=pk), "back" not in request.POST
    receiving.put_away(request.actor, story=row, away=away)
    if away:
        done(request, _("Put away. Only you know."), reverse("story_put_away", args=[pk]), back="1")
    else:
        messages.success(request, _("It is back with your stories."))
    return redirect("stories")


@page
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Remove it for good, after one question. For a card: and no more of this colleague, if I want."""
    row = find(Story, request.actor, pk=pk)
    told = one_story(request.actor, row)
    if request.method == "POST":
        if request.POST.get("no_more") and told.person is not None:
            receiving.want_no_cards(request.actor, of=told.person)
        receiving.remove(request.actor, story=row)
        messages.success(request, _("Removed. Nobody gets a message about this."))
        return redirect("stories")
    crumbs = [(_("Stories of colleagues"), reverse("stories")), (_("Remove it"), "")]
    return render(request, "feedback/remove.html", {"one": told, "crumbs": crumbs})


@page
@require_POST
def no_cards(request: PersonRequest) -> HttpResponse:
    """Whose cards I do not want, or want again. The other hears nothing of it."""
    actor = request.actor
    if (row_id := number(request.POST.get("again", ""))) is not None:
        receiving.want_cards_again(actor, row=find(NoCards, actor, pk=row_id))
        messages.success(request, _("Cards may come again."))
    elif request.POST.get("of") == "anybody":
        receiving.want_no_cards(actor, of=None)
        messages.success(request, _("You get no cards any more. Nobody gets a message about this."))
    elif (person_id := number(request.POST.get("of", ""))) is not None:
        of = find(Person, actor, pk=person_id)
        receiving.want_no_cards(actor, of=of)
        words = _("You get no cards of %(name)s any more. %(name)s gets no message about this.")
        messages.success(request, words % {"name": of.given_name})
    return redirect(f"{reverse('stories')}#kaarten")
