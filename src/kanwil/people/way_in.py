"""Accounts and one-time codes for the people on the list: made by keepers, printed as letters, shown once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand
from kanwil.accounts import actions as accounts
from kanwil.accounts.models import User
from kanwil.audit.record import action, nothing_changed

from .models import Membership, Person, Unit, today


@dataclass(frozen=True)
class Letter:
    """What somebody needs to get in: their username and a code that works once."""

    person: Person
    username: str
    code: str


def username_for(person: Person) -> str:
    """The employee number, else the e-mail address: something the person knows by heart."""
    name = (person.number or person.email).strip().lower()
    if not name:
        raise ValidationError(
            _("%(name)s has no employee number and no e-mail address. Fill in one of them first.")
            % {"name": person.name}
        )
    return name


def _account_of(actor: Actor, person: Person) -> User:
    if person.user is not None:
        return person.user
    username = username_for(person)
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError(_("The username %(username)s is taken already.") % {"username": username})
    taken = bool(person.email) and User.objects.filter(email__iexact=person.email).exists()
    email = "" if taken else person.email
    person.user = accounts.open_account(
        actor, username=username, email=email, language=person.language, about=person.pk
    )
    person.save(update_fields=["user"])
    return person.user


def _letter(actor: Actor, person: Person) -> Letter:
    user = _account_of(actor, person)
    if not user.is_active:
        accounts.reopen_account(actor, user=user, about=person.pk)
    return Letter(person, user.username, accounts.invite(actor, user=user, about=person.pk))


def _keeper(actor: Actor, person: Person) -> None:
    demand(actor, "import_people")
    if person.left_on:
        raise ValidationError(_("%(name)s no longer works here.") % {"name": person.name})


@action
def give_code(actor: Actor, *, person: Person) -> Letter:
    """Somebody gets a one-time code, and an account when there was none. The person sees this on their own page."""
    _keeper(actor, person)
    return _letter(actor, person)


@action
def give_codes(actor: Actor, *, unit: Unit) -> list[Letter]:
    """A code for everybody in this team who never set a password. Who got in before keeps their password."""
    demand(actor, "import_people")
    waiting = list(waiting_in(unit))
    if not waiting:
        nothing_changed()
    return [_letter(actor, person) for person in waiting]


def waiting_in(unit: Unit) -> Iterable[Person]:
    """Who works in this team and never set a password (and does not have a passkey or single sign-on either)."""
    here = Membership.objects.on().filter(unit=unit).values("person_id")
    people = Person.objects.current().filter(pk__in=here).select_related("user")
    return [p for p in people if p.user is None or not (p.user.has_usable_password() or p.user.last_login)]


@action
def close_for(actor: Actor, *, person: Person) -> None:
    """Somebody gets in no more for now, for example because a phone was lost. Who left is left alone."""
    _keeper(actor, person)
    nothing_changed()
    if person.user is not None:
        accounts.close_account(actor, user=person.user, about=person.pk)


@action
def reopen_for(actor: Actor, *, person: Person) -> None:
    """Somebody gets in again, with the password they had."""
    _keeper(actor, person)
    nothing_changed()
    if person.user is not None and not person.user.is_active:
        accounts.reopen_account(actor, user=person.user, about=person.pk)


def own_on_leaving(actor: Actor, person: Person) -> None:
    """Who left gets in only by themselves, and only for what is their own. On a last day to come: from that day on."""
    if person.user is not None and person.left_on is not None and person.left_on <= today():
        accounts.keep_for_yourself(actor, user=person.user, about=person.pk)


def reopen_on_coming_back(actor: Actor, person: Person) -> None:
    """Who came back gets in again, and with the address at work."""
    if person.user is None:
        return
    if not person.user.is_active:
        accounts.reopen_account(actor, user=person.user, about=person.pk)
    taken = User.objects.filter(email__iexact=person.email).exclude(pk=person.user.pk)
    if person.email and person.email != person.user.email and not taken.exists():
        accounts.reach_by(actor, user=person.user, email=person.email, about=person.pk)
