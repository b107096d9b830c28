"""Who can and wants this? Among the colleagues who chose to be found, by the alphabet, and for a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import QueryDict

from kanwil.access import Actor, visible
from kanwil.people.models import Membership, Person
from kanwil.skills.models import Level
from kanwil.skills.words import Word, names_of

from .access import findable
from .models import Claim, Confirmation, Share, TeamSkill

AT_ONCE = 50  # colleagues on one page
TOGETHER = 5  # more skills than this at once find nobody and only make a long question
WISHES = ("learn", "more")
BIGGEST = 10**15  # no id is bigger; SQLite stops at a number of 64 bits


def _ids(texts: list[str]) -> list[int]:
    found = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]
    return list(dict.fromkeys(number for number in found if 0 < number < BIGGEST))


@dataclass(frozen=True)
class Question:
    """What is asked, as it stands in the address: all of these skills, from this level, with this wish."""

    skills: tuple[int, ...] = ()
    level: str = ""
    wish: str = ""
    words: str = ""
    after: int = 0

    @classmethod
    def from_address(cls, asked: QueryDict) -> Question:
        """Read the address; what makes no sense in it is left out."""
        skills = names_of(_ids(asked.getlist("v"))[:TOGETHER])
        wish, after = asked.get("wens", ""), _ids([asked.get("na", "")])
        return cls(
            skills=tuple(pk for pk in _ids(asked.getlist("v")) if pk in skills)[:TOGETHER],
            level=asked.get("niveau", "").replace("\0", "")[:40],
            wish=wish if wish in WISHES else "",
            words=" ".join(asked.get("zoek", "").replace("\0", "").split())[:80],
            after=after[0] if after else 0,
        )

    def address(self, *, add: int = 0, drop: int = 0, after: int = 0) -> str:
        """The same question with a skill more or less, or further on in the list."""
        made = QueryDict(mutable=True)
        made.setlist("v", [str(pk) for pk in (*self.skills, add) if pk and pk != drop])
        for name, value in (("niveau", self.level), ("wens", self.wish), ("na", str(after) if after else "")):
            if value:
                made[name] = value
        return f"?{made.urlencode()}"


@dataclass(frozen=True)
class Shared:
    """One skill as this colleague shares it with everybody. The wish is empty when it is not shared."""

    name: Word
    level: Level | None
    wish: str
    words: str
    confirmed: bool


@dataclass
class Colleague:
    """Somebody who lets colleagues find them, and what they share of what was asked."""

    person: Person
    team: str = ""
    you: bool = False
    shares: list[Shared] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """One page of colleagues, and where the next page begins (0: this is all)."""

    people: list[Colleague]
    next_after: int = 0


def levels_to_ask() -> list[Level]:
    """The levels one can ask for: those of the default scale that say that somebody can do something."""
    return list(Level.objects.filter(scale__default=True, mark__gt=0).order_by("position"))


def find_colleagues(actor: Actor, question: Question) -> Found:
    """The colleagues who share all of these skills with everybody here, from this level and with this wish."""
    shares = findable.query(actor)
    if shares is None or not question.skills:
        return Found([])
    people = _people(actor, shares, question)
    here = people.order_by("given_name", "family_name", "pk")
    if question.after:
        here = _after(here, question.after)
    rows = list(here[: AT_ONCE + 1])
    more, rows = len(rows) > AT_ONCE, rows[:AT_ONCE]
    return Found(_with_shares(actor, shares, question, rows), rows[-1].pk if more else 0)


def _people(actor: Actor, shares: QuerySet[Share], question: Question) -> QuerySet[Person]:
    """One small question per skill, each on the index (skill, level, person)."""
    people = visible(Person, actor)
    levels = _levels_from(question.level)
    for skill_id in question.skills:
        fits = shares.filter(claim__skill_id=skill_id)
        if levels is not None:
            fits = fits.filter(claim__level_id__in=levels)
        if question.wish:
            fits = fits.filter(with_wish=True, claim__wish=question.wish)
        people = people.filter(pk__in=fits.values("claim__person_id"))
    return people


def _levels_from(key: str) -> list[int] | None:
    """Every level, in any scale, whose ring is filled at least as far as this one's; None when all will do."""
    if not key:
        return None
    marks = Level.objects.filter(scale__default=True, key=key, mark__gt=0).values_list("mark", flat=True)
    return list(Level.objects.filter(mark__gte=marks[0]).values_list("pk", flat=True)) if marks else None


def _after(people: QuerySet[Person], person_id: int) -> QuerySet[Person]:
    """Further on in the alphabet, from the last one shown."""
    last = Person.objects.filter(pk=person_id).first()
    if last is None:
        return people
    same = Q(given_name=last.given_name)
    return people.filter(
        Q(given_name__gt=last.given_name)
        | same & Q(family_name__gt=last.family_name)
        | same & Q(family_name=last.family_name, pk__gt=last.pk)
    )


def _with_shares(actor: Actor, shares: QuerySet[Share], question: Question, people: list[Person]) -> list[Colleague]:
    """What each of them shares of what was asked, in the order of the question."""
    if not people:
        return []
    ids = [person.pk for person in people]
    found = shares.filter(claim__person_id__in=ids, claim__skill_id__in=question.skills)
    rows = list(found.select_related("claim", "claim__level"))
    names, teams, seen = names_of(question.skills), _home_teams(ids), _confirmed([row.claim for row in rows])
    per_person: dict[int, dict[int, Shared]] = defaultdict(dict)
    for row in rows:
        one = row.claim
        skill_id = one.skill_id or 0  # one of those asked for, so there is one
        wish = one.wish if row.with_wish else ""
        shared = Shared(names[skill_id], one.level, wish, one.words, one.pk in seen)
        per_person[one.person_id][skill_id] = shared
    return [
        Colleague(
            person,
            teams.get(person.pk, ""),
            person.pk == actor.person_id,
            [per_person[person.pk][skill] for skill in question.skills if skill in per_person[person.pk]],
        )
        for person in people
    ]


def _home_teams(ids: list[int]) -> Mapping[int, str]:
    rows = Membership.objects.on().filter(person_id__in=ids, home=True)
    return dict(rows.values_list("person_id", "unit__name"))


def _confirmed(claims: list[Claim]) -> set[int]:
    """Claims of which somebody saw the level that is said now."""
    levels = {claim.pk: claim.level_id for claim in claims if claim.level_id}
    rows = Confirmation.objects.filter(claim_id__in=levels, confirmed=True, withdrawn_at__isnull=True)
    return {claim_id for claim_id, level_id in rows.values_list("claim_id", "level_id") if levels[claim_id] == level_id}


def asked_skills(question: Question) -> list[tuple[int, Word]]:
    """The skills of the question with their words."""
    names = names_of(question.skills)
    return [(pk, names[pk]) for pk in question.skills]


def skills_to_start_with(actor: Actor, limit: int = 12) -> list[tuple[int, Word]]:
    """A start for who does not know what to ask: the skills on the lists of one's own teams, else of any team."""
    mine = Membership.objects.on().filter(person_id=actor.person_id).values("unit_id")
    of_teams = TeamSkill.objects.filter(skill__status="current")
    rows = of_teams.filter(unit__in=mine).order_by("unit_id", "position", "pk")
    ids = list(dict.fromkeys(rows.values_list("skill_id", flat=True)[: limit * 20]))
    if not ids:
        ids = list(of_teams.order_by("skill_id").values_list("skill_id", flat=True).distinct()[:limit])
    names = names_of(ids[:limit])
    return [(pk, names[pk]) for pk in ids[:limit] if pk in names]
