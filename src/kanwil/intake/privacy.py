"""Brought files hold names and numbers of people for a short while."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from kanwil.privacy.register import UNLINK, declare

from .models import Batch, BatchLine

KEEP_LINES = timedelta(days=30)
KEEP_BATCHES = timedelta(days=730)

declare(
    BatchLine,
    path="about_id",
    purpose=_("Showing what a list would change, and taking it back when it was wrong."),
    ground=_("Work contract (AVG art. 6.1.b)"),
    audience=_("HR and the administrator who bring in lists"),
    retention=_("Thirty days."),
    fields=("key", "outcome", "data", "before"),
    expired=lambda day: BatchLine.objects.filter(batch__created_at__date__lt=day - KEEP_LINES),
)
declare(
    Batch,
    path="started_by_id",
    purpose=_("Knowing who brought in which list."),
    ground=_("Legitimate interest of the organisation (AVG art. 6.1.f)"),
    audience=_("HR and the administrator who bring in lists"),
    retention=_("Two years; the file itself thirty days."),
    fields=("kind", "file_name", "created_at", "state"),
    erase=UNLINK,
    unlink_field="started_by_id",
    expired=lambda day: Batch.objects.filter(created_at__date__lt=day - KEEP_BATCHES),
)
