"""The languages in a list: how many words, in which language, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from kanwil.access import Actor, visible

from .models import Framework, SkillLabel


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
