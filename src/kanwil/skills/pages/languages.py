"""The languages Kanwil knows, and bringing one in."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kanwil.access import demand, find, may
from kanwil.access.door import PersonRequest, page
from kanwil.intake import actions as intake
from kanwil.intake import jobs
from kanwil.intake.models import Batch

from .. import actions, bringing, listing
from ..models import Framework


@require_GET
@page
def languages(request: PersonRequest) -> HttpResponse:
    """Every skills language with its version, credit and how many words it has in which language."""
    context = {
        "languages": listing.languages(request.actor),
        "keeps": may(request.actor, "keep_language"),
        "has_key": bool(settings.COMPETENTNL_KEY),
    }
    return render(request, "skills/languages.html", context)


@require_POST
@page
def use_language(request: PersonRequest, framework_id: int) -> HttpResponse:
    """Let people choose from a language, or no longer."""
    framework = find(Framework, request.actor, pk=framework_id)
    in_use = request.POST.get("in_use") == "yes"
    actions.use_framework(request.actor, framework=framework, in_use=in_use)
    words = _("People can choose from %(name)s.") if in_use else _("People no longer choose from %(name)s.")
    messages.success(request, words % {"name": framework.name})
    return redirect("languages")


@require_POST
@page
def ask_competentnl(request: PersonRequest) -> HttpResponse:
    """Ask CompetentNL through its API; the answer is shown as what would change, as with any file."""
    demand(request.actor, "keep_language")
    me = request.actor.person_id or 0  # a page is for people, so there is one
    batch = intake.bring(request.actor, kind=bringing.KEY, name="CompetentNL", chunks=[b"api"], options={"api": True})
    intake.begin(request.actor, batch=batch, to=Batch.CHECKING)
    jobs.work_on.enqueue(batch.pk, me)
    return redirect("intake:batch", batch.pk)
