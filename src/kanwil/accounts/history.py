"""What others did with your account, such as making a one-time code: nobody gets in for you unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kanwil.access import Actor, visible
from kanwil.audit import names
from kanwil.audit.models import Event
from kanwil.audit.verbs import words_for

VERBS = ("accounts.opened", "accounts.closed", "accounts.invited")


@dataclass(frozen=True)
class Happened:
    """One line: when, who, what."""

    at: datetime
    by: str
    words: str


def around_your_account(actor: Actor) -> list[Happened]:
    """The last times somebody made, closed or opened the account or made a code, newest first."""
    if not actor.is_person:
        return []
    rows = list(visible(Event, actor).filter(verb__in=VERBS).order_by("-number")[:5])
    people = names.people({row.by_id for row in rows if row.by_id}, actor.person_id or 0)
    unknown = names.Named("Kanwil")
    return [Happened(row.at, people.get(row.by_id or 0, unknown).name, str(words_for(row.verb))) for row in rows]
