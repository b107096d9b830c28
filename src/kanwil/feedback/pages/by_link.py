"""Telling what you saw without an account, through a link that works once.

Every link that does not work gives the same page, which tells nothing. No page of these is found by a search engine.
The page with the form sends on only where it stands ("strict-origin"), never the whole address: with "no-referrer" a
browser hides where a form comes from, and then the form is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kanwil.access import NOBODY

from .. import links
from ..forms import LinkStoryForm
from ..given_back import typed
from ..received import skill_names, skill_of

TRIES, MINUTES = 20, 15


def _unseen(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Not kept, not found, and the address goes nowhere."""

    @wraps(page)
    @never_cache
    @sensitive_post_parameters()
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = page(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer.headers.setdefault("Referrer-Policy", "no-referrer")
        return answer

    return shown


def _ended(request: HttpRequest) -> HttpResponse:
    """The same page for a link that was used, stopped, past its day or never there; after many tries: wait.

    Who was writing gets their own words back, from the form they sent; they are kept nowhere.
    A link that does work goes on working: behind a proxy everybody may come from one address.
    """
    key = f"link-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    if cache.incr(key) > TRIES:
        if back := typed(request.POST):
            return render(request, "feedback/link_ended.html", {"back": back}, status=429)
        return render(request, "429.html", status=429)
    return render(request, "feedback/link_ended.html", {"back": typed(request.POST)}, status=404)


@_unseen
def tell(request: HttpRequest, token: str) -> HttpResponse:
    """The question, with who asks it, and three fields to answer it."""
    question = links.asked_by_link(token)
    if question is None:
        return _ended(request)
    form = LinkStoryForm(request.POST or None, name_of_asker=question.asker.given_name)
    if form.is_bound and form.is_valid():
        try:
            links.answer_link(NOBODY, token=token, name=form.cleaned_data["name"], **form.told())
        except links.LinkEnded:
            return _ended(request)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("told_thanks")
    skill = skill_of(question, skill_names([question]))
    context = {"question": question, "form": form, "skill": skill}
    answer = render(request, "feedback/told_by_link.html", context, status=400 if form.errors else 200)
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


@_unseen
def thanks(request: HttpRequest) -> HttpResponse:
    """It was sent. Says nothing about who or what."""
    return render(request, "feedback/told_thanks.html", {"title": _("Thank you")})
