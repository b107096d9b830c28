"""Making, changing and removing a passport, and giving or ending a link to it. Its owner is always the actor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied, require, visible
from kanwil.audit.record import action, record
from kanwil.matrix.models import Claim
from kanwil.people.models import today
from kanwil.proof.models import Evidence
from kanwil.qualifications.models import Qualification

from .choosing import PARTS, PROOF, QUALIFICATION, SKILL, Picked
from .models import Item, Link, Passport

MOST, MOST_LINKS = 20, 30  # passports of one person; links of one passport that work
LONGEST = timedelta(days=366)
FIELDS: dict[str, tuple[str, Any]] = {
    SKILL: ("claim_id", Claim),
    PROOF: ("evidence_id", Evidence),
    QUALIFICATION: ("qualification_id", Qualification),
}


class ChangedMeanwhile(Exception):
    """The person saved this in another window first. Nothing was overwritten."""


@action
def make(actor: Actor, *, said: Mapping[str, Any], chosen: Iterable[Picked] = ()) -> Passport:
    """Make a passport. Only the person sees it."""
    if actor.person_id is None:
        raise Denied(_("Only a person makes a passport."))
    if Passport.objects.filter(person_id=actor.person_id).count() >= MOST:
        raise ValidationError(_("You have very many passports already. Remove one first."))
    row = Passport(person_id=actor.person_id, **_words(said))
    row.save()
    _choose(actor, row, chosen)
    record(actor, "passport.made", about=actor.person_id, obj=row)
    return row


@action
def change(
    actor: Actor, *, row: Passport, said: Mapping[str, Any], chosen: Iterable[Picked], version: int = 0
) -> Passport:
    """Choose again what stands in it. Who has a link sees it at once."""
    require(actor, "change", row)
    now = Passport.objects.select_for_update().get(pk=row.pk)
    if version and now.version != version:
        raise ChangedMeanwhile
    for name, value in _words(said).items():
        setattr(now, name, value)
    now.version += 1
    now.changed_at = timezone.now()
    now.save()
    _choose(actor, now, chosen)
    record(actor, "passport.changed", about=actor.person_id, obj=now)
    return now


def _words(said: Mapping[str, Any]) -> dict[str, Any]:
    title = str(said["title"]).strip()
    if not title:
        raise ValidationError(_("Give it a title, so that you find it again."))
    return {"title": title, "about": str(said.get("about", "")).strip(), "language": said.get("language") or "nl"}


def _choose(actor: Actor, row: Passport, chosen: Iterable[Picked]) -> None:
    """Only things of the person themselves; anything else in the list is left out."""
    wanted: dict[str, dict[int, Picked]] = {kind: {} for kind in FIELDS}
    order: dict[str, int] = {}
    for place, one in enumerate(chosen):
        kind, _colon, number = one.key.partition(":")
        if kind in FIELDS and number.isascii() and number.isdecimal() and len(number) < 18:
            wanted[kind].setdefault(int(number), one)
            order.setdefault(one.key, place)
    row.items.all().delete()
    items = []
    for kind, (field, model) in FIELDS.items():
        mine = set(visible(model, actor, "change").filter(pk__in=list(wanted[kind])).values_list("pk", flat=True))
        for pk, one in wanted[kind].items():
            if pk in mine:
                shown = {f"with_{part}": part in one.parts for part in PARTS}
                items.append(Item(passport=row, position=order[one.key], **{field: pk}, **shown))
    Item.objects.bulk_create(items)


@action
def remove(actor: Actor, *, row: Passport) -> None:
    """Throw a passport away; its links stop at once. Files that were downloaded stay what they are."""
    require(actor, "change", row)
    record(actor, "passport.removed", about=actor.person_id, obj=row)
    row.delete()


@action
def give_link(actor: Actor, *, row: Passport, for_whom: str, until: date) -> tuple[Link, str]:
    """Make a link to a passport. Returns it with the secret in it, which is told once and kept nowhere."""
    require(actor, "change", row)
    words = " ".join(for_whom.split())[:80]
    if not words:
        raise ValidationError(_("Say for whom it is, so that you know later which link to end."))
    if not today() <= until <= today() + LONGEST:
        raise ValidationError(_("A link works for at most a year."))
    if row.links.open().count() >= MOST_LINKS:
        raise ValidationError(_("You have very many links already. End one first."))
    token = Link.new_token()
    link = Link.objects.create(passport=row, for_whom=words, link_hash=Link.fingerprint(token), until_on=until)
    record(actor, "passport.link_given", about=actor.person_id, obj=link, data={"until": until.isoformat()})
    return link, token


@action
def end_link(actor: Actor, *, link: Link) -> Link:
    """End a link, at once. Ending it twice changes nothing."""
    require(actor, "view", link)
    Link.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=timezone.now())
    record(actor, "passport.link_ended", about=actor.person_id, obj=link)
    link.refresh_from_db()
    return link


@action
def count_opening(actor: Actor, *, link: Link) -> None:
    """Somebody opened the link: one more. Not who, and not from where."""
    Link.objects.filter(pk=link.pk).update(opened=F("opened") + 1, last_opened_on=today())
    record(actor, "passport.link_opened", about=link.passport.person_id, obj=link)


@action
def taken(actor: Actor, *, row: Passport, form: str) -> None:
    """The person took a file of their passport along."""
    require(actor, "view", row)
    record(actor, "passport.taken", about=actor.person_id, obj=row, data={"form": form})
