"""What somebody keeps to show that they can do something, and to whom they show it. The person owns all of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kanwil.feedback.models import Story
from kanwil.matrix.models import Claim, Confirmation, ShareFields, ShareQuerySet
from kanwil.people.models import Person
from kanwil.people.panels import Panel

from .from_above import of_a_piece

STORY, FILE, LINK, DIPLOMA, SEEN, BROUGHT = "story", "file", "link", "diploma", "seen", "brought"
KINDS = [
    (STORY, _("a story of my own")),
    (FILE, _("a photo or file")),
    (LINK, _("a link")),
    (DIPLOMA, _("a certificate or diploma")),
    (SEEN, _("a story of a colleague")),
    (BROUGHT, _("a signed statement from elsewhere")),
]
MADE_BY_MYSELF = [one for one in KINDS if one[0] not in (SEEN, BROUGHT)]
STARR = ("situation", "task", "action", "result", "reflection")


class Evidence(models.Model):
    """One thing that shows what somebody can do. Only the person sees it, until they share it or show it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=8, choices=KINDS)
    title = models.CharField(_("title"), max_length=120)
    told = models.TextField(_("the story in short"), max_length=1500, blank=True)
    situation = models.TextField(_("where and when it was"), max_length=600, blank=True)
    task = models.TextField(_("what had to be done"), max_length=600, blank=True)
    action = models.TextField(_("what I did"), max_length=600, blank=True)
    result = models.TextField(_("what came of it"), max_length=600, blank=True)
    reflection = models.TextField(_("what I learned from it"), max_length=600, blank=True)
    url = models.CharField(_("link"), max_length=500, blank=True)
    issuer = models.CharField(_("who gave it"), max_length=120, blank=True)
    issued_on = models.DateField(_("on which day"), null=True, blank=True)
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.CASCADE, related_name="used_as_proof")
    skills = models.ManyToManyField(Claim, through="EvidenceOf", related_name="evidence")
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("proof")
        verbose_name_plural = _("proof")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind for kind, _words in KINDS]), name="known_kind_of_evidence"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="evidence_has_a_title"),
            models.CheckConstraint(
                condition=Q(kind=SEEN, story__isnull=False) | (~Q(kind=SEEN) & Q(story__isnull=True)),
                name="only_what_a_colleague_saw_has_a_story",
            ),
            models.UniqueConstraint(fields=["story"], name="story_is_proof_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} of {self.person_id}"

    @property
    def beside(self) -> list[Panel]:
        """What rooms above know of it, for whoever reads it."""
        return of_a_piece(self)

    @property
    def in_steps(self) -> bool:
        """Told in the five steps of STARR."""
        return any(getattr(self, step) for step in STARR)


class EvidenceFile(models.Model):
    """The photo or file itself. In the database: so it is in the backup, and gone when it is erased."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="file")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return f"{self.media_type}, {self.size}"

    @property
    def plain_name(self) -> str:
        """The name for a download: only letters every computer knows."""
        return "".join(letter for letter in self.name if letter.isascii() and letter not in '"\\') or "bestand"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


class EvidenceOf(models.Model):
    """Which skill on the person's own list a piece of proof is about."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="about")
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="shown_by")

    class Meta:
        verbose_name = _("proof of a skill")
        verbose_name_plural = _("proof of a skill")
        constraints = [models.UniqueConstraint(fields=["claim", "evidence"], name="evidence_once_a_skill")]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.claim_id}"


class EvidenceShare(ShareFields):
    """The person lets somebody see this proof: a team, who leads them, or a colleague. Never everybody at once."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="shares")

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared proof")
        verbose_name_plural = _("shared proof")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_everyone=False)
                & (Q(to_unit__isnull=False, to_person__isnull=True) | Q(to_unit__isnull=True, to_person__isnull=False)),
                name="evidence_share_has_one_audience",
            ),
            models.UniqueConstraint(
                fields=["evidence", "to_unit"], condition=Q(to_unit__isnull=False), name="evidence_once_with_a_team"
            ),
            models.UniqueConstraint(
                fields=["evidence", "to_person"],
                condition=Q(to_person__isnull=False),
                name="evidence_once_with_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.to_unit_id or self.to_person_id}"


class Shown(models.Model):
    """A piece of proof that goes along with a question to look, as it was then (`version`)."""

    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, related_name="shown")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="shown")
    version = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("shown proof")
        verbose_name_plural = _("shown proof")
        constraints = [models.UniqueConstraint(fields=["confirmation", "evidence"], name="shown_once_a_question")]

    def __str__(self) -> str:
        return f"{self.evidence_id} for {self.confirmation_id}"
