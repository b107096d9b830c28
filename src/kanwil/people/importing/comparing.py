"""What a list of people would change: every row compared with what Kanwil knows, and nothing written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.intake.columns import ReadRow
from kanwil.intake.kinds import Line, Progress, refused
from kanwil.intake.models import Batch
from kanwil.intake.refusals import BadValue, Refusal
from kanwil.intake.values import NO, YES, fold
from kanwil.intake.work import add_note

from .leaders import leader_lines
from .people_now import PERSON_FIELDS, Known, Now, full_name, read_now
from .units import UnitBook

CLEARED = {"infix", "email", "left_on"}  # an empty cell empties these; other empty cells change nothing
MANY = 0.1  # a larger part of the people than this does not leave by surprise


def check(actor: Actor, batch: Batch, rows: Iterator[ReadRow], tell: Progress) -> Iterator[Line]:
    """Lines for people, then for units, then for who leads what, then for who is missing."""
    read: list[ReadRow] = []
    for row in rows:
        read.append(row)
        if len(read) % 200 == 0:
            tell(len(read), 0, _("Reading the file"))
    now = read_now()
    checker = _Checker(actor, batch, now, read)
    for count, row in enumerate(read, 1):
        if count % 500 == 0:
            tell(count, len(read), _("Comparing with what is known"))
        yield checker.line(row)
    yield from checker.unit_lines()
    shared = []
    for line in leader_lines(checker.named, now, checker.book, checker.new_people):
        if line.data.get("together", 0) > 1:
            shared.append(line.key)
        yield line
    if shared:
        add_note(batch, "double_leaders", units=", ".join(shared[:10]))
    yield from checker.missing_people()
    checker.finish()


class _Checker:
    """One check: the file, what is known, and what was found so far."""

    def __init__(self, actor: Actor, batch: Batch, now: Now, rows: list[ReadRow]) -> None:
        self.actor, self.batch, self.now = actor, batch, now
        self.mapped = set(batch.mapping.values())
        numbers = [row.values.get("number") or "" for row in rows]
        self.times = Counter(numbers)
        self.where: dict[str, list[ReadRow]] = defaultdict(list)
        for row, number in zip(rows, numbers, strict=True):
            if number and self.times[number] > 1:
                self.where[number].append(row)
        self.in_file = set(numbers)
        self.says_yes = _says_yes(rows)
        self.book = UnitBook.read((r.values.get("unit") or "", r.values.get("parent") or "") for r in rows)
        self._full_ways_first(rows)
        self.named: dict[int, list[tuple[str, str]]] = defaultdict(list)  # unit → (who, names whom)
        self.new_people: dict[str, str] = {}
        self.new_jobs: dict[str, str] = {}

    def _full_ways_first(self, rows: list[ReadRow]) -> None:
        """A row that gives the whole way helps another that gives only a name, wherever it stands."""
        ways = {(r.values.get("unit") or "", r.values.get("parent") or "") for r in rows if not r.refusals}
        for unit, parent in sorted(ways):
            if unit and (parent or ">" in unit or "\\" in unit or " / " in unit):
                try:
                    self.book.find(unit, parent)
                except BadValue:
                    continue

    def line(self, row: ReadRow) -> Line:
        values = row.values
        number = values.get("number") or ""
        name = full_name(values)
        wrong = list(row.refusals)
        if number:
            wrong += self._about_the_number(row, number)
        wanted = self._wanted(row, wrong)
        known = self.now.people.get(number)
        left = wanted["fields"].get("left_on")
        if not wrong and known is None and left and left <= self.now.day:
            wrong.append(Refusal("already_left", self.batch.file_name, row.number))
        if known and known.pk == self.actor.person_id and left and left <= self.now.day:
            wrong.append(Refusal("this_is_you", self.batch.file_name, row.number))
        if wrong:
            return refused(wrong, name, number)
        self._note_leader(values, number, wanted, known)
        if known is None:
            self.new_people[number] = name
            return self._new(row.number, number, name, wanted)
        return self._compared(row.number, known, wanted)

    def _about_the_number(self, row: ReadRow, number: str) -> list[Refusal]:
        file = self.batch.file_name
        if self.times[number] > 1:
            others = self.where[number]
            teams = {fold(other.values.get("unit") or "") for other in others} - {""}
            code = "two_home_teams" if len(teams) > 1 else "duplicate_number"
            return [Refusal(code, file, row.number, "", {"rows": ", ".join(str(o.number) for o in others[:5])})]
        like = self.now.without_zeros.get(number.lstrip("0"))
        if number not in self.now.people and like and like not in self.in_file:
            return [Refusal("number_zeros", file, row.number, "", {"number": like})]
        return []

    def _wanted(self, row: ReadRow, wrong: list[Refusal]) -> dict[str, Any]:
        """What the row says about somebody, as plain values; what is wrong is added to `wrong`."""
        values, file = row.values, self.batch.file_name
        fields = {key: values[key] for key in PERSON_FIELDS if key in self.mapped and key in values}
        fields = {key: value for key, value in fields.items() if value or key in CLEARED}
        first, last = fields.get("joined_on"), fields.get("left_on")
        if first and last and last < first:
            wrong.append(Refusal("left_before_joined", file, row.number))
        wanted: dict[str, Any] = {"fields": fields, "home": None, "extra": None, "job": values.get("job") or ""}
        try:
            if values.get("unit"):
                wanted["home"] = self.book.find(values["unit"], values.get("parent") or "")
            if "extra" in self.mapped:
                found = [self.book.find(text) for text in values.get("extra") or []]
                wanted["extra"] = [unit for unit in dict.fromkeys(found) if unit != wanted["home"]]
        except BadValue as bad:
            wrong.append(Refusal(bad.code, file, row.number, "", bad.params))
        leader = values.get("leader") or ""
        if leader and not self.says_yes and leader not in self.in_file:
            boss = self.now.people.get(leader)
            if boss is None:
                wrong.append(Refusal("unknown_leader", file, row.number, "", {"number": leader}))
            elif not boss.works_here(self.now.day):
                wrong.append(Refusal("leader_left", file, row.number, "", {"number": leader}))
        return wanted

    def _note_leader(self, values: dict[str, Any], number: str, wanted: dict[str, Any], known: Known | None) -> None:
        home = wanted["home"] or (known.home.unit if known and known.home else None)
        leader = values.get("leader") or ""
        if home is None or not leader:
            return
        if not self.says_yes:
            self.named[home].append((number, leader))
        elif leader.casefold() in YES:
            self.named[home].append((number, number))

    def _job(self, name: str) -> int | None:
        """The job, when it is known; a new one is made at the end."""
        if not name:
            return None
        known = self.now.jobs.get(fold(name))
        if known is None:
            self.new_jobs.setdefault(fold(name), name)
        return known

    def _new(self, row: int, number: str, name: str, wanted: dict[str, Any]) -> Line:
        job = self._job(wanted["job"])
        fields = {key: _plain(value) for key, value in wanted["fields"].items()}
        changes = [_change(key, "", value) for key, value in fields.items() if value and key not in _IN_THE_NAME]
        if wanted["home"] is not None:
            changes.append(_change("unit", "", self.book.way(wanted["home"])))
        if wanted["job"]:
            changes.append(_change("job", "", wanted["job"]))
        for unit in wanted["extra"] or []:
            changes.append(_change("extra", "", self.book.way(unit)))
        data = {"what": "person", "fields": fields, "home": wanted["home"], "job": job, "job_name": wanted["job"]}
        return Line("new", row, name, number, data={**data, "extra": wanted["extra"] or [], "changes": changes})

    def _compared(self, row: int, known: Known, wanted: dict[str, Any]) -> Line:
        fields, before, changes = dict(wanted["fields"]), {}, []
        if "left_on" not in self.mapped and not known.works_here(self.now.day):
            fields["left_on"] = None  # who stands in the list works here (again)
        fields = {key: value for key, value in fields.items() if value != known.fields[key]}
        for key, value in fields.items():
            before[key] = _plain(known.fields[key])
            changes.append(_change(key, before[key], _plain(value)))
        data: dict[str, Any] = {"what": "person", "fields": {k: _plain(v) for k, v in fields.items()}}
        old: dict[str, Any] = {"fields": before}
        left = fields.get("left_on", known.fields["left_on"])
        gone = left is not None and left <= self.now.day
        if not gone:
            self._compare_places(known, wanted, data, old, changes)
        outcome = "changed" if changes else "unchanged"
        if gone and "left_on" in fields:
            outcome, old["open"] = "left", True
        if outcome == "unchanged":
            return Line(outcome, row, known.name, known.number, known.pk)
        return Line(outcome, row, known.name, known.number, known.pk, data={**data, "changes": changes}, before=old)

    def _compare_places(
        self, known: Known, wanted: dict[str, Any], data: dict[str, Any], old: dict[str, Any], changes: list[Any]
    ) -> None:
        home = known.home
        job = self._job(wanted["job"])
        new_job = bool(wanted["job"]) and (job is None or home is None or home.job != job)
        if wanted["home"] is not None and (home is None or home.unit != wanted["home"]):
            data["home"], old["home"] = wanted["home"], _place(home)
            changes.append(_change("unit", self.book.way(home.unit) if home else "", self.book.way(wanted["home"])))
            data["job"], data["job_name"] = (job, wanted["job"]) if wanted["job"] else (home and home.job, "")
        if new_job and (home is not None or wanted["home"] is not None):
            data["job"], data["job_name"], old["home"] = job, wanted["job"], _place(home)
            changes.append(_change("job", self.now.job_names.get((home and home.job) or 0, ""), wanted["job"]))
        if wanted["extra"] is None:
            return
        now = {place.unit: place for place in known.places if not place.home}
        add = [unit for unit in wanted["extra"] if unit not in now and (home is None or unit != home.unit)]
        end = [place for unit, place in now.items() if unit not in wanted["extra"] and unit != wanted["home"]]
        if add or end:
            data["extra"], data["end"], old["end"] = add, [p.pk for p in end], [_place(p) for p in end]
            changes += [_change("extra", "", self.book.way(unit)) for unit in add]
            changes += [_change("extra", self.book.way(p.unit), "") for p in end]

    def unit_lines(self) -> Iterator[Line]:
        for pk in self.book.new:
            data = {"what": "unit", "unit": pk, "name": self.book.names[pk], "parent": self.book.parents[pk]}
            yield Line("new", None, self.book.way(pk), reason="new_unit", data=data)
        stood = dict(self.now_parents()) if self.book.moves else {}
        for pk, over in self.book.moves.items():
            before = self.book.names.get(stood[pk] or 0, "")
            change = _change("parent", before, self.book.way(over))
            data = {"what": "move", "unit": pk, "parent": over, "changes": [change]}
            yield Line("changed", None, self.book.names[pk], data=data, before={"parent": stood[pk]})

    def now_parents(self) -> Iterator[tuple[int, int | None]]:
        from ..models import Unit

        yield from Unit.objects.filter(pk__in=self.book.moves).values_list("pk", "parent_id")

    def missing_people(self) -> Iterator[Line]:
        """Who is known by a number, works here and does not stand in the file."""
        there = self.in_file | {leader for pairs in self.named.values() for _who, leader in pairs}
        missing = [p for n, p in self.now.people.items() if n not in there and p.works_here(self.now.day)]
        if not self.batch.options.get("complete"):
            if missing:
                add_note(self.batch, "people_stay", people=len(missing))
            return
        total = sum(1 for p in self.now.people.values() if p.works_here(self.now.day))
        if total and len(missing) > 1 and len(missing) > MANY * total:
            add_note(self.batch, "many_leave", people=len(missing), total=total)
        for known in missing:
            if known.pk == self.actor.person_id:
                yield Line("refused", None, known.name, known.number, known.pk, "this_is_you")
                continue
            day = self.now.day.isoformat()
            data = {"what": "person", "fields": {"left_on": day}, "changes": [_change("left_on", "", day)]}
            before = {"fields": {"left_on": _plain(known.fields["left_on"])}, "open": True}
            yield Line("left", None, known.name, known.number, known.pk, "not_in_file", data=data, before=before)

    def finish(self) -> None:
        self.batch.report["jobs"] = self.new_jobs
        self.batch.report["day"] = self.now.day.isoformat()


_IN_THE_NAME = {"given_name", "infix", "family_name"}


def _says_yes(rows: list[ReadRow]) -> bool:
    """Whether the column of managers says yes and no, instead of numbers."""
    said = {(row.values.get("leader") or "").casefold() for row in rows} - {""}
    return bool(said) and said <= (YES | NO)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _change(key: str, before: Any, after: Any) -> dict[str, Any]:
    return {"field": key, "from": before or "", "to": after or ""}


def _place(place: Any) -> list[Any] | None:
    """A place in a team as it stood, to put it back."""
    return [place.pk, place.unit, place.job, place.home, place.from_on.isoformat()] if place else None
