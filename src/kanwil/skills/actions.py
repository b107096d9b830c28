"""Changes of the language as a whole: scales, links, and which languages people choose from."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand
from kanwil.audit.record import action, nothing_changed, record

from .models import Framework, Level, Mapping, Scale, Skill
from .packs.records import scheme_of
from .scales import DEFAULT


@action
def ensure_default_scale(actor: Actor) -> Scale:
    """Put the default scale in place when there is none yet."""
    existing = Scale.objects.filter(default=True).first()
    if existing is not None:
        nothing_changed()
        return existing
    return make_scale(
        actor, key=str(DEFAULT["key"]), name=str(DEFAULT["name"]), levels=list(DEFAULT["levels"]), default=True
    )


@action
def make_scale(actor: Actor, *, key: str, name: str, levels: list[dict[str, Any]], default: bool = False) -> Scale:
    """Make a scale of sentences, lowest first. Digits as a level are refused: levels are sentences."""
    demand(actor, "keep_language")
    if len(levels) < 2:
        raise ValidationError(_("A scale has at least two levels."))
    for level in levels:
        if str(level["sentence_nl"]).strip().isdigit() or str(level["sentence_en"]).strip().isdigit():
            raise ValidationError(_("A level is a sentence, not a digit."))
        if not level.get("example_nl") or not level.get("example_en"):
            raise ValidationError(_("Give an example of behaviour with every level."))
    if default:
        Scale.objects.filter(default=True).update(default=False)
    scale = Scale.objects.create(key=key, name=name, default=default)
    for position, level in enumerate(levels):
        Level.objects.create(scale=scale, position=position, **level)
    record(actor, "skills.scale_made", obj=scale)
    return scale


@action
def link(actor: Actor, *, skill: Skill, target_uri: str, match: str, scheme: str = "") -> Mapping:
    """Say how a word relates to a word of ESCO, CompetentNL or another language."""
    demand(actor, "keep_language")
    if match not in dict(Mapping.MATCHES):
        raise ValidationError(_("Choose how alike the two words are."))
    mapping, _made = Mapping.objects.update_or_create(
        skill=skill, target_uri=target_uri, defaults={"match": match, "scheme": scheme or scheme_of(target_uri)}
    )
    record(actor, "skills.linked", obj=skill, data={"match": match, "uri": target_uri})
    return mapping


@action
def use_framework(actor: Actor, *, framework: Framework, in_use: bool) -> None:
    """Let people choose from this language, or no longer. What people already said stays."""
    demand(actor, "keep_language")
    framework.in_use = in_use
    framework.save(update_fields=["in_use"])
    record(actor, "skills.framework_use", obj=framework, data={"in_use": in_use, "at": timezone.now().isoformat()})
