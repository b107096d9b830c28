"""Choosing from what the language proposes: the same for every way to find words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanwil.access import visible
from kanwil.access.door import PersonRequest
from kanwil.matrix.choosing import put_on_list
from kanwil.matrix.models import Claim
from kanwil.matrix.own_forms import numbers
from kanwil.ui.undo import done

from ..proposals import Proposal, sentences_of


def next_url(request: PersonRequest, rest: list[int]) -> str:
    """The next skill of mine about which nothing was said yet; my list when there is none."""
    mine = visible(Claim, request.actor, "change").filter(pk__in=rest, level__isnull=True)
    open_ones = set(mine.values_list("pk", flat=True))
    left = [pk for pk in rest if pk in open_ones]
    if not left:
        return reverse("own")
    return f"{reverse('lately', args=left[:1])}?dan={'-'.join(str(pk) for pk in left[1:])}"


def crumbs(*last: tuple[str, str]) -> list[tuple[str, str]]:
    """Where this is: under one's own list."""
    return [(_("What I can and want"), reverse("own")), *last]


def offer(request: PersonRequest, proposals: list[Proposal], **context: Any) -> HttpResponse:
    """Show the proposals, each with a tick box. Nothing is kept."""
    return render(request, "discovery/proposals.html", {"proposals": proposals, **context})


def take(request: PersonRequest, proposals: list[Proposal], **context: Any) -> HttpResponse:
    """Put what was ticked on the list; with the own sentence when that was ticked too."""
    ids = numbers(request.POST.getlist("skill"))
    if not ids:
        messages.warning(request, _("Nothing was chosen yet. Tick what fits you."))
        return offer(request, proposals, **context)
    kept = sentences_of(proposals, ids) if request.POST.get("keep") else {}
    try:
        change, count = put_on_list(request.actor, skill_ids=ids, words_of=kept)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return offer(request, proposals, **context)
    if not count:
        messages.info(request, _("This was on your list already."))
        return redirect("own")
    words = ngettext(
        "%(many)s skill is on your list. Only you see it.",
        "%(many)s skills are on your list. Only you see them.",
        count,
    )
    done(request, words % {"many": count}, reverse("take_back", args=[change]))
    mine = visible(Claim, request.actor, "change").filter(skill_id__in=ids)
    return redirect(next_url(request, list(mine.order_by("pk").values_list("pk", flat=True))))
