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
    """Units, jobs, new people, changed people, who left, who leads: each needs the one before."""
    work = _Work(actor, batch, tell)
    work.units()
    work.jobs()
    work.new_people()
    work.changed_people()
    work.who_left()
    work.leaders()
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

    def _told(self, count: int, step: str) -> None:
        self.done += count
        self.tell(self.done, self.total, step)

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
        events = []
        for part in in_parts(lines_of(self.batch, "new", "unit")):
            for line in part:
                parent = line.data["parent"]
                over = self._unit(parent)
                if parent is not None and over is None:
                    self._skip([line])
                    continue
                unit = Unit.objects.create(name=line.data["name"], parent_id=over)
                self.made[line.data["unit"]] = unit.pk
                self.here.add(unit.pk)
                events.append({"obj": unit, "data": {"parent": over}})
                line.data["made"] = unit.pk
            BatchLine.objects.bulk_update(part, ["data"])
            self._told(len(part), _("Making teams and departments"))
        moved = self._moved_units()
        if events:
            record_many(self.actor, "people.unit_opened", events)
        if events or moved:
            rebuild_tree()

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
            record(self.actor, "people.unit_moved", obj=unit, data={"from": line.before["parent"], "to": over})
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
            record_many(self.actor, "people.joined", [self._event(person.pk) for person in people])
            record_many(self.actor, "people.placed", [self._placed(place) for place in places])
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
            good, wrong = [], []
            for line in part:
                person = people.get(line.about_id)
                fits = person is not None and same_fields(person, line.before["fields"])
                (good if fits and self._units_are_here(line.data) else wrong).append(line)
            self._skip(wrong)
            self._change_fields(good, people)
            for line in good:
                self._change_places(people[line.about_id or 0], line)
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
        if events:
            record_many(self.actor, "people.changed", events)

    def _new_last_day(self, person: Person, before: date | None) -> None:
        """A last day to come ends the places on that day; none any more opens them again."""
        for model in (Membership, Leadership):
            rows = model.objects.filter(person=person)
            if before:
                rows.filter(until_on=before - timedelta(days=1), until_on__gte=self.day).update(until_on=None)
            if person.left_on:
                rows.filter(until_on__isnull=True).update(until_on=person.left_on - timedelta(days=1))
        if before and before <= self.day and person.left_on is None:
            record(self.actor, "people.came_back", about=person.pk, obj=person)

    def _change_places(self, person: Person, line: BatchLine) -> None:
        data, old = line.data, line.before
        home = old.get("home")
        if "home" in data:
            if home:
                self._end(person, home)
            self._start(person, data["home"], True, self._job(data))
        elif "job" in data and home:
            Membership.objects.filter(pk=home[0]).update(job_id=self._job(data))
            place = {"about": person.pk, "type": "people.membership", "id": home[0], "data": {"unit": home[1]}}
            record_many(self.actor, "people.placed", [place])
        for place in old.get("end") or []:
            self._end(person, place)
        for unit in data.get("extra") or []:
            self._start(person, unit, False, None)

    def _start(self, person: Person, number: int, home: bool, job: int | None) -> None:
        unit = self._unit(number)
        rows = Membership.objects.filter(person=person, unit_id=unit, until_on__isnull=True)
        if not rows.update(home=home, job_id=job):
            place = Membership(person=person, unit_id=unit, home=home, job_id=job, from_on=self.day)
            place.save()
            record_many(self.actor, "people.placed", [self._placed(place)])

    def _end(self, person: Person, place: list[Any]) -> None:
        """End a place the day before; one that began today never was."""
        pk, unit_id = place[0], place[1]
        rows = Membership.objects.filter(pk=pk)
        if day_of(place[4]) == self.day or (day_of(place[4]) or self.day) > self.day:
            rows.delete()
        else:
            rows.update(until_on=self.day - timedelta(days=1))
        unit = Unit.objects.filter(pk=unit_id).first()
        if unit is not None:
            departures.left_team(self.actor, person=person, unit=unit)
        record(self.actor, "people.left_team", about=person.pk, data={"unit": unit_id})

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
                line.save(update_fields=["before"])
                leave(self.actor, person=person, on=person.left_on)
            self._skip(wrong)
            self._told(len(part), _("Noting who left"))

    def leaders(self) -> None:
        """Who leads what from today on; somebody else stops the day before."""
        for line in lines_of(self.batch, "changed", "leaders"):
            unit = self._unit(line.data["unit"])
            now = sorted(Leadership.objects.on().filter(unit_id=unit).values_list("person_id", flat=True))
            people = Person.objects.filter(number__in=line.data["add"])
            if unit is None or now != line.before["leaders"] or people.count() != len(line.data["add"]):
                self._skip([line])
                continue
            line.before["ended"] = self._stop_leading(unit, line.data["end"])
            line.data["made"] = self._start_leading(unit, people)
            line.data["unit"] = unit
            line.save(update_fields=["before", "data"])
            self._told(1, _("Noting who leads"))

    def _stop_leading(self, unit: int, people: list[int]) -> list[list[Any]]:
        ended = []
        for row in Leadership.objects.on().filter(unit_id=unit, person_id__in=people):
            ended.append([row.pk, row.person_id, row.from_on.isoformat()])
            if row.from_on >= self.day:
                row.delete()
            else:
                row.until_on = self.day - timedelta(days=1)
                row.save(update_fields=["until_on"])
            record(self.actor, "people.stopped_leading", about=ended[-1][1], data={"unit": unit})
        return ended

    def _start_leading(self, unit: int, people: QuerySet[Person]) -> list[int]:
        made = []
        for person in people:
            row = Leadership.objects.create(person=person, unit_id=unit, from_on=self.day)
            made.append(row.pk)
            record(self.actor, "people.leads", about=person.pk, obj=row, data={"unit": unit})
        return made


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
