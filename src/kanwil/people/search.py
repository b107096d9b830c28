"""Finding a colleague by name or number, forgiving about accents and one typing error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kanwil.access import Actor, visible
from kanwil.calc.finder.words import fold, split_words, typing_errors

from .access import units_below
from .models import Leadership, Membership, Person, Unit

MANY = 50
_LIKE = {  # a first letter and the letters people also write there
    "a": "aàáâäãå", "c": "cç", "e": "eèéêë", "g": "gğ", "i": "iìíîïİ", "n": "nñ", "o": "oòóôöõø", "s": "sşš",
    "u": "uùúûü", "y": "yýÿ", "z": "zžź",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One line: somebody, where they work, and what they lead."""

    person: Person
    places: str
    leads: str


@dataclass(frozen=True)
class Results:
    """A page of people; `after` is the mark of the next page. `nearly` says that nothing fitted exactly."""

    lines: list[Found]
    after: int | None
    nearly: bool = False


def find_people(actor: Actor, *, words: str = "", unit: Unit | None = None, after: int | None = None) -> Results:
    """Colleagues in the order of the alphabet, a page at a time, in the same number of questions for 10 or 50,000."""
    people = visible(Person, actor)
    if unit is not None:
        places = Membership.objects.on().filter(unit_id__in=units_below([unit.pk]))
        people = people.filter(pk__in=places.values("person_id"))
    tokens = words.split()[:5]
    rows = _begin_with(people, tokens)
    nearly = False
    if tokens and not rows.exists():
        rows, nearly = people.filter(pk__in=_nearly(people, split_words(words)[:5])), True
    last = people.filter(pk=after).first() if after is not None else None
    if last is not None:
        rows = rows.filter(
            Q(given_name__gt=last.given_name)
            | Q(given_name=last.given_name, family_name__gt=last.family_name)
            | Q(given_name=last.given_name, family_name=last.family_name, pk__gt=last.pk)
        )
    page = list(rows.order_by("given_name", "family_name", "pk")[: MANY + 1])
    more = page[MANY - 1].pk if len(page) > MANY else None
    return Results(lines_of(page[:MANY]), more, nearly and bool(page))


def _begin_with(people: QuerySet[Person], tokens: Iterable[str]) -> QuerySet[Person]:
    """Every word is the beginning of a name, of a part of a last name, or of a number."""
    for token in tokens:
        people = people.filter(
            Q(given_name__istartswith=token)
            | Q(family_name__istartswith=token)
            | Q(infix__istartswith=token)
            | Q(number__istartswith=token)
            | Q(given_name__icontains=f" {token}")
            | Q(family_name__icontains=f" {token}")
        )
    return people


def _nearly(people: QuerySet[Person], tokens: list[str]) -> list[int]:
    """Who is meant when nothing begins exactly so. Accents and one error do not matter; the first letter does."""
    if not tokens:
        return []
    starts = Q()
    for letter in _LIKE.get(tokens[0][0], tokens[0][0]):
        starts |= Q(given_name__istartswith=letter) | Q(family_name__istartswith=letter)
    known: dict[str, set[str]] = {}  # many people share a name: each is compared once

    def meant_by(name: str) -> set[str]:
        if name not in known:
            parts = split_words(name)
            known[name] = {token for token in tokens if any(_meant(token, part) for part in parts)}
        return known[name]

    found = []
    for pk, given, infix, family in people.filter(starts).values_list("pk", "given_name", "infix", "family_name"):
        if meant_by(given) | meant_by(f"{infix} {family}") >= set(tokens):
            found.append(pk)
        if len(found) == 200:
            break
    return found


def _meant(token: str, name: str) -> bool:
    if name.startswith(token):
        return True
    if len(token) < 3 or fold(name[:1]) != token[0]:
        return False
    begins = {name[:size] for size in (len(token) - 1, len(token), len(token) + 1)}
    return any(typing_errors(token, begin, limit=1) is not None for begin in begins)


def lines_of(people: list[Person]) -> list[Found]:
    """Where these people work and what they lead: two questions, however many people."""
    ids = [person.pk for person in people]
    places: dict[int, list[str]] = {}
    rows = Membership.objects.on().filter(person_id__in=ids).select_related("unit", "job").order_by("-home", "pk")
    for place in rows:
        words = f"{place.job.name}, {place.unit.name}" if place.job and place.home else place.unit.name
        places.setdefault(place.person_id, []).append(words)
    leads: dict[int, list[str]] = {}
    for leading in Leadership.objects.on().filter(person_id__in=ids).select_related("unit").order_by("unit__name"):
        leads.setdefault(leading.person_id, []).append(leading.unit.name)
    return [
        Found(person, " · ".join(places.get(person.pk, [])), ", ".join(leads.get(person.pk, []))) for person in people
    ]
