"""Changes of the language: scales, own words, explanations, links."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand
from kanwil.audit.record import action, nothing_changed, record

from .models import Broader, Framework, Level, Mapping, Scale, Skill, SkillLabel, SkillText
from .scales import DEFAULT

OWN_WORDS = "eigen"


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


def own_framework() -> Framework:
    """The organisation's own words."""
    framework, _made = Framework.objects.get_or_create(
        key=OWN_WORDS, defaults={"name": "Eigen woorden van de organisatie", "own": True}
    )
    return framework


@action
def add_own_skill(
    actor: Actor,
    *,
    label: str,
    language: str = "nl",
    kind: str = "skill",
    explanation: str = "",
    synonyms: tuple[str, ...] = (),
    beneath: Skill | None = None,
    other_labels: dict[str, str] | None = None,
) -> Skill:
    """Add a word of the organisation itself, on its own or beneath a word of another language."""
    demand(actor, "keep_language")
    framework = own_framework()
    label = label.strip()
    if SkillLabel.objects.filter(
        skill__framework=framework, kind="preferred", language=language, text__iexact=label
    ).exists():
        raise ValidationError(_("“%(label)s” is already one of your own words.") % {"label": label})
    base = slugify(label)[:60] or "woord"
    uri, count = f"urn:kanwil:own:{base}", 2
    while Skill.objects.filter(uri=uri).exists():
        uri, count = f"urn:kanwil:own:{base}-{count}", count + 1
    skill = Skill.objects.create(framework=framework, uri=uri, kind=kind)
    words = {language: label, **(other_labels or {})}
    SkillLabel.objects.bulk_create(
        [SkillLabel(skill=skill, language=lang, text=text, kind="preferred") for lang, text in words.items() if text]
        + [SkillLabel(skill=skill, language=language, text=s.strip(), kind="synonym") for s in synonyms if s.strip()]
    )
    if explanation.strip():
        SkillText.objects.create(skill=skill, language=language, explanation=explanation.strip())
    if beneath is not None:
        Broader.objects.create(narrower=skill, broader=beneath)
    record(actor, "skills.own_word_added", obj=skill, data={"beneath": beneath.pk if beneath else None})
    return skill


@action
def change_own_skill(
    actor: Actor, *, skill: Skill, language: str, label: str, explanation: str = "", synonyms: tuple[str, ...] = ()
) -> Skill:
    """Change the word, explanation and synonyms of one of the organisation's own words."""
    demand(actor, "keep_language")
    if not skill.framework.own:
        raise ValidationError(_("Words from another language are not changed here. Hang your own word beneath it."))
    SkillLabel.objects.filter(skill=skill, language=language).delete()
    SkillLabel.objects.bulk_create(
        [SkillLabel(skill=skill, language=language, text=label.strip(), kind="preferred")]
        + [SkillLabel(skill=skill, language=language, text=s.strip(), kind="synonym") for s in synonyms if s.strip()]
    )
    SkillText.objects.filter(skill=skill, language=language).delete()
    if explanation.strip():
        SkillText.objects.create(skill=skill, language=language, explanation=explanation.strip())
    record(actor, "skills.own_word_changed", obj=skill)
    return skill


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


def scheme_of(uri: str) -> str:
    """Which language a URI belongs to: esco, competentnl, or other."""
    if uri.startswith("http://data.europa.eu/esco/"):
        return "esco"
    if uri.startswith("https://linkeddata.competentnl.nl/"):
        return "competentnl"
    return "other"


@action
def use_framework(actor: Actor, *, framework: Framework, in_use: bool) -> None:
    """Let people choose from this language, or no longer. What people already said stays."""
    demand(actor, "keep_language")
    framework.in_use = in_use
    framework.save(update_fields=["in_use"])
    record(actor, "skills.framework_use", obj=framework, data={"in_use": in_use, "at": timezone.now().isoformat()})
