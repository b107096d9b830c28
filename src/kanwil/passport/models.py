"""A passport: which of their own things somebody chose to show or take along, and the links to it."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.matrix.models import Claim
from kanwil.people.models import Person, today
from kanwil.proof.models import Evidence
from kanwil.qualifications.models import Qualification

REMEMBERED = timedelta(days=183)  # of a link that ended


class Passport(models.Model):
    """A choice of one's own skills, proof and qualifications, for a purpose. Nobody else sees it, but by a link."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="passports")
    key = models.UUIDField(default=uuid.uuid4, unique=True)  # its name in the signed file
    title = models.CharField(_("title"), max_length=80)
    about = models.TextField(_("about me, in my own words"), max_length=600, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    signed = models.TextField(blank=True)  # the signed file as it was last made
    signed_mark = models.CharField(max_length=64, blank=True)  # of the sheet it was made of
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("skills passport")
        verbose_name_plural = _("skills passports")
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="passport_has_a_title")]

    def __str__(self) -> str:
        return f"{self.pk} of {self.person_id}"

    @property
    def open_links(self) -> list[str]:
        """For whom the links are that work today."""
        return [link.for_whom for link in self.links.all() if link.works]


class Item(models.Model):
    """One thing in a passport, at its place, with what of it is shown. What was not chosen, is not in it."""

    passport = models.ForeignKey(Passport, on_delete=models.CASCADE, related_name="items")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.CASCADE, related_name="in_passports")
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.CASCADE, related_name="in_passports")
    qualification = models.ForeignKey(
        Qualification, null=True, blank=True, on_delete=models.CASCADE, related_name="in_passports"
    )
    position = models.PositiveSmallIntegerField(default=0)
    with_level = models.BooleanField(_("how far I am"), default=True)
    with_words = models.BooleanField(_("my own words"), default=True)
    with_sources = models.BooleanField(_("who saw it"), default=True)
    with_wish = models.BooleanField(_("what I want"), default=False)
    with_number = models.BooleanField(_("the number on it"), default=False)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("item in a skills passport")
        verbose_name_plural = _("items in a skills passport")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(claim__isnull=False, evidence__isnull=True, qualification__isnull=True)
                    | Q(claim__isnull=True, evidence__isnull=False, qualification__isnull=True)
                    | Q(claim__isnull=True, evidence__isnull=True, qualification__isnull=False)
                ),
                name="item_is_one_thing",
            ),
            models.UniqueConstraint(fields=["claim", "passport"], name="skill_once_in_a_passport"),
            models.UniqueConstraint(fields=["evidence", "passport"], name="proof_once_in_a_passport"),
            models.UniqueConstraint(fields=["qualification", "passport"], name="qualification_once_in_a_passport"),
        ]

    def __str__(self) -> str:
        return f"{self.key} in {self.passport_id}"

    @property
    def key(self) -> str:
        """What it is: "skill:7", "proof:3" or "qualification:2"."""
        if self.claim_id:
            return f"skill:{self.claim_id}"
        return f"proof:{self.evidence_id}" if self.evidence_id else f"qualification:{self.qualification_id}"


class LinkQuerySet(models.QuerySet[Any]):
    def open(self) -> LinkQuerySet:
        """Links that show something today: not ended, not past their day, and of somebody whose data is still here."""
        return self.filter(ended_at__isnull=True, until_on__gte=today())

    def long_ended(self, day: date) -> LinkQuerySet:
        """Links that ended half a year ago: nobody needs to know of them any more."""
        before = day - REMEMBERED
        return self.filter(Q(until_on__lt=before) | Q(ended_at__date__lt=before))


class Link(models.Model):
    """Whoever has this link sees the passport until a day, or until the person ends it. Only a fingerprint is kept."""

    passport = models.ForeignKey(Passport, on_delete=models.CASCADE, related_name="links")
    for_whom = models.CharField(_("for whom"), max_length=80)
    link_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    until_on = models.DateField(_("until"))
    ended_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(_("how often it was opened"), default=0)
    last_opened_on = models.DateField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a skills passport")
        verbose_name_plural = _("links to a skills passport")
        indexes = [models.Index(fields=["until_on"], name="passport_link_by_end")]

    def __str__(self) -> str:
        return f"{self.pk} to {self.passport_id}"

    @property
    def works(self) -> bool:
        return self.ended_at is None and self.until_on >= today()

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(24)

    @staticmethod
    def fingerprint(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
