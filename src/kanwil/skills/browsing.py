"""Walking through the language: from groups to words, by the alphabet, or by what somebody types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from kanwil.access import Actor, visible

from .models import Broader, Framework, Skill, SkillLabel
from .search import close_enough, search
from .words import OTHER, Word, explanations_of, names_of, reading_language

ON_A_PAGE = 50
MOST_FOUND = 200  # who needs more types another word
FEW = 1000  # so many words are quicker to name one by one than to look for among all words
SOME = 12  # words of a language without groups, as a start
KINDS = ("skill", "knowledge", "qualification")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: words, a language, a kind, and words that are no longer used."""

    text: str = ""
    framework: Framework | None = None
    kind: str = ""
    old: bool = False
    after: int | None = None
    page: int = 1

    @property
    def anything(self) -> bool:
        """Whether somebody asks for a list; otherwise the page begins with groups."""
        return bool(self.text or self.framework or self.kind or self.old)


@dataclass(frozen=True)
class Entry:
    """One word in a list."""

    skill: Skill
    name: Word
    explanation: str = ""
    found_by: str = ""
    beneath: int = 0


@dataclass(frozen=True)
class Found:
    """A page of words. `after` or `next_page` lead to the next one. `many` is how many were found by searching."""

    entries: list[Entry] = field(default_factory=list)
    after: int | None = None
    next_page: int | None = None
    many: int | None = None


@dataclass(frozen=True)
class Shelf:
    """One language as a start: its groups, and some words of a language that has none."""

    framework: Framework
    groups: list[Entry]
    loose: list[Entry]
    more: int = 0


def find_words(actor: Actor, asked: Asked) -> Found:
    """The words that fit: the best first when something was typed, otherwise by the alphabet."""
    rows = visible(Skill, actor).exclude(kind="group")
    rows = rows.filter(status="obsolete") if asked.old else rows.filter(status="current", framework__in_use=True)
    if asked.framework:
        rows = rows.filter(framework=asked.framework)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.text and not asked.old:
        return _by_typing(rows, asked)
    if asked.text:
        rows = rows.filter(labels__text__icontains=asked.text).distinct()
    return by_alphabet(rows, asked.after)


def _by_typing(rows: QuerySet[Skill], asked: Asked) -> Found:
    hits = close_enough(search(asked.text, MOST_FOUND, framework=asked.framework, kind=asked.kind))
    start = (asked.page - 1) * ON_A_PAGE
    some = hits[start : start + ON_A_PAGE]
    found_by = {hit.skill_id: hit.matched for hit in some}
    more = asked.page + 1 if len(hits) > start + ON_A_PAGE else None
    return Found(_entries(rows, [hit.skill_id for hit in some], found_by), next_page=more, many=len(hits))


def by_alphabet(rows: QuerySet[Skill], after: int | None = None) -> Found:
    """A page of these words in the order of their names. Words without a name in the reader's language come last."""
    few = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return _few_by_alphabet(rows, few, after)
    language = reading_language()
    label = SkillLabel.objects.filter(kind="preferred", skill__in=rows.order_by().values("pk"))
    spoken = SkillLabel.objects.filter(skill_id=OuterRef("skill_id"), kind="preferred", language=language)
    mine = label.filter(language=language)
    others = label.filter(language=OTHER[language]).filter(~Exists(spoken))
    last = SkillLabel.objects.filter(pk=after).first() if after is not None else None
    found: list[tuple[int, int]] = []
    if last is None or last.language == language:
        found += _next(mine, last)
        last = None
    if len(found) <= ON_A_PAGE:
        found += _next(others, last)
    page = found[:ON_A_PAGE]
    more = page[-1][0] if len(found) > ON_A_PAGE else None
    return Found(_entries(rows, [skill for _label, skill in page]), after=more)


def _few_by_alphabet(rows: QuerySet[Skill], few: list[int], after: int | None) -> Found:
    """The same for a group or a small language: read all of its names, which is quicker than looking among all."""
    language = reading_language()
    named: dict[int, tuple[bool, str, int]] = {}
    labels = SkillLabel.objects.filter(skill_id__in=few, kind="preferred")
    for pk, skill_id, spoken, text in labels.values_list("pk", "skill_id", "language", "text"):
        if skill_id not in named or spoken == language:
            named[skill_id] = (spoken != language, text.casefold(), pk)
    order = sorted(named, key=lambda skill_id: named[skill_id])
    start = next((place + 1 for place, one in enumerate(order) if named[one][2] == after), 0)
    page = order[start : start + ON_A_PAGE]
    more = named[page[-1]][2] if len(order) > start + ON_A_PAGE else None
    return Found(_entries(rows, page), after=more)


def _next(labels: QuerySet[SkillLabel], last: SkillLabel | None) -> list[tuple[int, int]]:
    """The next page of (word, skill), and one more to know whether there is another page."""
    labels = labels.annotate(low=Lower("text"))
    if last is not None:
        low = Lower(SkillLabel.objects.filter(pk=last.pk).values("text")[:1])
        labels = labels.filter(Q(low__gt=low) | Q(low=low, pk__gt=last.pk))
    return list(labels.order_by("low", "pk").values_list("pk", "skill_id")[: ON_A_PAGE + 1])


def _entries(rows: QuerySet[Skill], ids: list[int], found_by: dict[int, str] | None = None) -> list[Entry]:
    """These words with their names and explanations, in this order. Four questions, however many there are."""
    skills = {skill.pk: skill for skill in rows.filter(pk__in=ids).select_related("framework")}
    groups = [pk for pk, skill in skills.items() if skill.kind == "group"]
    beneath = count_beneath(groups) if groups else {}
    names, explained = names_of(ids), explanations_of(ids)
    entries = []
    for pk in ids:
        if pk in skills and pk in names:
            by = (found_by or {}).get(pk, "")
            by = "" if by.casefold() == names[pk].text.casefold() else by
            entries.append(Entry(skills[pk], names[pk], str(explained.get(pk, "")), by, beneath.get(pk, 0)))
    return entries


def count_beneath(groups: Iterable[int]) -> dict[int, int]:
    """How many words and groups that are in use hang directly beneath each group."""
    rows = Broader.objects.filter(broader_id__in=list(groups), narrower__status="current")
    return dict(rows.values_list("broader_id").annotate(many=Count("pk")))


def beneath(actor: Actor, skill: Skill, after: int | None = None) -> tuple[list[Entry], Found]:
    """What hangs beneath a word or group: the groups, and a page of words."""
    rows = visible(Skill, actor).filter(broader_links__broader=skill, status="current")
    rows = rows.filter(framework__in_use=True) if skill.framework.in_use else rows
    groups = rows.filter(kind="group")
    ids = list(groups.values_list("pk", flat=True))
    return _sorted(_entries(groups, ids)), by_alphabet(rows.exclude(kind="group"), after)


def shelves(actor: Actor) -> list[Shelf]:
    """Every language in use with its topmost groups; where there are none, some of its words."""
    frameworks = list(visible(Framework, actor).filter(in_use=True))
    top = visible(Skill, actor).filter(
        framework__in=frameworks, status="current", kind="group", broader_links__isnull=True
    )
    groups: dict[int, list[Entry]] = defaultdict(list)
    for entry in _sorted(_entries(top, list(top.values_list("pk", flat=True)))):
        groups[entry.skill.framework_id].append(entry)
    counts = dict(
        visible(Skill, actor)
        .filter(framework__in=frameworks, status="current")
        .exclude(kind="group")
        .order_by()
        .values_list("framework_id")
        .annotate(many=Count("pk"))
    )
    loose = _loose(actor, [one.pk for one in frameworks if one.pk not in groups])
    return [
        Shelf(one, groups[one.pk], loose.get(one.pk, []), counts.get(one.pk, 0))
        for one in frameworks
        if counts.get(one.pk)
    ]


def _loose(actor: Actor, frameworks: list[int]) -> dict[int, list[Entry]]:
    """The newest words of languages without groups: usually the organisation's own, a handful."""
    if not frameworks:
        return {}
    rows = visible(Skill, actor).filter(framework_id__in=frameworks, status="current").exclude(kind="group")
    newest: dict[int, list[int]] = defaultdict(list)
    for pk, framework in rows.order_by("-pk").values_list("pk", "framework_id")[: SOME * 20]:
        if len(newest[framework]) < SOME:
            newest[framework].append(pk)
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in _sorted(_entries(rows, [pk for ids in newest.values() for pk in ids])):
        found[entry.skill.framework_id].append(entry)
    return found


def _sorted(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.name.text.casefold())
