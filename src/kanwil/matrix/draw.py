"""The table as short HTML: a big team has thirty thousand cells, so a cell is put together here and not by a template.

The words in a cell are its meaning; the style sheet draws the ring. Every text goes through `format_html`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kanwil.skills.models import Level
from kanwil.skills.words import sentence, short
from kanwil.ui.templatetags.kanwil import person as person_tag
from kanwil.ui.templatetags.kanwil import wish as wish_tag

from .asked import Shown
from .grid import Board, Colleague, Column, Said


def lower(text: str) -> str:
    """As part of a sentence: "ik kan dit zelf"."""
    return text[:1].lower() + text[1:]


def mark_of(
    level: Level | None, *, confirmed: bool = False, private: bool = False, mine: bool = False, brief: bool = False
) -> SafeString:
    """The ring and words of one cell. Of somebody else, unknown and not shared look the same."""
    if level is None:
        return format_html('<span class="mark unknown">{}</span>', _("not filled in") if mine else _("not shared"))
    said = short(level) if brief else lower(sentence(level))
    if confirmed:
        said = _("%(sentence)s, confirmed") % {"sentence": said}
    if private:
        said = _("%(sentence)s, only you see this") % {"sentence": said}
    looks = f"mark level-{level.mark}{' confirmed' if confirmed else ''}{' private' if private else ''}"
    return format_html('<span class="{}">{}</span>', looks, said)


class Pen:
    """Draws cells; remembers what it drew, because a table has only a few different cells."""

    def __init__(
        self, levels: dict[int, Level], columns: list[Column], *, picked: int = 0, only_learn: bool = False
    ) -> None:
        self.levels = levels
        self.only_learn = only_learn
        self.inside = cache(self._inside)
        firsts = {column.skill_id for n, column in enumerate(columns) if not n or column.group != columns[n - 1].group}
        self.columns = [
            (
                column.skill_id,
                " ".join(
                    look
                    for look, holds in (("first", column.skill_id in firsts), ("picked", column.skill_id == picked))
                    if holds
                ),
                format_html(' data-skill="{}"', column.name),
            )
            for column in columns
        ]

    def _inside(self, said: Said | None, mine: bool) -> str:
        if said is None:
            return str(mark_of(None, mine=mine))
        level = self.levels.get(said.level_id) if said.level_id else None
        drawn = mark_of(level, confirmed=said.confirmed, private=not said.shared, mine=mine)
        wish = wish_tag(said.wish)
        if wish and not (said.shared and said.wish_shared):
            wish = mark_safe(wish.replace('class="wish ', 'class="wish private ', 1))
        return f"{drawn} {wish}" if wish else str(drawn)

    def cells(self, colleague: Colleague, cells: Mapping[tuple[int, int], Said], *, named: bool) -> SafeString:
        """One row of cells. `named` puts the skill's name in each cell, for a phone."""
        parts, who, you = [], colleague.person_id, colleague.you
        for skill_id, looks, name in self.columns:
            said = cells.get((who, skill_id))
            if self.only_learn and (said is None or said.wish != "learn"):
                looks = f"{looks} dim".strip()
            kind = f' class="{looks}"' if looks else ""
            inside = self.inside(said, you)
            parts.append(f"<td{kind}{name if named else ''}><a class=cell href=cel/{who}/{skill_id}/>{inside}</a></td>")
        return mark_safe("".join(parts))


def rows(board: Board, shown: Shown) -> list[dict[str, Any]]:
    """The rows of the table, ready to put down."""
    pen = Pen(
        board.levels,
        shown.columns,
        picked=shown.skill.skill_id if shown.skill else 0,
        only_learn=shown.only_learn,
    )
    chosen = shown.person.person_id if shown.person else 0
    return [
        {
            "colleague": one,
            "picked": one.person_id == chosen,
            "head": person_tag(one, sub=one.job, small=True, you=one.you),
            "cells": pen.cells(one, board.cells, named=one.person_id == chosen),
        }
        for one in shown.colleagues
    ]


def spans(columns: list[Column]) -> list[tuple[str, int]]:
    """The team's groups above the skills, with how many columns each has."""
    found: list[tuple[str, int]] = []
    for column in columns:
        if found and found[-1][0] == column.group:
            found[-1] = (column.group, found[-1][1] + 1)
        else:
            found.append((column.group, 1))
    return found
