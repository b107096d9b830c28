"""Who looked at my page?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kanwil.access.door import PersonRequest, page

from .who_looked import last_year


@page
def looks(request: PersonRequest) -> HttpResponse:
    """Everybody who opened what you share, in the last twelve months."""
    mark = request.GET.get("before", "")
    before = int(mark) if mark.isdecimal() and len(mark) < 19 else None
    lines, more = last_year(request.actor, before=before)
    return render(request, "audit/looks.html", {"lines": lines, "more": more, "later_page": before is not None})
