"""What is kept about people, why and how long; and taking along everything about yourself."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kanwil.access.door import PersonRequest, also_after_leaving, page

from .export import take_along
from .packing import packed, weighed
from .register import REGISTER


@page
def privacy_register(request: PersonRequest) -> HttpResponse:
    """Every kind of personal data, for everybody to read."""
    rows = sorted(REGISTER.values(), key=lambda declaration: declaration.name.casefold())
    return render(request, "privacy/register.html", {"rows": rows})


@page
@also_after_leaving
@require_http_methods(["GET", "HEAD", "POST"])
def export_me(request: PersonRequest) -> HttpResponseBase:
    """Everything Kanwil holds about you: what is in it, and behind the button the download itself."""
    if request.method != "POST":
        return render(request, "privacy/take_along.html", {"files": weighed(request.actor.me), "narrow": True})
    everything = take_along(request.actor)
    file = packed(request.actor.me, everything, name=request.actor.name)
    name = f"kanwil-{timezone.localdate().isoformat()}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer
