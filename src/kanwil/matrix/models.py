"""What people can and want; with whom they share it; what a team needs. The person owns all of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.people.models import Job, Person, Unit, today
from kanwil.skills.models import Level, Skill

WISHES = [
    ("", _("I leave that open")),
    ("more", _("I like to do this more often")),
    ("learn", _("I want to learn this")),
    ("less", _("rather not (any more)")),
]
WISH_KEYS = ["", "more", "learn", "less"]


class Claim(models.Model):
    """What somebody says about one skill: I can, I want, in my own words. Unknown level is its own state (empty).

    Without a skill from the language it is a skill in the person's own words (`own_label`).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="claims")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    own_label = models.CharField(_("in my own word"), max_length=120, blank=True)
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    wish = models.CharField(_("what I want"), max_length=6, choices=WISHES, blank=True)
    words = models.TextField(_("in my own words"), max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("what I can and want")
        verbose_name_plural = _("what I can and want")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "skill"], condition=Q(skill__isnull=False), name="skill_once_a_person"
            ),
            models.UniqueConstraint(
                fields=["person", "own_label"], condition=Q(skill__isnull=True), name="own_word_once_a_person"
            ),
            models.CheckConstraint(condition=Q(skill__isnull=False) | ~Q(own_label=""), name="claim_names_something"),
            models.CheckConstraint(condition=Q(wish__in=WISH_KEYS), name="known_wish"),
        ]
        indexes = [models.Index(fields=["skill", "level", "person"], name="claim_by_skill_level")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id or self.own_label}"


class Statement(models.Model):
    """One thing somebody said about a skill, at a moment: append-only. The claim is the last statement."""

    SOURCES = [
        ("self", _("chosen by yourself")),
        ("list", _("taken over from a list you were shown")),
        ("undo", _("taken back")),
        ("succession", _("moved to the word that replaced it")),
        ("removed", _("taken off your list")),
    ]
    claim_id_then = models.BigIntegerField(db_index=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="statements")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    own_label = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=12, choices=SOURCES, default="self")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    wish = models.CharField(max_length=6, blank=True)
    words = models.TextField(max_length=600, blank=True)
    version = models.PositiveIntegerField()
    change = models.UUIDField(default=uuid.uuid4, db_index=True)

    class Meta:
        verbose_name = _("history of what I can and want")
        verbose_name_plural = _("history of what I can and want")
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["person", "skill", "version"], name="statement_of_claim")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id or self.own_label} v{self.version}"


def active() -> Q:
    """What makes a share hold today."""
    return Q(until_on__isnull=True) | Q(until_on__gte=today())


class ShareQuerySet(models.QuerySet[Any]):
    def active(self) -> ShareQuerySet:
        """Shares that hold today."""
        return self.filter(active())


class ShareFields(models.Model):
    """With whom, and from when until when. The ways in which these open something are in `ways`.

    Sharing with a team is with its members. Their manager is named as a person, "as the one who leads me", and sees
    it only while that is so: a new manager inherits nothing and a former one keeps nothing.
    """

    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    to_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    to_everyone = models.BooleanField(default=False)
    as_lead = models.BooleanField(_("as the one who leads me"), default=False)
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True


class Share(ShareFields):
    """A person lets somebody see one thing: a team, one colleague, or everybody here. Taking it back removes the row.

    Sharing with everybody is what makes somebody findable.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="shares")
    with_wish = models.BooleanField(_("also what I want"), default=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("what I share")
        verbose_name_plural = _("what I share")
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(to_unit__isnull=False, to_person__isnull=True, to_everyone=False)
                    | Q(to_unit__isnull=True, to_person__isnull=False, to_everyone=False)
                    | Q(to_unit__isnull=True, to_person__isnull=True, to_everyone=True)
                ),
                name="share_has_one_audience",
            ),
            models.UniqueConstraint(
                fields=["to_unit", "claim"], condition=Q(to_unit__isnull=False), name="shared_once_with_a_team"
            ),
            models.UniqueConstraint(
                fields=["to_person", "claim"], condition=Q(to_person__isnull=False), name="shared_once_with_a_person"
            ),
            models.UniqueConstraint(fields=["claim"], condition=Q(to_everyone=True), name="shared_once_with_everyone"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} → {self.to_unit_id or self.to_person_id or 'everyone'}"


class Confirmation(models.Model):
    """Somebody saw it: a colleague or appointed confirmer, never the person's own manager. Asked for by the person.

    It belongs to the level that was said then; when the person changes the level, it stays as history.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="confirmations")
    level = models.ForeignKey(Level, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="confirmations_given")
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    confirmed = models.BooleanField(default=False)
    saw = models.CharField(_("what I saw"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "by", "level"], condition=Q(withdrawn_at__isnull=True), name="asked_once_for_a_level"
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} by {self.by_id}"


class TeamSkill(models.Model):
    """A skill on a team's list, in one of the team's own groups."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="team_skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="team_skills")
    group = models.CharField(_("group"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("unit", "position", "pk")
        verbose_name = _("skill on a team's list")
        verbose_name_plural = _("skills on a team's list")
        constraints = [models.UniqueConstraint(fields=["unit", "skill"], name="once_on_a_team_list")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.skill_id}"


class TeamNeed(models.Model):
    """How many people a team wants who can do this at least so far; perhaps for one shift or place."""

    team_skill = models.ForeignKey(TeamSkill, on_delete=models.CASCADE, related_name="needs")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    people = models.PositiveSmallIntegerField(_("how many people"))
    at = models.CharField(_("shift or place"), max_length=60, blank=True)

    class Meta:
        ordering = ("team_skill", "at", "pk")
        verbose_name = _("need of a team")
        verbose_name_plural = _("needs of a team")
        constraints = [
            models.UniqueConstraint(fields=["team_skill", "level", "at"], name="one_need_per_level_and_place"),
            models.CheckConstraint(condition=Q(people__gte=1), name="a_need_is_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.people} × {self.team_skill_id}"


class JobSkill(models.Model):
    """A job's profile: which skills it mostly asks, as a start for a person and for a talk; never a test."""

    WEIGHTS = [("essential", _("essential")), ("important", _("important")), ("useful", _("useful"))]
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="profile")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="job_profiles")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    weight = models.CharField(_("how important"), max_length=9, choices=WEIGHTS, default="important")

    class Meta:
        ordering = ("job", "pk")
        verbose_name = _("skill of a job")
        verbose_name_plural = _("skills of a job")
        constraints = [models.UniqueConstraint(fields=["job", "skill"], name="once_in_a_job_profile")]

    def __str__(self) -> str:
        return f"{self.job_id} {self.skill_id}"


class Listed(models.Model):
    """ "On a list it said: … Is that right?" Something an older list said about somebody, put to that person only.

    It is never a claim until the person says so, and nobody else sees it.
    """

    ANSWERS = [("", _("not answered")), ("yes", _("that is right")), ("changed", _("nearly")), ("no", _("not right"))]
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="listed")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="listed")
    level = models.ForeignKey(Level, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written = models.CharField(_("what the list said"), max_length=60)
    source = models.CharField(_("which list"), max_length=120)
    batch = models.BigIntegerField(null=True, db_index=True)
    at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=ANSWERS, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("question from an older list")
        verbose_name_plural = _("questions from an older list")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "skill"], condition=Q(answer=""), name="one_open_question_per_skill"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id}"


class Counted(models.Model):
    """What of somebody counts in the figures about groups, as it was last let in. Nobody ever sees this row.

    Changes wait until five people of a group have one, so that two figures never differ by one person. When a person
    is erased the row loses its name and counts on until then. `path` is the way to the unit ("1/4/9").
    """

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="counted")
    path = models.CharField(max_length=200)
    says = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("what counts in figures about groups")
        verbose_name_plural = _("what counts in figures about groups")
        constraints = [models.UniqueConstraint(fields=["person"], name="counted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.path}"


class UnitFigures(models.Model):
    """What may leave about one unit: made by `calc.tally`, frozen until the next night. No person is in it."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="figures")
    made_at = models.DateTimeField(default=timezone.now)
    counted = models.PositiveIntegerField(default=0)
    nobody = models.IntegerField(default=0)
    skills = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("figures about a unit")
        verbose_name_plural = _("figures about units")

    def __str__(self) -> str:
        return f"{self.unit_id} {self.made_at:%Y-%m-%d}"
