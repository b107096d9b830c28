"""Who works where: units as a tree, people, jobs, who leads what, and the roles somebody holds for a while."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def today() -> date:
    return timezone.localdate()


def held_on(day: date | None = None) -> Q:
    """What holds on this day (today when not given): begun, and not yet ended."""
    day = day or today()
    return Q(from_on__lte=day) & (Q(until_on__isnull=True) | Q(until_on__gte=day))


class PeriodQuerySet(models.QuerySet):
    """Rows with `from_on` and `until_on` (the last day, or empty)."""

    def on(self, day: date | None = None) -> PeriodQuerySet:
        """The rows that hold on this day (today when not given)."""
        return self.filter(held_on(day))


class Unit(models.Model):
    """A team, department or company; one tree for the organisation."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    code = models.CharField(_("code"), max_length=60, unique=True, null=True, blank=True)
    place = models.CharField(_("place"), max_length=80, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.name


class UnitAncestor(models.Model):
    """Every unit with everything above it and itself (depth 0): the closure table of the tree."""

    ancestor = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="unit_once_above_another")]
        indexes = [models.Index(fields=["descendant", "ancestor"], name="unit_above")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Job(models.Model):
    """A function: what somebody's work is called."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    code = models.CharField(_("code"), max_length=60, unique=True, null=True, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def current(self) -> PersonQuerySet:
        """People who work here now."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=today()))


class Person(models.Model):
    """Somebody who works here, or did."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    number = models.CharField(_("employee number"), max_length=40, unique=True, null=True, blank=True)
    given_name = models.CharField(_("first name"), max_length=60)
    infix = models.CharField(_("prefix of the last name"), max_length=20, blank=True)
    family_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl"
    )
    joined_on = models.DateField(_("works here since"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("given_name", "family_name", "pk")
        indexes = [models.Index(fields=["given_name", "family_name"], name="person_by_name")]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given_name, self.infix, self.family_name) if part)

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper()


class Membership(models.Model):
    """Somebody belongs to a unit for a while; one of the units is home."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    job = models.ForeignKey(
        Job, verbose_name=_("job"), null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    home = models.BooleanField(_("home team"), default=True)
    at = models.CharField(_("shift or place"), max_length=60, blank=True)
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("place in a team")
        verbose_name_plural = _("places in teams")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(home=True, until_on__isnull=True), name="one_home_team_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(until_on__isnull=True), name="once_in_a_team_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["unit", "until_on", "person"], name="membership_of_unit")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.unit_id}"


class Leadership(models.Model):
    """Somebody leads a unit for a while. From this fact, and nothing else, follows what a manager may do."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaderships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="leaderships")
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("leadership")
        verbose_name_plural = _("leaderships")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit"], condition=Q(until_on__isnull=True), name="leads_a_unit_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} leads {self.unit_id}"


class Grant(models.Model):
    """A role somebody holds, for a unit and what is below it or for the whole organisation, from and until a day."""

    ROLES = [
        ("hr", _("HR or L&D adviser")),
        ("board", _("board")),
        ("council", _("works council")),
        ("confirmer", _("confirmer")),
        ("admin", _("administrator")),
        ("researcher", _("researcher")),
    ]
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(_("role"), max_length=12, choices=ROLES)
    unit = models.ForeignKey(
        Unit, verbose_name=_("for"), null=True, blank=True, on_delete=models.PROTECT, related_name="grants"
    )
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=200)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=["hr", "board", "council", "confirmer", "admin", "researcher"]), name="known_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
