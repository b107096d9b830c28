"""What keepers of the language do with the organisation's own words. Every one can be taken back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand
from kanwil.audit.record import action, nothing_changed, record

from . import actions, own_words, succession
from .models import Broader, Framework, Level, Mapping, Skill, SkillLabel
from .own_words import OwnWord
from .packs.own import BASE, KEY, NAME
from .used import skill_used


class WordChangedMeanwhile(Exception):
    """Somebody else changed this word first. Nothing was overwritten."""


def own_framework() -> Framework:
    """The organisation's own words."""
    framework, _made = Framework.objects.get_or_create(key=KEY, defaults={"name": NAME, "own": True})
    return framework


def _mine(actor: Actor, skill: Skill, seen: str | None = None) -> None:
    """Only keepers, only own words, and only the word as they saw it."""
    demand(actor, "keep_language")
    if not skill.framework.own:
        raise ValidationError(_("Words from another language are not changed here. Hang your own word beneath it."))
    skill.refresh_from_db()
    if seen is not None and seen != own_words.fingerprint(skill):
        raise WordChangedMeanwhile


def _check(word: OwnWord, framework: Framework, skill: Skill | None = None) -> None:
    if not word.names:
        raise ValidationError(_("Give the word a name, in Dutch or in English."))
    if word.kind == "group" or word.kind not in dict(Skill.KINDS):
        raise ValidationError(_("Choose what kind of word it is."))
    same = SkillLabel.objects.filter(skill__framework=framework, skill__status="current", kind="preferred")
    if skill is not None:
        same = same.exclude(skill=skill)
    for language, name in word.names.items():
        if same.filter(language=language, text__iexact=name).exists():
            raise ValidationError(_("“%(label)s” is already one of your own words.") % {"label": name})
    levels = {str(pk) for pk in _levels_of(word).values_list("pk", flat=True)}
    if not set(word.examples) <= levels:
        raise ValidationError(_("These examples belong to another scale. Look at them again."))


def _levels_of(word: OwnWord) -> QuerySet[Level]:
    which = {"scale_id": word.scale_id} if word.scale_id else {"scale__default": True}
    return Level.objects.filter(**which)


@action
def add_own_skill(actor: Actor, *, word: OwnWord, beneath: Skill | None = None) -> Skill:
    """Add a word of the organisation itself, on its own or beneath a word of another language."""
    demand(actor, "keep_language")
    framework, word = own_framework(), word.tidy()
    _check(word, framework)
    base = BASE + (slugify(next(iter(word.names.values())))[:60] or "woord")
    uri, count = base, 2
    while Skill.objects.filter(uri=uri).exists():
        uri, count = f"{base}-{count}", count + 1
    skill = Skill.objects.create(framework=framework, uri=uri, kind=word.kind)
    own_words.put(skill, word)
    if beneath is not None:
        Broader.objects.create(narrower=skill, broader=beneath)
    record(actor, "skills.own_word_added", obj=skill, data={"beneath": beneath.pk if beneath else None})
    return skill


@action
def change_own_skill(actor: Actor, *, skill: Skill, word: OwnWord, seen: str | None = None) -> OwnWord:
    """Change what one of the organisation's own words is called and means. Returns how it was before.

    `seen` is the fingerprint of the word somebody was looking at: when it is no longer that one, nothing changes.
    """
    _mine(actor, skill, seen)
    before, word = own_words.read(skill), word.tidy()
    if word == before:
        nothing_changed()
        return before
    _check(word, skill.framework, skill)
    if word.scale_id != before.scale_id and skill_used(skill):
        raise ValidationError(_("This word is in use. Its scale stays, so that what people said stays true."))
    own_words.put(skill, word)
    record(actor, "skills.own_word_changed", obj=skill)
    return before


@action
def place_beneath(actor: Actor, *, skill: Skill, broader: Skill) -> bool:
    """Hang an own word beneath a wider word or a group, of this language or another. Says whether it is new."""
    _mine(actor, skill)
    if broader.pk == skill.pk or skill.pk in own_words.above(broader):
        raise ValidationError(_("That would make a circle: that word already hangs beneath this one."))
    _row, made = Broader.objects.get_or_create(narrower=skill, broader=broader)
    if not made:
        nothing_changed()
        return False
    record(actor, "skills.own_word_placed", obj=skill, data={"beneath": broader.pk})
    return True


@action
def place_beside(actor: Actor, *, skill: Skill, other: Skill, match: str) -> None:
    """Say that an own word is the same as, nearly the same as, wider or narrower than, or belongs with another."""
    _mine(actor, skill)
    if other.pk == skill.pk:
        raise ValidationError(_("Choose another word than this one."))
    actions.link(actor, skill=skill, target_uri=other.uri, match=match)


@action
def take_away_place(actor: Actor, *, skill: Skill, place: Broader | None = None, link: Mapping | None = None) -> None:
    """An own word no longer hangs beneath or beside another one."""
    _mine(actor, skill)
    row = place or link
    if row is None:
        nothing_changed()
        return
    data = {"beneath": place.broader_id} if place else {"uri": link.target_uri if link else ""}
    row.delete()
    record(actor, "skills.own_word_unplaced", obj=skill, data=data)


@action
def retire(actor: Actor, *, skill: Skill, successor: Skill | None = None, seen: str | None = None) -> int:
    """No longer offer an own word, perhaps because another word replaces it. Whoever has it keeps it.

    With a successor what hangs on the word moves along, visibly; returns how many things did.
    """
    _mine(actor, skill, seen)
    if skill.status == "obsolete":
        raise WordChangedMeanwhile
    if successor is not None and (successor.pk == skill.pk or successor.status != "current"):
        raise ValidationError(_("Choose a word that is in use, and another than this one."))
    if successor is not None and successor.kind == "group":
        raise ValidationError(_("This is a group of skills. Choose one skill in it."))
    skill.status, skill.replaced_by = "obsolete", successor
    skill.save(update_fields=["status", "replaced_by"])
    record(actor, "skills.own_word_retired", obj=skill, data={"to": successor.pk if successor else None})
    if successor is None:
        return 0
    moved = succession.give_way(actor, skill, successor).moved
    record(actor, "skills.gave_way", obj=skill, data={"to": successor.pk, "moved": moved})
    return moved


@action
def use_again(actor: Actor, *, skill: Skill) -> int:
    """Use an own word again. What moved to its successor and was not touched since, comes back; returns how many."""
    _mine(actor, skill)
    if skill.status == "current":
        nothing_changed()
        return 0
    _check(own_words.read(skill), skill.framework, skill)
    successor = skill.replaced_by
    skill.status, skill.replaced_by = "current", None
    skill.save(update_fields=["status", "replaced_by"])
    record(actor, "skills.own_word_used_again", obj=skill)
    return succession.come_back(actor, skill, successor) if successor else 0
