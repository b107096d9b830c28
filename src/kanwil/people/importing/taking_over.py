"""Taking over a checked list of people: in bulk, inside the one transaction of the batch.

A line whose person, team or number changed after the check is left alone and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.audit.record import record, record_many
from kanwil.intake.kinds import Progress
from kanwil.intake.models import Batch, BatchLine
from kanwil.intake.values import fold

from .. import departures
from ..actions import leave, rebuild_tree
from ..models import Grant, Job, Leadership, Membership, Person, Unit, UnitAncestor, today

AT_ONCE = 500


def apply(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Units, jobs, new people, changed people, who leads, who left: each needs the one before.

    The log is written near the end: whoever writes in it makes everybody else wait.
    """
    work = _Work(actor, batch, tell)
    work.units()
    work.jobs()
    work.new_people()
    work.changed_people()
    work.leaders()
    work.write_the_log()
    work.who_left()
    batch.report["applied_on"] = work.day.isoformat()
    record(actor, "people.imported", obj=batch, data=batch.counts)


def lines_of(batch: Batch, outcome: str, what: str) -> QuerySet[BatchLine]:
    return batch.lines.filter(outcome=outcome, data__what=what).order_by("pk")


def in_parts(lines: QuerySet[BatchLine]) -> Iterator[list[BatchLine]]:
    """Lines in parts of a few hundred; each part starts after the last, so that changing lines does no harm."""
    after = 0
    while part := list(lines.filter(pk__gt=after)[:AT_ONCE]):
        after = part[-1].pk
        yield part


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def value_of(field: str, value: Any) -> Any:
    """A field from a line as the database keeps it."""
    return day_of(value) if field in ("joined_on", "left_on") else value or ""


def same_fields(person: Person, fields: dict[str, Any]) -> bool:
    return all(getattr(person, field) == value_of(field, value) for field, value in fields.items())


class _Work:
    """One taking over."""

    def __init__(self, actor: Actor, batch: Batch, tell: Progress) -> None:
        self.actor, self.batch, self.tell, self.day = actor, batch, tell, today()
        self.total = sum(batch.counts[outcome] for outcome in ("new", "changed", "left"))
        self.done = 0
        self.made: dict[int, int] = {}  # the number below zero of a new unit → its own number
        self.job_ids: dict[str, int] = {}
        self.here: set[int] = set()
        self.log: list[tuple[str, list[dict[str, Any]]]] = []

    def _told(self, count: int, step: str) -> None:
        self.done += count
        self.tell(self.done, self.total, step)

    def _note(self, verb: str, events: list[dict[str, Any]]) -> None:
        if events:
            self.log.append((verb, events))

    def write_the_log(self) -> None:
        """One line for everything that was done, in the order in which it was done."""
        for verb, events in self.log:
            self.tell(self.done, self.total, _("Writing the log"))
            record_many(self.actor, verb, events)
        self.log.clear()

    def _skip(self, lines: list[BatchLine], reason: str = "changed_meanwhile") -> None:
        if lines:
            ids = [line.pk for line in lines]
            BatchLine.objects.filter(pk__in=ids).update(outcome="refused", reason=reason, params={}, column="")

    def _unit(self, number: int | None) -> int | None:
        """The unit itself, or nothing when it is gone meanwhile."""
        if number is None:
            return None
        pk = self.made.get(number, number)
        return pk if pk in self.here else None

    def units(self) -> None:
        """Make new units from the top down, and move those that hang elsewhere now."""
        self.here = set(Unit.objects.filter(closed_on__isnull=True).values_list("pk", flat=True))
        waiting = list(lines_of(self.batch, "new", "unit"))
        while waiting:
            ready = [line for line in waiting if line.data["parent"] is None or self._unit(line.data["parent"])]
            if not ready:
                self._skip(waiting)
                break
            done = {line.pk for line in ready}
            waiting = [line for line in waiting if line.pk not in done]
            self._make_units(ready)
            self._told(len(ready), _("Making teams and departments"))
        moved = self._moved_units()
        self.batch.report["made_units"] = self.made
        if self.made or moved:
            rebuild_tree()

    def _make_units(self, lines: list[BatchLine]) -> None:
        """Units of one layer, of which everything above exists."""
        units = Unit.objects.bulk_create(
            (Unit(name=line.data["name"], parent_id=self._unit(line.data["parent"])) for line in lines), AT_ONCE
        )
        for unit, line in zip(units, lines, strict=True):
            self.made[line.data["unit"]] = unit.pk
            self.here.add(unit.pk)
        opened = [{"obj": unit, "data": {"parent": unit.parent_id}} for unit in units]
        self._note("people.unit_opened", opened)

    def _moved_units(self) -> int:
        moved = 0
        for line in lines_of(self.batch, "changed", "move"):
            unit = Unit.objects.filter(pk=line.data["unit"], parent_id=line.before["parent"]).first()
            over = self._unit(line.data["parent"])
            circle = over is not None and UnitAncestor.objects.filter(ancestor=unit, descendant_id=over).exists()
            if unit is None or over is None or circle:
                self._skip([line])
                continue
            unit.parent_id = over
            unit.save(update_fields=["parent"])
            line.data["parent"] = over
            line.save(update_fields=["data"])
            self._note("people.unit_moved", [{"obj": unit, "data": {"from": line.before["parent"], "to": over}}])
            moved += 1
        return moved

    def jobs(self) -> None:
        """Make the jobs that the file brings new."""
        wanted: dict[str, str] = self.batch.report.get("jobs", {})
        known = dict(Job.objects.filter(name__in=wanted.values()).values_list("name", "pk"))
        new = Job.objects.bulk_create(Job(name=name) for name in wanted.values() if name not in known)
        made = known | {job.name: job.pk for job in new}
        self.job_ids = {key: made[name] for key, name in wanted.items()}
        self.batch.report["made_jobs"] = [job.pk for job in new]

    def _job(self, data: dict[str, Any]) -> int | None:
        known: int | None = data.get("job")
        return known or self.job_ids.get(fold(data.get("job_name") or ""))

    def new_people(self) -> None:
        """Make people and their places, some hundreds at once."""
        for part in in_parts(lines_of(self.batch, "new", "person")):
            known = set(Person.objects.filter(number__in=[line.ref for line in part]).values_list("number", flat=True))
            wrong = [line for line in part if line.ref in known or not self._units_are_here(line.data)]
            self._skip(wrong)
            skipped = {line.pk for line in wrong}
            good = [line for line in part if line.pk not in skipped]
            people = Person.objects.bulk_create(self._person(line) for line in good)
            places = [place for person, line in zip(people, good, strict=True) for place in self._places(person, line)]
            Membership.objects.bulk_create(places)
            units = {place.person_id: place.unit_id for place in places if place.home}
            extra = [self._placed(place) for place in places if not place.home]
            self._note("people.joined", [self._event(person.pk, unit=units.get(person.pk)) for person in people])
            self._note("people.placed", extra)
            self._told(len(part), _("Adding new people"))
        missing = self.batch.lines.filter(outcome="new", about_id__isnull=True).exclude(ref="")
        missing.update(about_id=Subquery(Person.objects.filter(number=OuterRef("ref")).values("pk")[:1]))

    def _units_are_here(self, data: dict[str, Any]) -> bool:
        wanted = [data.get("home"), *(data.get("extra") or [])]
        return all(self._unit(number) is not None for number in wanted if number is not None)

    def _person(self, line: BatchLine) -> Person:
        fields = {field: value_of(field, value) for field, value in line.data["fields"].items()}
        return Person(number=line.ref, **{"joined_on": self.day, **fields})

    def _places(self, person: Person, line: BatchLine) -> Iterator[Membership]:
        start = person.joined_on or self.day
        until = person.left_on - timedelta(days=1) if person.left_on else None
        units = [(line.data["home"], True), *((unit, False) for unit in line.data["extra"])]
        for number, home in units:
            unit = self._unit(number)
            if unit is not None:
                job = self._job(line.data) if home else None
                yield Membership(person=person, unit_id=unit, job_id=job, home=home, from_on=start, until_on=until)

    def _event(self, person_id: int, **data: Any) -> dict[str, Any]:
        return {"about": person_id, "type": "people.person", "id": person_id, "data": {"file": self.batch.pk, **data}}

    def _placed(self, place: Membership) -> dict[str, Any]:
        return {"about": place.person_id, "obj": place, "data": {"unit": place.unit_id, "home": place.home}}

    def changed_people(self) -> None:
        """Change only what differs; a place that ends stays in the history."""
        for part in in_parts(lines_of(self.batch, "changed", "person")):
            people = Person.objects.in_bulk([line.about_id for line in part])
            good: list[BatchLine] = []
            wrong: list[BatchLine] = []
            for line in part:
                person = people.get(line.about_id)
                fits = person is not None and same_fields(person, line.before["fields"])
                (good if fits and self._units_are_here(line.data) else wrong).append(line)
            self._skip(wrong)
            self._change_fields(good, people)
            self._change_places(people, good)
            self._told(len(part), _("Changing people"))

    def _change_fields(self, lines: list[BatchLine], people: dict[int, Person]) -> None:
        changed: set[str] = set()
        for line in lines:
            person = people[line.about_id or 0]
            before = person.left_on
            for field, value in line.data["fields"].items():
                setattr(person, field, value_of(field, value))
                changed.add(field)
            if "left_on" in line.data["fields"]:
                self._new_last_day(person, before)
        if changed:
            Person.objects.bulk_update([people[line.about_id or 0] for line in lines], sorted(changed), batch_size=100)
        touched = [line for line in lines if line.data["fields"]]
        events = [self._event(line.about_id or 0, fields=sorted(line.data["fields"])) for line in touched]
        self._note("people.changed", events)

    def _new_last_day(self, person: Person, before: date | None) -> None:
        """A last day to come ends the places on that day; none any more opens them again."""
        for model in (Membership, Leadership):
            rows = model.objects.filter(person=person)
            if before:
                rows.filter(until_on=before - timedelta(days=1), until_on__gte=self.day).update(until_on=None)
            if person.left_on:
                rows.filter(until_on__isnull=True).update(until_on=person.left_on - timedelta(days=1))
        if before and before <= self.day and person.left_on is None:
            self._note("people.came_back", [self._event(person.pk)])

    def _change_places(self, people: dict[int, Person], lines: list[BatchLine]) -> None:
        """Old places end, other jobs are noted, new places begin: each for all these people at once."""
        self._end(people, [(line.about_id or 0, place) for line in lines for place in self._ending(line)])
        kept = [line for line in lines if "job" in line.data and "home" not in line.data and line.before.get("home")]
        for line in kept:
            Membership.objects.filter(pk=line.before["home"][0]).update(job_id=self._job(line.data))
        begun = [place for line in lines for place in self._beginning(line)]
        self._start(begun)
        same_place = [{"about": line.about_id, "data": {"unit": line.before["home"][1]}} for line in kept]
        placed = same_place + [self._placed(place) for place in begun]
        self._note("people.placed", placed)

    def _ending(self, line: BatchLine) -> list[list[Any]]:
        home = [line.before["home"]] if "home" in line.data and line.before.get("home") else []
        return home + list(line.before.get("end") or [])

    def _beginning(self, line: BatchLine) -> Iterator[Membership]:
        units = [(line.data["home"], True)] if "home" in line.data else []
        for number, home in units + [(unit, False) for unit in line.data.get("extra") or []]:
            unit = self._unit(number)
            if unit is not None:
                job = self._job(line.data) if home else None
                yield Membership(person_id=line.about_id or 0, unit_id=unit, job_id=job, home=home, from_on=self.day)

    def _start(self, places: list[Membership]) -> None:
        """New places; who is in that team already keeps that place, and it becomes home or extra."""
        units = {place.unit_id for place in places}
        people = {place.person_id for place in places}
        rows = Membership.objects.filter(until_on__isnull=True, unit_id__in=units, person_id__in=people)
        there = {(row.person_id, row.unit_id): row for row in rows}
        for place in places:
            row = there.get((place.person_id, place.unit_id))
            if row is not None:
                Membership.objects.filter(pk=row.pk).update(home=place.home, job_id=place.job_id or row.job_id)
                place.pk = row.pk
        Membership.objects.bulk_create(place for place in places if place.pk is None)

    def _end(self, people: dict[int, Person], ended: list[tuple[int, list[Any]]]) -> None:
        """End places the day before; one that began today never was. What was shared with that team stops."""
        if not ended:
            return
        rows = Membership.objects.filter(pk__in=[place[0] for _person, place in ended])
        rows.filter(from_on__gte=self.day).delete()
        rows.update(until_on=self.day - timedelta(days=1))
        units = Unit.objects.in_bulk({place[1] for _person, place in ended})
        for person_id, place in ended:
            departures.left_team(self.actor, person=people[person_id], unit=units[place[1]])
        events = [{"about": person_id, "data": {"unit": place[1]}} for person_id, place in ended]
        self._note("people.left_team", events)

    def who_left(self) -> None:
        """Who left: places, leading, roles and sharing end; nothing is deleted."""
        for part in in_parts(lines_of(self.batch, "left", "person")):
            people = Person.objects.in_bulk([line.about_id for line in part])
            wrong = []
            for line in part:
                person = people.get(line.about_id)
                if person is None or not same_fields(person, line.before["fields"]):
                    wrong.append(line)
                    continue
                for field, value in line.data["fields"].items():
                    setattr(person, field, value_of(field, value))
                person.save()
                line.before["open"] = open_periods(person)
                leave(self.actor, person=person, on=person.left_on)
            BatchLine.objects.bulk_update(part, ["before"], batch_size=100)
            self._skip(wrong)
            self._told(len(part), _("Noting who left"))

    def leaders(self) -> None:
        """Who leads what from today on; somebody else stops the day before."""
        for part in in_parts(lines_of(self.batch, "changed", "leaders")):
            now: dict[int, list[int]] = {}
            for unit, person in Leadership.objects.on().values_list("unit_id", "person_id").order_by("person_id"):
                now.setdefault(unit, []).append(person)
            numbers = {number for line in part for number in line.data["add"]}
            known = Person.objects.filter(number__in=numbers).values_list("number", "pk")
            people = {number: pk for number, pk in known if number is not None}
            good: list[BatchLine] = []
            wrong: list[BatchLine] = []
            for line in part:
                unit_id = self._unit(line.data["unit"])
                fits = unit_id is not None and now.get(unit_id, []) == line.before["leaders"]
                (good if fits and all(n in people for n in line.data["add"]) else wrong).append(line)
            self._skip(wrong)
            self._stop_leading(good)
            self._start_leading(good, people)
            self._told(len(part), _("Noting who leads"))

    def _stop_leading(self, lines: list[BatchLine]) -> None:
        ended = [(row, line) for line in lines for row in line.before["end"]]
        if ended:
            rows = Leadership.objects.filter(pk__in=[row[0] for row, _line in ended])
            rows.filter(from_on__gte=self.day).delete()
            rows.update(until_on=self.day - timedelta(days=1))
            events = [{"about": row[1], "data": {"unit": self._unit(line.data["unit"])}} for row, line in ended]
            self._note("people.stopped_leading", events)

    def _start_leading(self, lines: list[BatchLine], people: dict[str, int]) -> None:
        rows = Leadership.objects.bulk_create(
            Leadership(person_id=people[number], unit_id=unit, from_on=self.day)
            for line in lines
            if (unit := self._unit(line.data["unit"])) is not None
            for number in line.data["add"]
        )
        if rows:
            events = [{"about": row.person_id, "obj": row, "data": {"unit": row.unit_id}} for row in rows]
            self._note("people.leads", events)


def open_periods(person: Person) -> dict[str, list[list[Any]]]:
    """What ends when somebody leaves, to put it back when that was a mistake."""
    kept: dict[str, list[list[Any]]] = {}
    for name, model, fields in (
        ("membership", Membership, ("pk", "unit_id", "job_id", "home", "from_on")),
        ("leadership", Leadership, ("pk", "unit_id", "from_on")),
        ("grant", Grant, ("pk", "role", "unit_id", "from_on", "by_id", "reason")),
    ):
        rows = model.objects.filter(person=person, until_on__isnull=True).values_list(*fields)
        kept[name] = [[v.isoformat() if isinstance(v, date) else v for v in row] for row in rows]
    return kept
