"""The demo door: choose who you are. Only in demo mode, on the example organisation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from . import story

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def door(request: HttpRequest) -> HttpResponse:
    """Cards of people, each with a role and a line of story; and everybody else by name below."""
    if not settings.DEMO:
        raise Http404
    return render(request, "demo/door.html", {"companies": story.companies(), "others": story.others()})


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Go in as somebody of the example organisation."""
    if not settings.DEMO:
        raise Http404
    person = story.somebody(request.POST.get("person", ""))
    if person is None or person.user is None:
        raise Http404
    login(request, person.user, backend=BACKEND)
    return redirect("/")
