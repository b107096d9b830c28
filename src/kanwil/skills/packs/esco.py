"""ESCO from its official CSV packs, layouts 1.1 and 1.2, any language, several at once.

A pack is often not whole: a file was too large to send, or only the collections were downloaded. What is there
is used, and the report says what is missing and what that means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kanwil.skills.packs.records import Concept, Need, Note, Occupation, Pack, PackRefused, Relation
from kanwil.skills.packs.sources import Sources, gather
from kanwil.skills.packs.tables import Table, is_uri, line, links, paragraphs, words

KEY = "esco"
CREDIT = "This service uses the ESCO classification of the European Commission."
KINDS = {"knowledge": "knowledge", "skill/competence": "skill", "": "skill"}
STATUSES = {
    "released": "current",
    "": "current",
    "obsolete": "obsolete",
    "deprecated": "obsolete",
    "replaced": "obsolete",
}
IGNORED = {
    "conceptschemes",
    "dictionary",
    "iscogroups",
    "broaderrelationsoccpillar",
    "skillskillrelations",
    "greenshareocc",
    "researchoccupationscollection",
}
_NAME = re.compile(
    r"^(?P<table>[A-Za-z]+?)(?:_(?P<language>[a-z]{2}(?:-[a-z]{2,4})?))?(?: ?\(\d+\))?\.csv$", re.IGNORECASE
)
_VERSION = re.compile(r"(?<![\w.])v?(1\.\d+(?:\.\d+)?)(?![\d.]\d)")
_ENGLISH = frozenset(["the", "and", "or", "to", "with", "by", "from", "such", "which", "using", "their", "for"])
_DUTCH = frozenset(["de", "het", "een", "en", "van", "met", "voor", "te", "op", "aan", "bij", "die", "dat"])


class Part:
    """One file of the pack, by what it holds, in which language and of which version."""

    def __init__(self, sources: Sources, name: str, table: str, language: str) -> None:
        self.name, self.plain, self.table, self.language = name, sources.plain(name), table, language
        found = _VERSION.findall(sources.stood(name))
        self.version = found[-1] if found else ""

    @property
    def age(self) -> tuple[int, ...]:
        return tuple(int(number) for number in self.version.split(".") if number)


def parts(sources: Sources) -> list[Part]:
    """The files that are ESCO's, by their names, oldest version first so that the newest has the last word."""
    found = []
    for name in sources.names:
        match = _NAME.match(sources.plain(name))
        if match and (_known(table := match["table"].lower())):
            found.append(Part(sources, name, table, (match["language"] or "").lower()))
    return sorted(found, key=lambda part: (part.age, part.name))


def _known(table: str) -> bool:
    return (
        table
        in {
            "skills",
            "skillgroups",
            "skillshierarchy",
            "occupations",
            "occupationskillrelations",
            "broaderrelationsskillpillar",
        }
        or table in IGNORED
        or table.endswith("skillscollection")
    )


def recognises(sources: Sources) -> bool:
    """Whether these files are (part of) an ESCO pack: by their names, and by their columns, for a list of one's own
    may be called skills.csv as well."""
    return any(part.table not in IGNORED and _has_links(sources, part.name) for part in parts(sources))


def _has_links(sources: Sources, name: str) -> bool:
    with sources.open(name) as handle:
        start = handle.read(2000).replace(b"\0", b"")  # also when it was saved as UTF-16
    return any(column in start for column in (b"conceptUri", b"Level 0 URI", b"occupationUri"))


def read(*places: Any, languages: Iterable[str] = (), version: str = "", occupations: bool = True) -> Pack:
    """ESCO from folders, zips or uploads together. `languages` limits which words are kept; none means all."""
    sources = gather(*places)
    reading = _Reading(sources, parts(sources), frozenset(languages))
    reading.skills()
    reading.collections()
    reading.groups()
    reading.hierarchy()
    reading.broader()
    if occupations:
        reading.occupations()
    return reading.finish(version)


class _Reading:
    """The work of reading one pack: the same URI in several files and languages becomes one term."""

    def __init__(self, sources: Sources, found: list[Part], languages: frozenset[str]) -> None:
        self.sources, self.found, self.languages = sources, found, languages
        self.pack = Pack(
            key=KEY,
            name="ESCO",
            publisher="European Commission",
            credit=CREDIT,
            licence="Reuse with credit (Commission Decision 2011/833/EU)",
        )
        self.pack.refusals.extend(sources.refusals)
        self.concepts: dict[str, Concept] = {}
        self.from_collection: dict[str, int] = defaultdict(int)
        self.collected_broader: list[Relation] = []
        for name in sources.names:
            if name not in {part.name for part in found}:
                self.note("ignored", "pack_ignored_file", sources.plain(name))

    def note(self, kind: str, code: str, file: str = "", **params: Any) -> None:
        self.pack.notes.append(Note(kind, code, file, params))

    def those(self, *tables: str) -> list[Part]:
        return [part for part in self.found if part.table in tables and self.wanted(part.language)]

    def wanted(self, language: str) -> bool:
        return not self.languages or not language or language in self.languages

    def tables(self, kind: str, with_words: bool = True) -> Iterable[tuple[Part, Table]]:
        """The open tables of a kind. A file with words but no language in its name cannot be used."""
        for part in self.those(kind):
            if with_words and not part.language:
                self.pack.refuse("pack_no_language", part.plain, example=part.plain.replace(".csv", "_nl.csv"))
                continue
            yield part, Table(self.sources, part.name, self.pack)

    def concept(self, table: Table, row: int, cells: dict[str, str]) -> Concept | None:
        """The term of this row, new or met before; None when its URI, kind or status is not one."""
        uri = cells["conceptUri"].strip()
        if not is_uri(uri):
            table.refuse(row, "pack_no_link", value=uri[:80])
            return None
        status = STATUSES.get(cells.get("status", "").strip().lower())
        kind = KINDS.get(cells.get("skillType", "").strip().lower())
        if status is None:
            table.refuse(row, "pack_unknown_value", value=cells["status"][:80], choices=choices(STATUSES))
            return None
        if kind is None:
            table.refuse(row, "pack_unknown_value", value=cells["skillType"][:80], choices=choices(KINDS))
            return None
        concept = self.concepts.get(uri)
        if concept is None:
            concept = self.concepts[uri] = Concept(uri, kind=kind, extra={"collections": []})
        concept.status = status
        concept.reuse_level = cells.get("reuseLevel", "").strip() or concept.reuse_level
        successor = (cells.get("replacedBy") or cells.get("isReplacedBy") or "").strip()
        if is_uri(successor):
            concept.replaced_by = successor
        return concept

    def put_words(self, concept: Concept, language: str, cells: dict[str, str]) -> bool:
        """Label, synonyms and explanation of one row; False when it has no label."""
        label = line(cells.get("preferredLabel", ""))
        if label:
            concept.labels[language] = label
        if known := words(cells.get("altLabels", "")):
            concept.synonyms[language] = known
        if hidden := words(cells.get("hiddenLabels", "")):
            concept.extra.setdefault("hidden", {})[language] = hidden
        text = cells.get("description") or cells.get("definition") or cells.get("scopeNote") or ""
        self.explain(concept, language, paragraphs(text))
        return bool(label)

    def explain(self, concept: Concept, language: str, text: str) -> None:
        """Keep an explanation under the language it is in: some Dutch files explain in English."""
        if text and language != "en" and looks_english(text, language):
            concept.explanation.setdefault("en", text)
        elif text:
            concept.explanation[language] = text

    def skills(self) -> None:
        for part, table in self.tables("skills"):
            for row, cells in table.rows("conceptUri", "preferredLabel", "skillType"):
                concept = self.concept(table, row, cells)
                if concept and not self.put_words(concept, part.language, cells) and not concept.labels:
                    table.refuse(row, "pack_no_label", uri=concept.uri)
                    del self.concepts[concept.uri]

    def collections(self) -> None:
        """Collections repeat skills: they give words when skills_xx.csv is missing, and say where a skill belongs."""
        for kind in sorted({part.table for part in self.found if part.table.endswith("skillscollection")}):
            for part, table in self.tables(kind):
                for row, cells in table.rows("conceptUri", "preferredLabel", "skillType"):
                    concept = self.concept(table, row, cells)
                    if concept is None:
                        continue
                    name = kind.removesuffix("skillscollection")
                    if name not in concept.extra["collections"]:
                        concept.extra["collections"].append(name)
                    if part.language not in concept.labels and self.put_words(concept, part.language, cells):
                        self.from_collection[part.language] += 1
                    self.collected_broader.extend(
                        Relation(concept.uri, uri) for uri in links(cells.get("broaderConceptUri", ""))
                    )

    def group(self, uri: str, code: str) -> Concept:
        concept = self.concepts.setdefault(uri, Concept(uri, kind="group", extra={"collections": []}))
        concept.kind = "group"
        concept.code = code.strip() or concept.code
        return concept

    def groups(self) -> None:
        for part, table in self.tables("skillgroups"):
            for row, cells in table.rows("conceptUri", "preferredLabel"):
                uri, status = cells["conceptUri"].strip(), STATUSES.get(cells.get("status", "").strip().lower())
                if not is_uri(uri) or status is None:
                    table.refuse(row, "pack_no_link", value=uri[:80])
                    continue
                concept = self.group(uri, cells.get("code", ""))
                concept.status = status
                self.put_words(concept, part.language, cells)

    def hierarchy(self) -> None:
        """Groups under groups. Also gives the groups themselves when their own table is missing."""
        for part, table in self.tables("skillshierarchy"):
            for row, cells in table.rows("Level 0 URI", "Level 0 preferred term"):
                above = ""
                for level in range(4):
                    uri = cells.get(f"Level {level} URI", "").strip()
                    if not uri:
                        break
                    if not is_uri(uri):
                        table.refuse(row, "pack_no_link", value=uri[:80])
                        break
                    concept = self.group(uri, cells.get(f"Level {level} code", ""))
                    if label := line(cells.get(f"Level {level} preferred term", "")):
                        concept.labels.setdefault(part.language, label)
                    if above:
                        self.pack.relations.append(Relation(uri, above))
                    above = uri
                if above and part.language not in self.concepts[above].explanation:
                    self.explain(self.concepts[above], part.language, paragraphs(cells.get("Description", "")))

    def broader(self) -> None:
        """Skills under groups and skills. The labels in this table are English in every pack, so they are not used."""
        seen = False
        for _part, table in self.tables("broaderrelationsskillpillar", with_words=False):
            seen = True
            for _row, cells in table.rows("conceptUri", "broaderUri"):
                self.pack.relations.append(Relation(cells["conceptUri"].strip(), cells["broaderUri"].strip()))
        if not seen:
            self.pack.relations.extend(self.collected_broader)

    def occupations(self) -> None:
        known: dict[str, Occupation] = {}
        for part, table in self.tables("occupations"):
            for row, cells in table.rows("conceptUri", "preferredLabel"):
                uri, label = cells["conceptUri"].strip(), line(cells["preferredLabel"])
                if not is_uri(uri) or not label:
                    table.refuse(row, "pack_no_link", value=uri[:80])
                    continue
                occupation = known.setdefault(uri, Occupation(uri))
                occupation.code = cells.get("code", "").strip() or occupation.code
                occupation.labels[part.language] = label
                occupation.synonyms[part.language] = words(cells.get("altLabels", ""))
                if text := paragraphs(cells.get("description", "")):
                    occupation.explanation[part.language] = text
        self.pack.occupations = list(known.values())
        for _part, table in self.tables("occupationskillrelations", with_words=False):
            for row, cells in table.rows("occupationUri", "relationType", "skillUri"):
                strength = cells["relationType"].strip().lower()
                if strength not in {"essential", "optional"}:
                    table.refuse(row, "pack_unknown_value", value=strength[:80], choices="essential, optional")
                    continue
                self.pack.needs.append(Need(cells["occupationUri"].strip(), cells["skillUri"].strip(), strength))

    def finish(self, version: str) -> Pack:
        """Close the books: nothing usable is a refusal, anything missing is said, loose ends go."""
        self.pack.concepts = list(self.concepts.values())
        if not any(concept.kind != "group" for concept in self.pack.concepts):
            raise PackRefused("pack_no_esco_skills", refusals=self.pack.refusals, notes=self.pack.notes)
        versions = list(dict.fromkeys(part.version for part in self.found if part.version))
        layout = "1.2" if any(part.table.startswith("broader") and part.language for part in self.found) else "1.1"
        self.pack.version = version or (versions[-1] if versions else f"{layout}.x")
        if len(versions) > 1:
            self.note("info", "pack_versions", versions=", ".join(versions))
        for concept in self.pack.concepts:
            english = concept.explanation.get("en")
            concept.explanation = {
                language: text for language, text in concept.explanation.items() if language == "en" or text != english
            }
        self.pack.whole = any(part.table == "skills" for part in self.found)
        pack = self.pack.settled()
        _say_what_is_missing(pack, self)
        return pack


def choices(values: Iterable[str]) -> str:
    return ", ".join(filter(None, values))


def looks_english(text: str, language: str = "") -> bool:
    """Whether an explanation in a pack of another language was left in English. Names alone are no proof."""
    found = re.findall(r"[a-z]+", text.lower())
    hits = sum(word in _ENGLISH for word in found)
    if language == "nl" and len(found) >= 5 and not any(word in _DUTCH for word in found):
        return hits > 0
    return len(found) >= 6 and hits >= 2 and hits * 12 >= len(found)


def _say_what_is_missing(pack: Pack, reading: _Reading) -> None:
    """The files that a whole pack has and this one has not, and what that means for the person who imports it."""
    coverage, total = pack.coverage(), len(pack.concepts)
    have = {(part.table, part.language) for part in reading.found}

    def note(kind: str, code: str, file: str = "", **params: Any) -> None:
        pack.notes.append(Note(kind, code, file, params))

    for language in pack.languages:
        if ("skills", language) not in have:
            note(
                "missing",
                "pack_missing_skills",
                f"skills_{language}.csv",
                language=language,
                count=reading.from_collection[language],
            )
        if not {("skillgroups", language), ("skillshierarchy", language)} & have:
            note("missing", "pack_missing_groups", f"skillGroups_{language}.csv", language=language)
        if lacking := total - coverage.get(language, 0):
            note("fallback", "pack_fallback", language=language, count=lacking, total=total)
    tables = {table for table, _language in have}
    if "broaderrelationsskillpillar" not in tables:
        note("missing", "pack_missing_broader", "broaderRelationsSkillPillar.csv")
    if pack.occupations and "occupationskillrelations" not in tables:
        note("missing", "pack_missing_needs", "occupationSkillRelations.csv")
