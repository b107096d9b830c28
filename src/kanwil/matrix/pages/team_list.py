"""The team's list: which skills, in which group and order, and how many people the team needs."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kanwil.access import find
from kanwil.people.actions import set_shifts
from kanwil.people.door import PersonRequest, page
from kanwil.people.models import Unit
from kanwil.skills.search import search
from kanwil.skills.words import names_of
from kanwil.ui.undo import as_it_was, asked_back, done

from .. import team_list as lists
from ..grid import Scales, read_colleagues, read_scales
from ..team_actions import ListChangedMeanwhile, set_list
from ..team_list import Lines
from ..team_list_forms import ROWS, AddForm, Wrong, read_needs, read_page

UNDO = "team_list"


@page
@require_http_methods(["GET", "HEAD", "POST"])
def team_list(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Arrange the list of a team you lead, or for which you are HR adviser."""
    unit = find(Unit, request.actor, "arrange", pk=unit_id)
    lines = lists.read_lines(unit)
    scales = read_scales()
    levels = _levels(lines, scales)
    wrong: list[Wrong] = []
    meanwhile = False
    if request.method == "POST":
        typed, wrong = read_page(request.POST, lines, levels)
        if not wrong:
            wanted, words = _asked(request, typed)
            try:
                return _put(request, unit, wanted, words, seen=request.POST.get("seen", ""))
            except ListChangedMeanwhile:
                meanwhile = True
    context = {**_page(request, unit, lines, levels), "wrong": wrong, "meanwhile": meanwhile}
    return render(request, "matrix/team_list.html", context)


def _asked(request: PersonRequest, typed: Lines) -> tuple[Lines, str]:
    """What the pressed button does with the list as it was filled in."""
    what, _dash, number = request.POST.get("do", "").partition("-")
    skill_id = int(number) if number.isdecimal() and len(number) < 18 else 0
    if what == "remove":
        return lists.without(typed, skill_id), _("Taken off the list. What colleagues said of it stays theirs.")
    if what in ("up", "down"):
        return lists.moved(typed, skill_id, -1 if what == "up" else 1), _("Moved.")
    return typed, _("The list is saved.")


def _put(
    request: PersonRequest, unit: Unit, lines: Lines, words: str, *, seen: str | None = None
) -> HttpResponseRedirect:
    """Put a list in place, say so, and offer the way back."""
    before = set_list(request.actor, unit=unit, lines=lines, seen=seen)
    if before == lines:
        done(request, _("Nothing changed."))
    else:
        was = as_it_was(UNDO, unit.pk, lists.as_data(before), lists.fingerprint(lines))
        done(request, words, reverse("team_list_undo", args=[unit.pk]), was=was)
    return redirect("team_list", unit.pk)


def _levels(lines: Lines, scales: Scales) -> dict[int, list[Any]]:
    """The levels a team can ask for, per skill: not "not yet"."""
    own = lists.scale_of(line.skill_id for line in lines)
    return {
        line.skill_id: [
            level
            for level in scales.levels.values()
            if level.scale_id == (own.get(line.skill_id) or scales.default) and level.mark > 0
        ]
        for line in lines
    }


def _page(request: PersonRequest, unit: Unit, lines: Lines, levels: dict[int, list[Any]]) -> dict[str, Any]:
    asked = " ".join(request.GET.get("zoek", "").split())[:80]
    on_list = {line.skill_id for line in lines}
    names = names_of(on_list)
    typed = request.POST if request.method == "POST" else {}
    rows = [
        {
            "line": line,
            "name": names.get(line.skill_id, ""),
            "group": typed.get(f"group-{line.skill_id}", line.group),
            "people": typed.get(f"people-{line.skill_id}", line.needs[0][1] if line.needs else ""),
            "level": str(typed.get(f"level-{line.skill_id}", line.needs[0][0] if line.needs else "")),
            "levels": levels[line.skill_id],
            "needs": [(people, _level(levels[line.skill_id], pk), at) for pk, people, at in line.needs],
        }
        for line in lines
    ]
    profiles = lists.profiles(unit, lines)
    return {
        "unit": unit,
        "rows": rows,
        "groups": list(dict.fromkeys(line.group for line in lines if line.group)),
        "seen": lists.fingerprint(lines),
        "asked": asked,
        "hits": [hit for hit in search(asked) if hit.skill_id not in on_list] if asked else [],
        "profiles": [one for one in profiles if one.here],
        "elsewhere": [one for one in profiles if not one.here],
        "colleagues": read_colleagues(request.actor, unit),
        "opens": unit.pk in request.actor.units | request.actor.leads,
    }


def _level(levels: list[Any], pk: int) -> Any:
    return next((level for level in levels if level.pk == pk), None)


@page
@require_POST
def team_list_add(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Put skills on the list: found by searching, or from the profile of a job."""
    unit = find(Unit, request.actor, "arrange", pk=unit_id)
    chosen = [int(pk) for pk in request.POST.getlist("skill")[:500] if pk.isdecimal() and len(pk) < 18]
    form = AddForm(request.POST, skills=lists.choosable(chosen))
    if not form.is_valid():
        done(request, _("Choose one skill or more."))
        return redirect("team_list", unit.pk)
    group = " ".join(form.cleaned_data["group"].split())
    lines = lists.add(lists.read_lines(unit), form.cleaned_data["skill"], group)
    try:
        return _put(request, unit, lines, _("Put on the list. Now say how many colleagues must be able to do it."))
    except ValidationError as error:
        done(request, error.messages[0])
        return redirect("team_list", unit.pk)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def team_need(request: PersonRequest, unit_id: int, skill_id: int) -> HttpResponse:
    """How many people the team needs for one skill, also per shift or place."""
    unit = find(Unit, request.actor, "arrange", pk=unit_id)
    lines = lists.read_lines(unit)
    line = next((one for one in lines if one.skill_id == skill_id), None)
    if line is None:
        raise Http404
    levels = _levels((line,), read_scales())[skill_id]
    wrong: list[Wrong] = []
    meanwhile = False
    if request.method == "POST":
        needs, wrong = read_needs(request.POST, levels)
        if not wrong:
            wanted = lists.changed(lines, skill_id, needs=needs)
            try:
                return _put(request, unit, wanted, _("The list is saved."), seen=request.POST.get("seen", ""))
            except ListChangedMeanwhile:
                meanwhile = True
    now = [(str(people), str(level), at) for level, people, at in line.needs]
    typed = request.POST if request.method == "POST" else None
    rows = [
        (n, *(typed.get(f"{name}-{n}", "") for name in ("people", "level", "at")))
        if typed is not None
        else (n, *(now[n] if n < len(now) else ("", "", "")))
        for n in range(ROWS)
    ]
    name = names_of([skill_id]).get(skill_id, "")
    context: dict[str, Any] = {"unit": unit, "name": name, "rows": rows, "levels": levels}
    shifts = sorted({one.at for one in read_colleagues(request.actor, unit) if one.at})
    context |= {"wrong": wrong, "meanwhile": meanwhile, "seen": lists.fingerprint(lines), "shifts": shifts}
    return render(request, "matrix/team_need.html", {**context, "narrow": True})


@page
@require_POST
def team_list_undo(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Put the list of before in place again, unless somebody changed it since."""
    unit = find(Unit, request.actor, "arrange", pk=unit_id)
    data, seen = asked_back(request, UNDO, unit.pk)
    try:
        set_list(request.actor, unit=unit, lines=lists.from_data(data), seen=seen)
    except ListChangedMeanwhile:
        done(request, _("The list was changed again since. Nothing was taken back."))
    else:
        done(request, _("It is back as it was."))
    return redirect("team_list", unit.pk)


@page
@require_POST
def team_shifts(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Who works in which shift or at which place."""
    unit = find(Unit, request.actor, "arrange", pk=unit_id)
    people = {one.person_id for one in read_colleagues(request.actor, unit)}
    shifts = {pk: request.POST[f"at-{pk}"] for pk in people if f"at-{pk}" in request.POST}
    count = set_shifts(request.actor, unit=unit, shifts=shifts)
    done(request, _("Shifts and places are saved.") if count else _("Nothing changed."))
    return redirect("team_list", unit.pk)
