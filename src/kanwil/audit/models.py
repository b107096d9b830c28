"""The log. Machinery: it holds ids of people, never a foreign key to a feature, and never free text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

START = "0" * 64


class Event(models.Model):
    """One thing that was done: who, what, about whom, why. Append-only and chained to the one before it.

    Order is by `number`, never by the clock. `data` holds ids, levels and dates, no free text.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(_("at"))
    by_id = models.BigIntegerField(_("by"), null=True, db_index=True)
    acting_as = models.CharField(max_length=120)
    verb = models.CharField(max_length=60, db_index=True)
    about_id = models.BigIntegerField(_("about"), null=True, db_index=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    before_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("number",)
        verbose_name = _("log line")
        verbose_name_plural = _("log lines")

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"

    def fingerprint(self) -> str:
        """The hash of this line over everything in it and the line before (canonical JSON, SHA-256)."""
        content: dict[str, Any] = {
            "number": self.number,
            "at": self.at.isoformat(),
            "by": self.by_id,
            "as": self.acting_as,
            "verb": self.verb,
            "about": self.about_id,
            "type": self.object_type,
            "id": self.object_id,
            "data": self.data,
            "reason": self.reason,
            "request": self.request_id,
            "before": self.before_hash,
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("log lines are written by kanwil.audit.record and never changed")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("log lines are never deleted")


class Look(models.Model):
    """Somebody opened what another person shared: one line per viewer, person, page and hour."""

    viewer_id = models.BigIntegerField(_("viewer"))
    about_id = models.BigIntegerField(_("about"))
    page = models.CharField(max_length=40)
    what = models.CharField(max_length=60, blank=True)
    hour = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer_id", "page", "what", "hour", "about_id"], name="look_once_an_hour"),
        ]
        indexes = [models.Index(fields=["about_id", "-hour"], name="look_about")]
        verbose_name = _("look")
        verbose_name_plural = _("looks")

    def __str__(self) -> str:
        return f"{self.viewer_id} → {self.about_id} {self.page}"
