"""A certificate or licence the law asks for, of one person, with the day until which it is valid."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Person, today
from kanwil.proof.models import Evidence
from kanwil.skills.models import Skill

SOON = 90  # days before the end in which a word is said
VALID, ENDS_SOON, ENDED = "valid", "ends_soon", "ended"


class Qualification(models.Model):
    """What somebody may do by law or rule. The person keeps it; a list of the employer may have brought it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="qualifications")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="qualifications")
    issuer = models.CharField(_("who gave it"), max_length=120, blank=True)
    number = models.CharField(_("number on it"), max_length=60, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    evidence = models.ForeignKey(
        Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="qualifications"
    )
    listed_in = models.BigIntegerField(null=True, blank=True, db_index=True)  # the file that last brought it
    told_days = models.PositiveSmallIntegerField(null=True, blank=True)  # the last word in time, in days before the end
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="qualification_once_a_person"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="qualification_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="qualification_by_end")]

    def __str__(self) -> str:
        return f"{self.skill_id} of {self.person_id}"

    def state(self, day: date | None = None) -> str:
        """ "valid", "ends_soon" or "ended"; the last day itself still counts."""
        day = day or today()
        if self.valid_until is None or self.valid_until > day + timedelta(days=SOON):
            return VALID
        return ENDS_SOON if self.valid_until >= day else ENDED
