"""The ways in which somebody lets others see something: a team, one colleague, who leads them, everybody here.

Each way is said once, as a condition on shares and as the people it reaches. The rules of access are made of it; so is
the team's table, which asks about many cells in one question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from kanwil.access import IF_SHARED, Actor, allow
from kanwil.access.rules import Words
from kanwil.people.access import leaders_of
from kanwil.people.models import Leadership, Membership, Person, today

ROW, SHARE = "shares__", ""  # asked from the row that is shared, or from the share itself


@dataclass(frozen=True)
class Way:
    """One way of sharing: for whom it opens a share, said from either side.

    ``to(actor, share, owner)`` is the condition; `share` comes before the names of a share's fields, `owner` is the
    field with whose it is. None when it never opens anything to this actor.
    """

    name: str
    because: Words
    audience: str
    to: Callable[[Actor, str, str], Q | None]
    reaches: Callable[[Any, int], Iterable[int]]


def _to_team(actor: Actor, share: str, owner: str) -> Q | None:
    """Shared with the actor's teams. A leader sees only what was shared with them by name: nothing is inherited."""
    teams = actor.units - actor.leads
    return Q(**{f"{share}to_unit_id__in": teams}) if teams else None


def _teammates(shares: Any, owner: int) -> Iterable[int]:
    for unit_id in shares.filter(to_unit__isnull=False).values_list("to_unit_id", flat=True):
        leaders = set(Leadership.objects.on().filter(unit_id=unit_id).values_list("person_id", flat=True))
        members = Membership.objects.on().filter(unit_id=unit_id).exclude(person_id__in=leaders)
        yield from members.values_list("person_id", flat=True)


def _to_lead(actor: Actor, share: str, owner: str) -> Q | None:
    """Shared with this person by name as the one who leads, of people they lead now."""
    if not actor.is_person or not actor.leads:
        return None
    led = Membership.objects.on().filter(unit_id__in=actor.leads).values("person_id")
    return Q(**{f"{share}to_person_id": actor.me, f"{share}as_lead": True, f"{owner}__in": led})


def _leader(shares: Any, owner: int) -> Iterable[int]:
    return set(_named(shares, as_lead=True)) & set(leaders_of(owner).values_list("person_id", flat=True))


def _to_you(actor: Actor, share: str, owner: str) -> Q | None:
    """Shared with this person by name, as a colleague."""
    return Q(**{f"{share}to_person_id": actor.me, f"{share}as_lead": False}) if actor.is_person else None


def _named(shares: Any, *, as_lead: bool = False) -> Iterable[int]:
    rows = shares.filter(to_person__in=Person.objects.current(), as_lead=as_lead)
    return list(rows.values_list("to_person_id", flat=True))


def _to_everyone(actor: Actor, share: str, owner: str) -> Q | None:
    return Q(**{f"{share}to_everyone": True}) if actor.is_person else None


def _everyone(shares: Any, owner: int) -> Iterable[int]:
    return Person.objects.current().values_list("pk", flat=True) if shares.filter(to_everyone=True).exists() else []


WITH_TEAM = Way(
    "with_team", _("It is shared with the team you work in."), "colleague", _to_team, lambda s, o: _teammates(s, o)
)
WITH_LEAD = Way("with_lead", _("It is shared with you as leader."), "lead", _to_lead, lambda s, o: _leader(s, o))
WITH_YOU = Way("with_you", _("It is shared with you."), "colleague", _to_you, lambda s, o: _named(s))
WITH_EVERYONE = Way(
    "with_everyone",
    _("It is shared with everybody here, to be found."),
    "colleague",
    _to_everyone,
    lambda s, o: _everyone(s, o),
)
WAYS = (WITH_TEAM, WITH_LEAD, WITH_YOU, WITH_EVERYONE)


def holds(share: str = SHARE) -> Q:
    """What makes a share hold today."""
    return Q(**{f"{share}until_on__isnull": True}) | Q(**{f"{share}until_on__gte": today()})


def opened_to(actor: Actor, ways: Sequence[Way] = WAYS, *, share: str = ROW, owner: str = "person_id") -> Q | None:
    """What these ways open to this actor today, as one condition; None when nothing."""
    opened = [condition for way in ways if (condition := way.to(actor, share, owner)) is not None]
    return holds(share) & reduce(or_, opened) if opened else None


def allow_through(model: type[Model], action: str, way: Way, *, named: str = "shared", **also: bool) -> None:
    """The rule that somebody may see a row of `model` because it was shared with them this way.

    `also`: what the share must say besides, such as `with_wish=True`. The model has `shares` and `person_id`.

    Joined, so that who asks about a few rows does not first get a list of all. A row may come twice, such as shared
    with two teams of the actor; `visible` takes care of that.
    """
    besides = Q(**{f"{ROW}{name}": value for name, value in also.items()})
    manager: Any = model._default_manager

    def rows(actor: Actor) -> Any:
        opened = opened_to(actor, [way])
        return None if opened is None else manager.filter(opened & besides)

    rows.__name__ = f"{named}_{way.name}"
    rule = allow(model, action, because=way.because, audience=way.audience, when=IF_SHARED)(rows)
    rule.reverse(lambda row: way.reaches(row.shares.active().filter(**also), row.person_id))
