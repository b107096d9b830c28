"""The team's table: what colleagues can and want, as far as they share it with the one who looks."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kanwil.access import visible
from kanwil.audit.looks import looked
from kanwil.people.door import PersonRequest, page
from kanwil.people.models import Unit
from kanwil.ui.undo import done

from .. import actions, cover, draw, team_actions
from ..asked import LEARN, LOW, SHOWS, SINGLE, Asked, Shown, narrow
from ..cell import Cell, levels_for, read_cell
from ..grid import Board, open_unit, read_board
from ..models import WISHES
from ..own_row import own_row
from ..steps import steps
from ..team_forms import KEEP, UNKNOWN, OwnCellForm, SeveralForm

WIDE = 12  # more skills than this use the whole width of a screen
TALL = 14  # more colleagues than this scroll below the names of the skills
A3 = 16  # more skills than this are printed on A3
FEW = 4  # so few skills leave room for words beside the signs


@page
@require_safe
def my_team(request: PersonRequest) -> HttpResponse:
    """To your own team; with more than one, choose."""
    teams = list(visible(Unit, request.actor, "open").filter(closed_on__isnull=True).order_by("name"))
    if len(teams) == 1:
        return redirect("team", teams[0].pk)
    return render(request, "matrix/team_choose.html", {"teams": teams, "narrow": True})


@page
@require_safe
def team(request: PersonRequest, unit_id: int) -> HttpResponse:
    """The table of one team. Who shares something that is shown here can read that you looked."""
    unit, may_arrange = open_unit(request.actor, unit_id)
    asked = Asked.from_address(request.GET)
    board = read_board(request.actor, unit, may_arrange=may_arrange, together=asked.together)
    shown = narrow(board, asked)
    looked(request.actor, board.shows_of(shown.colleagues, shown.columns), page="team")
    return render(request, "matrix/team.html", _table(board, asked, shown))


def _table(board: Board, asked: Asked, shown: Shown) -> dict[str, Any]:
    picked = shown.skill.skill_id if shown.skill else 0
    nothing = len(board.colleagues) > 1 and not any(said.shared for said in board.cells.values())
    return {
        "unit": board.unit,
        "board": board,
        "asked": asked,
        "shown": shown,
        "sentences": cover.sentences(board),
        "question": cover.question(board),
        "covers": cover.below(board, shown.columns, picked),
        "spans": draw.spans(shown.columns) if board.groups else [],
        "rows": draw.rows(board, shown),
        "legend": [draw.mark_of(level, brief=True) for level in board.default_levels],
        "steps": steps(board, shown, asked),
        "shows": list(zip(SHOWS, ("", "half", "thread", "sprout"), _show_words(), strict=True)),
        "nothing_shared": nothing,
        "wide": len(shown.columns) > WIDE,
        "tall": len(shown.colleagues) > TALL,
        "a3": len(shown.columns) > A3,
        "few": len(shown.columns) <= FEW,
        "LOW": LOW,
        "SINGLE": SINGLE,
        "LEARN": LEARN,
    }


def _show_words() -> list[str]:
    return [_("Everything"), _("Too few"), _("Hangs on one"), _("Want to learn")]


@page
@require_http_methods(["GET", "HEAD", "POST"])
def team_cell(request: PersonRequest, unit_id: int, person_id: int, skill_id: int) -> HttpResponse:
    """One cell: what a colleague shares about a skill (they see that you looked), or your own, to change."""
    unit, _arranges = open_unit(request.actor, unit_id)
    cell = read_cell(request.actor, unit, person_id, skill_id)
    if cell.mine:
        return _own_cell(request, cell)
    if request.method == "POST":
        raise Http404
    if cell.claim is not None:
        looked(request.actor, [person_id], page="team", what=f"skill:{skill_id}")
    return render(request, _template(request, "cell"), {"cell": cell, "unit": unit, "narrow": True})


def _own_cell(request: PersonRequest, cell: Cell) -> HttpResponse:
    form = OwnCellForm(request.POST or None, levels=levels_for(cell.skill))
    conflict = False
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            said = team_actions.say_in_team(
                request.actor,
                unit=cell.unit,
                skill=cell.skill,
                version=chosen["version"] or 0,
                share=chosen["share"],
                level=form.chosen_level,
                wish=chosen["wish"],
            )
        except actions.ChangedMeanwhile:
            conflict = True
            cell = read_cell(request.actor, cell.unit, cell.person.pk, cell.skill.pk)
        else:
            undo = reverse("team_undo", args=[cell.unit.pk])
            done(request, _("Saved: %(skill)s.") % {"skill": cell.name}, undo, change=str(said.change))
            return redirect(_back(request, cell.unit))
    typed = form.data if form.is_bound else {}
    return render(
        request,
        _template(request, "own_cell"),
        {
            "cell": cell,
            "unit": cell.unit,
            "form": form,
            "conflict": conflict,
            "levels": form.levels.values(),
            "level_now": typed.get("level", str(cell.level.pk) if cell.level else UNKNOWN),
            "wish_now": typed.get("wish", cell.wish),
            "wishes": WISHES[1:] + WISHES[:1],
            "back": typed.get("back") or _here(request, cell.unit),
            "narrow": True,
        },
    )


@page
@require_safe
def team_skill(request: PersonRequest, unit_id: int, skill_id: int) -> HttpResponse:
    """One skill of the team: what it is, what the team needs, who can do it and who wants to learn it."""
    unit, may_arrange = open_unit(request.actor, unit_id)
    board = read_board(request.actor, unit, may_arrange=may_arrange, together=request.GET.get("samen") == "1")
    column = next((one for one in board.columns if one.skill_id == skill_id), None)
    if column is None:
        raise Http404
    looked(request.actor, board.shows_of(board.colleagues, [column]), page="team")
    context = {"unit": unit, "board": board, "narrow": True, **cover.about(board, column)}
    return render(request, _template(request, "skill"), context)


@page
@require_http_methods(["GET", "HEAD", "POST"])
def team_several(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Change several of your own skills on the team's list at once."""
    unit, _arranges = open_unit(request.actor, unit_id)
    own = own_row(request.actor, unit)
    form = SeveralForm(request.POST or None, skills=own.skills, levels=own.levels)
    if request.method == "POST" and form.is_valid():
        chosen = [own.skills[pk] for pk in form.cleaned_data["skill"]]
        change = team_actions.say_several(request.actor, skills=chosen, changes=form.changes)
        said = ngettext("Saved for %(count)s skill.", "Saved for %(count)s skills.", len(chosen))
        undo = reverse("team_undo", args=[unit.pk])
        done(request, said % {"count": len(chosen)}, undo, change=str(change))
        return redirect("team", unit.pk)
    typed = request.POST if form.is_bound else None
    picked = typed.getlist("skill") if typed is not None else request.GET.getlist("skill")
    return render(
        request,
        "matrix/team_several.html",
        {
            "unit": unit,
            "form": form,
            "own": own,
            "picked": set(picked),
            "level_now": typed.get("level", KEEP) if typed is not None else KEEP,
            "wish_now": typed.get("wish", KEEP) if typed is not None else KEEP,
            "wishes": WISHES[1:] + WISHES[:1],
            "narrow": True,
        },
    )


@page
@require_POST
def team_undo(request: PersonRequest, unit_id: int) -> HttpResponse:
    """Take back what you just changed in the table."""
    unit, _arranges = open_unit(request.actor, unit_id)
    try:
        change = uuid.UUID(request.POST.get("change", ""))
    except ValueError:
        raise Http404 from None
    count = actions.take_back(request.actor, change=change)
    done(request, _("It is back as it was.") if count else _("You changed this again since. Nothing was taken back."))
    return redirect(_back(request, unit))


def _template(request: HttpRequest, name: str) -> str:
    """The inside of a pop-up when the table asks for it, a whole page otherwise."""
    htmx = getattr(request, "htmx", None)
    return f"matrix/team_{name}.html#inside" if htmx and htmx.target == "cell" else f"matrix/team_{name}.html"


def _here(request: HttpRequest, unit: Unit) -> str:
    """The table as it was asked for, with its filters."""
    htmx = getattr(request, "htmx", None)
    came_from = (htmx.current_url_abs_path if htmx else None) or request.headers.get("Referer", "")
    parts = urlsplit(came_from)
    home = reverse("team", args=[unit.pk])
    inside = parts.path == home and (not parts.netloc or parts.netloc == request.get_host())
    return f"{home}?{parts.query}" if inside and parts.query else home


def _back(request: HttpRequest, unit: Unit) -> str:
    """Back to the table as it was; only ever to this team's own table."""
    home, asked = reverse("team", args=[unit.pk]), request.POST.get("back", "")
    return asked if urlsplit(asked).path == home and asked.startswith(home) else home
