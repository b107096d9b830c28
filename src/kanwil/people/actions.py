"""Every change of units, people, places in a team, leaders and roles: one function, one sentence."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand, require
from kanwil.audit.record import action, nothing_changed, record

from . import departures
from .models import Grant, Job, Leadership, Membership, Person, Unit, UnitAncestor, today


def _not_for_yourself(actor: Actor, person: Person) -> None:
    """Who keeps the lists could otherwise walk into a team, and see what its people share with each other."""
    if actor.is_person and actor.person_id == person.pk:
        raise ValidationError(_("You cannot do this for yourself. Ask a colleague who also keeps the lists."))


@action
def open_unit(actor: Actor, *, name: str, parent: Unit | None = None, code: str | None = None, place: str = "") -> Unit:
    """Start a new unit, beneath another or at the top."""
    demand(actor, "manage_units")
    unit = Unit.objects.create(name=name.strip(), parent=parent, code=code or None, place=place)
    UnitAncestor.objects.create(ancestor=unit, descendant=unit, depth=0)
    if parent is not None:
        UnitAncestor.objects.bulk_create(
            UnitAncestor(ancestor_id=a, descendant=unit, depth=d + 1)
            for a, d in UnitAncestor.objects.filter(descendant=parent).values_list("ancestor_id", "depth")
        )
    record(actor, "people.unit_opened", obj=unit, data={"parent": parent.pk if parent else None})
    return unit


def would_be_a_circle(unit: Unit, parent: Unit | None) -> bool:
    """Whether hanging `unit` beneath `parent` would put it beneath itself."""
    return parent is not None and UnitAncestor.objects.filter(ancestor=unit, descendant=parent).exists()


@action
def move_unit(actor: Actor, *, unit: Unit, parent: Unit | None) -> Unit:
    """Hang a unit, with everything below it, beneath another one."""
    demand(actor, "manage_units")
    if unit.parent_id == (parent.pk if parent else None):
        nothing_changed()
        return unit
    if would_be_a_circle(unit, parent):
        raise ValidationError(_("“%(unit)s” cannot hang beneath itself.") % {"unit": unit.name})
    before = unit.parent_id
    unit.parent = parent
    unit.save(update_fields=["parent"])
    rebuild_tree()
    record(actor, "people.unit_moved", obj=unit, data={"from": before, "to": parent.pk if parent else None})
    return unit


@action
def rename_unit(actor: Actor, *, unit: Unit, name: str, place: str | None = None) -> Unit:
    """Give a unit another name or place."""
    demand(actor, "manage_units")
    unit.name = name.strip()
    if place is not None:
        unit.place = place
    unit.save(update_fields=["name", "place"])
    record(actor, "people.unit_renamed", obj=unit)
    return unit


@action
def close_unit(actor: Actor, *, unit: Unit, on: date | None = None) -> Unit:
    """Close a unit in which nobody works any more. It stays in the history."""
    demand(actor, "manage_units")
    if Membership.objects.on().filter(unit=unit).exists() or unit.children.filter(closed_on__isnull=True).exists():
        raise ValidationError(
            _("There are still people or units in “%(unit)s”. Move them first.") % {"unit": unit.name}
        )
    unit.closed_on = on or today()
    unit.save(update_fields=["closed_on"])
    record(actor, "people.unit_closed", obj=unit)
    return unit


def rebuild_tree() -> int:
    """Make the closure table again from the parents; returns the number of pairs."""
    parents = dict(Unit.objects.values_list("pk", "parent_id"))
    pairs = []
    for pk in parents:
        above: int | None = pk
        depth = 0
        while above is not None:
            pairs.append(UnitAncestor(ancestor_id=above, descendant_id=pk, depth=depth))
            above = parents[above]
            depth += 1
            if depth > 60:
                raise ValidationError(_("The units form a circle. Check which unit hangs beneath which."))
    UnitAncestor.objects.all().delete()
    UnitAncestor.objects.bulk_create(pairs, batch_size=2000)
    return len(pairs)


@action
def join(
    actor: Actor,
    *,
    given_name: str,
    family_name: str = "",
    infix: str = "",
    number: str | None = None,
    email: str = "",
    language: str = "nl",
    on: date | None = None,
) -> Person:
    """Somebody starts working here."""
    demand(actor, "import_people")
    person = Person.objects.create(
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        infix=infix.strip(),
        number=number or None,
        email=email.strip(),
        language=language,
        joined_on=on or today(),
    )
    record(actor, "people.joined", about=person.pk, obj=person)
    return person


@action
def change_person(
    actor: Actor,
    *,
    person: Person,
    given_name: str,
    infix: str,
    family_name: str,
    number: str | None,
    email: str,
    language: str,
) -> Person:
    """Correct somebody's name, number, e-mail or language. The way in (the account) does not change with it."""
    require(actor, "manage", person)
    given = {
        "given_name": given_name.strip(),
        "infix": infix.strip(),
        "family_name": family_name.strip(),
        "number": (number or "").strip() or None,
        "email": email.strip(),
        "language": language,
    }
    changed = [field for field, value in given.items() if getattr(person, field) != value]
    if not changed:
        nothing_changed()
        return person
    for field in changed:
        setattr(person, field, given[field])
    person.save(update_fields=changed)
    record(actor, "people.changed", about=person.pk, obj=person, data={"fields": changed})
    return person


@action
def place_in_team(
    actor: Actor, *, person: Person, unit: Unit, job: Job | None = None, home: bool = True, on: date | None = None
) -> Membership:
    """Somebody gets a place in a team. A new home team ends the old one the day before."""
    demand(actor, "import_people")
    _not_for_yourself(actor, person)
    start = on or today()
    open_places = Membership.objects.filter(person=person, until_on__isnull=True)
    same = open_places.filter(unit=unit).first()
    if home:
        for old in open_places.filter(home=True).exclude(unit=unit):
            _end(old, start)
    if same is not None:
        if same.home == home and same.job_id == (job.pk if job else same.job_id):
            nothing_changed()
            return same
        same.home = home or same.home
        same.job = job or same.job
        same.save(update_fields=["home", "job"])
        record(actor, "people.placed", about=person.pk, obj=same, data={"unit": unit.pk, "home": same.home})
        return same
    place = Membership.objects.create(person=person, unit=unit, job=job, home=home, from_on=start)
    record(actor, "people.placed", about=person.pk, obj=place, data={"unit": unit.pk, "home": home})
    return place


def _end(period: Membership | Leadership | Grant, on: date) -> None:
    """Close a period the day before `on`; a period that had not begun yet is of no use any more."""
    if period.from_on >= on:
        period.delete()
        return
    period.until_on = on - timedelta(days=1)
    period.save(update_fields=["until_on"])


@action
def set_shifts(actor: Actor, *, unit: Unit, shifts: dict[int, str]) -> int:
    """Say who works in which shift or at which place of a team (person → words). Returns how many changed."""
    require(actor, "arrange", unit)
    count = 0
    for place in Membership.objects.on().filter(unit=unit, person_id__in=shifts):
        at = " ".join(shifts[place.person_id].split())[:60]
        if at != place.at:
            place.at = at
            place.save(update_fields=["at"])
            record(actor, "people.shift", about=place.person_id, obj=place, data={"unit": unit.pk})
            count += 1
    if not count:
        nothing_changed()
    return count


@action
def leave_team(actor: Actor, *, person: Person, unit: Unit, on: date | None = None) -> None:
    """Somebody is no longer in a team from this day on."""
    demand(actor, "import_people")
    for place in Membership.objects.filter(person=person, unit=unit, until_on__isnull=True):
        _end(place, on or today())
    departures.left_team(actor, person=person, unit=unit)
    record(actor, "people.left_team", about=person.pk, data={"unit": unit.pk})


@action
def lead(actor: Actor, *, person: Person, unit: Unit, on: date | None = None, alone: bool = True) -> Leadership:
    """Somebody leads a unit from this day on. Unless it is shared, who led it before stops the day before."""
    demand(actor, "import_people")
    _not_for_yourself(actor, person)
    start = on or today()
    current = Leadership.objects.filter(unit=unit, until_on__isnull=True)
    if alone:
        for old in current.exclude(person=person):
            _end(old, start)
            record(actor, "people.stopped_leading", about=old.person_id, data={"unit": unit.pk})
    same = current.filter(person=person).first()
    if same is not None:
        nothing_changed()
        return same
    leadership = Leadership.objects.create(person=person, unit=unit, from_on=start)
    record(actor, "people.leads", about=person.pk, obj=leadership, data={"unit": unit.pk})
    return leadership


@action
def stop_leading(actor: Actor, *, person: Person, unit: Unit, on: date | None = None) -> None:
    """Somebody no longer leads a unit from this day on. Nothing that was shared with them passes to the next one."""
    demand(actor, "import_people")
    for leadership in Leadership.objects.filter(person=person, unit=unit, until_on__isnull=True):
        _end(leadership, on or today())
    record(actor, "people.stopped_leading", about=person.pk, data={"unit": unit.pk})


@action
def leave(actor: Actor, *, person: Person, on: date | None = None) -> Person:
    """Somebody stops working here: places, leaderships, roles and sharing end. What is theirs stays theirs."""
    demand(actor, "import_people")
    day = on or today()
    person.left_on = day
    person.save(update_fields=["left_on"])
    for model in (Membership, Leadership, Grant):
        for period in model.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), person=person):
            _end(period, day)
    departures.left(actor, person=person)
    record(actor, "people.left", about=person.pk, obj=person, data={"on": day.isoformat()})
    return person


@action
def come_back(actor: Actor, *, person: Person, on: date | None = None) -> Person:
    """Somebody works here again. What they once wrote is still theirs; nothing is shared by itself."""
    demand(actor, "import_people")
    if person.left_on is None:
        nothing_changed()
        return person
    person.left_on = None
    person.joined_on = on or today()
    person.save(update_fields=["left_on", "joined_on"])
    departures.came_back(actor, person=person)
    record(actor, "people.came_back", about=person.pk, obj=person)
    return person


@action
def grant(
    actor: Actor, *, person: Person, role: str, reason: str, unit: Unit | None = None, until: date | None = None
) -> Grant:
    """Somebody holds a role for a while. The reason is kept and the works council sees it."""
    demand(actor, "grant_roles")
    if not reason.strip():
        raise ValidationError(_("Say why this role is given."))
    _not_for_yourself(actor, person)
    if Grant.objects.on().filter(person=person, role=role, unit=unit).exists():
        raise ValidationError(_("%(name)s holds this role already.") % {"name": person.name})
    given = Grant.objects.create(
        person=person, role=role, unit=unit, until_on=until, by_id=actor.person_id, reason=reason.strip()
    )
    record(actor, "people.granted", about=person.pk, obj=given, data={"role": role, "unit": unit.pk if unit else None})
    return given


@action
def withdraw_grant(actor: Actor, *, held: Grant, on: date | None = None) -> None:
    """Somebody no longer holds a role from this day on."""
    demand(actor, "grant_roles")
    day = on or today()
    if held.until_on is not None and held.until_on < day:
        nothing_changed()
        return
    person_id, role = held.person_id, held.role
    if actor.is_person and role == "admin" and held.unit_id is None:
        others = Grant.objects.on(day).filter(role="admin", unit__isnull=True, person__in=Person.objects.current())
        if not others.exclude(person_id=person_id).exists():
            raise ValidationError(_("This is the only administrator. First give somebody else this role."))
    _end(held, day)
    record(actor, "people.grant_withdrawn", about=person_id, data={"role": role})


@action
def log_checked(actor: Actor, *, lines: int, faults: int) -> None:
    """Keep in the log itself that the log was checked, and what came out."""
    demand(actor, "check_log")
    record(actor, "people.log_checked", data={"lines": lines, "faults": faults})
