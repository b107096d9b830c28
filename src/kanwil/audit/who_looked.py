"""Who looked at what you share, in words: newest first, twelve months back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, visible

from . import names
from .models import Look

MONTHS_BACK = timedelta(days=365)


@dataclass(frozen=True)
class Looked:
    """One line: somebody (and what they are to you) opened something at a moment."""

    name: str
    relation: str
    where: str
    at: datetime


def last_year(actor: Actor, *, before: int | None = None, many: int = 30) -> tuple[list[Looked], int | None]:
    """A page of lines, and the mark for the next page (or None). `before` is the mark of the page before."""
    rows = visible(Look, actor).filter(hour__gte=timezone.now() - MONTHS_BACK)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: many + 1])
    more = found[many - 1].pk if len(found) > many else None
    found = found[:many]
    people = names.people({row.viewer_id for row in found}, actor.person_id or 0)
    things = names.things({row.what for row in found if row.what})
    gone = names.Named(_("Somebody who no longer works here"))
    lines = []
    for row in found:
        who = people.get(row.viewer_id, gone)
        where = things.get(row.what) or str(names.PAGES.get(row.page, _("something you share")))
        lines.append(Looked(who.name, who.relation, where, row.hour))
    return lines, more
