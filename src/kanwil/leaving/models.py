"""How somebody who leaves can still be reached by Kanwil, and what they were told. Only the person sees it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Person

LINK_DAYS = 3


class Farewell(models.Model):
    """An e-mail address of somebody's own, proved by a link that works once, and which words were said in time."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="farewell")
    email = models.EmailField(_("my own e-mail address"), blank=True)
    asked_email = models.EmailField(_("address that still has to be confirmed"), blank=True)
    link_hash = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True, blank=True)
    told_month_on = models.DateField(_("told a month before"), null=True, blank=True)
    told_week_on = models.DateField(_("told a week before"), null=True, blank=True)

    class Meta:
        verbose_name = _("my own way in after leaving")
        verbose_name_plural = _("my own way in after leaving")
        constraints = [
            models.UniqueConstraint(
                fields=["link_hash"], condition=~models.Q(link_hash=""), name="one_farewell_per_link"
            )
        ]

    def __str__(self) -> str:
        return f"of {self.person_id}"

    @staticmethod
    def fingerprint(token: str) -> str:
        """What is kept of a link: who reads the database cannot make the link from it."""
        return hashlib.sha256(f"kanwil-farewell:{token}".encode()).hexdigest()

    def new_link(self) -> str:
        """A link for the address that has to be confirmed; an earlier one stops working."""
        token = secrets.token_urlsafe(24)
        self.link_hash = self.fingerprint(token)
        self.link_until = timezone.now() + timedelta(days=LINK_DAYS)
        return token

    def close_link(self) -> None:
        """The link works no more."""
        self.asked_email, self.link_hash, self.link_until = "", "", None
