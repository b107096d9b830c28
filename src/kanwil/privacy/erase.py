"""Erasing one person, and the daily work of removing what is past its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import models

from kanwil.access import Actor, system
from kanwil.audit.record import action, nothing_changed, record
from kanwil.jobs.timetable import daily

from .register import DELETE, KEEP, REGISTER, UNLINK

# What other rooms do when somebody is erased, besides rows in the database: functions they put in this list.
ON_ERASING: list[Callable[[int], None]] = []


def in_order() -> list[type[models.Model]]:
    """Declared models, those that point at others first, so that nothing is left hanging."""
    waiting = list(REGISTER)
    ordered: list[type[models.Model]] = []
    while waiting:
        free = [m for m in waiting if not any(_points_at(o, m) for o in waiting if o is not m)] or waiting[:1]
        ordered += free
        waiting = [m for m in waiting if m not in free]
    return ordered


def _points_at(model: type[models.Model], target: type[models.Model]) -> bool:
    return any(f.is_relation and f.related_model is target for f in model._meta.concrete_fields)


@action
def erase(actor: Actor, *, person_id: int) -> dict[str, int]:
    """Remove everything about somebody that no law asks us to keep. Returns how many rows per kind.

    The log keeps the number of the person only: with the person gone it points at nobody.
    """
    for step in ON_ERASING:
        step(person_id)
    done: dict[str, int] = {}
    order = in_order()
    # found first: what hangs on the person by a way that goes with the person (the account) is not found after that
    held = {
        model: list(REGISTER[model].rows_of(person_id).values_list("pk", flat=True))
        for model in order
        if REGISTER[model].erase != KEEP
    }
    for model in order:
        declaration = REGISTER[model]
        if declaration.erase == KEEP:
            continue
        rows = model._default_manager.filter(pk__in=held[model])
        if declaration.erase == DELETE:
            done[model._meta.label] = len(held[model])
            rows.delete()
        elif declaration.erase == UNLINK:
            done[model._meta.label] = rows.update(**{declaration.unlink_field: None})
    record(actor, "privacy.erased", about=person_id, data={"rows": sum(done.values())})
    return done


@action
def remove_expired(actor: Actor, *, day: date) -> int:
    """Remove what is past its retention; returns how many rows."""
    count = 0
    for declaration in REGISTER.values():
        if declaration.expired is not None:
            removed, _per_model = declaration.expired(day).delete()
            count += removed
    if not count:
        nothing_changed()
        return 0
    record(actor, "privacy.expired", data={"rows": count})
    return count


@daily("retention", hour=3)
def nightly_retention(day: date) -> None:
    remove_expired(system("retention"), day=day)
