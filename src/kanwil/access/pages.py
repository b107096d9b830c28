"""Who sees what about me?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from kanwil.audit.who_looked import last_year

from .door import PersonRequest, page
from .who_sees_what import COLUMNS, PANELS, table


@page
def who_sees_what(request: PersonRequest) -> HttpResponse:
    """What I share now, who looked, and the rules of the program in one table."""
    looked, _more = last_year(request.actor, many=4)
    context = {
        "panels": [panel(request) for panel in PANELS],
        "looked": looked,
        "columns": list(COLUMNS.values()),
        "rows": table(),
    }
    return render(request, "access/who_sees_what.html", context)
