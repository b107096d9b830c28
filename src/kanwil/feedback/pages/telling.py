"""Telling a colleague what I saw: asked, or with a card nobody asked for."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanwil.access import Denied, find
from kanwil.access.door import PersonRequest, page

from .. import actions
from ..forms import CardForm, StoryForm
from ..given_back import GivenBack, told_before, typed, whose_it_was
from ..models import Question, Writer
from ..received import asked_of_me, one_question, written_by_me


@page
def to_tell(request: PersonRequest) -> HttpResponse:
    """What colleagues ask me, and what I wrote."""
    context = {"asked": asked_of_me(request.actor), "written": written_by_me(request.actor)}
    return render(request, "feedback/to_tell.html", context)


@page
def tell(request: PersonRequest, pk: int) -> HttpResponse:
    """Tell what I saw. When it was answered or ended meanwhile, that is said, and what was typed is given back."""
    if (story := told_before(request.actor, pk)) is not None:
        back = typed(request.POST)
        if back and (back.moment, back.did, back.effect) != (story.moment, story.did, story.effect):
            return _given_back(request, back, told=True)
        messages.info(request, _("You told this already. Here you can read it again."))
        return redirect("to_tell")
    try:
        return _tell(request, find(Question, request.actor, "answer", pk=pk))
    except (Http404, Denied):  # also when it was stopped between opening this page and writing it down
        if back := typed(request.POST, to=whose_it_was(request.actor, pk)):
            return _given_back(request, back)
        raise


def _given_back(request: PersonRequest, back: GivenBack, told: bool = False) -> HttpResponse:
    crumbs = [(_("For a colleague"), reverse("to_tell")), (_("Not sent"), "")]
    context = {"back": back, "told": told, "crumbs": crumbs, "narrow": True}
    return render(request, "feedback/given_back.html", context, status=409 if told else 404)


def _tell(request: PersonRequest, question: Question) -> HttpResponse:
    asking = one_question(request.actor, question)
    form = StoryForm(request.POST or None, name=question.asker.given_name)
    if form.is_bound and form.is_valid():
        actions.answer(request.actor, question=question, **form.told())
        words = _("Thank you. Only %(name)s reads it. You can read it again here.")
        messages.success(request, words % {"name": question.asker.given_name})
        return redirect("to_tell")
    crumbs = [(_("For a colleague"), reverse("to_tell")), (question.asker.name, "")]
    context = {"asking": asking, "form": form, "crumbs": crumbs}
    return render(request, "feedback/tell.html", context, status=400 if form.errors else 200)


@page
@require_POST
def not_now(request: PersonRequest, pk: int) -> HttpResponse:
    """Say "not now". No reason is asked."""
    question = find(Question, request.actor, "answer", pk=pk)
    actions.decline(request.actor, question=question)
    words = _("That is fine. %(name)s sees “not now”, nothing else.")
    messages.success(request, words % {"name": question.asker.given_name})
    return redirect("to_tell")


@page
@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what I wrote, within two weeks."""
    try:
        actions.withdraw(request.actor, written=find(Writer, request.actor, pk=pk))
    except Denied:
        messages.error(request, _("You wrote this more than two weeks ago. Ask your colleague to remove it."))
    else:
        messages.success(request, _("Taken back. It is gone for your colleague as well."))
    return redirect("to_tell")


@page
def card(request: PersonRequest) -> HttpResponse:
    """Send somebody a card: a moment, and what it did for me."""
    form = CardForm(request.POST or None, actor=request.actor, initial={"to": request.GET.get("aan", "")})
    if form.is_bound and form.is_valid():
        told = {field: form.cleaned_data[field] for field in ("moment", "effect")}
        try:
            actions.send_card(request.actor, to=form.cleaned_data["person"], **told)
        except ValidationError as error:
            form.add_error("to", error)
        else:
            words = _("Sent. Only %(name)s reads your card.")
            messages.success(request, words % {"name": form.cleaned_data["person"].given_name})
            return redirect("to_tell")
    crumbs = [(_("For a colleague"), reverse("to_tell")), (_("A card"), "")]
    return render(request, "feedback/card.html", {"form": form, "crumbs": crumbs}, status=400 if form.errors else 200)
