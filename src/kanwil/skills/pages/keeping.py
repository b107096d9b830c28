"""What keepers of the language do with the organisation's own words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kanwil.access import demand, find, visible
from kanwil.access.door import PersonRequest, page
from kanwil.ui.undo import as_it_was, asked_back, done

from .. import own_actions, own_words
from ..entry import word_page
from ..forms import BENEATH, OwnWordForm, PlaceForm, RetireForm
from ..models import Skill
from ..own_actions import WordChangedMeanwhile
from ..own_words import OwnWord
from ..search import close_enough, search
from ..used import skill_used
from ..words import names_of, sentence
from .language import number

UNDO = "own_word"


def _own(request: PersonRequest, skill_id: int) -> tuple[Skill, str]:
    """One of the organisation's own words, for its keepers, with its name."""
    demand(request.actor, "keep_language")
    skill = find(Skill, request.actor, pk=skill_id, framework__own=True)
    return skill, str(names_of([skill.pk]).get(skill.pk, ""))


def _crumbs(skill: Skill, name: str, here: str) -> list[tuple[str, str]]:
    return [(_("Skills"), reverse("language")), (name, reverse("word", args=[skill.pk])), (here, "")]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Add a word of the organisation; then say where it hangs."""
    demand(request.actor, "keep_language")
    start = OwnWord(names={"nl": " ".join(request.GET.get("woord", "").split())[:255]})
    above = visible(Skill, request.actor).filter(pk=number(request.GET.get("onder", "")) or 0).first()
    form = OwnWordForm(request.POST or None, word=start)
    if request.method == "POST" and form.is_valid():
        try:
            skill = own_actions.add_own_skill(request.actor, word=form.typed(), beneath=above)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("The word is in the language. Everybody can find it now."))
            if above:
                return redirect("word", skill.pk)
            name = str(names_of([skill.pk])[skill.pk])
            return redirect(f"{reverse('own_word_place', args=[skill.pk])}?{urlencode({'zoek': name})}")
    crumbs = [(_("Skills"), reverse("language")), (_("Your own word"), "")]
    context = {"form": form, "above": names_of([above.pk]).get(above.pk) if above else "", "crumbs": crumbs}
    return render(request, "skills/own_word.html", context, status=422 if form.errors else 200)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PersonRequest, skill_id: int) -> HttpResponse:
    """Change an own word. When somebody else did so meanwhile, both versions are shown and nothing is lost."""
    skill, name = _own(request, skill_id)
    now = own_words.read(skill)
    form = OwnWordForm(request.POST or None, word=now, scale_fixed=skill_used(skill))
    meanwhile: list[tuple[str, str, str]] = []
    if request.method == "POST" and form.is_valid():
        typed = form.typed()
        try:
            before = own_actions.change_own_skill(
                request.actor, skill=skill, word=typed, seen=form.cleaned_data["seen"]
            )
        except WordChangedMeanwhile:
            levels = {str(level.pk): sentence(level) for level in form.levels}
            meanwhile = own_words.differences(now, typed, levels) or [("", "", "")]
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            return _changed(request, skill, before, typed)
    context = {
        "form": form,
        "skill": skill,
        "name": name,
        "seen": own_words.fingerprint(skill, now),
        "meanwhile": meanwhile,
        "crumbs": _crumbs(skill, name, _("Change this word")),
    }
    return render(request, "skills/own_word.html", context, status=409 if meanwhile else 422 if form.errors else 200)


def _changed(request: PersonRequest, skill: Skill, before: OwnWord, after: OwnWord) -> HttpResponse:
    if before == after:
        done(request, _("Nothing changed."))
    else:
        was = as_it_was(UNDO, skill.pk, own_words.as_data(before), own_words.fingerprint(skill, after))
        done(request, _("Saved."), reverse("own_word_undo", args=[skill.pk]), was=was)
    return redirect("word", skill.pk)


@page
@require_POST
def undo(request: PersonRequest, skill_id: int) -> HttpResponse:
    """Put the word of before in place again, unless somebody changed it since."""
    skill, _name = _own(request, skill_id)
    data, seen = asked_back(request, UNDO, skill.pk)
    try:
        own_actions.change_own_skill(request.actor, skill=skill, word=own_words.from_data(data), seen=seen)
    except WordChangedMeanwhile:
        messages.info(request, _("The word was changed again since. Nothing was taken back."))
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("It is back as it was."))
    return redirect("word", skill.pk)


def _offered(request: PersonRequest, skill: Skill) -> tuple[str, list[tuple[int, str, str]]]:
    """What was typed and the words that fit, also groups: (id, name, language)."""
    text = " ".join((request.GET.get("zoek") or request.POST.get("zoek") or "").split())[:80]
    if not text:
        return "", []
    ids = [hit.skill_id for hit in close_enough(search(text, 12))]
    groups = visible(Skill, request.actor).filter(kind="group", status="current", labels__text__icontains=text)
    ids += list(groups.distinct().order_by("pk").values_list("pk", flat=True)[:6])
    ids = [pk for pk in dict.fromkeys(ids) if pk != skill.pk]
    names = names_of(ids)
    where = dict(visible(Skill, request.actor).filter(pk__in=ids).values_list("pk", "framework__name"))
    return text, [(pk, str(names[pk]), where.get(pk, "")) for pk in ids if pk in names]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: PersonRequest, skill_id: int) -> HttpResponse:
    """Hang an own word beneath or beside another one, or take it away there."""
    skill, name = _own(request, skill_id)
    text, offers = _offered(request, skill)
    form = PlaceForm(request.POST or None, offered=[pk for pk, _n, _f in offers], name=name)
    if request.method == "POST" and form.is_valid():
        other, how = form.cleaned_data["other"], form.cleaned_data["how"]
        try:
            if how == BENEATH:
                own_actions.place_beneath(request.actor, skill=skill, broader=other)
            else:
                own_actions.place_beside(request.actor, skill=skill, other=other, match=how)
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            messages.success(request, _("The word hangs there now."))
            return redirect("own_word_place", skill.pk)
    context: dict[str, Any] = {
        "form": form,
        "word": word_page(request.actor, skill),
        "skill": skill,
        "name": name,
        "text": text,
        "offers": offers,
        "crumbs": _crumbs(skill, name, _("Where it belongs")),
    }
    return render(request, "skills/own_word_place.html", context, status=422 if form.errors else 200)


@page
@require_POST
def unplace(request: PersonRequest, skill_id: int) -> HttpResponse:
    """Take an own word away from where it hangs."""
    skill, _name = _own(request, skill_id)
    what, _dash, pk = request.POST.get("which", "").partition("-")
    row = skill.broader_links.filter(pk=number(pk) or 0).first() if what == "place" else None
    link = skill.mappings.filter(pk=number(pk) or 0).first() if what == "link" else None
    own_actions.take_away_place(request.actor, skill=skill, place=row, link=link)
    messages.success(request, _("The word no longer hangs there."))
    return redirect("own_word_place", skill.pk)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: PersonRequest, skill_id: int) -> HttpResponse:
    """No longer use an own word, perhaps with the word that replaces it."""
    skill, name = _own(request, skill_id)
    text, offers = _offered(request, skill)
    form = RetireForm(request.POST or None, offered=[pk for pk, _n, _f in offers])
    meanwhile = False
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["successor"]
        try:
            own_actions.retire(request.actor, skill=skill, successor=new, seen=form.cleaned_data["seen"])
        except WordChangedMeanwhile:
            meanwhile = True
        except ValidationError as wrong:
            form.add_error(None, wrong)
        else:
            words = _("“%(name)s” is no longer used. Whoever has it, keeps what was said.") % {"name": name}
            done(request, words, reverse("own_word_use_again", args=[skill.pk]))
            return redirect("word", skill.pk)
    context: dict[str, Any] = {"form": form, "skill": skill, "name": name, "text": text, "offers": offers}
    context |= {"seen": own_words.fingerprint(skill), "meanwhile": meanwhile, "narrow": True}
    context["crumbs"] = _crumbs(skill, name, _("No longer use this word"))
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "skills/own_word_retire.html", context, status=status)


@page
@require_POST
def use_again(request: PersonRequest, skill_id: int) -> HttpResponse:
    """Use an own word again: what moved along with its successor comes back."""
    skill, name = _own(request, skill_id)
    try:
        own_actions.use_again(request.actor, skill=skill)
    except ValidationError as wrong:
        messages.error(request, " ".join(wrong.messages))
    else:
        messages.success(request, _("“%(name)s” is used again.") % {"name": name})
    return redirect("word", skill.pk)
