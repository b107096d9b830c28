"""Questions to colleagues about one moment, the stories that come back, and cards. They belong to who receives them."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Person, today
from kanwil.skills.models import Skill

MOST = 600  # letters in one part of a story
ABOUT = 300  # letters to say which moment
DAYS_TO_WITHDRAW = 14


def in_thirty_days() -> date:
    return today() + timedelta(days=30)


class AboutASkill(models.Model):
    """May be about one skill of somebody's list: a word of the language, or a word of their own.

    Not a link to the line on the list itself: somebody may take a skill off the list and put it back, and what
    colleagues told about it stays.
    """

    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)s_about_it")
    own_label = models.CharField(_("in my own word"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def about_a_skill(self) -> bool:
        return bool(self.skill_id or self.own_label)


class QuestionQuerySet(models.QuerySet["Question"]):
    def open(self) -> QuestionQuerySet:
        """Questions that can still be answered today, of people who work here."""
        return self.filter(
            Q(asker__left_on__isnull=True) | Q(asker__left_on__gt=today()),
            answered_at__isnull=True,
            declined_at__isnull=True,
            stopped_at__isnull=True,
            until_on__gte=today(),
        )


class Question(AboutASkill):
    """ "What did you see?" One person asks one named person about one moment. It ends by itself.

    Who has no account here answers through a link. Of the link only a fingerprint is kept.
    """

    asker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="questions_asked")
    of = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="questions_to_me")
    for_whom = models.CharField(_("for whom the link is"), max_length=80, blank=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    about = models.CharField(_("which moment"), max_length=ABOUT, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    until_on = models.DateField(_("until"), default=in_thirty_days)
    answered_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a colleague")
        verbose_name_plural = _("questions to colleagues")
        constraints = [
            models.CheckConstraint(
                condition=Q(of__isnull=False, link_hash__isnull=True) | Q(of__isnull=True, link_hash__isnull=False),
                name="asked_of_somebody_or_by_link",
            ),
        ]
        indexes = [models.Index(fields=["of", "until_on"], name="question_to_somebody")]

    def __str__(self) -> str:
        return f"{self.asker_id} → {self.of_id or 'link'}"

    @property
    def state(self) -> str:
        """ "open", "answered", "declined", "stopped" or "ended"."""
        if self.answered_at:
            return "answered"
        if self.declined_at:
            return "declined"
        if self.stopped_at:
            return "stopped"
        return "open" if self.until_on >= today() else "ended"

    @staticmethod
    def new_token() -> str:
        """What makes a link: long enough that nobody can guess it."""
        return secrets.token_urlsafe(24)

    @staticmethod
    def fingerprint(token: str) -> str:
        return hashlib.sha256(f"kanwil-story-link:{token}".encode()).hexdigest()


class Story(AboutASkill):
    """What somebody saw: a moment, what the other did, what came of it. Only the receiver keeps it.

    A card is a story nobody asked for: a moment, and what it did for the writer.
    """

    KINDS = [("story", _("story")), ("card", _("card"))]
    receiver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="stories_about_me")
    question = models.OneToOneField(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="story")
    kind = models.CharField(max_length=5, choices=KINDS, default="story")
    asked_about = models.CharField(_("which moment"), max_length=ABOUT, blank=True)
    moment = models.TextField(_("a moment"), max_length=MOST)
    did = models.TextField(_("what was done"), max_length=MOST, blank=True)
    effect = models.TextField(_("what came of it"), max_length=MOST)
    written_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    put_away_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("story of a colleague")
        verbose_name_plural = _("stories of colleagues")
        constraints = [models.CheckConstraint(condition=Q(kind__in=["story", "card"]), name="known_kind_of_story")]
        indexes = [models.Index(fields=["receiver", "-written_at"], name="stories_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} to {self.receiver_id}"


class Writer(models.Model):
    """Who wrote a story: a colleague, or the name somebody gave who answered through a link.

    It is a row of its own, so that the name can go and the story stays with the one it was written for.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="writer")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="stories_written")
    name = models.CharField(_("name"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("story you wrote")
        verbose_name_plural = _("stories you wrote")
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="writer_has_a_name")
        ]

    def __str__(self) -> str:
        return f"{self.story_id} by {self.person_id or 'somebody with a link'}"


class NoCards(models.Model):
    """Somebody wants no cards: of one colleague, or of anybody. Nobody else knows which of the two."""

    receiver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="no_cards")
    sender = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    since = models.DateField(default=today)

    class Meta:
        verbose_name = _("whose cards you do not want")
        verbose_name_plural = _("whose cards you do not want")
        constraints = [
            models.UniqueConstraint(fields=["receiver", "sender"], name="no_cards_once_a_sender"),
            models.UniqueConstraint(fields=["receiver"], condition=Q(sender__isnull=True), name="no_cards_at_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.receiver_id} wants no cards of {self.sender_id or 'anybody'}"
