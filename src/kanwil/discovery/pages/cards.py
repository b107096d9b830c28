"""Talent cards: one at a time on a pile, the piles, all of them on paper, and the words that fit a card."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import visible
from kanwil.access.door import PersonRequest, page

from .. import actions
from ..deck import cards as deck
from ..models import LaidCard
from ..proposals import propose_for
from .choosing import crumbs, offer, take


def _crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    return crumbs((_("Finding words"), reverse("find_words")), *last)


@page
def cards(request: PersonRequest) -> HttpResponse:
    """The next card, and the piles. A button lays the card down."""
    if request.method == "POST":
        try:
            actions.lay(request.actor, card=request.POST.get("card", ""), pile=request.POST.get("pile", ""))
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        return redirect("talent_cards")
    all_cards = deck()
    laid = {row.card: row for row in visible(LaidCard, request.actor)}
    again = all_cards.get(request.GET.get("kaart", ""))
    context = {
        "card": again or next((card for key, card in all_cards.items() if key not in laid), None),
        "me": [card for key, card in all_cards.items() if key in laid and laid[key].me],
        "liked": [card for key, card in all_cards.items() if key in laid and laid[key].liked],
        "away": [card for key, card in all_cards.items() if key in laid and not (laid[key].me or laid[key].liked)],
        "crumbs": _crumbs((_("Talent cards"), "")),
    }
    return render(request, "discovery/cards.html", context)


@page
def sheet(request: PersonRequest) -> HttpResponse:
    """All cards on paper, with boxes to tick."""
    here = _crumbs((_("Talent cards"), reverse("talent_cards")), (_("On paper"), ""))
    return render(request, "discovery/cards_sheet.html", {"cards": list(deck().values()), "crumbs": here})


@page
def words(request: PersonRequest, card: str) -> HttpResponse:
    """The words of the language that fit this card."""
    one = deck().get(card)
    if one is None:
        raise Http404
    here = _crumbs((_("Talent cards"), reverse("talent_cards")), (one.verb, ""))
    proposals, show = propose_for(request.actor, one.verb), take if request.method == "POST" else offer
    return show(request, proposals, card=one, crumbs=here)


@page
@require_POST
def take_up(request: PersonRequest) -> HttpResponse:
    """All cards up again."""
    actions.take_up(request.actor)
    messages.success(request, _("The cards are on the stack again."))
    return redirect("talent_cards")
