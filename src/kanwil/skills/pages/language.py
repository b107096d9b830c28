"""Walking through the language and looking at one word."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from kanwil.access import find, may, visible
from kanwil.access.door import PersonRequest, page

from ..browsing import KINDS, Asked, beneath, find_words, shelves
from ..entry import word_page
from ..models import Framework, Mapping, Skill
from ..panels import panels_for


def number(text: str) -> int | None:
    """An id as typed in an address, or None when it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


@require_GET
@page
def language(request: PersonRequest) -> HttpResponse:
    """Search in the language; or begin with its groups. Everything that is asked stands in the address."""
    frameworks = list(visible(Framework, request.actor))
    kind, page_number = request.GET.get("soort", ""), number(request.GET.get("page", ""))
    asked = Asked(
        text=" ".join(request.GET.get("zoek", "").split())[:80],
        framework=next((one for one in frameworks if one.key == request.GET.get("taal")), None),
        kind=kind if kind in KINDS else "",
        old=request.GET.get("toon") == "oud",
        after=number(request.GET.get("after", "")),
        page=min(max(page_number or 1, 1), 1000),
    )
    context = {
        "asked": asked,
        "frameworks": frameworks,
        "kinds": [(key, words) for key, words in Skill.KINDS if key in KINDS],
        "found": find_words(request.actor, asked) if asked.anything else None,
        "shelves": [] if asked.anything else shelves(request.actor),
        "keeps": may(request.actor, "keep_language"),
    }
    return render(request, "skills/language.html", context)


@require_GET
@page
def word(request: PersonRequest, skill_id: int) -> HttpResponse:
    """One word: what it is called, what it means, where it stands, and how far somebody can be in it."""
    skill = find(Skill, request.actor, pk=skill_id)
    shown = word_page(request.actor, skill)
    groups, below = beneath(request.actor, skill, number(request.GET.get("after", "")))
    keeps = may(request.actor, "keep_language")
    context = {
        "word": shown,
        "skill": skill,
        "groups": groups,
        "below": below,
        "matches": dict(Mapping.MATCHES),
        "panels": panels_for(request.actor, skill),
        "keeps": keeps,
        "changes": keeps and skill.framework.own,
        "crumbs": [(_("Skills"), reverse("language")), (shown.name, "")],
    }
    return render(request, "skills/word.html", context)
