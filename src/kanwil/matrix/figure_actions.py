"""Keeping the figures about groups: every night, once."""

from __future__ import annotations

from django.utils import timezone

from kanwil.access import Actor
from kanwil.audit.record import action, record

from .counting import Count, count, paths_of_units
from .models import Counted, UnitFigures

BATCH = 2000


def count_again(actor: Actor) -> int:
    """Work out what counts now and keep it; returns for how many units something may be told.

    The long work comes first and writes nothing, so that nobody waits for it.
    """
    return keep_count(actor, made=count())


@action
def keep_count(actor: Actor, *, made: Count) -> int:
    """Put what counts from today in place of what counted before. The log gets numbers of rows, no persons."""
    Counted.objects.filter(pk__in=made.gone).delete()
    Counted.objects.bulk_update(made.changed, ["path", "says"], batch_size=BATCH)
    Counted.objects.bulk_create(made.new, batch_size=BATCH)
    where, now = paths_of_units(), timezone.now()
    told = [one for one in made.told if one.counted and where.get(one.path[-1]) == one.path]
    UnitFigures.objects.all().delete()
    UnitFigures.objects.bulk_create(
        [
            UnitFigures(unit_id=one.path[-1], made_at=now, counted=one.counted, nobody=one.nobody, skills=one.skills)
            for one in told
        ],
        batch_size=BATCH,
    )
    record(actor, "matrix.counted", data={"units": len(told)})
    return len(told)
