"""What is kept about people, why and how long; and taking along everything about yourself."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kanwil.access.door import PersonRequest, page

from .export import take_along
from .register import REGISTER


@page
def privacy_register(request: PersonRequest) -> HttpResponse:
    """Every kind of personal data, for everybody to read."""
    rows = sorted(REGISTER.values(), key=lambda declaration: declaration.name.casefold())
    return render(request, "privacy/register.html", {"rows": rows})


@page
@require_POST
def export_me(request: PersonRequest) -> HttpResponse:
    """Everything Kanwil holds about you, as a file."""
    name = f"kanwil-{timezone.localdate().isoformat()}.json"
    answer = JsonResponse(take_along(request.actor), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
