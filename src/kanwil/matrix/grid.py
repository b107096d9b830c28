"""The table of a team, read in the same number of questions for ten people or two hundred.

It holds only what this viewer may see. For somebody else's cell there is no difference between "not shared", "not
filled in" and "not there": all three are simply absent from `cells`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import BooleanField, Case, Q, Value, When

from kanwil.access import Actor, find, visible
from kanwil.calc.coverage import Headline, Known, Need, SkillCoverage, headline, skill_coverage
from kanwil.calc.levels import LevelDef, Scale
from kanwil.people.models import Membership, Person, Unit, today
from kanwil.skills.models import Level
from kanwil.skills.words import Word, names_of

from .access import open_questions
from .models import Claim, Confirmation, TeamSkill
from .ways import opened_to


@dataclass(frozen=True, slots=True)
class Colleague:
    """A row: somebody who works in the team now."""

    person_id: int
    name: str
    initials: str
    job: str = ""
    at: str = ""
    you: bool = False


class Said(NamedTuple):
    """A cell with something in it. `shared` is False only for your own things that the team does not see."""

    level_id: int | None
    wish: str
    confirmed: bool = False
    shared: bool = True
    wish_shared: bool = True

    def as_the_team_sees_it(self) -> Said | None:
        """The same, without what only you see."""
        if not self.shared:
            return None
        return self if self.wish_shared else self._replace(wish="", wish_shared=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A skill on the team's list, what the team needs of it, and whether it is there."""

    skill_id: int
    name: Word
    group: str
    scale_id: int
    needs: tuple[Need, ...]
    coverage: SkillCoverage


@dataclass(frozen=True)
class Board:
    """Everything a viewer may see of one team."""

    unit: Unit
    may_arrange: bool
    columns: list[Column]
    colleagues: list[Colleague]
    cells: dict[tuple[int, int], Said]
    levels: dict[int, Level]
    default_levels: list[Level]
    mine: bool = False

    @property
    def groups(self) -> list[str]:
        """The team's own groups, in the order of the list."""
        return list(dict.fromkeys(column.group for column in self.columns if column.group))

    @property
    def shifts(self) -> list[str]:
        return sorted({one.at for one in self.colleagues if one.at}, key=plain)

    @property
    def headline(self) -> Headline:
        return headline({column.skill_id: column.coverage for column in self.columns})

    def shows_of(self, colleagues: Iterable[Colleague], columns: Iterable[Column]) -> set[int]:
        """The people of whom something is shown in these rows and columns."""
        people, skills = {one.person_id for one in colleagues}, {column.skill_id for column in columns}
        return {person for person, skill in self.cells if person in people and skill in skills}


@dataclass(frozen=True, slots=True)
class Scales:
    """Every level there is, and per scale the order that counting needs."""

    levels: dict[int, Level]
    default: int
    scales: dict[int, Scale] = field(default_factory=dict)

    def key(self, scale_id: int, level_id: int | None) -> str | None:
        """The key of a level, if it belongs to this scale; a level of another scale does not count."""
        level = self.levels.get(level_id) if level_id else None
        return level.key if level is not None and level.scale_id == scale_id else None


def open_unit(actor: Actor, unit_id: int) -> tuple[Unit, bool]:
    """The team, if this actor may open it (else 404, or 403 with the reason); and whether they arrange its list."""
    arranges = Case(
        When(pk__in=visible(Unit, actor, "arrange").values("pk"), then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    unit = visible(Unit, actor, "open").filter(pk=unit_id).annotate(arranges=arranges).first()
    if unit is None:
        find(Unit, actor, "open", pk=unit_id)  # stops with the reason
        raise AssertionError("unreachable")
    return unit, unit.arranges  # type: ignore[attr-defined]


def read_scales() -> Scales:
    """The scales of the organisation, in one question."""
    rows = list(Level.objects.select_related("scale").order_by("scale_id", "position"))
    per_scale: dict[int, list[Level]] = defaultdict(list)
    for level in rows:
        per_scale[level.scale_id].append(level)
    scales = {
        pk: Scale(str(pk), tuple(LevelDef(level.key, can_be_needed=level.mark > 0) for level in levels))
        for pk, levels in per_scale.items()
    }
    default = next((level.scale_id for level in rows if level.scale.default), 0)
    return Scales({level.pk: level for level in rows}, default, scales)


def read_colleagues(actor: Actor, unit: Unit) -> list[Colleague]:
    """Who works in the team now: by the alphabet, and in no other order."""
    here = visible(Person, actor, among=Q(memberships__unit=unit))
    rows = Membership.objects.on().filter(unit=unit, person__in=here).select_related("person", "job")
    found = {
        row.person_id: Colleague(
            row.person_id,
            row.person.name,
            row.person.initials,
            row.job.name if row.job else "",
            row.at,
            row.person_id == actor.person_id,
        )
        for row in rows
    }
    return sorted(found.values(), key=lambda one: (plain(one.name), one.person_id))


def read_board(actor: Actor, unit: Unit, *, may_arrange: bool = False, together: bool = False) -> Board:
    """The whole table for this viewer. `together`: on a screen for everybody, so without what only you see."""
    colleagues = read_colleagues(actor, unit)
    listed = _listed(unit)
    scales = read_scales()
    names = names_of(listed)
    cells = _cells(actor, unit, [one.person_id for one in colleagues], list(listed))
    if together:
        cells = {place: seen for place, said in cells.items() if (seen := said.as_the_team_sees_it())}
    by_skill = _known(colleagues, cells, listed, scales)
    columns = []
    for skill_id, (group, scale_id, asked) in listed.items():
        scale_id = scale_id or scales.default
        scale = scales.scales[scale_id]
        needs = tuple(
            Need(key, people, place=at or None)
            for level_id, people, at in asked
            if (key := scales.key(scale_id, level_id)) is not None
        )
        cover = skill_coverage(by_skill.get(skill_id, ()), needs, scale)
        columns.append(Column(skill_id, names.get(skill_id, Word(f"#{skill_id}")), group, scale_id, needs, cover))
    default = [level for level in scales.levels.values() if level.scale_id == scales.default]
    mine = any(one.you for one in colleagues)
    return Board(unit, may_arrange, _by_group(columns), colleagues, cells, scales.levels, default, mine)


Asked = list[tuple[int, int, str]]
CELL = (
    "pk",
    "person_id",
    "skill_id",
    "level_id",
    "wish",
    "shares__with_wish",
    "shares__to_unit_id",
    "shares__to_everyone",
    "shares__until_on",
)


def _listed(unit: Unit) -> dict[int, tuple[str, int | None, Asked]]:
    """The team's list with its needs, in one question: skill → (group, own scale, needs)."""
    rows = (
        TeamSkill.objects.filter(unit=unit)
        .order_by("position", "pk", "needs__at", "needs__pk")
        .values_list("skill_id", "group", "skill__scale_id", "needs__level_id", "needs__people", "needs__at")
    )
    listed: dict[int, tuple[str, int | None, Asked]] = {}
    for skill_id, group, scale_id, level_id, people, at in rows:
        _group, _scale, asked = listed.setdefault(skill_id, (group, scale_id, []))
        if level_id:
            asked.append((level_id, people, at))
    return listed


def _cells(actor: Actor, unit: Unit, people: list[int], skills: list[int]) -> dict[tuple[int, int], Said]:
    """What this viewer may see, cell by cell. A cell in which nothing may be seen is absent.

    The same rules as `visible`, in one question with the shares joined once: a row comes once for each of its shares
    that opens it, and your own for each of your shares.
    """
    if not people or not skills:
        return {}
    me = actor.person_id if actor.person_id in people else None  # once: a request's actor is lazy, and rows are many
    nothing, day = Q(pk__in=[]), today()
    mine, opened = Q(person_id=me) if me else nothing, opened_to(actor) or nothing
    rows = Claim.objects.filter(mine | opened, person_id__in=people, skill_id__in=skills)
    confirmed, asked = _confirmed_and_asked(actor, people, skills)
    found: dict[tuple[int, int], Said] = {}
    for pk, person_id, skill_id, level_id, wish, with_wish, to_unit, to_all, until in rows.values_list(*CELL):
        shared = wish_shared = True
        if person_id == me:  # which of your own things this team sees, and where it sees what you want too
            shared = bool((to_unit == unit.pk or to_all) and (until is None or until >= day))
            wish_shared = shared and with_wish
        elif not with_wish:
            wish = ""
        if before := found.get((person_id, skill_id)):
            wish, shared, wish_shared = wish or before.wish, shared or before.shared, wish_shared or before.wish_shared
        found[person_id, skill_id] = Said(level_id, wish, (pk, level_id) in confirmed, shared, wish_shared)
    for pk, person_id, skill_id, level_id in asked:  # seen until you answered, without what somebody wants
        found.setdefault((person_id, skill_id), Said(level_id, "", (pk, level_id) in confirmed))
    return {place: said for place, said in found.items() if said.level_id or said.wish or place[0] == me}


def _confirmed_and_asked(
    actor: Actor, people: list[int], skills: list[int]
) -> tuple[set[tuple[int, int]], list[tuple[int, int, int, int | None]]]:
    """Which (claim, level) is confirmed, and the claims this viewer is asked to look at: (id, person, skill, level).

    A confirmation goes along with what is shared, and counts only where that is still the level.
    """
    here = Q(claim__person_id__in=people, claim__skill_id__in=skills, withdrawn_at__isnull=True)
    mine = Q(by_id=actor.person_id, answered_at__isnull=True)
    rows = Confirmation.objects.filter(here & (Q(confirmed=True) | mine))
    confirmed, waits = set(), False
    for claim_id, level_id, is_confirmed in rows.values_list("claim_id", "level_id", "confirmed"):
        confirmed |= {(claim_id, level_id)} if is_confirmed else set()
        waits |= not is_confirmed
    asked = open_questions(actor).filter(here) if waits else Confirmation.objects.none()
    fields = ("claim_id", "claim__person_id", "claim__skill_id", "claim__level_id")
    return confirmed, list(asked.values_list(*fields))


def _known(
    colleagues: list[Colleague],
    cells: dict[tuple[int, int], Said],
    listed: dict[int, tuple[str, int | None, Asked]],
    scales: Scales,
) -> dict[int, list[Known]]:
    """Per skill what counts for coverage: only what the team (or this leader) sees. Unknown does not count."""
    places = {one.person_id: frozenset({one.at} - {""}) for one in colleagues}
    scale_of = {skill_id: scale_id or scales.default for skill_id, (_group, scale_id, _asked) in listed.items()}
    known: dict[int, list[Known]] = defaultdict(list)
    for (person_id, skill_id), said in cells.items():
        counts = said.as_the_team_sees_it()
        if counts is not None and (counts.level_id or counts.wish):
            key = scales.key(scale_of[skill_id], counts.level_id)
            known[skill_id].append(Known(key, counts.wish, places[person_id]))
    return known


def _by_group(columns: list[Column]) -> list[Column]:
    """Columns of one group side by side; groups stand in the order in which they first come."""
    order = {group: place for place, group in enumerate(dict.fromkeys(column.group for column in columns))}
    return sorted(columns, key=lambda column: order[column.group])


def plain(text: str) -> str:
    """For the alphabet: Şeyma stands with the S, de Wit with the D."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
