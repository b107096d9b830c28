"""How far the timetable got, so that a missed night is caught up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.Model):
    """The last day for which a timed job was done."""

    name = models.CharField(max_length=80, primary_key=True)
    done_on = models.DateField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("timed job")
        verbose_name_plural = _("timed jobs")

    def __str__(self) -> str:
        return self.name
