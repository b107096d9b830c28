"""A way in. An account holds no personal file: that hangs on the person, in `people`."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, email: str = "", password: str | None = None, **extra: Any) -> User:
        user = self.model(username=username, email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody's login: a username (the employer's number or an own word), no e-mail needed."""

    username = models.CharField(_("username"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    doors_closed = models.PositiveIntegerField(default=0)  # how often everything logged in was logged out
    date_joined = models.DateTimeField(_("since"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_email", condition=~models.Q(email=""))
        ]

    def __str__(self) -> str:
        return self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What ties a session to this account; closing the doors ends every session there is."""
        tied: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        return f"{tied}.{self.doors_closed}" if self.doors_closed else tied

    is_staff = False
    is_superuser = False


def _in_two_weeks() -> Any:
    return timezone.now() + timedelta(days=14)


class Invitation(models.Model):
    """A one-time code with which somebody sets their own password, on paper or as a link.

    Only a hash is kept: who reads the database cannot use it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(default=_in_two_weeks)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return f"{self.user} until {self.until:%Y-%m-%d}"

    @staticmethod
    def new_code() -> str:
        """A code people can type from paper: four groups of four, without letters that look alike."""
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
        return "-".join("".join(secrets.choice(letters) for _n in range(4)) for _g in range(4))

    @staticmethod
    def hash_of(code: str) -> str:
        plain = "".join(c for c in code.upper() if c.isalnum())
        return hashlib.sha256(f"kanwil-invitation:{plain}".encode()).hexdigest()
