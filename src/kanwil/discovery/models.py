"""What somebody has written so far in answer to the questions: a draft, only theirs, and only for a while."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Person

DAYS_KEPT = 30


class Draft(models.Model):
    """The answers somebody gave so far, by question. Gone when they are done, and 30 days after the last word."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="draft_of_words")
    answers = models.JSONField(default=dict)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answers about your work")
        verbose_name_plural = _("answers about your work")

    def __str__(self) -> str:
        return f"draft of {self.person_id}"

    @property
    def text(self) -> str:
        """All answers below each other, in the order of the questions."""
        from .questions import QUESTIONS

        return "\n".join(self.answers[one.key] for one in QUESTIONS if self.answers.get(one.key))


class LaidCard(models.Model):
    """A talent card somebody laid down: "this is me", "I like doing this", both, or away (neither)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cards_laid")
    card = models.CharField(max_length=40)
    me = models.BooleanField(_("this is me"), default=False)
    liked = models.BooleanField(_("I like doing this"), default=False)

    class Meta:
        verbose_name = _("talent card you laid")
        verbose_name_plural = _("talent cards you laid")
        constraints = [models.UniqueConstraint(fields=["person", "card"], name="card_laid_once_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.card}"
