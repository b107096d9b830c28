"""What keepers of the language do with scales. What people said with a scale never changes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand
from kanwil.audit.record import action, nothing_changed, record

from . import actions
from .models import Framework, Level, Scale, Skill
from .used import scale_used, used_skills

TEXTS = ("sentence_nl", "sentence_en", "short_nl", "short_en", "example_nl", "example_en")
FULL = 4  # a ring is filled in quarters


class ScaleChangedMeanwhile(Exception):
    """Somebody else changed this scale first. Nothing was overwritten."""


def fingerprint(scale: Scale) -> str:
    """Short, and different when a word of the scale is different: to notice that somebody else changed it."""
    stands = [scale.name, *scale.levels.order_by("position").values_list("pk", *TEXTS)]
    return hashlib.sha256(json.dumps(stands).encode()).hexdigest()[:16]


@action
def add_scale(actor: Actor, *, name: str, levels: list[dict[str, str]]) -> Scale:
    """Make a scale of the organisation: sentences from the beginning to mastery, each with an example."""
    key, count = slugify(name)[:36] or "schaal", 2
    while Scale.objects.filter(key=key).exists():
        key, count = f"{slugify(name)[:32] or 'schaal'}-{count}", count + 1
    filled, keys = [], set()
    for place, level in enumerate(levels):
        mark = round(place * FULL / max(1, len(levels) - 1))
        own = slugify(level["sentence_en"])[:36] or f"level-{place}"
        own = own if own not in keys else f"{own[:32]}-{place}"
        keys.add(own)
        filled.append({**level, "key": own, "mark": mark})
    return actions.make_scale(actor, key=key, name=name.strip()[:80], levels=filled)


@action
def change_scale(
    actor: Actor, *, scale: Scale, name: str, levels: dict[int, dict[str, str]], seen: str | None = None
) -> None:
    """Change the words of a scale. Once somebody said one of its sentences, only what is still empty can be added."""
    demand(actor, "keep_language")
    scale.refresh_from_db()
    if seen is not None and seen != fingerprint(scale):
        raise ScaleChangedMeanwhile
    fixed, changed = is_fixed(scale), scale.name != name.strip()
    for level in Level.objects.filter(scale=scale):
        wanted = {text: levels.get(level.pk, {}).get(text, getattr(level, text)).strip() for text in TEXTS}
        different = {text: said for text, said in wanted.items() if said != getattr(level, text)}
        if fixed and any(getattr(level, text) for text in different):
            raise ValidationError(_("People already said these sentences. You can only fill in what is still empty."))
        if different:
            _refuse_digits(wanted)
            for text, said in different.items():
                setattr(level, text, said)
            level.save(update_fields=list(different))
            changed = True
    if not changed:
        nothing_changed()
        return
    scale.name = name.strip()[:80]
    scale.save(update_fields=["name"])
    record(actor, "skills.scale_changed", obj=scale)


def is_fixed(scale: Scale) -> bool:
    """Whether its sentences stand fast: it is everybody's scale, or somebody used it."""
    return scale.default or scale_used(scale)


def _refuse_digits(texts: dict[str, Any]) -> None:
    if not texts["sentence_nl"] or not texts["sentence_en"]:
        raise ValidationError(_("Every level is a sentence, in both languages."))
    if texts["sentence_nl"].isdigit() or texts["sentence_en"].isdigit():
        raise ValidationError(_("A level is a sentence, not a digit."))


@action
def use_scale(actor: Actor, *, scale: Scale, framework: Framework) -> int:
    """Use this scale for the words of a language that nobody uses yet. Returns how many words got it.

    A word in use keeps the scale in which people said how far they are.
    """
    demand(actor, "keep_language")
    wanted = None if scale.default else scale
    words = Skill.objects.filter(framework=framework).exclude(kind="group").exclude(pk__in=used_skills(framework))
    count = (
        words.exclude(scale=wanted).update(scale=wanted)
        if wanted
        else words.filter(scale__isnull=False).update(scale=None)
    )
    if not count:
        nothing_changed()
        return 0
    record(actor, "skills.scale_used", obj=scale, data={"framework": framework.pk, "words": count})
    return count
