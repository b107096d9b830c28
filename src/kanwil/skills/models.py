"""The shared skills language: frameworks side by side, skills, words for them, links between them, scales."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("nl", "Nederlands"), ("en", "English")]


class Scale(models.Model):
    """How a level is said. The default scale has five sentences; an organisation can make its own."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    default = models.BooleanField(_("used unless a skill says otherwise"), default=False)

    class Meta:
        ordering = ("name",)
        verbose_name = _("scale")
        verbose_name_plural = _("scales")
        constraints = [models.UniqueConstraint(fields=["default"], condition=Q(default=True), name="one_default_scale")]

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """One sentence of a scale. `position` serves "at least this much" for a need of a team; it is never shown.

    `mark` says how far the ring is filled on the screen (0 empty to 4 full).
    """

    scale = models.ForeignKey(Scale, on_delete=models.CASCADE, related_name="levels")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    mark = models.PositiveSmallIntegerField(default=0)
    sentence_nl = models.CharField(_("sentence in Dutch"), max_length=80)
    sentence_en = models.CharField(_("sentence in English"), max_length=80)
    short_nl = models.CharField(_("short in Dutch"), max_length=40, blank=True)
    short_en = models.CharField(_("short in English"), max_length=40, blank=True)
    example_nl = models.CharField(_("example of behaviour in Dutch"), max_length=240, blank=True)
    example_en = models.CharField(_("example of behaviour in English"), max_length=240, blank=True)

    class Meta:
        ordering = ("scale", "position")
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        constraints = [
            models.UniqueConstraint(fields=["scale", "key"], name="level_key_once_in_a_scale"),
            models.UniqueConstraint(fields=["scale", "position"], name="level_position_once_in_a_scale"),
            models.CheckConstraint(condition=Q(mark__lte=4), name="mark_is_a_ring_in_quarters"),
        ]

    def __str__(self) -> str:
        return self.sentence_nl

    @property
    def fill(self) -> int:
        """How far the ring is filled, as the mark on the screen asks for it."""
        return self.mark

    @property
    def sentence(self) -> str:
        """The level as people say it, in the reader's language."""
        return self.sentence_en if (get_language() or "nl").startswith("en") else self.sentence_nl

    @property
    def example(self) -> str:
        """What one sees at this level, in the reader's language."""
        return self.example_en if (get_language() or "nl").startswith("en") else self.example_nl


class Framework(models.Model):
    """A skills language: Kanwil's starter language, ESCO, CompetentNL, or the organisation's own words."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    version = models.CharField(_("version"), max_length=40, blank=True)
    publisher = models.CharField(_("publisher"), max_length=120, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    credit = models.CharField(_("credit line"), max_length=240, blank=True)
    home = models.URLField(_("address"), blank=True)
    own = models.BooleanField(_("the organisation's own words"), default=False)
    in_use = models.BooleanField(_("people can choose from it"), default=True)
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-own", "name")
        verbose_name = _("skills language")
        verbose_name_plural = _("skills languages")

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """A word of the language: something one can do, know, or is qualified for. Groups hold skills together."""

    KINDS = [
        ("skill", _("skill")),
        ("knowledge", _("knowledge")),
        ("qualification", _("qualification")),
        ("group", _("group")),
    ]
    STATUSES = [("current", _("current")), ("obsolete", _("no longer used"))]

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="skills")
    uri = models.CharField(max_length=255, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=KINDS, default="skill")
    code = models.CharField(_("code"), max_length=40, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=STATUSES, default="current")
    replaced_by = models.ForeignKey(
        "self", verbose_name=_("replaced by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    scale = models.ForeignKey(Scale, null=True, blank=True, on_delete=models.PROTECT, related_name="skills")
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    legal_ground_nl = models.CharField(_("legal ground in Dutch"), max_length=200, blank=True)
    legal_ground_en = models.CharField(_("legal ground in English"), max_length=200, blank=True)
    valid_months = models.PositiveSmallIntegerField(_("valid for (months)"), null=True, blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        indexes = [models.Index(fields=["framework", "kind", "status"], name="skill_of_framework")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["skill", "knowledge", "qualification", "group"]), name="known_kind_of_skill"
            ),
        ]

    def __str__(self) -> str:
        return self.uri

    @property
    def legal_ground(self) -> str:
        """The law that asks for it, in the reader's language."""
        first, second = self.legal_ground_nl, self.legal_ground_en
        return (second or first) if (get_language() or "nl").startswith("en") else (first or second)


class SkillLabel(models.Model):
    """A word for a skill: the preferred one, a synonym people use, or one only for finding."""

    KINDS = [("preferred", _("preferred")), ("synonym", _("synonym")), ("hidden", _("only for finding"))]
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    kind = models.CharField(_("kind of word"), max_length=9, choices=KINDS, default="preferred")
    text = models.CharField(_("word"), max_length=255)

    class Meta:
        verbose_name = _("word for a skill")
        verbose_name_plural = _("words for skills")
        constraints = [
            models.UniqueConstraint(
                fields=["skill", "language"], condition=Q(kind="preferred"), name="one_preferred_word_per_language"
            ),
            models.UniqueConstraint(fields=["skill", "language", "text"], name="word_once_per_skill_and_language"),
        ]
        indexes = [models.Index(fields=["language", "kind", "text"], name="word_by_text")]

    def __str__(self) -> str:
        return self.text


class SkillText(models.Model):
    """The plain explanation of a skill in one language."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    explanation = models.TextField(_("explanation"))

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [models.UniqueConstraint(fields=["skill", "language"], name="one_explanation_per_language")]

    def __str__(self) -> str:
        return self.explanation[:60]


class Broader(models.Model):
    """A skill that hangs beneath a wider one (more than one is possible)."""

    narrower = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="broader_links")
    broader = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="narrower_links")

    class Meta:
        verbose_name = _("place in the language")
        verbose_name_plural = _("places in the language")
        constraints = [
            models.UniqueConstraint(fields=["narrower", "broader"], name="once_beneath_another"),
            models.CheckConstraint(condition=~Q(narrower=models.F("broader")), name="not_beneath_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.narrower_id} < {self.broader_id}"


class Mapping(models.Model):
    """Our word and a word of ESCO, CompetentNL or another language: the same, nearly, wider or narrower."""

    MATCHES = [
        ("exact", _("the same")),
        ("close", _("nearly the same")),
        ("broad", _("the other is wider")),
        ("narrow", _("the other is narrower")),
        ("related", _("they belong together")),
    ]
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="mappings")
    scheme = models.CharField(_("language"), max_length=40)
    target_uri = models.CharField(max_length=255, db_index=True)
    match = models.CharField(_("how alike"), max_length=7, choices=MATCHES)

    class Meta:
        verbose_name = _("link with another language")
        verbose_name_plural = _("links with other languages")
        constraints = [models.UniqueConstraint(fields=["skill", "target_uri"], name="linked_once_with_another_word")]

    def __str__(self) -> str:
        return f"{self.skill_id} {self.match} {self.target_uri}"


class Behaviour(models.Model):
    """What one sees somebody do who says this level of this skill: an example, not a norm."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="behaviours")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="behaviours")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    text = models.CharField(_("example"), max_length=300)

    class Meta:
        verbose_name = _("example of behaviour")
        verbose_name_plural = _("examples of behaviour")
        constraints = [
            models.UniqueConstraint(fields=["skill", "level", "language"], name="one_example_per_level_and_language")
        ]

    def __str__(self) -> str:
        return self.text


class Succession(models.Model):
    """A visible trace: this word of the language gave way to another, on this day, and so many things moved along."""

    old = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="successions")
    new = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="preceded")
    on = models.DateField(_("on"))
    moved = models.PositiveIntegerField(_("moved along"), default=0)

    class Meta:
        verbose_name = _("word that gave way")
        verbose_name_plural = _("words that gave way")
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="gave_way_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
