"""The tree of units as pages show it: nested, with how many people work where, and what one unit looks like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from kanwil.access import Actor, can, visible

from .models import Leadership, Membership, Person, Unit

MANY = 200


@dataclass
class Branch:
    """A unit, the units below it, and how many people have their home team here or below."""

    unit: Unit
    depth: int
    people: int = 0
    leaders: list[str] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)
    open: bool = False
    mine: bool = False


def branches(actor: Actor, *, closed: bool = False) -> list[Branch]:
    """The whole tree from the top, in three questions. The way to your own team stands open."""
    units = visible(Unit, actor).order_by("name", "pk")
    if not closed:
        units = units.filter(closed_on__isnull=True)
    made = {unit.pk: Branch(unit, 0, mine=unit.pk in actor.units) for unit in units}
    counted = Membership.objects.on().filter(home=True).values_list("unit_id").annotate(n=Count("pk"))
    for unit_id, number in counted:
        if unit_id in made:
            made[unit_id].people = number
    for leading in Leadership.objects.on().filter(unit_id__in=made).select_related("person").order_by("pk"):
        made[leading.unit_id].leaders.append(leading.person.name)
    tops: list[Branch] = []
    for branch in made.values():
        above = made.get(branch.unit.parent_id or 0)
        (above.below if above else tops).append(branch)
    for top in tops:
        _add_up(top, 0)
    return tops


def _add_up(branch: Branch, depth: int) -> bool:
    """Count what is below, and open the way to your own team; says whether that is here."""
    branch.depth = depth
    mine = branch.mine
    for lower in branch.below:
        mine = _add_up(lower, depth + 1) or mine
        branch.people += lower.people
    branch.open = depth < 1 or mine
    return mine


def in_order(tops: Iterable[Branch]) -> list[Branch]:
    """The tree as a list from top to bottom, for a choice in a form."""
    found = []
    for branch in tops:
        found.append(branch)
        found += in_order(branch.below)
    return found


def unit_choices(actor: Actor, *, without: Unit | None = None) -> list[tuple[str, str]]:
    """Open units for a choice, indented as they hang; `without` leaves out that unit and all below it."""

    def walk(tops: Iterable[Branch]) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        for branch in tops:
            if without is None or branch.unit.pk != without.pk:
                found.append((str(branch.unit.pk), "\N{NO-BREAK SPACE}" * 3 * branch.depth + branch.unit.name))
                found += walk(branch.below)
        return found

    return walk(branches(actor))


@dataclass(frozen=True)
class Period:
    """Somebody who led the unit, with the days. `person` is None for who the reader may not know any more."""

    person: Person | None
    row: Leadership


@dataclass(frozen=True)
class UnitFacts:
    """What stands on the page of a unit."""

    members: list[Membership]
    more: bool
    leaders: list[Leadership]
    former: list[Period]
    below: list[Branch]
    above: list[Unit]


def facts_of(actor: Actor, unit: Unit) -> UnitFacts:
    """Who works here, who leads, who led before, and what hangs above and below."""
    known = visible(Person, actor)
    members = list(
        Membership.objects.on()
        .filter(unit=unit, person__in=known)
        .select_related("person", "job")
        .order_by("person__given_name", "person__family_name", "person_id")[: MANY + 1]
    )
    rows = list(Leadership.objects.filter(unit=unit).select_related("person").order_by("-from_on", "-pk"))
    now = [row for row in rows if row in set(Leadership.objects.on().filter(unit=unit))]
    before = [row for row in rows if row not in now]
    ids = [row.person_id for row in before]
    seen = set(known.filter(pk__in=ids).values_list("pk", flat=True))
    seen |= set(visible(Person, actor, "manage").filter(pk__in=ids).values_list("pk", flat=True))
    former = [Period(row.person if row.person_id in seen else None, row) for row in before]
    branch = next((b for b in in_order(branches(actor, closed=True)) if b.unit.pk == unit.pk), Branch(unit, 0))
    lower = [b for b in branch.below if b.unit.closed_on is None]
    return UnitFacts(members[:MANY], len(members) > MANY, now, former, lower, above(unit))


def above(unit: Unit) -> list[Unit]:
    """The units above this one, the top first."""
    return list(Unit.objects.filter(below__descendant=unit).exclude(pk=unit.pk).order_by("-below__depth"))


def may_open(actor: Actor, unit: Unit) -> bool:
    return bool(can(actor, "open", unit))
