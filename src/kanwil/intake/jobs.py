"""The long work on a brought file, in the background."""

from __future__ import annotations

import logging
from datetime import date

from kanwil.access import Actor, system
from kanwil.jobs import task
from kanwil.jobs.timetable import daily

from . import actions, progress, work
from .kinds import kind_of
from .models import Batch

log = logging.getLogger("kanwil.intake")


@task()
def work_on(batch_id: int, person_id: int) -> str:
    """Do what the state of the batch asks. Safe to run twice: the second one finds nothing to do."""
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None or not batch.is_busy:
        return "nothing to do"
    try:
        actor: Actor = kind_of(batch).actor(person_id)
        work.go_on(actor, batch)
    except progress.AlreadyRunning:
        return "already running"
    except Exception:
        log.exception("the work on brought file %s broke down", batch_id)
        work.give_up(batch)
        return "broke down"
    return batch.state


def register() -> None:
    daily("intake.clean-up", hour=3)(_clean_up)


def _clean_up(day: date) -> None:
    actions.clean_up(system("intake"), day=day)
