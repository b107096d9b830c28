"""Checking what somebody brings, without an account. Nothing is kept: not the file, not what was found in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..checking import check
from ..forms import CheckForm
from ..telling import tell
from ..turns import MINUTES, NotNow, address_of, turns
from ..uploads import in_memory


def _unseen(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Not kept by a browser, and not found by a search engine."""

    @wraps(page)
    @never_cache
    @sensitive_post_parameters()
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = page(request, *args, **kwargs)
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    return shown


def _page(request: HttpRequest, form: CheckForm, *, status: int = 200, said: str = "") -> HttpResponse:
    return render(request, "brought/verify.html", {"form": form, "said": said}, status=status)


def _cannot_take(request: HttpRequest, why: str) -> HttpResponse:
    if why == "big":
        return _page(request, CheckForm(), status=413, said=_("This is too big to check. At most 8 MB is possible."))
    return _page(request, CheckForm(), status=400, said=_("This did not arrive well. Try once more."))


@_unseen
@require_http_methods(["GET", "HEAD", "POST"])
@in_memory(_cannot_take)
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and after sending what was found."""
    if request.method != "POST":
        return _page(request, CheckForm())
    form = CheckForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        with turns.one(address_of(request)):
            report = check(form.brought)
    except NotNow as no:
        if no.often:
            said = _("You checked very much. Wait %(minutes)s minutes and try again.") % {"minutes": MINUTES}
            return _page(request, CheckForm(), status=429, said=said)
        return _page(request, CheckForm(), status=503, said=_("It is busy right now. Try again in a moment."))
    context = {"told": tell(report)}
    return render(request, "brought/verified.html", context, status=200 if report.readable else 400)
