"""Opening and closing accounts, and the one-time codes with which people set their own password."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor
from kanwil.audit.record import action, nothing_changed, record

from .models import Invitation, User


@action
def open_account(
    actor: Actor, *, username: str, email: str = "", language: str = "nl", about: int | None = None
) -> User:
    """Make an account without a password; somebody gets in with a one-time code."""
    user = User.objects.create_user(username=username, email=email, language=language)
    user.set_unusable_password()
    user.save(update_fields=["password"])
    record(actor, "accounts.opened", about=about, obj=user)
    return user


@action
def close_account(actor: Actor, *, user: User, about: int | None = None) -> None:
    """Nobody logs in with this account any more."""
    if not user.is_active:
        nothing_changed()
        return
    user.is_active = False
    user.save(update_fields=["is_active"])
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    record(actor, "accounts.closed", about=about, obj=user)


@action
def reopen_account(actor: Actor, *, user: User, about: int | None = None) -> None:
    """Somebody who came back may log in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, "accounts.opened", about=about, obj=user)


@action
def keep_for_yourself(actor: Actor, *, user: User, about: int | None = None) -> None:
    """Somebody left: the account is theirs alone now. What goes through the employer opens it no more.

    The work e-mail (whoever reads that mailbox could ask for a new password), codes on paper, and sessions that are
    open on a computer at work. What the person knows or holds stays: their password and their passkeys.
    """
    EmailAddress.objects.filter(user=user).delete()
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    user.email = ""
    user.doors_closed += 1
    user.save(update_fields=["email", "doors_closed"])
    record(actor, "accounts.own_only", about=about, obj=user)


@action
def reach_by(actor: Actor, *, user: User, email: str, about: int | None = None) -> None:
    """From now on somebody logs in and finds their password back with this address, which they proved is theirs."""
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError(_("This address belongs to another account. Choose another one."))
    EmailAddress.objects.filter(user=user).delete()
    user.email = email
    user.save(update_fields=["email"])
    record(actor, "accounts.reached_by", about=about, obj=user)


@action
def invite(actor: Actor, *, user: User, about: int | None = None) -> str:
    """Make a one-time code for this account; an earlier unused code stops working. Returns the code, once."""
    Invitation.objects.filter(user=user, used_at__isnull=True).delete()
    code = Invitation.new_code()
    invitation = Invitation.objects.create(user=user, code_hash=Invitation.hash_of(code))
    record(actor, "accounts.invited", about=about, obj=invitation)
    return code


@action
def use_code(actor: Actor, *, code: str, password: str) -> User:
    """Set your own password with a one-time code. The same answer for a wrong, used and old code."""
    invitation = (
        Invitation.objects.select_for_update()
        .filter(
            code_hash=Invitation.hash_of(code), used_at__isnull=True, until__gte=timezone.now(), user__is_active=True
        )
        .select_related("user")
        .first()
    )
    if invitation is None:
        raise ValidationError(_("This code does not work (any more). Ask for a new one."), code="unknown_code")
    user = invitation.user
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    record(actor, "accounts.code_used", obj=user)
    return user


@action
def choose_language(actor: Actor, *, user: User, language: str) -> None:
    """Read Kanwil in Dutch or English."""
    if language not in dict(User._meta.get_field("language").choices or []):
        raise ValidationError(_("Kanwil speaks Dutch and English."))
    user.language = language
    user.save(update_fields=["language"])
    record(actor, "accounts.language", about=actor.person_id, data={"language": language})
