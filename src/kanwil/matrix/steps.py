"""One step further on a phone (or looking together): the skill or colleague before and after this one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from kanwil.calc.coverage import State

from .asked import URGENT, Asked, Shown
from .grid import Board, Column


@dataclass(frozen=True)
class Steps:
    """What can be chosen, what is chosen, and the ids before and after it (round and round)."""

    per: str
    chosen: int | None
    before: int | None
    after: int | None
    skills: list[tuple[str, list[Column]]]


def steps(board: Board, shown: Shown, asked: Asked) -> Steps:
    """The choices of a phone, with the skills that ask for attention first."""
    grouped = _by_attention(shown.columns)
    if asked.per == "person":
        ids = [one.person_id for one in shown.colleagues]
        chosen = shown.person.person_id if shown.person else None
    else:
        ids = [column.skill_id for _words, columns in grouped for column in columns]
        chosen = shown.skill.skill_id if shown.skill else None
    if chosen is None or chosen not in ids:
        return Steps(asked.per, chosen, None, None, grouped)
    place = ids.index(chosen)
    return Steps(asked.per, chosen, ids[place - 1], ids[(place + 1) % len(ids)], grouped)


def _by_attention(columns: list[Column]) -> list[tuple[str, list[Column]]]:
    words = {0: _("Hangs on 1 colleague"), 1: _("Too few colleagues"), 2: _("Enough colleagues"), 3: _("Nothing asked")}

    def place(column: Column) -> int:
        state = column.coverage.state
        return URGENT.get(state, 3 if state is State.NO_NEED else 2)

    return [(words[key], list(group)) for key, group in groupby(sorted(columns, key=place), key=place)]
