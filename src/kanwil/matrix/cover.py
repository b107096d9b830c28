"""Is it enough, in words: the row below the table and the sentence above it. About work, never about one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanwil.calc.coverage import NeedCoverage, State
from kanwil.skills.words import explanations_of, short
from kanwil.ui.templatetags.kanwil import in_words

from .draw import mark_of
from .grid import Board, Column

NAMED = 4  # more names than this do not fit in a sentence


@dataclass(frozen=True)
class Covered:
    """One cell of the row below the table."""

    column: Column
    state: str
    have: int
    needed: int | None
    level: str  # only when skills of this team ask for different levels
    first: bool
    picked: bool
    places: list[tuple[str, str, int, int]]  # state, place, have, needed

    @property
    def wishers(self) -> int:
        return self.column.coverage.wish_to_learn


def common_level(board: Board) -> str | None:
    """The level that every need of this team asks for, when there is only one."""
    asked = {need.level for column in board.columns for need in column.needs}
    return asked.pop() if len(asked) == 1 else None


def level_words(board: Board, column: Column, key: str | None) -> str:
    level = next((one for one in board.levels.values() if one.scale_id == column.scale_id and one.key == key), None)
    return short(level) if level else ""


def below(board: Board, columns: list[Column], picked: int) -> list[Covered]:
    """The row with how many colleagues can do it and how many the team needs."""
    same, group, row = common_level(board), None, []
    for column in columns:
        cover = column.coverage
        asked = cover.state is not State.NO_NEED
        row.append(
            Covered(
                column,
                cover.state.value,
                cover.have,
                cover.needed if asked else None,
                level_words(board, column, cover.level) if asked and not same else "",
                group is None or column.group != group,
                column.skill_id == picked,
                [_place(one) for one in cover.needs if one.need.place] if asked else [],
            )
        )
        group = column.group
    return row


def _place(one: NeedCoverage) -> tuple[str, str, int, int]:
    return one.state.value, str(one.need.place), one.have, one.need.people


def question(board: Board) -> str:
    """The words before the row. They name the level that is counted, when it is the same everywhere."""
    asked = {
        "with_help": _("Who can do this with help?"),
        "independent": _("Who can do this by themselves?"),
        "teaching": _("Who teaches this to others?"),
    }
    return asked.get(common_level(board) or "", _("Who can do this?"))


def sentences(board: Board) -> SafeString:
    """The team in a few plain sentences: what is in order, what is not, and where somebody wants to learn."""
    head = board.headline
    names = {column.skill_id: column.name.text for column in board.columns}

    def listed(skills: Iterable[object]) -> SafeString:
        keys = list(skills)
        if len(keys) > NAMED:
            count = ngettext("%(count)s skill", "%(count)s skills", len(keys)) % {"count": len(keys)}
            return format_html("<b>{}</b>", count)
        return in_words([format_html("<b>{}</b>", names[key]) for key in keys])  # type: ignore[index]

    parts: list[SafeString] = []

    def say(sentence: str, **words: object) -> None:
        parts.append(mark_safe(sentence % {name: conditional_escape(str(word)) for name, word in words.items()}))

    if not head.asked:
        return SafeString("")
    if head.fine == head.asked:
        say(ngettext("The skill is in order.", "All %(asked)s skills are in order.", head.asked), asked=head.asked)
    else:
        said = ngettext(
            "Of the %(asked)s skill, %(fine)s is in order.",
            "Of the %(asked)s skills, %(fine)s are in order.",
            head.asked,
        )
        say(said, asked=head.asked, fine=head.fine or _("none"))
    if head.short:
        say(_("For %(skills)s we are too few."), skills=listed(head.short))
    if head.single:
        said = ngettext("%(skills)s hangs on 1 colleague.", "%(skills)s hang on 1 colleague.", len(head.single))
        say(said, skills=listed(head.single))
    if head.nobody:
        say(_("For %(skills)s there is nobody yet."), skills=listed(head.nobody))
    if head.vulnerable == 2 and head.all_learnable:
        say(_("There is good news: for both somebody wants to learn it."))
    elif head.vulnerable > 2 and head.all_learnable:
        say(_("There is good news: for all %(count)s somebody wants to learn it."), count=apnumber(head.vulnerable))
    elif head.all_learnable:
        say(_("There is good news: somebody wants to learn it."))
    elif head.learnable:
        say(_("There is good news: somebody wants to learn %(skills)s."), skills=listed(head.learnable))
    return mark_safe(" ".join(parts))


def about(board: Board, column: Column) -> dict[str, Any]:
    """Everything to say about one skill of a team."""
    levels = board.levels
    people = [(one, board.cells.get((one.person_id, column.skill_id))) for one in board.colleagues]
    said = [(one, cell) for one, cell in people if cell is not None and (cell.level_id or cell.wish)]
    return {
        "column": column,
        "explanation": explanations_of([column.skill_id]).get(column.skill_id),
        "needs": [
            (
                one.state.value,
                one.have,
                one.need.people,
                level_words(board, column, one.need.level),
                one.need.place or "",
            )
            for one in column.coverage.needs
        ],
        "said": [
            (one, mark_of(levels.get(cell.level_id or 0), confirmed=cell.confirmed, private=not cell.shared), cell.wish)
            for one, cell in said
        ],
    }
