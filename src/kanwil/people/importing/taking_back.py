"""Taking back a list of people: what stood there comes back; what was changed or used since stays and says so."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.audit.record import record, record_many
from kanwil.intake.kinds import Progress
from kanwil.intake.models import Batch, BatchLine

from ..actions import rebuild_tree
from ..models import Grant, Job, Leadership, Membership, Person, Unit, UnitAncestor
from .taking_over import day_of, in_parts, lines_of, same_fields, value_of

OWN = {Membership, Leadership, UnitAncestor}  # what the list made itself


def undo(actor: Actor, batch: Batch, tell: Progress) -> None:
    """In the other order than taking over: who left, who leads, who changed, who is new, units, jobs."""
    back = _Back(actor, batch, tell)
    back.who_left()
    back.leaders()
    back.changed_people()
    back.new_people()
    back.units()
    _unused(Job, batch.report.get("made_jobs", []), set()).delete()
    record(actor, "people.import_undone", obj=batch)


class _Back:
    """One taking back."""

    def __init__(self, actor: Actor, batch: Batch, tell: Progress) -> None:
        self.actor, self.batch, self.tell = actor, batch, tell
        self.day = date.fromisoformat(batch.report["applied_on"])
        self.total = sum(batch.counts[outcome] for outcome in ("new", "changed", "left"))
        self.done = 0
        self.made = {int(number): pk for number, pk in batch.report.get("made_units", {}).items()}

    def _unit(self, number: int) -> int:
        return self.made.get(number, number)

    def _told(self, count: int) -> None:
        self.done += count
        self.tell(self.done, self.total, _("Putting back what stood there"))

    def _keep(self, lines: list[BatchLine], why: str) -> None:
        if lines:
            BatchLine.objects.filter(pk__in=[line.pk for line in lines]).update(kept=why)

    def leaders(self) -> None:
        """Who led before leads again, where nobody changed it since."""
        for part in in_parts(lines_of(self.batch, "changed", "leaders")):
            now: dict[int, set[int]] = {}
            for unit, person in Leadership.objects.on().values_list("unit_id", "person_id"):
                now.setdefault(unit, set()).add(person)
            numbers = {number for line in part for number in line.data["add"]}
            people = dict(Person.objects.filter(number__in=numbers).values_list("number", "pk"))
            wrong: list[BatchLine] = []
            stopped: list[tuple[int, int]] = []
            again: list[tuple[list[Any], int]] = []
            for line in part:
                unit_id = self._unit(line.data["unit"]) or 0
                added = {people.get(number, 0) for number in line.data["add"]}
                stay = set(line.before["leaders"]) - {row[1] for row in line.before["end"]}
                if now.get(unit_id, set()) != added | stay:
                    wrong.append(line)
                    continue
                stopped += [(person, unit_id) for person in added]
                again += [(row, unit_id) for row in line.before["end"]]
            self._keep(wrong, "changed_since")
            self._lead_as_before(set(stopped), again)
            self._told(len(part))

    def _lead_as_before(self, stopped: set[tuple[int, int]], again: list[tuple[list[Any], int]]) -> None:
        begun = Leadership.objects.filter(from_on=self.day, until_on__isnull=True)
        rows = begun.filter(person_id__in={person for person, _unit in stopped})
        Leadership.objects.filter(pk__in=[r.pk for r in rows if (r.person_id, r.unit_id) in stopped]).delete()
        for (pk, person, start), unit in again:
            _reopen(Leadership, pk, person_id=person, unit_id=unit, from_on=day_of(start))
        ended = [{"about": person, "data": {"unit": unit}} for person, unit in sorted(stopped)]
        led = [{"about": row[1], "data": {"unit": unit}} for row, unit in again]
        for verb, events in (("people.stopped_leading", ended), ("people.leads", led)):
            if events:
                record_many(self.actor, verb, events)

    def who_left(self) -> None:
        for part in in_parts(lines_of(self.batch, "left", "person")):
            people = Person.objects.in_bulk([line.about_id for line in part])
            for line in part:
                person = people.get(line.about_id)
                if person is None or not same_fields(person, line.data["fields"]):
                    self._keep([line], "changed_since")
                    continue
                _put(person, line.before["fields"])
                stood = line.before["open"]
                for pk, unit, job, home, start in stood["membership"]:
                    _reopen(Membership, pk, person=person, unit_id=unit, job_id=job, home=home, from_on=day_of(start))
                for pk, unit, start in stood["leadership"]:
                    _reopen(Leadership, pk, person=person, unit_id=unit, from_on=day_of(start))
                for pk, role, unit, start, by, why in stood["grant"]:
                    was = {"role": role, "unit_id": unit, "from_on": day_of(start), "by_id": by, "reason": why}
                    _reopen(Grant, pk, person=person, **was)
                record(self.actor, "people.came_back", about=person.pk, obj=person)
            self._told(len(part))

    def changed_people(self) -> None:
        for part in in_parts(lines_of(self.batch, "changed", "person")):
            people = Person.objects.in_bulk([line.about_id for line in part])
            events = []
            for line in part:
                person = people.get(line.about_id)
                if person is None or not same_fields(person, line.data["fields"]) or not self._places_fit(line):
                    self._keep([line], "changed_since")
                    continue
                if line.data["fields"]:
                    _put(person, line.before["fields"])
                self._places_back(person, line)
                fields = sorted(line.data["fields"])
                data = {"file": self.batch.pk, "fields": fields}
                events.append({"about": person.pk, "type": "people.person", "id": person.pk, "data": data})
            if events:
                record_many(self.actor, "people.changed", events)
            self._told(len(part))

    def _made(self, line: BatchLine) -> Any:
        """The places this line began and that are still as it made them."""
        return Membership.objects.filter(person_id=line.about_id or 0, from_on=self.day, until_on__isnull=True)

    def _places_fit(self, line: BatchLine) -> bool:
        """Whether somebody's home team is still the one from the list."""
        home = Membership.objects.filter(person_id=line.about_id or 0, home=True, until_on__isnull=True).first()
        if "home" in line.data:
            return home is not None and home.unit_id == self._unit(line.data["home"])
        if "job" in line.data:
            return home is not None and home.pk == line.before["home"][0]
        return True

    def _places_back(self, person: Person, line: BatchLine) -> None:
        data, old = line.data, line.before
        if "home" in data:
            self._made(line).filter(home=True).delete()
        if data.get("extra"):
            units = [self._unit(number) for number in data["extra"]]
            self._made(line).filter(home=False, unit_id__in=units).delete()
        stood = [old["home"]] if old.get("home") else []
        for pk, unit, job, home, start in stood + list(old.get("end") or []):
            _reopen(Membership, pk, person=person, unit_id=unit, job_id=job, home=home, from_on=day_of(start))

    def new_people(self) -> None:
        """Who came with the list goes with it, unless somebody did something with it since."""
        for part in in_parts(lines_of(self.batch, "new", "person")):
            people = Person.objects.in_bulk([line.about_id for line in part])
            changed = [x for x in part if x.about_id not in people or not _as_made(people[x.about_id], x)]
            rest = [line for line in part if line not in changed]
            free = set(_unused(Person, [line.about_id for line in rest], OWN).values_list("pk", flat=True))
            in_use = [line for line in rest if line.about_id not in free]
            self._keep(changed, "changed_since")
            self._keep(in_use, "in_use")
            gone = [line for line in rest if line.about_id in free]
            ids = [line.about_id or 0 for line in gone]
            Membership.objects.filter(person_id__in=ids).delete()
            Person.objects.filter(pk__in=ids).delete()
            data = {"file": self.batch.pk}
            record_many(
                self.actor,
                "people.removed",
                [{"about": pk, "type": "people.person", "id": pk, "data": data} for pk in ids],
            )
            self._told(len(part))

    def units(self) -> None:
        """New units go when nothing hangs on them, the lowest first; moved ones hang where they hung."""
        moved = 0
        for line in lines_of(self.batch, "changed", "move"):
            rows = Unit.objects.filter(pk=line.data["unit"], parent_id=line.data["parent"])
            if not rows.update(parent_id=line.before["parent"]):
                self._keep([line], "changed_since")
            moved += 1
        lines = {self._unit(line.data["unit"]): line for line in lines_of(self.batch, "new", "unit")}
        names = dict(Unit.objects.filter(pk__in=lines).values_list("pk", "name"))
        renamed = [pk for pk, line in lines.items() if names.get(pk) != line.data["name"]]
        self._keep([lines.pop(pk) for pk in renamed], "changed_since")
        while free := list(_unused(Unit, list(lines), {UnitAncestor})):
            record_many(self.actor, "people.unit_removed", [{"obj": unit} for unit in free])
            Unit.objects.filter(pk__in=[unit.pk for unit in free]).delete()
            for unit in free:
                del lines[unit.pk]
        self._keep(list(lines.values()), "in_use")
        if moved:
            rebuild_tree()


def _as_made(person: Person, line: BatchLine) -> bool:
    return person.user_id is None and same_fields(person, line.data["fields"])


def _put(person: Person, fields: dict[str, Any]) -> None:
    for field, value in fields.items():
        setattr(person, field, value_of(field, value))
    person.save(update_fields=sorted(fields))


def _reopen(model: type[Model], pk: int, **as_it_was: Any) -> None:
    """A period goes on as it was; one that was removed because it began that same day is made again."""
    rows = model._default_manager.filter(pk=pk)
    if not rows.update(until_on=None, **as_it_was):
        model._default_manager.create(**as_it_was)


def _unused(model: type[Model], ids: list[Any], own: set[type[Model]]) -> Any:
    """Those rows on which nothing hangs but what the list made itself."""
    rows = model._default_manager.filter(pk__in=ids)
    for relation in model._meta.related_objects:
        related = relation.related_model
        if related in own or relation.many_to_many:
            continue
        column = relation.field.attname
        rows = rows.exclude(pk__in=related._default_manager.filter(**{f"{column}__in": ids}).values(column))
    return rows
