"""The language is for everybody; the keepers of the language change it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, ability, allow

from .models import Framework, Scale, Skill


@allow(Framework, "view", because=_("The skills language is for everybody."), audience="colleague")
def everybody_reads_languages(actor: Actor) -> QuerySet[Framework] | None:
    return Framework.objects.all() if actor.is_person else None


@allow(Skill, "view", because=_("The skills language is for everybody."), audience="colleague")
def everybody_reads_skills(actor: Actor) -> QuerySet[Skill] | None:
    return Skill.objects.all() if actor.is_person else None


@allow(Scale, "view", because=_("The skills language is for everybody."), audience="colleague")
def everybody_reads_scales(actor: Actor) -> QuerySet[Scale] | None:
    return Scale.objects.all() if actor.is_person else None


ability(
    "keep_language",
    roles=("hr", "admin"),
    because=_("You keep the skills language of the organisation."),
    denied=_("Only the keeper of the skills language (HR or administrator) changes it. You can propose a word."),
)(lambda actor: actor.scope("hr", "admin")[0] or bool(actor.job))
