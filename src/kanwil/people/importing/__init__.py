"""Bringing in a list of people from the employer: checked first, matched on the employer's number, never deleting."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from kanwil.access import may
from kanwil.intake import kinds, refusals

from ..actors import actor_of
from ..models import Grant, Person
from .columns import COLUMNS, EXAMPLE, FIELDS
from .command import run_people_import
from .comparing import check
from .taking_back import undo
from .taking_over import apply
from .words import REASONS


def _keepers() -> Iterable[int]:
    held = Grant.objects.on().filter(role__in=("hr", "admin"), unit__isnull=True)
    return held.values_list("person_id", flat=True)


PEOPLE = kinds.ImportKind(
    key="people",
    title=_("People and teams"),
    text=_("Who works here, in which team, with which job, and who leads. From your HR system or your own list."),
    icon="people",
    columns=COLUMNS,
    allowed=lambda actor: may(actor, "import_people"),
    actor=lambda pk: actor_of(Person.objects.current().get(pk=pk)),
    holders=_keepers,
    check=check,
    apply=apply,
    undo=undo,
    fields=FIELDS,
    options=(
        kinds.Option(
            "complete",
            _("This file is complete: who is not in it, has left"),
            _("Without this, people who are not in the file stay."),
        ),
    ),
    outcomes={"left": _("Left the organisation")},
    example=EXAMPLE,
)


def register() -> None:
    refusals.register_messages(REASONS)
    kinds.register(PEOPLE)


__all__ = ["PEOPLE", "register", "run_people_import"]
