"""What every reader of a skills language hands over: plain records that know no database.

A reader turns files or an answer from outside into one `Pack`. Whoever imports it never needs to know
where it came from. Anything that could not be read is a `Refusal` with file, row and reason; anything worth
knowing (a file that is missing, words that fall back to English) is a `Note`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from kanwil.intake.refusals import CannotRead, Refusal, message_for
from kanwil.skills.packs import messages as _messages  # noqa: F401  (gives the codes below their words)

__all__ = [
    "CannotRead",
    "Concept",
    "Mapping",
    "Need",
    "Note",
    "Occupation",
    "Pack",
    "PackRefused",
    "Refusal",
    "Relation",
]

KINDS = ("skill", "knowledge", "qualification", "group")
STATUSES = ("current", "obsolete")
MATCHES = ("exact", "close", "broad", "narrow")
STRENGTHS = ("essential", "important", "somewhat", "optional")

# Longer than any label or explanation in a real language; what is longer is a broken file, not a word.
LONGEST_LABEL = 255
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Note:
    """Something the reader noticed: a file that is `missing`, a `fallback`, something `ignored`, or `info`."""

    kind: str
    code: str
    file: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return message_for(self.code, {"file": self.file, **self.params})


class PackRefused(CannotRead):
    """Nothing of this source can be used. Carries what the reader met on the way, beside the reason itself."""

    def __init__(
        self, code: str, *, refusals: Iterable[Refusal] = (), notes: Iterable[Note] = (), **details: Any
    ) -> None:
        super().__init__(code, **details)
        self.refusals = [self.refusal, *refusals]
        self.notes = list(notes)


@dataclass
class Concept:
    """One term of a language: a skill, knowledge, a qualification, or the group they stand in."""

    uri: str
    kind: str = "skill"
    code: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, list[str]] = field(default_factory=dict)
    explanation: dict[str, str] = field(default_factory=dict)
    status: str = "current"
    replaced_by: str | None = None
    reuse_level: str = ""
    extra: dict[str, Any] = field(default_factory=dict)

    def word(self, language: str) -> tuple[str, str]:
        """The label in `language`, else in English, else in any; with the language it really is in."""
        for wanted in (language, "en", *sorted(self.labels)):
            if self.labels.get(wanted):
                return self.labels[wanted], wanted
        return self.code or self.uri, ""


@dataclass(frozen=True, slots=True)
class Relation:
    """The narrower term belongs under the broader one."""

    narrower: str
    broader: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """A term of this language means (about) the same as a term of another scheme."""

    from_uri: str
    scheme: str
    to_uri: str
    match: str
    to_label: str = ""


@dataclass
class Occupation:
    """An occupation of the source, for choosing skills from a job."""

    uri: str
    labels: dict[str, str] = field(default_factory=dict)
    synonyms: dict[str, list[str]] = field(default_factory=dict)
    explanation: dict[str, str] = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """The occupation asks for the skill, and how strongly."""

    occupation: str
    skill: str
    strength: str


@dataclass
class Pack:
    """A skills language as it was read from outside, whole and in order."""

    key: str
    name: str
    version: str = ""
    publisher: str = ""
    licence: str = ""
    credit: str = ""
    whole: bool = False  # every term of the language is in here; what is not, the language has no longer
    languages: list[str] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    mappings: list[Mapping] = field(default_factory=list)
    occupations: list[Occupation] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def coverage(self) -> dict[str, int]:
        """How many terms have a label in each language, so that a half-translated pack is seen as one."""
        return dict(Counter(language for concept in self.concepts for language in concept.labels))

    def refuse(self, code: str, file: str = "", row: int | None = None, **params: Any) -> None:
        self.refusals.append(Refusal(code, file, row, params=params))

    def settled(self) -> Pack:
        """The same pack without loose ends: every term has a label, every link has two ends, and no circles."""
        concepts = _labelled(self)
        known = {concept.uri for concept in concepts}
        relations = _without_circles(self, _linked(self, known))
        for concept in concepts:
            if concept.replaced_by == concept.uri:
                concept.replaced_by = None
        occupations = {occupation.uri for occupation in self.occupations}
        needs = [need for need in dict.fromkeys(self.needs) if need.skill in known and need.occupation in occupations]
        lost = len(set(self.needs)) - len(needs)
        if lost:
            self.notes.append(Note("ignored", "pack_loose_needs", params={"count": lost}))
        mappings = [mapping for mapping in dict.fromkeys(self.mappings) if mapping.from_uri in known]
        languages = sorted({language for concept in concepts for language in concept.labels})
        return replace(
            self, concepts=concepts, relations=relations, mappings=mappings, needs=needs, languages=languages
        )


def _labelled(pack: Pack) -> list[Concept]:
    """Terms that can be shown: one per URI, with at least one label of a sane length."""
    kept: dict[str, Concept] = {}
    for concept in pack.concepts:
        concept.labels = {language: label for language, label in concept.labels.items() if label}
        if not concept.labels:
            pack.refuse("pack_no_label", uri=concept.uri)
        elif any(len(label) > LONGEST_LABEL for label in concept.labels.values()):
            pack.refuse("pack_long_label", uri=concept.uri, limit=LONGEST_LABEL)
        elif concept.uri in kept:
            pack.refuse("pack_twice", uri=concept.uri)
        else:
            kept[concept.uri] = tidy(concept)
    return list(kept.values())


def tidy(concept: Concept) -> Concept:
    """Synonyms once each, never the label itself; explanations without ends of nothing."""
    for language in list(concept.synonyms):
        seen = {concept.labels.get(language, "").casefold()}
        words = []
        for word in concept.synonyms[language]:
            if word and len(word) <= LONGEST_LABEL and word.casefold() not in seen:
                seen.add(word.casefold())
                words.append(word)
        if words:
            concept.synonyms[language] = words
        else:
            del concept.synonyms[language]
    concept.explanation = {language: text[:LONGEST_TEXT] for language, text in concept.explanation.items() if text}
    return concept


def _linked(pack: Pack, known: set[str]) -> list[Relation]:
    """The links whose two ends are both in the pack; the others are counted in one note."""
    linked, loose = [], 0
    for relation in dict.fromkeys(pack.relations):
        if relation.narrower in known and relation.broader in known and relation.narrower != relation.broader:
            linked.append(relation)
        else:
            loose += 1
    if loose:
        pack.notes.append(Note("ignored", "pack_loose_links", params={"count": loose}))
    return linked


def _without_circles(pack: Pack, relations: list[Relation]) -> list[Relation]:
    """The links without those that would put a term above itself. Walks without recursion: depth is not trusted."""
    above: dict[str, list[str]] = defaultdict(list)
    for relation in relations:
        above[relation.narrower].append(relation.broader)
    refused: set[tuple[str, str]] = set()
    done: set[str] = set()
    for start in list(above):
        path: set[str] = set()
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            node, step = stack.pop()
            if step == 0:
                if node in done:
                    continue
                path.add(node)
            parents = above.get(node, [])
            if step < len(parents):
                stack.append((node, step + 1))
                if parents[step] in path:
                    refused.add((node, parents[step]))
                elif parents[step] not in done:
                    stack.append((parents[step], 0))
            else:
                path.discard(node)
                done.add(node)
    for narrower, broader in sorted(refused):
        pack.refuse("pack_circle", narrower=narrower, broader=broader)
    return [relation for relation in relations if (relation.narrower, relation.broader) not in refused]


_SCHEMES = (
    ("data.europa.eu/esco", "esco"),
    ("linkeddata.competentnl.nl", "competentnl"),
    ("onetcenter.org", "onet"),
    ("onetonline.org", "onet"),
    ("urn:kanwil:starter", "kanwil"),
)


def scheme_of(uri: str) -> str:
    """Which language a link points to: the known ones by their name, others by the place they stand."""
    for mark, scheme in _SCHEMES:
        if mark in uri:
            return scheme
    return uri.split("/")[2] if "://" in uri else uri.split(":")[1] if uri.startswith("urn:") else uri
