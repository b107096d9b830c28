"""Confirming an address of one's own by the link in the e-mail, without logging in.

Opening the link changes nothing: mail programs open links by themselves. The button does it, once. Every link that
does not work gives the same page, which tells nothing.
"""

from __future__ import annotations

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kanwil.access import NOBODY

from .. import actions

TRIES, MINUTES = 20, 15


def _ended(request: HttpRequest) -> HttpResponse:
    key = f"farewell-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    if cache.incr(key) > TRIES:
        return render(request, "429.html", status=429)
    return render(request, "leaving/link_ended.html", status=404)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button that confirms the address."""
    row, wrong = actions.waiting_for(token), ""
    if row is None:
        return _ended(request)
    if request.method == "POST":
        try:
            actions.confirm(NOBODY, token=token)
        except actions.LinkEnded:
            return _ended(request)
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            return redirect("leaving_confirmed")
    context = {"email": row.asked_email, "wrong": wrong}
    answer = render(request, "leaving/confirm.html", context, status=409 if wrong else 200)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Referrer-Policy"] = "strict-origin"
    return answer


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """It is confirmed. Says nothing about who."""
    return render(request, "leaving/confirmed.html")
