"""Choosing skills for my list: from my job's profile, my team's list, the language, or in my own words."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.audit.record import action, nothing_changed
from kanwil.people.models import Job, Membership
from kanwil.skills.models import Skill
from kanwil.skills.search import search
from kanwil.skills.words import explanations_of, names_of

from .actions import KEEP, say
from .models import Claim, JobSkill, TeamSkill

AT_ONCE = 60


@dataclass(frozen=True)
class Offer:
    """A skill one can choose. `mine` when it is on the list already."""

    skill_id: int
    name: str
    explanation: str = ""
    found_by: str = ""
    mine: bool = False


@dataclass(frozen=True)
class OfferGroup:
    title: str
    offers: list[Offer]


def offers_of(actor: Actor, skill_ids: list[int], found_by: dict[int, str] | None = None) -> list[Offer]:
    """These skills as something to choose, in this order."""
    names, explained = names_of(skill_ids), explanations_of(skill_ids)
    mine = set(visible(Claim, actor, "change").filter(skill_id__in=skill_ids).values_list("skill_id", flat=True))
    return [
        Offer(
            pk,
            str(names.get(pk, "")),
            str(explained.get(pk, "")),
            (found_by or {}).get(pk, "") if (found_by or {}).get(pk, "") != str(names.get(pk, "")) else "",
            pk in mine,
        )
        for pk in skill_ids
        if pk in names
    ]


def my_jobs(actor: Actor) -> list[Job]:
    """The jobs I have now that have a profile."""
    ids = Membership.objects.on().filter(person_id=actor.person_id, job__isnull=False).values("job_id")
    return list(Job.objects.filter(pk__in=ids, profile__isnull=False).distinct().order_by("name"))


def from_my_job(actor: Actor) -> list[OfferGroup]:
    """The profiles of my jobs: a start, never a test."""
    groups = []
    for job in my_jobs(actor):
        ids = list(JobSkill.objects.filter(job=job).values_list("skill_id", flat=True))
        groups.append(OfferGroup(job.name, sorted(offers_of(actor, ids), key=lambda o: o.name.casefold())))
    return groups


def from_my_team(actor: Actor) -> list[OfferGroup]:
    """The lists of my teams, in the team's own groups."""
    rows = TeamSkill.objects.filter(unit_id__in=actor.units).order_by("unit__name", "position", "pk")
    found = list(rows.values_list("unit__name", "group", "skill_id"))
    offers = {offer.skill_id: offer for offer in offers_of(actor, list({pk for _u, _g, pk in found}))}
    groups: dict[str, list[Offer]] = {}
    several = len({unit for unit, _g, _pk in found}) > 1
    for unit, group, pk in found:
        title = f"{unit}: {group}" if several and group else group or unit
        if pk in offers:
            groups.setdefault(title, []).append(offers[pk])
    return [OfferGroup(title, rows) for title, rows in groups.items()]


def from_search(actor: Actor, text: str, limit: int = 30) -> list[Offer]:
    """Skills of the language that fit what was typed."""
    hits = search(text, limit)
    return offers_of(actor, [hit.skill_id for hit in hits], {hit.skill_id: hit.matched for hit in hits})


@action
def put_on_list(
    actor: Actor,
    *,
    skill_ids: Iterable[int] = (),
    own_label: str = "",
    words: str = "",
    words_of: Mapping[int, str] | None = None,
) -> tuple[uuid.UUID, int]:
    """Put skills on my list without saying how far I am. What is there already stays as it is.

    `words` are my own words with all of them, `words_of` those with one skill.
    Returns the mark of this change (one click takes all of it back) and how many are new.
    """
    ids = list(dict.fromkeys(skill_ids))
    if len(ids) > AT_ONCE:
        raise ValidationError(_("Choose at most %(many)s at once.") % {"many": AT_ONCE})
    change, count = uuid.uuid4(), 0
    known = visible(Skill, actor).filter(pk__in=ids, status="current").exclude(kind="group")
    mine = set(visible(Claim, actor, "change").filter(skill_id__in=ids).values_list("skill_id", flat=True))
    for skill in known.order_by("pk"):
        if skill.pk in mine:
            continue
        say(actor, skill=skill, change=change, words=(words_of or {}).get(skill.pk) or words or KEEP)
        count += 1
    label = own_label.strip()
    if label and not visible(Claim, actor, "change").filter(skill__isnull=True, own_label__iexact=label).exists():
        say(actor, own_label=label[:120], change=change)
        count += 1
    if not count:
        nothing_changed()
    return change, count
