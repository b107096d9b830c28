"""Who can and wants this? Only colleagues who chose to be found are shown, and they can read that you looked."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kanwil.audit.looks import looked
from kanwil.people.door import PersonRequest, page
from kanwil.skills.search import search

from ..access import findable
from ..finding import TOGETHER, Question, asked_skills, find_colleagues, levels_to_ask, skills_to_start_with

SUGGESTED = 12


@page
@require_safe
def find(request: PersonRequest) -> HttpResponse:
    """Find colleagues by one or more skills. The question stands in the address, so it can be kept and sent."""
    question = Question.from_address(request.GET)
    found = find_colleagues(request.actor, question)
    shown = [one.person.pk for one in found.people]
    for skill_id in question.skills:
        looked(request.actor, shown, page="find", what=f"skill:{skill_id}", because=str(findable.because))
    chosen = asked_skills(question)
    hits = [hit for hit in search(question.words, SUGGESTED) if hit.skill_id not in question.skills]
    if question.words or chosen:
        start = []
    else:
        start = [(name, question.address(add=pk)) for pk, name in skills_to_start_with(request.actor)]
    return render(
        request,
        "matrix/find.html",
        {
            "question": question,
            "chosen": [(pk, name, question.address(drop=pk)) for pk, name in chosen],
            "hits": [(hit, question.address(add=hit.skill_id)) for hit in hits],
            "start": start,
            "full": len(chosen) >= TOGETHER,
            "levels": levels_to_ask(),
            "people": found.people,
            "first_url": question.address() if question.after else "",
            "next_url": question.address(after=found.next_after) if found.next_after else "",
        },
    )
