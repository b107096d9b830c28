"""Who leads what, from a list of people: the manager of a unit is who its people name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kanwil.intake.kinds import Line

from .people_now import Now
from .units import UnitBook


def leaders_named(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Whom the people of one unit name. A manager's own row names the manager one higher: that one does not count."""
    by_others = {leader for who, leader in pairs if who != leader}
    counted = [leader for who, leader in pairs if who == leader or who not in by_others]
    return list(dict.fromkeys(counted or [leader for _who, leader in pairs]))


def leader_lines(
    named: Mapping[int, Sequence[tuple[str, str]]], now: Now, book: UnitBook, new_people: Mapping[str, str]
) -> Iterator[Line]:
    """One line for every unit whose managers change; a unit for which the file names nobody stays as it is."""
    for unit, pairs in named.items():
        wanted = leaders_named(pairs)
        usable = [n for n in wanted if n in new_people or (n in now.people and now.people[n].works_here(now.day))]
        for number in set(wanted) - set(usable):
            yield Line("refused", None, book.way(unit), number, reason="unknown_leader", params={"number": number})
        if not usable:
            continue
        current = now.leaders.get(unit, {})
        keep = {now.people[n].pk for n in usable if n in now.people}
        add = [n for n in usable if n not in now.people or now.people[n].pk not in current]
        end = [[row, person, start.isoformat()] for person, (row, start) in current.items() if person not in keep]
        if not add and not end:
            continue
        before = ", ".join(sorted(now.by_pk[person].name for person in current))
        after = ", ".join(sorted(new_people.get(n) or now.people[n].name for n in usable))
        change = {"field": "leaders", "from": before, "to": after}
        data = {"what": "leaders", "unit": unit, "add": add, "together": len(usable), "changes": [change]}
        yield Line("changed", None, book.way(unit), data=data, before={"leaders": sorted(current), "end": end})
