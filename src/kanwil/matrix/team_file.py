"""The team's table as a file to take to a talk: in words, never digits, and only what the team sees.

A file travels further than a screen. So what you keep to yourself is not in it, not even in your own row.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from kanwil.calc.coverage import State

from .asked import Shown
from .cover import question
from .draw import lower
from .grid import Board, Column, Said
from .models import WISHES

Row = list[str]


def notice() -> str:
    return _("For a development talk – not for an appraisal")


def table(board: Board, shown: Shown) -> tuple[list[str], list[Row]]:
    """The first line (what it is for) and the rows: names of skills, colleagues, and whether it is enough."""
    wishes = {key: str(words) for key, words in WISHES if key}
    rows: list[Row] = [[board.unit.name], [_("Colleague"), _("Job"), *(str(column.name) for column in shown.columns)]]
    if board.groups:
        rows.insert(1, ["", "", *(column.group for column in shown.columns)])
    for one in shown.colleagues:
        cells = (board.cells.get((one.person_id, column.skill_id)) for column in shown.columns)
        rows.append([one.name, one.job, *(in_words(board, said, wishes) for said in cells)])
    rows.append([question(board), "", *(_enough(column) for column in shown.columns)])
    learners = (str(column.coverage.wish_to_learn or "") for column in shown.columns)
    rows.append([_("Who wants to learn this?"), "", *learners])
    return [notice()], rows


def in_words(board: Board, said: Said | None, wishes: dict[str, str]) -> str:
    """One cell: "ik kan dit zelf, bevestigd; wil ik leren"."""
    level = board.levels.get(said.level_id) if said and said.level_id else None
    if said is None or (level is None and not said.wish):
        return _("not shared")
    parts = []
    if level is not None:
        sentence = lower(level.sentence)
        parts.append(_("%(sentence)s, confirmed") % {"sentence": sentence} if said.confirmed else sentence)
    if said.wish:
        parts.append(wishes[said.wish])
    return "; ".join(parts)


def _enough(column: Column) -> str:
    cover = column.coverage
    if cover.state is State.NO_NEED:
        return ""
    return _("{have} of {needed}").format(have=cover.have, needed=cover.needed)
