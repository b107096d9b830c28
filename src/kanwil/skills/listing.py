"""The languages in a list: how many words, in which language, and where they come from. And the scales."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from kanwil.access import Actor, visible

from .models import Framework, Scale, Skill, SkillLabel


@dataclass(frozen=True)
class Listed:
    """One language on the page. `words` counts what people can choose; `names` how many have a name, per language."""

    framework: Framework
    words: int
    obsolete: int
    names: dict[str, int]

    @property
    def version(self) -> str:
        """The version as people say it, without the fingerprint behind the plus."""
        return self.framework.version.partition("+")[0]

    @property
    def lacking(self) -> int:
        """How many words have no Dutch name and show English."""
        return max(0, self.words - self.names.get("nl", 0))


def languages(actor: Actor) -> list[Listed]:
    """All languages with their counts, in two queries however many there are."""
    chosen = Q(skills__status="current") & ~Q(skills__kind="group")
    found = visible(Framework, actor).annotate(
        words=Count("skills", filter=chosen), obsolete=Count("skills", filter=Q(skills__status="obsolete"))
    )
    names: dict[int, dict[str, int]] = {}
    counts = (
        SkillLabel.objects.filter(kind="preferred", skill__status="current")
        .exclude(skill__kind="group")
        .values_list("skill__framework", "language")
        .annotate(count=Count("pk"))
    )
    for framework, language, count in counts:
        names.setdefault(framework, {})[language] = count
    return [Listed(one, one.words, one.obsolete, names.get(one.pk, {})) for one in found]


@dataclass(frozen=True)
class ListedScale:
    """One scale on the page, with how many words of which language have it."""

    scale: Scale
    used_for: list[tuple[str, int]]


def scales(actor: Actor) -> list[ListedScale]:
    """All scales, the default one first, in three queries however many there are."""
    found = visible(Scale, actor).prefetch_related("levels").order_by("-default", "name")
    counts: dict[int, list[tuple[str, int]]] = {}
    rows = (
        visible(Skill, actor)
        .filter(scale__isnull=False, status="current")
        .order_by()
        .values_list("scale_id", "framework__name")
        .annotate(many=Count("pk"))
    )
    for scale, name, many in rows:
        counts.setdefault(scale, []).append((name, many))
    return [ListedScale(one, sorted(counts.get(one.pk, []))) for one in found]
