"""An address of one's own, a word in time, and erasing: by the person, or on the day that was said."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kanwil.access import Actor, Denied
from kanwil.accounts import actions as accounts
from kanwil.accounts.models import User
from kanwil.audit.record import action, nothing_changed, record
from kanwil.people.models import Person
from kanwil.people.way_in import own_on_leaving
from kanwil.privacy.after_leaving import DAYS, erased_on
from kanwil.privacy.erase import erase

from .models import LINK_DAYS, Farewell
from .reaching import reach, reach_on_leaving

A_MONTH, A_WEEK = timedelta(days=30), timedelta(days=7)
LONGEST_TOKEN = 64


class LinkEnded(Exception):
    """The link was used, is past its day, or never was one. Which of these, nobody hears."""


def mail_goes_out() -> bool:
    """Whether this installation sends e-mail at all."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _me(actor: Actor) -> Person:
    if actor.person_id is None:
        raise Denied(_("This is only about yourself."))
    return Person.objects.select_for_update().get(pk=actor.person_id)


@action
def ask_for_link(actor: Actor, *, email: str, address: str) -> None:
    """Send a link to an address of one's own. `address` is the page of the link, with {token} in it."""
    me = _me(actor)
    if email.casefold() in {me.email.casefold(), (me.user.email if me.user and not me.left_on else "").casefold()}:
        raise ValidationError(
            _("This is your address at work. After you leave you read no mail there. Choose another.")
        )
    row, _new = Farewell.objects.get_or_create(person=me)
    row.asked_email, token = email, row.new_link()
    row.save()
    words = _(
        "Hello,\n\nSomebody wants to use this address to get into Kanwil. Is that you? Then open this link:\n"
        "%(link)s\n\nThe link works once, for %(days)s days. Was it not you? Then do nothing.\n"
    )
    text = words % {"link": address.format(token=token), "days": LINK_DAYS}
    send_mail(_("Confirm your address for Kanwil"), text, None, [email])
    record(actor, "leaving.link_sent", about=me.pk)


def waiting_for(token: str) -> Farewell | None:
    """What this link confirms, as long as it works."""
    if len(token) > LONGEST_TOKEN:
        return None
    rows = Farewell.objects.filter(link_hash=Farewell.fingerprint(token), link_until__gte=timezone.now())
    return rows.select_related("person__user").first()


@action
def confirm(actor: Actor, *, token: str) -> None:
    """The address is proved: whoever reads mail there opened the link. It works once."""
    Farewell.objects.select_for_update().filter(link_hash=Farewell.fingerprint(token)).first()
    row = waiting_for(token)
    if row is None:
        raise LinkEnded
    if User.objects.filter(email__iexact=row.asked_email).exclude(pk=row.person.user_id or 0).exists():
        raise ValidationError(_("This address belongs to another account. Choose another one."))
    row.email = row.asked_email
    row.close_link()
    row.save()
    record(actor, "leaving.confirmed", about=row.person_id)
    reach(actor, row)


@action
def forget_address(actor: Actor) -> None:
    """Take one's own address away, also one that waits for its link."""
    me = _me(actor)
    row = Farewell.objects.filter(person=me).first()
    if row is None or not (row.email or row.asked_email):
        nothing_changed()
        return
    if me.user is not None and row.email and me.user.email.casefold() == row.email.casefold():
        accounts.reach_by(actor, user=me.user, email="", about=me.pk)
    row.email = ""
    row.close_link()
    row.save()
    record(actor, "leaving.forgot_address", about=me.pk)


@action
def close_work_doors(actor: Actor, *, day: date) -> int:
    """Whose last day came: from now on the account is theirs alone. A week back, for nights that were missed."""
    rows = (
        Person.objects.filter(left_on__range=(day - A_WEEK, day), user__isnull=False)
        .exclude(user__email="")
        .select_related("user")
    )
    people = list(rows)
    own = dict(Farewell.objects.filter(person__in=people).values_list("person_id", "email"))
    changed = [p for p in people if p.user and p.user.email.casefold() != own.get(p.pk, "").casefold()]
    for person in changed:
        own_on_leaving(actor, person)
        reach_on_leaving(actor, person)
    if not changed:
        nothing_changed()
    return len(changed)


@action
def say_in_time(actor: Actor, *, day: date, address: str) -> int:
    """A month and a week before: a short e-mail to who left, to their own address. Returns to how many it was due."""
    due = Person.objects.filter(left_on__lte=day - timedelta(days=DAYS) + A_MONTH).select_related("user")
    told = 0
    for person in due.order_by("pk"):
        if person.left_on is None:
            continue
        row, _new = Farewell.objects.get_or_create(person=person)
        week = erased_on(person.left_on) - A_WEEK <= day
        if (row.told_week_on if week else row.told_month_on) is not None:
            continue
        row.told_month_on = row.told_month_on or day
        row.told_week_on = day if week else None
        row.save()
        _send(row, erased_by(person.left_on, row), address)
        record(actor, "leaving.said_in_time", about=person.pk)
        told += 1
    if not told:
        nothing_changed()
    return told


def erased_by(left_on: date, row: Farewell | None) -> date:
    """The day of erasing: the day that was said, and never within a week of the last word about it."""
    day = erased_on(left_on)
    return max(day, row.told_week_on + A_WEEK) if row is not None and row.told_week_on else day


def _send(row: Farewell, day: date, address: str) -> None:
    if not row.email:
        return
    with translation.override(row.person.language or "nl"):
        words = _(
            "Hello,\n\nOn %(day)s Kanwil erases what is yours there. Do you want to keep something? Then get it before "
            "that day:\n%(address)s\n"
        )
        text = words % {"day": date_format(day, "j F Y"), "address": address}
        send_mail(_("Something of yours in Kanwil ends soon"), text, None, [row.email], fail_silently=True)


@action
def erase_me(actor: Actor) -> None:
    """Who left has everything erased now, without waiting for the day."""
    me = _me(actor)
    if not actor.left or me.left_on is None:
        raise Denied(_("As long as you work here, you take things away one by one."))
    erase(actor, person_id=me.pk)
