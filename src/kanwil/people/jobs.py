"""Work of the people room that takes longer than a page."""

from __future__ import annotations

from kanwil.audit import chain
from kanwil.jobs import task

from . import actions
from .actors import actor_of
from .models import Person


@task()
def check_the_log(person_id: int) -> None:
    """Walk the whole log, then write down in it what came out. The checking itself holds nobody up."""
    person = Person.objects.current().filter(pk=person_id).first()
    if person is None:
        return
    report = chain.check()
    actions.log_checked(actor_of(person), lines=report.lines, faults=len(report.faults))
