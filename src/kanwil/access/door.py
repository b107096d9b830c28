"""The way into a page: logged in, and somebody who works here now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from .actor import Actor


class PersonRequest(HttpRequest):
    """A request by somebody who works here."""

    actor: Actor
    htmx: HtmxDetails


def page(function: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a function as a page for people who work here: others log in first, or read why they cannot."""

    @wraps(function)
    @never_cache
    def enter(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.actor.is_person:
            return render(request, "people/no_person.html", status=403)
        return function(request, *args, **kwargs)

    enter.is_page = True  # type: ignore[attr-defined]
    return enter
