"""Reading a passport by a link, without an account. Every link that does not work gives the same page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kanwil.access import NOBODY
from kanwil.people.models import today

from .. import actions, links
from ..models import Link
from ..reading import full_date, sheet_of
from ..taking import signed_before

TRIES, MINUTES = 20, 15


def _unseen(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Not kept, not found by a search engine, and the address goes nowhere."""

    @wraps(page)
    @never_cache
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = page(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    return shown


def _ended(request: HttpRequest) -> HttpResponse:
    """One page for a link that ended, is past its day or never was there; after many tries: wait."""
    key = f"passport-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    if cache.incr(key) > TRIES:
        return render(request, "429.html", status=429)
    return render(request, "passport/link_ended.html", status=404)


def _count(request: HttpRequest, link: Link) -> None:
    """One more opening, for the person to see; the owner's own look does not count."""
    reader = getattr(getattr(request, "actor", None), "person_id", None)
    if request.method == "GET" and reader != link.passport.person_id:
        actions.count_opening(NOBODY, link=link)


@_unseen
@require_safe
def passport(request: HttpRequest, token: str) -> HttpResponse:
    """The passport, to read."""
    link = links.by_token(token)
    if link is None:
        return _ended(request)
    _count(request, link)
    with translation.override(link.passport.language):
        sheet = sheet_of(link.passport)
        context = {
            "link": link,
            "token": token,
            "sheet": sheet,
            "signed": signed_before(link.passport, sheet) is not None,
            "made_on": full_date(today()),
            "until": full_date(link.until_on),
            "csrf_token": "",  # no form here, so no cookie either
        }
        return render(request, "passport/by_link.html", context)


@_unseen
@require_safe
def signed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The signed file of the passport, to check it; only as long as it says what the page says."""
    link = links.by_token(token)
    content = signed_before(link.passport, sheet_of(link.passport)) if link else None
    if link is None or content is None:
        return _ended(request)
    answer = HttpResponse(content, content_type="application/ld+json")
    answer.headers["Content-Disposition"] = 'attachment; filename="skillspaspoort.json"'
    return answer
