"""With whom somebody can share, and with whom they share now, in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kanwil.access import Actor, visible
from kanwil.people.access import leaders_of
from kanwil.people.models import Leadership, Membership, Person, Unit, today
from kanwil.ui.dates import human_date

from .actions import Audience
from .models import Share, ShareFields, active

EVERYONE = "everyone"
DEFAULT_MONTHS = "6"


@dataclass(frozen=True)
class Choice:
    """One answer to "with whom?": a key for the form, the words, and who exactly that is."""

    key: str
    name: str
    who: str = ""


@dataclass(frozen=True)
class Chosen:
    """A choice worked out: the audiences it stands for. A team also means its leader, by name."""

    key: str
    name: str
    audiences: tuple[Audience, ...]
    person: Person | None = None
    unit: Unit | None = None


@dataclass(frozen=True)
class Seen:
    """Who sees something, in one sentence."""

    words: str = ""
    until: date | None = None

    @property
    def private(self) -> bool:
        return not self.words


@dataclass
class SharedWith:
    """Everything shared with one audience: a team, a person, or everybody here."""

    key: str
    name: str
    shares: list[Share] = field(default_factory=list)
    relation: str = ""
    skills: list[str] = field(default_factory=list)

    @property
    def until(self) -> date | None:
        """The day it ends, when it is the same day for all."""
        days = {share.until_on for share in self.shares}
        return days.pop() if len(days) == 1 else None

    @property
    def several_ends(self) -> bool:
        return len({share.until_on for share in self.shares}) > 1

    @property
    def wishes(self) -> str:
        """ "all", "some" or "" : whether the wishes are shared too."""
        with_wish = [share.with_wish for share in self.shares]
        return "all" if all(with_wish) else "some" if any(with_wish) else ""


def _my_units(person_id: int) -> list[Unit]:
    units = Unit.objects.filter(pk__in=Membership.objects.on().filter(person_id=person_id).values("unit_id"))
    return list(units.order_by("name"))


def _leaders(person_id: int) -> list[Leadership]:
    return list(leaders_of(person_id).select_related("person", "unit").order_by("unit__name", "pk"))


def choices(person_id: int) -> list[Choice]:
    """With whom this person can share: who leads them, their teams, everybody here. A colleague is named apart."""
    leaders = _leaders(person_id)
    found: dict[str, Choice] = {}
    for row in leaders:
        name = row.person.name
        found.setdefault(f"lead:{row.person_id}", Choice(f"lead:{row.person_id}", name, _("your manager")))
    for unit in _my_units(person_id):
        names = [row.person.given_name for row in leaders if row.unit_id == unit.pk]
        who = _("your colleagues there, and %(leader)s") % {"leader": _and(names)} if names else _("who work there")
        found[f"team:{unit.pk}"] = Choice(f"team:{unit.pk}", unit.name, who)
    found[EVERYONE] = Choice(EVERYONE, _("everybody here"), _("so that colleagues can find you"))
    return list(found.values())


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def chosen(actor: Actor, key: str) -> Chosen | None:
    """The choice with this key, or None when this person cannot choose it."""
    kind, _colon, number = key.partition(":")
    if key == EVERYONE:
        return Chosen(key, _("everybody here"), (Audience(everyone=True),))
    if not number.isdecimal() or len(number) > 18:
        return None
    if kind == "team":
        unit = Unit.objects.filter(pk=int(number), pk__in=actor.units).first()
        if unit is None:
            return None
        leaders = [row.person for row in _leaders(actor.person_id or 0) if row.unit_id == unit.pk]
        return Chosen(key, unit.name, (Audience(unit=unit), *(Audience(person=p) for p in leaders)), unit=unit)
    if kind in ("person", "lead"):
        person = visible(Person, actor).filter(pk=int(number)).exclude(pk=actor.person_id or 0).first()
        return Chosen(key, person.name, (Audience(person=person),), person=person) if person else None
    return None


def find_colleagues(actor: Actor, text: str, limit: int = 8) -> list[Person]:
    """Colleagues whose name holds every word that was typed, by name."""
    words = text.split()[:6]
    if not words:
        return []
    people = visible(Person, actor).exclude(pk=actor.person_id or 0)
    for word in words:
        people = (
            people.filter(given_name__icontains=word)
            | people.filter(family_name__icontains=word)
            | people.filter(infix__iexact=word)
        )
    found = list(people.order_by("given_name", "family_name", "pk")[: limit + 1])
    exact = [p for p in found if p.name.casefold() == " ".join(words).casefold()]
    return exact if len(exact) == 1 else found[:limit]


# ── until when ──


def months_on(day: date, months: int) -> date:
    """The same day some months later (the last day of the month where that day does not exist)."""
    total = day.month - 1 + months
    year, month = day.year + total // 12, total % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def until_choices() -> list[tuple[str, str]]:
    """How long: one month, six (the usual), a year, or until the person stops."""
    now = today()
    words = {"1": _("1 month"), "6": _("6 months"), "12": _("1 year")}
    rows = [
        (key, _("%(how_long)s: until %(day)s") % {"how_long": said, "day": human_date(months_on(now, int(key)))})
        for key, said in words.items()
    ]
    return [*rows, ("0", _("Until I stop it myself"))]


def until_day(key: str) -> date | None:
    return months_on(today(), int(key)) if key in ("1", "6", "12") else None


# ── with whom now ──


def live_shares(actor: Actor) -> QuerySet[Share]:
    """What this person shares that somebody really sees today: not with who led them before."""
    leaders = leaders_of(actor.person_id or 0).values("person_id")
    shares = visible(Share, actor).filter(active())
    dead = Share.objects.filter(as_lead=True, claim__person_id=actor.person_id or 0).exclude(to_person_id__in=leaders)
    return shares.exclude(pk__in=dead.values("pk"))


def who_sees(
    shares: Iterable[ShareFields], home_units: frozenset[int], looking: Iterable[Person] = (), *, link: bool = False
) -> Seen:
    """One sentence about who sees something: from its shares, who was asked to look and did not answer yet, and
    whether somebody outside can read it by a link of the person."""
    rows = list(shares)
    if not rows:
        asked = list(dict.fromkeys(person.given_name for person in looking))
        if not asked:
            return Seen(_("Who has your link sees this")) if link else Seen()
        words = _("Only %(who)s, until the answer is there") % {"who": _and(asked)}
        return Seen(words + ". " + _("Who has your link sees this") if link else words)
    days = {row.until_on for row in rows}
    until = days.pop() if len(days) == 1 else None
    if any(row.to_everyone for row in rows):
        words = _("Everybody here sees this, and who has your link") if link else _("Everybody here sees this")
        return Seen(words, until)
    names = []
    for row in sorted(rows, key=lambda r: (r.to_unit_id is None, r.pk)):
        if row.to_unit is not None:
            names.append(_("your team") if home_units == {row.to_unit_id} else row.to_unit.name)
        elif row.to_person is not None:
            names.append(row.to_person.given_name)
    names += [name for person in looking if (name := person.given_name) not in names]
    if link:
        names.append(_("who has your link"))
    words = (_("%(who)s sees this") if len(names) == 1 else _("%(who)s see this")) % {"who": _and(names)}
    return Seen(words[:1].upper() + words[1:], until)


def shared_now(actor: Actor, names: Mapping[int, str] | None = None) -> list[SharedWith]:
    """What somebody shares now, by audience: teams first, then people, then everybody. `names` are those of claims."""
    leaders = set(leaders_of(actor.person_id or 0).values_list("person_id", flat=True))
    rows = live_shares(actor).select_related("claim", "to_unit", "to_person").order_by("pk")
    found: dict[str, SharedWith] = {}
    for row in rows:
        if row.to_unit is not None:
            key, name, relation = f"team:{row.to_unit_id}", row.to_unit.name, ""
        elif row.to_person is not None:
            key, name = f"person:{row.to_person_id}", row.to_person.name
            relation = _("your manager") if row.to_person_id in leaders else ""
        else:
            key, name, relation = EVERYONE, pgettext("audience", "everybody here"), ""
        found.setdefault(key, SharedWith(key, name, relation=relation)).shares.append(row)
    for group in found.values():
        mine = [names[share.claim_id] for share in group.shares if share.claim_id in names] if names else []
        group.skills = sorted(mine, key=str.casefold)
    order = {"team": 0, "person": 1, EVERYONE: 2}
    return sorted(found.values(), key=lambda group: (order[group.key.partition(":")[0]], group.name))
