"""Sharing as people do it: one choice, several rows, taken back in one click."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, visible
from kanwil.audit.record import action, nothing_changed
from kanwil.people.access import leaders_of
from kanwil.people.models import Person, Unit

from .actions import Audience, share, stop_sharing
from .models import Claim, Share, active

SALT = "kanwil.matrix.stopped"
UNDO_SECONDS = 60 * 60 * 12


@action
def share_with(
    actor: Actor,
    *,
    claims: Iterable[Claim],
    audiences: Iterable[Audience],
    until: date | None = None,
    with_wish: bool = True,
) -> int:
    """Share these with everyone a choice stands for (a team and its leader by name), all or nothing."""
    rows, count = list(claims), 0
    for audience in audiences:
        count = max(count, share(actor, claims=rows, audience=audience, until=until, with_wish=with_wish))
    if not count:
        nothing_changed()
    return count


def remember(actor: Actor, shares: Iterable[Share]) -> str:
    """What is about to stop, signed, so that it can be shared again in one click. Nothing is kept on the server."""
    rows = [
        [s.claim_id, s.to_unit_id, s.to_person_id, s.until_on.isoformat() if s.until_on else "", s.with_wish]
        for s in shares
    ]
    return signing.dumps({"by": actor.person_id, "rows": rows}, salt=SALT, compress=True)


@action
def share_again(actor: Actor, *, remembered: str) -> int:
    """Undo of stopping: share again what was just stopped. Returns how many."""
    try:
        kept: dict[str, Any] = signing.loads(remembered, salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Denied(_("This can no longer be undone. You can share it again.")) from error
    if kept["by"] != actor.person_id:
        raise Denied(_("This can no longer be undone. You can share it again."))
    count = 0
    for claim_id, unit_id, person_id, until, with_wish in kept["rows"]:
        claim = visible(Claim, actor, "change").filter(pk=claim_id).first()
        audience = Audience(
            unit=Unit.objects.filter(pk=unit_id).first() if unit_id else None,
            person=Person.objects.current().filter(pk=person_id).first() if person_id else None,
            everyone=not unit_id and not person_id,
        )
        last = date.fromisoformat(until) if until else None
        gone = bool(unit_id and not audience.unit) or bool(person_id and not audience.person)
        if claim is None or gone or (unit_id and unit_id not in actor.units):
            continue
        if last is not None and last < timezone.localdate():
            continue
        count += share(actor, claims=[claim], audience=audience, until=last, with_wish=with_wish)
    if not count:
        nothing_changed()
    return count


# ── a new manager: nothing goes along by itself, so the person is asked ──


@dataclass(frozen=True)
class NewLeader:
    """What the one who led before saw, and who leads now."""

    former: Person
    leaders: tuple[Person, ...]
    shares: tuple[Share, ...]


def _with_former_leaders(actor: Actor) -> list[Share]:
    leaders = leaders_of(actor.person_id or 0).values("person_id")
    rows = visible(Share, actor).filter(active(), as_lead=True)
    rows = rows.exclude(to_person_id__in=leaders)
    return list(rows.select_related("claim__skill", "claim__level", "to_person").order_by("pk"))


def new_leader(actor: Actor) -> NewLeader | None:
    """The question about a new manager, or None when there is nothing to ask."""
    shares = _with_former_leaders(actor)
    if not shares or shares[0].to_person is None:
        return None
    ids = leaders_of(actor.person_id or 0).values("person_id")
    leaders = tuple(Person.objects.filter(pk__in=ids).order_by("given_name", "pk"))
    return NewLeader(shares[0].to_person, leaders, tuple(shares)) if leaders else None


@action
def answer_new_leader(
    actor: Actor, *, leader: Person, claims: Iterable[Claim], until: date | None, with_wish: bool = True
) -> int:
    """Share the chosen ones with the new manager; what the former one saw is put away."""
    if not leaders_of(actor.person_id or 0).filter(person=leader).exists():
        raise Denied(_("This is not your manager."))
    rows = list(claims)
    count = share(actor, claims=rows, audience=Audience(person=leader), until=until, with_wish=with_wish) if rows else 0
    stop_sharing(actor, shares=_with_former_leaders(actor))
    return count
