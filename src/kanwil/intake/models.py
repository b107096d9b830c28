"""A file that someone brought in, and what it would do or did, row by row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .refusals import Note, Refusal, message_for

OUTCOMES = ("new", "changed", "left", "unchanged", "refused")


def folder() -> Path:
    """Where brought files wait: inside the data folder, for its owner only."""
    path: Path = settings.DATA / "intake"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


class Batch(models.Model):
    """One file and its way: uploaded, columns chosen, checked, applied, perhaps undone."""

    UPLOADED, MAPPED, CHECKING, CHECKED, APPLYING, APPLIED = (
        "uploaded",
        "mapped",
        "checking",
        "checked",
        "applying",
        "applied",
    )
    UNDOING, UNDONE, FAILED = "undoing", "undone", "failed"
    STATES = [
        (UPLOADED, _("waiting for its columns")),
        (MAPPED, _("waiting for the check")),
        (CHECKING, _("being checked")),
        (CHECKED, _("checked, nothing changed yet")),
        (APPLYING, _("being taken over")),
        (APPLIED, _("taken over")),
        (UNDOING, _("being taken back")),
        (UNDONE, _("taken back")),
        (FAILED, _("did not work")),
    ]
    BUSY = (CHECKING, APPLYING, UNDOING)

    kind = models.CharField(_("kind"), max_length=40)
    file_name = models.CharField(_("file"), max_length=200)
    stored_as = models.CharField(max_length=80, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField(default=0)
    started_by_id = models.BigIntegerField(_("brought in by"), null=True, db_index=True)
    created_at = models.DateTimeField(_("brought in on"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=UPLOADED)
    state_at = models.DateTimeField(auto_now=True)
    mapping = models.JSONField(default=dict)
    options = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    error_code = models.CharField(max_length=40, blank=True)
    error = models.JSONField(default=dict)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("brought file")
        verbose_name_plural = _("brought files")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "uploaded",
                        "mapped",
                        "checking",
                        "checked",
                        "applying",
                        "applied",
                        "undoing",
                        "undone",
                        "failed",
                    ]
                ),
                name="known_batch_state",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def path(self) -> Path:
        return folder() / self.stored_as

    @property
    def has_file(self) -> bool:
        return bool(self.stored_as) and self.path.is_file()

    @property
    def is_busy(self) -> bool:
        return self.state in self.BUSY

    @property
    def counts(self) -> dict[str, int]:
        return {outcome: int(self.report.get("counts", {}).get(outcome, 0)) for outcome in OUTCOMES}

    @property
    def changes_something(self) -> bool:
        return any(self.counts[outcome] for outcome in ("new", "changed", "left"))

    @property
    def notes(self) -> list[Note]:
        return [Note(code, params) for code, params in self.report.get("notes", [])]

    @property
    def problem(self) -> Refusal | None:
        """Why it did not work: file, row and reason."""
        if not self.error_code:
            return None
        return Refusal(
            self.error_code,
            self.file_name,
            self.error.get("row"),
            self.error.get("column", ""),
            self.error.get("params", {}),
        )


class BatchLine(models.Model):
    """What one row of a file does: new, changed, left, unchanged or refused, and what stood there before."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="lines")
    row = models.IntegerField(_("row"), null=True)
    outcome = models.CharField(max_length=10)
    key = models.CharField(max_length=200, blank=True)
    ref = models.CharField(max_length=60, blank=True)  # the number somebody else gave it, such as the employer
    about_id = models.BigIntegerField(null=True, db_index=True)
    reason = models.CharField(max_length=40, blank=True)
    column = models.CharField(max_length=120, blank=True)
    params = models.JSONField(default=dict)
    data = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    kept = models.CharField(max_length=40, blank=True)  # why this line could not be taken back

    class Meta:
        ordering = ("pk",)
        verbose_name = _("row of a brought file")
        verbose_name_plural = _("rows of brought files")
        indexes = [models.Index(fields=["batch", "outcome", "id"], name="batch_line_outcome")]

    def __str__(self) -> str:
        return f"{self.row} {self.outcome}"

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Every reason why this row is not used, with its column."""
        more = [(column, message_for(code, params)) for code, column, params in self.data.get("more", [])]
        return [(self.column, message_for(self.reason, self.params)), *more] if self.reason else []

    @property
    def why(self) -> str:
        return " ".join(f"{column}: {words}" if column else words for column, words in self.reasons)

    @property
    def why_kept(self) -> str:
        return message_for(self.kept) if self.kept else ""

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What changes: field, from and to, in words (the kind knows the words of its fields)."""
        return list(self.data.get("changes", []))
