"""On a list it said: … Is that right? Only this person sees the question."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanwil.access.door import PersonRequest, page
from kanwil.ui.undo import done

from ..listed import Answer, answer_listed
from ..listed_questions import Question, questions


@page
def listed(request: PersonRequest) -> HttpResponse:
    """Several questions on one page; what is not answered stays a question."""
    rows = questions(request.actor)
    errors: list[str] = []
    if request.method == "POST":
        answers = [answer for row in rows if (answer := _answer(request, row))]
        for row in rows:
            if row.answer == "changed" and row.chosen is None:
                row.wrong = _("Choose the sentence that fits.")
        if not any(row.wrong for row in rows):
            try:
                return _thank(request, answer_listed(request.actor, answers=answers), answers)
            except ValidationError as error:
                errors += error.messages
    wrong = [row for row in rows if row.wrong]
    crumbs = [(_("What I can and want"), reverse("own")), (_("From a list"), "")]
    context = {"questions": rows, "errors": errors, "wrong": wrong, "crumbs": crumbs}
    return render(request, "matrix/listed.html", context, status=400 if wrong or errors else 200)


def _answer(request: PersonRequest, row: Question) -> Answer | None:
    """What was answered about this question, kept on the question so that nothing typed is lost."""
    row.answer = request.POST.get(f"answer-{row.row.pk}", "")
    level = request.POST.get(f"level-{row.row.pk}", "")
    row.chosen = next((choice for choice in row.levels if str(choice.pk) == level), None)
    return Answer(row.row, row.answer, row.chosen) if row.answer in ("yes", "changed", "no") else None


def _thank(request: PersonRequest, change: object, answers: list[Answer]) -> HttpResponse:
    count = len(answers)
    words = ngettext("You answered %(many)s question.", "You answered %(many)s questions.", count) % {"many": count}
    done(request, words)
    return redirect("listed" if questions(request.actor) else "own")
