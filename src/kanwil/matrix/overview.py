"""What is told about a unit above a team: figures that were let out, beside what the teams below ask for.

Nothing here reads what a person says. A search or filter chooses rows of what was already let out, so that no question
in the address can make a new group of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.http import QueryDict
from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.calc.suppression import K
from kanwil.calc.tally import THINGS
from kanwil.people.access import units_below
from kanwil.people.models import Unit, UnitAncestor
from kanwil.skills.models import Level, Skill
from kanwil.skills.search import search
from kanwil.skills.words import Word, names_of

from .models import TeamNeed, TeamSkill, UnitFigures

AT_ONCE = 40  # skills on one page
MARKS = (1, 2, 3, 4)
SHOWS = ("alles", "weinig", "leren")
Needs = dict[tuple[int, int], int]
"""People asked for, per skill and mark."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as it may be told: "15 or more", "fewer than 5", or nothing. ``needed`` is what teams ask for."""

    told: int
    of: int
    needed: int = 0

    @property
    def hidden(self) -> bool:
        return self.told == 0

    @property
    def at_least(self) -> int:
        return max(self.told, 0)

    @property
    def fewer_than(self) -> int:
        return max(-self.told, 0)

    @property
    def words(self) -> str:
        if self.hidden:
            return _("no number")
        if self.told > 0:
            return _("%(number)s or more") % {"number": self.told}
        return _("fewer than %(number)s") % {"number": -self.told}

    @property
    def bar(self) -> int:
        """How long the bar of this number is, of 100 for everybody."""
        return round(100 * self.at_least / self.of) if self.of else 0

    @property
    def state(self) -> str:
        """Whether teams together have what they ask for: ok, low, or (the figure is too coarse) unsure."""
        if not self.needed or self.hidden:
            return ""
        if self.told >= self.needed:
            return "ok"
        return "low" if self.told < 0 and -self.told <= self.needed else "unsure"


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one skill in one unit."""

    key: int
    name: Word | str
    marks: tuple[Figure, ...]
    learn: Figure
    more: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (*self.marks, self.learn, self.more)

    @property
    def same(self) -> Figure | None:
        """The one thing to say when it is "fewer than" the same number everywhere; a table full of that says little."""
        told = {figure.told for figure in self.figures}
        return self.marks[0] if len(told) == 1 and self.marks[0].fewer_than else None

    @property
    def low(self) -> bool:
        return any(figure.state == "low" for figure in self.marks)

    @property
    def needed(self) -> bool:
        return any(figure.needed for figure in self.marks)


@dataclass(frozen=True)
class Asked:
    """What is asked of the page, as it stands in the address."""

    words: str = ""
    show: str = SHOWS[0]

    @classmethod
    def from_address(cls, asked: QueryDict) -> Asked:
        show = asked.get("toon", "")
        words = " ".join(asked.get("zoek", "").replace("\0", "").split())[:80]
        return cls(words, show if show in SHOWS else SHOWS[0])


@dataclass(frozen=True)
class Below:
    """A unit directly below, for going on. ``counted`` is 0 when it is too small for a figure."""

    unit: Unit
    counted: int


@dataclass(frozen=True)
class Sight:
    """Everything that is told about one unit."""

    unit: Unit
    counted: int
    made_at: datetime | None
    lines: list[Line]
    shown: list[Line]
    below: list[Below]
    levels: list[Level]
    above: list[tuple[str, int]]

    @property
    def asked(self) -> list[Line]:
        return [line for line in self.lines if line.needed]

    def with_state(self, state: str) -> int:
        """How many of the skills that teams ask for stand so: "low" when one level is, "ok" when all are."""
        lines = self.asked
        if state == "low":
            return sum(line.low for line in lines)
        return sum(all(one.state == "ok" for one in line.marks if one.needed) for line in lines)


def units_to_see(actor: Actor) -> list[Unit]:
    """The highest units this actor sees counts of, that have something below them."""
    mine = visible(Unit, actor, "overview").filter(closed_on__isnull=True)
    higher = UnitAncestor.objects.filter(depth__gte=1, ancestor__in=mine.values("pk")).values("descendant_id")
    return list(mine.exclude(pk__in=higher).filter(pk__in=_with_below()).order_by("name"))


def _with_below() -> QuerySet[UnitAncestor, Any]:
    return UnitAncestor.objects.filter(depth=1, descendant__closed_on__isnull=True).values("ancestor_id")


def sees_counts(actor: Actor) -> bool:
    """Whether the menu has an entry for it: a role that sees counts, or leading a unit with units below."""
    return bool(actor.leads_above) or actor.holds("hr", "board", "council", "researcher")


def has_own_table(actor: Actor, unit: Unit) -> bool:
    """Whether this is one team that the actor leads: then its table is the place to look.

    Numbers about it beside the names that people shared would tell about the others.
    """
    return unit.pk in actor.leads and not Unit.objects.filter(parent=unit, closed_on__isnull=True).exists()


def read_sight(actor: Actor, unit: Unit, asked: Asked) -> Sight:
    """Everything that is told about this unit. The caller has asked whether this actor may."""
    children = list(Unit.objects.filter(parent=unit, closed_on__isnull=True).order_by("name"))
    rows = {row.unit_id: row for row in UnitFigures.objects.filter(unit__in=[unit, *children])}
    mine, (listed, needs) = rows.get(unit.pk), _lists_below(unit)
    skills = _skills(mine, listed, asked.words)
    names = names_of(skills)
    lines = [_line(pk, names[pk], mine, pk, needs) for pk in skills if pk in names]
    lines.sort(key=lambda line: str(line.name).casefold())
    return Sight(
        unit=unit,
        counted=mine.counted if mine else 0,
        made_at=mine.made_at if mine else None,
        lines=lines,
        shown=_shown(lines, asked),
        below=[Below(one, rows[one.pk].counted if one.pk in rows else 0) for one in children],
        levels=_levels(),
        above=_above(actor, unit),
    )


def read_skill(actor: Actor, unit: Unit, skill: Skill) -> Sight:
    """One skill, in this unit and in each unit directly below it."""
    children = list(Unit.objects.filter(parent=unit, closed_on__isnull=True).order_by("name"))
    units = [unit, *children]
    rows = {row.unit_id: row for row in UnitFigures.objects.filter(unit__in=units)}
    needs = _needs_of_skill([one.pk for one in units], skill.pk)
    mine = rows.get(unit.pk)
    lines = [_line(one.pk, one.name, rows.get(one.pk), skill.pk, needs.get(one.pk, {})) for one in units]
    return Sight(
        unit=unit,
        counted=mine.counted if mine else 0,
        made_at=mine.made_at if mine else None,
        lines=lines,
        shown=lines,
        below=[Below(one, rows[one.pk].counted if one.pk in rows else 0) for one in children],
        levels=_levels(),
        above=_above(actor, unit),
    )


def _skills(mine: UnitFigures | None, listed: set[int], words: str) -> set[int]:
    """Which skills have a line: on a list of a team below, asked for, or with a number that may be told.

    A skill that only a few people share is in none of these. It would otherwise be told by having a line at all.
    """
    told = {int(pk) for pk, numbers in (mine.skills if mine else {}).items() if max(numbers) > 0}
    skills = listed | told
    if not words:
        return skills
    hits = {hit.skill_id for hit in search(words, AT_ONCE)}
    plain = words.casefold()
    return hits | {pk for pk, name in names_of(skills).items() if plain in name.text.casefold()}


def _shown(lines: Iterable[Line], asked: Asked) -> list[Line]:
    if asked.show == "weinig":
        return [line for line in lines if line.low]
    if asked.show == "leren":
        return [line for line in lines if line.learn.at_least]
    return list(lines)


def _lists_below(unit: Unit) -> tuple[set[int], Needs]:
    """Which skills the teams in and below this unit list, and how many people they ask for together, and how far."""
    rows = TeamSkill.objects.filter(unit_id__in=units_below([unit.pk])).order_by()
    keys = ("skill_id", "needs__level__mark")
    listed: set[int] = set()
    needs: Needs = defaultdict(int)
    for skill, mark, people in rows.values_list(*keys).annotate(people_asked=Sum("needs__people")):
        listed.add(skill)
        if mark is not None:
            needs[skill, mark] = people
    return listed, needs


def _needs_of_skill(unit_ids: Sequence[int], skill: int) -> dict[int, Needs]:
    """The same for one skill in several units."""
    above: dict[int, list[int]] = defaultdict(list)
    below = UnitAncestor.objects.filter(ancestor_id__in=unit_ids)
    for higher, team in below.values_list("ancestor_id", "descendant_id"):
        above[team].append(higher)
    found: dict[int, Needs] = {unit: defaultdict(int) for unit in unit_ids}
    rows = TeamNeed.objects.filter(team_skill__unit_id__in=units_below(unit_ids), team_skill__skill_id=skill)
    for team, mark, people in rows.values_list("team_skill__unit_id", "level__mark", "people"):
        for higher in above[team]:
            found[higher][skill, mark] += people
    return found


def _line(key: int, name: Word | str, row: UnitFigures | None, skill: int, needs: Needs) -> Line:
    """The six numbers of one skill; what is not among the told ones is what nobody says."""
    of = row.counted if row else 0
    told = row.skills.get(str(skill), [row.nobody] * len(THINGS)) if row else [0] * len(THINGS)
    marks = tuple(Figure(told[mark - 1], of, needs.get((skill, mark), 0)) for mark in MARKS)
    return Line(key, name, marks, Figure(told[4], of), Figure(told[5], of))


def _levels() -> list[Level]:
    """The sentences above the columns: of the default scale, one for each ring that is not empty."""
    return list(Level.objects.filter(scale__default=True, mark__in=MARKS).order_by("position"))


def _above(actor: Actor, unit: Unit) -> list[tuple[str, int]]:
    """The way here from the highest unit this actor sees counts of."""
    above = UnitAncestor.objects.filter(descendant=unit, depth__gte=1).values("ancestor_id")
    rows = visible(Unit, actor, "overview").filter(pk__in=above)
    depth = dict(UnitAncestor.objects.filter(descendant=unit).values_list("ancestor_id", "depth"))
    return [(one.name, one.pk) for one in sorted(rows, key=lambda one: -depth[one.pk])]


def export_rows(sight: Sight) -> tuple[list[str], list[list[str | int]]]:
    """The same figures as on the page, as a table: headers and rows."""
    heads = [_("at least: %(sentence)s") % {"sentence": level.sentence} for level in sight.levels]
    wishes = [_("wants to learn this"), _("likes to do this more often")]
    headers = [_("Skill")]
    for head in heads:
        headers += [head, _("teams ask for (%(what)s)") % {"what": head}]
    headers += wishes
    rows: list[list[str | int]] = []
    for line in sight.shown:
        row: list[str | int] = [str(line.name)]
        for figure in line.marks:
            row += [figure.words, figure.needed or ""]
        rows.append([*row, line.learn.words, line.more.words])
    return headers, rows


SMALLEST = 2 * K
"""A group of fewer people than this has no figures."""
