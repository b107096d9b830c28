"""What this room hands to rooms below it: names of skills for the log, and what I share for "who sees what"."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest
from django.template.loader import render_to_string

from kanwil.skills.words import names_of

from .audiences import shared_now
from .my_list import lines
from .sharing import new_leader


def skill_names(ids: Iterable[int]) -> dict[int, str]:
    """The words of skills, for "who looked"."""
    return {pk: str(word) for pk, word in names_of(ids).items()}


def sharing_panel(request: HttpRequest) -> str:
    """What I share now, above the rules on the page "who sees what"."""
    actor = request.actor  # type: ignore[attr-defined]
    mine = lines(actor)
    groups = shared_now(actor, {line.claim.pk: line.name for line in mine})
    context = {"groups": groups, "lines": mine, "new_leader": new_leader(actor)}
    return render_to_string("matrix/sharing_panel.html", context, request)
