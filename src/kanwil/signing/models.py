"""What was signed, by whom, and what was withdrawn. The keys themselves are in no table."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person

NO_KEYS, ONLY_BY_WHO_LEADS = "no_keys", "leads"
LEFT_OUT = [
    ("", ""),
    (NO_KEYS, _("A colleague confirmed this. Your organisation has no keys yet, so it stands here as your own words.")),
    (ONLY_BY_WHO_LEADS, _("Only somebody who leads you confirmed this. So it stands here as your own words.")),
]


class KeptJSON(models.JSONField):
    """JSON that comes back exactly as it was written, in its own order: PostgreSQL would put it in another one."""

    def get_internal_type(self) -> str:
        return "TextField"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        return json.dumps(value, ensure_ascii=False)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(value)


def new_name() -> str:
    """A name by which nobody can be recognised."""
    return uuid.uuid4().hex


class PublicName(models.Model):
    """Under which name somebody's keys lie and are published. Drawn at random: nothing of the person is in it."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="public_name")
    name = models.CharField(max_length=32, unique=True, default=new_name)

    class Meta:
        verbose_name = _("public name of somebody's keys")
        verbose_name_plural = _("public names of people's keys")

    def __str__(self) -> str:
        return self.name


class KeyToErase(models.Model):
    """The private keys under this name still have to be erased: their person is gone. The name says nothing."""

    name = models.CharField(max_length=32, unique=True)

    class Meta:
        verbose_name = _("key to erase")
        verbose_name_plural = _("keys to erase")

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """One place in a list of withdrawals. It stays when its person is erased, so that nobody gets it a second time."""

    list = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("place in a list of withdrawals")
        verbose_name_plural = _("places in lists of withdrawals")
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="place_given_once")]

    def __str__(self) -> str:
        return f"{self.list}#{self.number}"


class SignedSkill(models.Model):
    """One skill as it was signed: confirmed (by the organisation and who confirmed it), or somebody's own claim.

    A confirmed one has a place where a withdrawal can be read. An own claim has none: it says only what somebody says.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signed_skills")
    claim = models.ForeignKey(Claim, null=True, blank=True, on_delete=models.SET_NULL, related_name="signed")
    confirmed = models.BooleanField(default=False)
    left_out = models.CharField(max_length=8, choices=LEFT_OUT, blank=True)
    fingerprint = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    document = KeptJSON()
    token = models.TextField(blank=True)
    place = models.OneToOneField(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="signed")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("signed skill")
        verbose_name_plural = _("signed skills")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed=True, place__isnull=False) | Q(confirmed=False, place__isnull=True, token=""),
                name="only_a_confirmed_skill_has_a_place",
            )
        ]
        indexes = [models.Index(fields=["person", "fingerprint"], name="signed_by_what_it_says")]

    def __str__(self) -> str:
        return f"{self.pk} of {self.person_id}"

    @property
    def withdrawn_at(self) -> object:
        """When it was withdrawn, by the person or by who confirmed it; None as long as it stands."""
        return self.place.withdrawn_at if self.place else None

    @property
    def stands(self) -> bool:
        return self.withdrawn_at is None

    @property
    def name(self) -> str:
        """What the skill is called in it."""
        return str(self.document.get("name", ""))

    @property
    def address(self) -> str:
        """The name of this credential, such as urn:uuid:…"""
        return str(self.document.get("id", ""))


class SignedBy(models.Model):
    """In whose name something at this place was signed, and with which confirmation."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="signed_by")
    confirmation = models.ForeignKey(
        Confirmation, null=True, blank=True, on_delete=models.SET_NULL, related_name="signed_with"
    )
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="signed_in_their_name"
    )

    class Meta:
        verbose_name = _("signed in somebody's name")
        verbose_name_plural = _("signed in somebody's name")
        constraints = [
            models.UniqueConstraint(fields=["place", "confirmation"], name="signed_once_with_a_confirmation")
        ]

    def __str__(self) -> str:
        return f"{self.place_id} by {self.by_id}"


class PublishedList(models.Model):
    """A list of withdrawals as it was last signed, with how many places were withdrawn in it. No person is in it."""

    number = models.PositiveSmallIntegerField(unique=True)
    withdrawn = models.PositiveIntegerField()
    document = KeptJSON()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("published list of withdrawals")
        verbose_name_plural = _("published lists of withdrawals")

    def __str__(self) -> str:
        return f"{self.number} {self.made_at:%Y-%m-%d}"
