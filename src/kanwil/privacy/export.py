"""Everything Kanwil holds about one person: as plain data, and with the files that go along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied
from kanwil.audit.record import action, record

from .register import REGISTER, Declaration, Words


@dataclass(frozen=True)
class Files:
    """Files of one room that go along: in which folder, what they are, which, and how many and how big.

    `of` makes them one by one, so that never more than one is held. `weigh` is for the page that says what is in the
    download; without it that page names them and leaves out how big they are.
    """

    folder: Words
    words: Words
    of: Callable[[int], Iterable[tuple[str, bytes]]]
    weigh: Callable[[int], tuple[int, int]] | None = None


FILES: list[Files] = []


def register_files(
    of: Callable[[int], Iterable[tuple[str, bytes]]],
    *,
    folder: Words,
    words: Words,
    weigh: Callable[[int], tuple[int, int]] | None = None,
) -> Callable[[int], Iterable[tuple[str, bytes]]]:
    """Let files of a person go along with everything else of them: `of(person_id)` gives (name, content), one by one.

    Give only what is the person's own: nobody is asked again. Names may be anything; they are made safe.
    """
    if all(known.of is not of for known in FILES):
        FILES.append(Files(folder, words, of, weigh))
    return of


def rows_for(declaration: Declaration, person_id: int) -> list[dict[str, Any]]:
    rows = declaration.rows_of(person_id).order_by("pk")
    if declaration.export is not None:
        return list(declaration.export(rows))
    names = declaration.fields or tuple(f.attname for f in declaration.model._meta.concrete_fields)
    return list(rows.values(*names))


def everything_about(person_id: int) -> dict[str, Any]:
    """All declared data about this person, by kind, with why it is held and for whom."""
    return {
        "made_at": timezone.now(),
        "person": person_id,
        "data": [
            {
                "kind": declaration.name,
                "purpose": str(declaration.purpose),
                "audience": str(declaration.audience),
                "retention": str(declaration.retention),
                "rows": rows_for(declaration, person_id),
            }
            for declaration in REGISTER.values()
        ],
    }


@action
def take_along(actor: Actor) -> dict[str, Any]:
    """Everything about yourself, to take along. The log keeps that you did it."""
    if actor.person_id is None:
        raise Denied(_("You can only take along what is about yourself."))
    everything = everything_about(actor.person_id)
    record(actor, "privacy.exported", about=actor.person_id)
    return everything
