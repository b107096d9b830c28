"""How somebody else sees your list: computed with the real rules, as that other person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.audit.record import write_queue
from kanwil.people.actors import actor_of
from kanwil.skills.models import Level
from kanwil.skills.words import names_of

from .audiences import Chosen
from .models import Claim
from .sharing import share_with

SOMEBODY = 0  # no person has this number: a colleague as any other, to whom nothing is shared by name


@dataclass(frozen=True)
class SeenClaim:
    """One skill as the other sees it. `wish` is empty when it is not shared."""

    name: str
    level: Level | None
    wish: str
    words: str


@dataclass(frozen=True)
class View:
    """All the other sees of this person, and whether there is more that they do not see."""

    claims: tuple[SeenClaim, ...]
    more: bool


def eyes_of(chosen: Chosen) -> Actor:
    """The one whose eyes we borrow: the chosen person, or a colleague as any other in the team or the organisation."""
    if chosen.person is not None:
        return actor_of(chosen.person)
    return Actor(person_id=SOMEBODY, units=frozenset({chosen.unit.pk}) if chosen.unit else frozenset())


def seen_by(eyes: Actor, person_id: int) -> View:
    """What these eyes see of this person now, through the same rules as every page."""
    theirs = Q(person_id=person_id)
    rows = visible(Claim, eyes, among=theirs).select_related("level")
    wishes = set(visible(Claim, eyes, "view_wish", among=theirs).values_list("pk", flat=True))
    claims = list(rows)
    names = names_of(c.skill_id for c in claims if c.skill_id)
    seen = [
        SeenClaim(
            str(names.get(c.skill_id, "")) if c.skill_id else c.own_label,
            c.level,
            c.wish if c.pk in wishes else "",
            c.words,
        )
        for c in claims
    ]
    seen.sort(key=lambda c: c.name.casefold())
    more = Claim.objects.filter(person_id=person_id).exclude(pk__in=[c.pk for c in claims]).exists()
    return View(tuple(seen), more)


def after_sharing(
    actor: Actor, *, claims: Iterable[Claim], chosen: Chosen, until: date | None, with_wish: bool
) -> View:
    """What they would see if you shared this: it is really shared, looked at, and rolled back."""
    with write_queue(), transaction.atomic():
        share_with(actor, claims=claims, audiences=chosen.audiences, until=until, with_wish=with_wish)
        view = seen_by(eyes_of(chosen), actor.person_id or 0)
        transaction.set_rollback(True)
    return view
