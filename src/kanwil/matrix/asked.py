"""What somebody asks of the team's table: the search, the filters, one skill or one colleague. It all lives in the
address, so a page can be kept, printed and sent, and works without a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kanwil.calc.coverage import State

from .grid import Board, Colleague, Column, plain

ALL, LOW, SINGLE, LEARN = "alles", "te-weinig", "een", "leren"
SHOWS = (ALL, LOW, SINGLE, LEARN)
EVERY_GROUP = "*"
MANY_CELLS = 3000  # from here a team with groups starts with one group
URGENT = {State.SINGLE: 0, State.NONE: 1, State.LOW: 1}


@dataclass(frozen=True)
class Asked:
    """The questions in the address. Nonsense is read as nothing asked."""

    search: str = ""
    show: str = ALL
    group: str = ""
    shift: str = ""
    per: str = "skill"
    skill: int | None = None
    person: int | None = None
    together: bool = False

    @classmethod
    def from_address(cls, query: Mapping[str, str]) -> Asked:
        show, per = query.get("toon", ALL), query.get("per", "skill")
        return cls(
            search=" ".join(query.get("zoek", "").split())[:80],
            show=show if show in SHOWS else ALL,
            group=query.get("groep", "")[:60],
            shift=query.get("ploeg", "")[:60],
            per=per if per in ("skill", "person") else "skill",
            skill=_number(query.get("skill", "")),
            person=_number(query.get("person", "")),
            together=query.get("samen") == "1",
        )

    @property
    def narrows(self) -> bool:
        return bool(self.search or self.show != ALL or self.group.strip(EVERY_GROUP) or self.shift)


@dataclass(frozen=True)
class Shown:
    """What is left after asking: the rows and columns to draw, and the one chosen for a phone."""

    columns: list[Column]
    colleagues: list[Colleague]
    skill: Column | None
    person: Colleague | None
    only_learn: bool = False
    group: str = ""  # the group that is shown, also when nobody asked for it
    began_with_group: bool = False


def narrow(board: Board, asked: Asked) -> Shown:
    """The rows and columns somebody asks for. Who and what is counted stays the same: the whole team."""
    group, began = asked.group, False
    if not group and not asked.narrows and board.groups and len(board.columns) * len(board.colleagues) > MANY_CELLS:
        group, began = board.groups[0], True
    group = group if group in board.groups else ""
    columns = [column for column in board.columns if _fits(column, asked, group)]
    colleagues = [one for one in board.colleagues if not asked.shift or one.at == asked.shift]
    if asked.search:
        wanted = plain(asked.search)
        by_skill = [column for column in columns if wanted in plain(column.name.text)]
        by_name = [one for one in colleagues if wanted in plain(one.name)]
        if by_skill or not by_name:
            columns = by_skill
        if by_name or not by_skill:
            colleagues = by_name
    skill = next((column for column in columns if column.skill_id == asked.skill), None) or _first_to_look_at(columns)
    mine = next((one for one in colleagues if one.you), None)
    person = next((one for one in colleagues if one.person_id == asked.person), None)
    person = person or mine or (colleagues[0] if colleagues else None)
    return Shown(columns, colleagues, skill, person, asked.show == LEARN, group, began)


def _fits(column: Column, asked: Asked, group: str) -> bool:
    if group and column.group != group:
        return False
    state = column.coverage.state
    if asked.show == LOW:
        return state in (State.LOW, State.NONE)
    if asked.show == SINGLE:
        return state is State.SINGLE
    return asked.show != LEARN or column.coverage.wish_to_learn > 0


def _first_to_look_at(columns: list[Column]) -> Column | None:
    """The skill a phone starts with: one that asks for attention, else the first of the list."""
    return min(columns, key=lambda column: URGENT.get(column.coverage.state, 9), default=None)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else None
