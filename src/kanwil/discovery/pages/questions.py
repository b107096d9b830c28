"""The questions, one on a page: answer, skip, stop and go on later; then the words the language has for all of it."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import visible
from kanwil.access.door import PersonRequest, page

from .. import actions
from ..forms import AnswerForm
from ..models import DAYS_KEPT, Draft
from ..proposals import propose
from ..questions import QUESTIONS, Question, after, before, question_of
from .choosing import crumbs, offer, take


def _draft(request: PersonRequest) -> Draft | None:
    return visible(Draft, request.actor, "change").first()


def _crumbs(last: str) -> list[tuple[str, str]]:
    return crumbs((_("Finding words"), reverse("find_words")), (last, ""))


@page
def start(request: PersonRequest) -> HttpResponse:
    """What the questions are, which have an answer, and where to go on."""
    draft = _draft(request)
    answers = draft.answers if draft else {}
    open_ones = [question for question in QUESTIONS if question.key not in answers]
    until = timezone.localtime(draft.changed_at).date() + timedelta(days=DAYS_KEPT) if draft else None
    context = {
        "rows": [(question, answers.get(question.key, "")) for question in QUESTIONS],
        "draft": draft if answers else None,
        "next": open_ones[0] if open_ones else QUESTIONS[0],
        "until": until,
        "crumbs": _crumbs(_("With questions")),
    }
    return render(request, "discovery/questions.html", context)


@page
def question(request: PersonRequest, key: str) -> HttpResponse:
    """One question. Going on keeps the answer; empty is fine."""
    asked = question_of(key)
    if asked is None:
        raise Http404
    draft = _draft(request)
    stands, other = (draft.answers.get(key, "") if draft else ""), ""
    form = AnswerForm(request.POST or None, initial={"text": stands, "seen": actions.mark_of(stands)})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.answer(request.actor, question=key, text=given["text"], seen=given["seen"])
            return _onwards(request, asked)
        except actions.WrittenMeanwhile as meanwhile:
            other = meanwhile.stands
            form = AnswerForm(initial={"text": given["text"], "seen": actions.mark_of(other)})
    form.fields["text"].label = str(asked.title)
    form.fields["text"].help_text = str(asked.hint)
    context = {"asked": asked, "form": form, "other": other, "before": before(key), "crumbs": _crumbs(str(asked.title))}
    status = 409 if other else 400 if form.errors else 200
    return render(request, "discovery/question.html", context | {"after": after(key)}, status=status)


def _onwards(request: PersonRequest, asked: Question) -> HttpResponse:
    """To the next question, to the words, or away for now."""
    if "stop" in request.POST:
        messages.success(request, _("Kept. Only you see it. Go on whenever you like."))
        return redirect("word_questions")
    following = after(asked.key)
    return redirect("word_question", key=following.key) if following else redirect("words_of_answers")


@page
def words(request: PersonRequest) -> HttpResponse:
    """The words for all answers together. After choosing, the answers are thrown away."""
    draft = _draft(request)
    if draft is None or not draft.text:
        messages.info(request, _("There is nothing to look in yet. Answer one question first."))
        return redirect("word_questions")
    context = {"answers": draft, "crumbs": _crumbs(_("The words"))}
    proposals = propose(request.actor, draft.text)
    if request.method != "POST":
        return offer(request, proposals, **context)
    answer = take(request, proposals, **context)
    if answer.status_code == 302:
        actions.forget(request.actor, draft=draft)
    return answer


@page
@require_POST
def forget(request: PersonRequest) -> HttpResponse:
    """Throw my answers away."""
    draft = _draft(request)
    if draft is not None:
        actions.forget(request.actor, draft=draft)
    messages.success(request, _("Thrown away. There is nothing left of it."))
    return redirect("word_questions")
