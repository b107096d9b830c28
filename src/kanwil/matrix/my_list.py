"""My own list: what I can and want, who sees it, who confirmed it. Never in the order of levels."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.people.access import leaders_of
from kanwil.people.models import Person
from kanwil.skills.levels import levels_of
from kanwil.skills.models import Level
from kanwil.skills.words import Word, names_of

from .audiences import Seen, live_shares, who_sees
from .following import names_before
from .from_above import by_link
from .models import Claim, Confirmation, Listed, Share, TeamSkill

SHOWS = ("learn", "more", "less", "private", "shared", "empty")
GROUPINGS = ("team", "wish")


@dataclass(frozen=True)
class Successor:
    """The word that replaced the word of this line, which nonetheless stayed as it was."""

    skill_id: int
    name: str
    mine: bool  # whether it is on the list as well


@dataclass
class Line:
    """One skill on my list."""

    claim: Claim
    name: str
    fallback: str = ""
    seen: Seen = field(default_factory=Seen)
    confirmed: Confirmation | None = None
    levels: list[Level] = field(default_factory=list)
    group: str = ""
    was: str = ""
    successor: Successor | None = None

    @property
    def silent(self) -> bool:
        """Nothing was said about it yet."""
        return self.claim.level_id is None and not self.claim.wish and not self.claim.words


@dataclass(frozen=True)
class Waiting:
    """What asks for this person's own answer: other people's questions, never a deadline."""

    listed: int
    asked: int


def lines(actor: Actor, *, only: int | None = None) -> list[Line]:
    """All my skills by name (or one), each with who sees it. The same number of questions for ten as for fifty."""
    rows = visible(Claim, actor, "change").select_related("level", "skill__framework")
    if only is not None:
        rows = rows.filter(pk=only)
    claims = list(rows)
    replaced = {c.skill.replaced_by_id for c in claims if c.skill and c.skill.replaced_by_id}
    names = names_of({c.skill_id for c in claims if c.skill_id} | replaced)
    mine = {c.skill_id for c in claims if c.skill_id} if only is None else _my_skills(actor, replaced)
    before = names_before(actor, claims)
    shares: dict[int, list[Share]] = defaultdict(list)
    for share in live_shares(actor).select_related("to_unit", "to_person"):
        shares[share.claim_id].append(share)
    given, looking = _looked_along(actor)
    linked = by_link(actor)
    scales = levels_of(c.skill for c in claims)
    found = []
    for claim in claims:
        word = names.get(claim.skill_id) if claim.skill_id else None
        confirmed = given.get(claim.pk)
        found.append(
            Line(
                claim=claim,
                name=str(word) if word else claim.own_label or _("A skill without a name"),
                fallback=word.fallback if word else "",
                seen=who_sees(
                    shares.get(claim.pk, ()),
                    actor.units,
                    looking.get(claim.pk, ()),
                    link=f"skill:{claim.pk}" in linked,
                ),
                confirmed=confirmed if confirmed and confirmed.level_id == claim.level_id else None,
                levels=scales.get(claim.skill.scale_id if claim.skill else None, scales[None]),
                was=before.get(claim.pk, ""),
                successor=_successor(claim, names, mine),
            )
        )
    found.sort(key=lambda line: (not line.silent, line.name.casefold()))
    return found


def _looked_along(actor: Actor) -> tuple[dict[int, Confirmation], dict[int, list[Person]]]:
    """Per skill of mine the confirmation, and who was asked to look and still sees it."""
    given: dict[int, Confirmation] = {}
    looking: dict[int, list[Person]] = defaultdict(list)
    rows = visible(Confirmation, actor).filter(claim__person_id=actor.person_id or 0, withdrawn_at__isnull=True)
    leaders = set(leaders_of(actor.person_id or 0).values_list("person_id", flat=True))
    for row in rows.filter(Q(confirmed=True) | Q(answered_at__isnull=True)).select_related("by").order_by("pk"):
        if row.confirmed:
            given[row.claim_id] = row
        elif row.by is not None and row.by_id not in leaders and not row.by.left_on:
            looking[row.claim_id].append(row.by)
    return given, looking


def _my_skills(actor: Actor, among: set[int]) -> set[int]:
    """Which of these skills are on my list."""
    found = visible(Claim, actor, "change").filter(skill_id__in=among).values_list("skill_id", flat=True)
    return {pk for pk in found if pk} if among else set()


def _successor(claim: Claim, names: dict[int, Word], mine: set[int]) -> Successor | None:
    new = claim.skill.replaced_by_id if claim.skill and claim.skill.status == "obsolete" else None
    return Successor(new, str(names[new]), new in mine) if new in names and new is not None else None


def shown(found: list[Line], show: str) -> list[Line]:
    """The lines that fit the filter in the address; an unknown filter shows all."""
    tests = {
        "learn": lambda line: line.claim.wish == "learn",
        "more": lambda line: line.claim.wish == "more",
        "less": lambda line: line.claim.wish == "less",
        "private": lambda line: line.seen.private,
        "shared": lambda line: not line.seen.private,
        "empty": lambda line: line.silent,
    }
    return [line for line in found if tests[show](line)] if show in tests else found


def grouped(found: list[Line], by: str, actor: Actor) -> list[tuple[str, list[Line]]]:
    """The lines in groups: by the groups of my team's list, by what I want, or all together. Empty groups stay out."""
    if by == "wish":
        order = {
            "more": _("I like to do this more often"),
            "learn": _("I want to learn this"),
            "": _("I leave that open"),
            "less": _("rather not (any more)"),
        }
        for line in found:
            line.group = order[line.claim.wish]
        titles = list(order.values())
    elif by == "team":
        rows = TeamSkill.objects.filter(unit_id__in=actor.units).order_by("unit_id", "position", "pk")
        group_of = dict(rows.values_list("skill_id", "group"))
        other = _("Not on the team's list")
        for line in found:
            skill = line.claim.skill_id
            on_list = skill is not None and skill in group_of
            line.group = (group_of[skill or 0] or _("On the team's list")) if on_list else other
        titles = sorted({line.group for line in found} - {other}) + [other]
    else:
        return [("", found)] if found else []
    return [(title, own) for title in titles if (own := [line for line in found if line.group == title])]


def waiting(actor: Actor) -> Waiting:
    """How many questions wait for this person."""
    return Waiting(
        listed=visible(Listed, actor).filter(answer="").count(),
        asked=visible(Confirmation, actor, "answer").count(),
    )
