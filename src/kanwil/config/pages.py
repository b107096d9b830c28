"""The start page: where somebody goes first."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kanwil.access.door import also_after_leaving, page


@page
@also_after_leaving
def home(request: HttpRequest) -> HttpResponse:
    """Who leads a team starts at that team, who left at what they can take along, everybody else at their own list."""
    if request.actor.left:  # type: ignore[attr-defined]
        return redirect("leaving")
    if request.actor.leads:  # type: ignore[attr-defined]
        return redirect("my_team")
    return redirect("own")


def start(request: HttpRequest) -> HttpResponseBase:
    """The first address: the demo door, logging in, or home."""
    if settings.DEMO and not request.user.is_authenticated:
        return redirect("demo_door")
    return home(request)
