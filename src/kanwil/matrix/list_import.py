"""Bringing in an existing table of names × skills. Each value becomes a question to that person, never a claim.

The maker of the list says which column is which, and what every written value means ("3" is "Ik kan dit zelf"). What
the person already says in Kanwil is not looked at here: whoever brings the list must not learn it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, may, visible
from kanwil.audit.record import record_many
from kanwil.intake import kinds, refusals
from kanwil.intake.kinds import ImportKind, Line, Progress, refused
from kanwil.intake.models import Batch
from kanwil.intake.refusals import Refusal
from kanwil.intake.tables import Row, Table
from kanwil.intake.values import fold
from kanwil.intake.work import open_batch
from kanwil.people.actors import actor_of
from kanwil.people.models import Membership, Person, Unit
from kanwil.skills.models import Level, SkillLabel
from kanwil.skills.words import default_scale, names_of, sentence

from .models import Claim, Listed, TeamSkill

KIND = "listed"
NUMBER, NAME, SKILL, NOTHING = "number", "name", "skill:", "none"
MOST_VALUES = 60  # more different values than this is no list of levels
NAMES = {
    NUMBER: {"nummer", "personeelsnummer", "medewerkernummer", "number", "employeenumber", "id"},
    NAME: {"naam", "name", "medewerker", "collega", "employee", "colleague", "volledigenaam"},
}
REASONS = {
    "listed_nobody": _("Nobody in your teams has this name or number."),
    "listed_two": _("More than one colleague has this name. Use the employee number."),
    "listed_no_person": _("This row has no name or number."),
    "listed_no_meaning": _("“%(value)s” has no meaning yet. Say what it means."),
    "listed_no_columns": _("Say which column holds the names, and which columns are skills."),
}


@dataclass(frozen=True)
class Found:
    """A column as Kanwil recognises it, and a written value with what it probably means."""

    header: str
    guess: str
    examples: list[str]


def columns_of(table: Table, unit_skills: dict[int, str]) -> list[Found]:
    """What every column probably is: the number, the name, a skill by label or synonym, or nothing."""
    rows = _first(table.rows, 6)
    by_word = {fold(name): pk for pk, name in unit_skills.items()}
    wanted = [header for header in table.headers if fold(header) not in by_word]
    for text, pk in SkillLabel.objects.filter(
        text__in=[form for header in wanted for form in (header, header.capitalize(), header.lower())],
        skill__status="current",
        skill__framework__in_use=True,
    ).values_list("text", "skill_id"):
        by_word.setdefault(fold(text), pk)
    found = []
    taken: set[str] = set()
    for index, header in enumerate(table.headers):
        word = fold(header)
        guess = next((key for key, names in NAMES.items() if word in names), "")
        guess = guess or (f"{SKILL}{by_word[word]}" if word in by_word else "") or _nearly(word, unit_skills)
        guess = "" if guess in taken else guess
        taken.add(guess)
        found.append(Found(header, guess, [row.values[index][:40] for row in rows if row.values[index]][:4]))
    return found


def _nearly(word: str, unit_skills: dict[int, str]) -> str:
    """The one skill of the team whose name begins with this word: "Robot" for "Robot instellen"."""
    near = [pk for pk, name in unit_skills.items() if len(word) > 3 and fold(name).startswith(word)]
    return f"{SKILL}{near[0]}" if len(near) == 1 else ""


def values_of(table: Table, mapping: dict[str, str]) -> list[tuple[str, int]]:
    """The different values in the columns of skills, and how often each is written; digits in their order."""
    columns = [n for n, header in enumerate(table.headers) if mapping.get(header, "").startswith(SKILL)]
    counted: Counter[str] = Counter()
    for row in table.rows:
        counted.update(value for n in columns if (value := plain(row.values[n])))
    return sorted(counted.most_common(MOST_VALUES), key=lambda one: (len(one[0]) if one[0].isdecimal() else 99, one[0]))


def plain(value: str) -> str:
    """A written value, the same for "X", " x " and "3.0"."""
    text = " ".join(value.split()).casefold()[:60]
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def guess_meaning(values: Iterable[str], levels: list[Level]) -> dict[str, str]:
    """What written values mean when they are the words of the scale themselves. Digits are never guessed."""
    words: dict[str, str] = {}
    for level in levels:
        for text in (level.sentence_nl, level.sentence_en, level.short_nl, level.short_en):
            words.setdefault(plain(text), str(level.pk))
    return {value: words[value] for value in values if value in words}


def skills_to_choose(actor: Actor) -> dict[int, str]:
    """The skills on the lists of the teams this actor arranges."""
    units = visible(Unit, actor, "arrange").values("pk")
    ids = list(TeamSkill.objects.filter(unit_id__in=units).values_list("skill_id", flat=True).distinct())
    return dict(sorted(((pk, str(word)) for pk, word in names_of(ids).items()), key=lambda one: one[1].casefold()))


def levels() -> list[Level]:
    return sorted(default_scale().levels.all(), key=lambda level: level.position)


def _first(rows: Iterable[Row], many: int) -> list[Row]:
    some = []
    for row in rows:
        some.append(row)
        if len(some) == many:
            break
    return some


class People:
    """Whom this actor may bring a list for: those in teams they arrange. By number, full name or given name."""

    def __init__(self, actor: Actor) -> None:
        units = visible(Unit, actor, "arrange").values("pk")
        members = Membership.objects.on().filter(unit_id__in=units).values("person_id")
        self.by_number: dict[str, Person] = {}
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_given_name: dict[str, list[Person]] = defaultdict(list)
        for one in visible(Person, actor).filter(pk__in=members):
            if one.number:
                self.by_number[fold(one.number)] = one
            for name in {fold(one.name), fold(f"{one.family_name}{one.given_name}{one.infix}")}:
                self.by_name[name].append(one)
            self.by_given_name[fold(one.given_name)].append(one)

    def find(self, number: str, name: str) -> tuple[Person | None, str]:
        """The person, or the reason why not."""
        if not number.strip() and not name.strip():
            return None, "listed_no_person"
        if number.strip():
            found = self.by_number.get(fold(number))
            return (found, "") if found else (None, "listed_nobody")
        fits = self.by_name.get(fold(name)) or self.by_given_name.get(fold(name), [])
        if len(fits) == 1:
            return fits[0], ""
        return None, "listed_two" if fits else "listed_nobody"


def check(actor: Actor, batch: Batch, rows: Iterator[Any], tell: Progress) -> Iterator[Line]:
    """What every cell would ask; rows without a known person and values without a meaning are refused."""
    with open_batch(batch) as table:
        mapping = batch.mapping or {one.header: one.guess for one in columns_of(table, skills_to_choose(actor))}
        place = {key: n for n, header in enumerate(table.headers) if (key := mapping.get(header)) in (NUMBER, NAME)}
        columns = {
            n: int(key[len(SKILL) :])
            for n, header in enumerate(table.headers)
            if (key := mapping.get(header, "")).startswith(SKILL)
        }
        if not place or not columns:
            yield refused([Refusal("listed_no_columns", batch.file_name, table.header_row)])
            return
        known = {str(level.pk): level for level in levels()}
        meaning = dict(
            batch.options.get("values") or guess_meaning((v for v, _n in values_of(table, mapping)), levels())
        )
        people, names = People(actor), names_of(columns.values())
        for done, row in enumerate(table.rows, 1):
            tell(done)
            if row.problems:
                yield refused(row.problems)
                continue
            number = row.values[place[NUMBER]] if NUMBER in place else ""
            name = row.values[place[NAME]] if NAME in place else ""
            person, why = people.find(number, name)
            if person is None:
                yield refused([Refusal(why, batch.file_name, row.number)], key=(name or number)[:80])
                continue
            for n, skill_id in columns.items():
                value = plain(row.values[n])
                means = meaning.get(value, "")
                if not value or means == NOTHING:
                    continue
                key = f"{person.name}: {names.get(skill_id, '')}"
                if means not in known:
                    wrong = Refusal(
                        "listed_no_meaning", batch.file_name, row.number, table.headers[n], {"value": value}
                    )
                    yield refused([wrong], key=key)
                    continue
                change = {"field": "level", "from": value, "to": sentence(known[means])}
                data = {"skill": skill_id, "level": known[means].pk, "written": value, "changes": [change]}
                yield Line("new", row.number, key, about_id=person.pk, data=data)


def apply(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Put the questions to the people. A question that is open already, or answered by what they say, is not put."""
    lines = [(line.about_id, line.data) for line in batch.lines.filter(outcome="new") if line.about_id is not None]
    about = {person_id for person_id, _data in lines}
    said = set(
        Claim.objects.filter(person_id__in=about, level__isnull=False).values_list("person_id", "skill_id", "level_id")
    )
    asked = set(Listed.objects.filter(person_id__in=about, answer="").values_list("person_id", "skill_id"))
    made = []
    for done, (person_id, data) in enumerate(lines, 1):
        tell(done, len(lines))
        place = (person_id, data["skill"])
        if place in asked or (*place, data["level"]) in said:
            continue
        asked.add(place)
        made.append(
            Listed(
                person_id=person_id,
                skill_id=data["skill"],
                level_id=data["level"],
                written=data["written"],
                source=batch.file_name[:120],
                batch=batch.pk,
            )
        )
    Listed.objects.bulk_create(made, batch_size=1000)
    _log(actor, "matrix.listed", batch, Counter(one.person_id for one in made))


def undo(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Take back what nobody answered yet. An answer is the person's own and stays."""
    rows = Listed.objects.filter(batch=batch.pk, answer="")
    people = Counter(rows.values_list("person_id", flat=True))
    rows.delete()
    _log(actor, "matrix.list_withdrawn", batch, people)


def _log(actor: Actor, verb: str, batch: Batch, people: Counter[int]) -> None:
    if people:
        lines = [{"about": pk, "obj": batch, "data": {"questions": count}} for pk, count in sorted(people.items())]
        record_many(actor, verb, lines)


LISTED = ImportKind(
    key=KIND,
    title=_("An older list of skills"),
    text=_("A table with names and skills. Every value becomes a question to that person: is this right?"),
    icon="table",
    columns=(),
    allowed=lambda actor: may(actor, "bring_older_list"),
    actor=lambda pk: actor_of(Person.objects.current().get(pk=pk)),
    check=check,
    apply=apply,
    undo=undo,
    fields={"level": _("On the list")},
    outcomes={"new": _("Questions to people")},
    shared=False,
    own_columns="list_columns",
)


def register() -> None:
    refusals.register_messages(REASONS)
    kinds.register(LISTED)
