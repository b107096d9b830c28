"""The team's table as a file, within what this viewer may see."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from kanwil.audit.looks import looked
from kanwil.intake.export import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from kanwil.people.door import PersonRequest, page

from ..asked import EVERY_GROUP, Asked, narrow
from ..grid import open_unit, read_board
from ..team_actions import note_taken_along
from ..team_file import table


@page
@require_safe
def team_export(request: PersonRequest, unit_id: int, form: str) -> HttpResponse:
    """Take the table along as XLSX or CSV. Whoever is in it can read that you did."""
    if form not in ("xlsx", "csv"):
        raise Http404
    unit, _arranges = open_unit(request.actor, unit_id)
    asked = Asked.from_address(request.GET)
    board = read_board(request.actor, unit, together=True)
    shown = narrow(board, replace(asked, group=asked.group or EVERY_GROUP))
    people = board.shows_of(shown.colleagues, shown.columns)
    looked(request.actor, people, page="team_export")
    note_taken_along(request.actor, unit=unit, form=form, people=len(people), skills=len(shown.columns))
    headers, rows = table(board, shown)
    if form == "csv":
        answer = HttpResponse(csv_bytes(headers, rows), content_type=CSV_TYPE)
    else:
        answer = HttpResponse(xlsx_bytes(unit.name, headers, rows), content_type=XLSX_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{slugify(unit.name) or "team"}-kan-en-wil.{form}"'
    return answer
