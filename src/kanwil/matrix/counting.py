"""Counting what people share, for the figures about groups: read who shares what, let changes in, keep the result.

Counted is what people share with their team, with the one who leads them, or with everybody here. What somebody keeps
to themselves counts nowhere; what they share with one colleague only, for instance to be looked at, does not either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import F, Q, QuerySet

from kanwil.calc.suppression import K
from kanwil.calc.tally import UnitFigures as Told
from kanwil.calc.tally import code, figures
from kanwil.calc.waiting import Counts, Path, admit_all
from kanwil.people.models import Leadership, Membership, Person, UnitAncestor
from kanwil.skills.models import Level

from .models import Counted, Share

Key = tuple[str, int]
"""Somebody who works here ("person", id), or an erased colleague who still counts without a name ("row", id)."""


@dataclass
class Count:
    """What counts from today: rows to write, and the figures about every unit."""

    told: list[Told]
    new: list[Counted] = field(default_factory=list)
    changed: list[Counted] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)


def counting_shares() -> QuerySet[Share]:
    """Shares with a team, a leader or everybody, that hold today, of people who work here."""
    audience = Q(to_unit__isnull=False) | Q(to_everyone=True) | Q(as_lead=True)
    shares = Share.objects.active().filter(audience, claim__skill__isnull=False)
    return shares.filter(claim__person__in=Person.objects.current())


def count(k: int = K) -> Count:
    """Work out what counts from today. Reads only; `keep_count` writes it."""
    rows = {_key(row): row for row in Counted.objects.all()}
    before = {key: Counts(_path(row.path), _numbers(row.says)) for key, row in rows.items()}
    after = admit_all(before, said_now(), k)
    made = Count(figures(after.values(), k))
    for key, counts in after.items():
        path, says = "/".join(map(str, counts.path)), {str(skill): value for skill, value in counts.says.items()}
        row = rows.pop(key, None)
        if row is None:
            made.new.append(Counted(person_id=key[1], path=path, says=says))
        elif (row.path, row.says) != (path, says):
            row.path, row.says = path, says
            made.changed.append(row)
    made.gone = [row.pk for row in rows.values()]
    return made


def said_now() -> dict[Key, Counts]:
    """Where everybody works today, and what they share now."""
    says: dict[int, dict[int, int]] = defaultdict(dict)
    for person, skill, value in _shared_codes():
        if value:
            says[person][skill] = says[person].get(skill, 0) | value
    return {("person", person): Counts(path, says.get(person, {})) for person, path in _homes()}


def _shared_codes() -> Iterator[tuple[int, int, int]]:
    """Person, skill and what is said, once for each share; the wish only where that is shared too."""
    marks = dict(Level.objects.values_list("pk", "mark"))
    leading = _who_leads_whom()
    rows = counting_shares().values_list(
        "claim__person_id", "claim__skill_id", "claim__level_id", "claim__wish", "with_wish", "to_person_id"
    )
    for person, skill, level, wish, with_wish, leader in rows.iterator(chunk_size=20_000):
        if leader is None or (leader, person) in leading:
            yield person, skill, code(marks.get(level, 0), wish if with_wish else "")


def _who_leads_whom() -> set[tuple[int, int]]:
    units: dict[int, list[int]] = defaultdict(list)
    for unit, leader in Leadership.objects.on().values_list("unit_id", "person_id"):
        units[unit].append(leader)
    members = Membership.objects.on().filter(unit_id__in=units).values_list("unit_id", "person_id")
    return {(leader, person) for unit, person in members for leader in units[unit] if leader != person}


def _homes() -> Iterator[tuple[int, Path]]:
    """Everybody who works here, with the way to their home team."""
    paths = paths_of_units()
    homes = Membership.objects.on().filter(home=True, person__in=Person.objects.current()).order_by("pk")
    for person, unit in dict(homes.values_list("person_id", "unit_id")).items():
        yield person, paths[unit]


def paths_of_units() -> dict[int, Path]:
    """For every unit the ids from the top of the tree down to itself."""
    paths: dict[int, list[int]] = defaultdict(list)
    rows = UnitAncestor.objects.order_by(F("descendant_id"), F("depth").desc())
    for unit, above in rows.values_list("descendant_id", "ancestor_id"):
        paths[unit].append(above)
    return {unit: tuple(path) for unit, path in paths.items()}


def _key(row: Counted) -> Key:
    return ("person", row.person_id) if row.person_id is not None else ("row", row.pk)


def _path(text: str) -> Path:
    return tuple(int(part) for part in text.split("/"))


def _numbers(says: dict[str, int]) -> dict[int, int]:
    return {int(skill): value for skill, value in says.items()}
