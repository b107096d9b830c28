"""What somebody fills in on the page of the team's list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kanwil.skills.models import Level

from .team_list import Line, Lines, Need, in_groups

MOST_PEOPLE = 999
ROWS = 6  # needs of one skill: for the whole team, and per shift or place


@dataclass(frozen=True)
class Wrong:
    """A field that is not right yet: its name on the page and what to do."""

    field: str
    words: str


def _people(text: str) -> int | None:
    """How many people: a whole number, or None for nothing asked. ValueError for anything else."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or int(text) > MOST_PEOPLE:
        raise ValueError(text)
    return int(text) or None


def read_page(data: Mapping[str, str], lines: Lines, levels: Mapping[int, list[Level]]) -> tuple[Lines, list[Wrong]]:
    """The list as it was filled in: group and (where it is simple) how many people at which level."""
    made, wrong = [], []
    for line in lines:
        group = " ".join(data.get(f"group-{line.skill_id}", line.group).split())[:60]
        needs = line.needs
        if line.simple and f"people-{line.skill_id}" in data:
            need, words = _need(data, f"people-{line.skill_id}", f"level-{line.skill_id}", "", levels[line.skill_id])
            if words:
                wrong.append(Wrong(f"people-{line.skill_id}", words))
            needs = (need,) if need else ()
        made.append(Line(line.skill_id, group, needs))
    return in_groups(made), wrong


def read_needs(data: Mapping[str, str], levels: list[Level]) -> tuple[tuple[Need, ...], list[Wrong]]:
    """The needs of one skill as they were filled in, row by row."""
    needs: list[Need] = []
    wrong: list[Wrong] = []
    for row in range(ROWS):
        at = " ".join(data.get(f"at-{row}", "").split())[:60]
        need, words = _need(data, f"people-{row}", f"level-{row}", at, levels)
        if need and any((need[0], need[2]) == (one[0], one[2]) for one in needs):
            words = _("This level stands there twice for the same shift or place.")
        if words:
            wrong.append(Wrong(f"people-{row}", words))
        elif need:
            needs.append(need)
    return tuple(sorted(needs, key=lambda one: one[2])), wrong


def _need(data: Mapping[str, str], people: str, level: str, at: str, levels: list[Level]) -> tuple[Need | None, str]:
    known = {str(one.pk): one for one in levels}
    try:
        count = _people(data.get(people, ""))
    except ValueError:
        return None, _("Fill in a whole number, or nothing.")
    if count is None:
        return None, ""
    chosen = known.get(data.get(level, ""))
    if chosen is None:
        return None, _("Choose one of these.")
    return (chosen.pk, count, at), ""


class AddForm(forms.Form):
    """Skills to put on the list, and in which group."""

    skill = forms.TypedMultipleChoiceField(coerce=int)
    group = forms.CharField(required=False, max_length=60)

    def __init__(self, data: Any = None, *, skills: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["skill"].choices = [(str(pk), str(pk)) for pk in skills]  # type: ignore[attr-defined]
        self.fields["skill"].error_messages["required"] = _("Choose one skill or more.")
        self.fields["group"].label = _("Group")
