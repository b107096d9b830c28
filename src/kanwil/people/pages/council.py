"""For the works council: how Kanwil is used, and whether the log is whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kanwil.access import demand, may

from .. import council as overseeing
from .. import jobs
from ..door import PersonRequest, page


@require_GET
@page
def council(request: PersonRequest) -> HttpResponse:
    """What is recorded, who sees it, what changed, and how often things are done."""
    demand(request.actor, "oversee")
    context = {
        "counts": overseeing.counts(request.actor),
        "checks": overseeing.checks(request.actor),
        "settings": overseeing.settings_changed(request.actor),
        "given": overseeing.history(request.actor)[:5],
        "may_check": may(request.actor, "check_log"),
    }
    return render(request, "people/council.html", context)


@require_POST
@page
def check(request: PersonRequest) -> HttpResponse:
    """Have the whole log checked, line by line."""
    demand(request.actor, "check_log")
    jobs.check_the_log.enqueue(request.actor.me)
    messages.success(request, _("The log is being checked. The outcome stands here."))
    return redirect("council")
