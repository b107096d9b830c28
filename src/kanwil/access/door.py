"""The way into a page: logged in, and somebody who works here now."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from .actor import Actor


class PersonRequest(HttpRequest):
    """A request by somebody who works here."""

    actor: Actor
    former: Actor
    htmx: HtmxDetails


def page(function: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a function as a page for people who work here: others log in first, or read why they cannot."""

    @wraps(function)
    @never_cache
    def enter(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _log_in_first(request)
        if not request.actor.is_person:
            if not request.former.is_person:
                return render(request, "people/no_person.html", status=403)
            if not getattr(function, "also_after_leaving", False):
                return render(request, "people/left.html", status=403)
            request.actor = request.former
        answer = function(request, *args, **kwargs)
        return _only_by_a_button(request, answer) if isinstance(answer, HttpResponseNotAllowed) else answer

    enter.is_page = True  # type: ignore[attr-defined]
    return enter


def also_after_leaving(function: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a page, under `page`, that somebody keeps after leaving: it shows what is their own and nothing else."""
    function.also_after_leaving = True  # type: ignore[attr-defined]
    return function


def _log_in_first(request: PersonRequest) -> HttpResponse:
    """To the door, and then back to where somebody was. A button has no page of its own to go back to."""
    if request.htmx:
        back = urlsplit(request.htmx.current_url or "/")
        return HttpResponseClientRedirect(redirect_to_login(_here(request, back.netloc, back.path)).url)
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    back = urlsplit(request.headers.get("Referer", ""))
    return redirect_to_login(_here(request, back.netloc, back.path))


def _here(request: HttpRequest, host: str, path: str) -> str:
    """That path, if it is one of this installation."""
    return path if host == request.get_host() and path.startswith("/") else "/"


def _only_by_a_button(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Somebody opens the address of a button: a page in plain words instead of an empty one."""
    said = render(request, "405.html", status=405)
    said["Allow"] = answer["Allow"]
    return said
