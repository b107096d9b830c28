"""The organisation's own words from a table: CSV or XLSX, one skill a row, columns recognised in Dutch and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from kanwil.intake.columns import Column, ReadRow, check_mapping, counter, recognise, rows_as
from kanwil.intake.refusals import BadValue
from kanwil.intake.tables import Table, open_table
from kanwil.intake.values import fold, several, text
from kanwil.skills.packs.records import Concept, Note, Pack, PackRefused, Refusal, Relation, scheme_of
from kanwil.skills.packs.records import Mapping as Link
from kanwil.skills.packs.sources import gather
from kanwil.skills.packs.tables import LONGEST_URI, is_uri, paragraphs

KEY = "eigen"
NAME = "Eigen woorden van de organisatie"
BASE = "urn:kanwil:own:"
KINDS = {
    "vaardigheid": "skill",
    "skill": "skill",
    "competentie": "skill",
    "competence": "skill",
    "gedrag": "skill",
    "kennis": "knowledge",
    "knowledge": "knowledge",
    "bevoegdheid": "qualification",
    "qualification": "qualification",
    "certificaat": "qualification",
    "certificate": "qualification",
    "diploma": "qualification",
    "vergunning": "qualification",
    "licence": "qualification",
    "groep": "group",
    "group": "group",
}
MATCHES = {
    "exact": "exact",
    "gelijk": "exact",
    "same": "exact",
    "close": "close",
    "ongeveer": "close",
    "nearly": "close",
    "broad": "broad",
    "breder": "broad",
    "ruimer": "broad",
    "narrow": "narrow",
    "smaller": "narrow",
    "enger": "narrow",
}
_MATCH_WORD = re.compile(r"^[(\[]?([A-Za-z]+)[)\]:]?$")


def _long_text(value: str) -> str:
    if len(value) > 4000:
        raise BadValue("too_long", limit=4000)
    return paragraphs(value)


def _kind(value: str) -> str:
    found = KINDS.get(fold(value)) if value else ""
    if found is None:
        raise BadValue("bad_choice", value=value[:40], choices=str(_("skill, knowledge, qualification, group")))
    return found


def _link(value: str) -> str:
    value = value.strip()
    if value and not is_uri(value):
        raise BadValue("pack_no_link", value=value[:80])
    return value


def _links(value: str) -> list[tuple[str, str]]:
    """Links to other languages, each with an optional word before it: “exact http://…”. Without one it is close."""
    found, match = [], "close"
    for part in re.split(r"[\s;|,]+", value.strip()):
        word = _MATCH_WORD.match(part)
        if is_uri(part):
            found.append((match, part))
            match = "close"
        elif word and word[1].lower() in MATCHES:
            match = MATCHES[word[1].lower()]
        elif part:
            raise BadValue("pack_no_link", value=part[:80])
    return found


COLUMNS = (
    Column(
        "name",
        _("name"),
        {
            "nl": (
                "naam",
                "vaardigheid",
                "skill",
                "omschrijving kort",
                "competentie",
                "titel",
                "label",
                "naam nederlands",
            ),
            "en": ("name", "skill name", "label", "title", "preferred label"),
        },
        required=True,
        parse=text(255),
    ),
    Column(
        "name_en",
        _("name in English"),
        {
            "nl": ("naam engels", "engels", "engelse naam"),
            "en": ("name english", "english", "english name", "name en"),
        },
        parse=text(255),
    ),
    Column(
        "explanation",
        _("explanation"),
        {
            "nl": ("uitleg", "omschrijving", "beschrijving", "toelichting", "definitie"),
            "en": ("explanation", "description", "definition"),
        },
        parse=_long_text,
    ),
    Column(
        "explanation_en",
        _("explanation in English"),
        {
            "nl": ("uitleg engels", "omschrijving engels"),
            "en": ("explanation english", "description english"),
        },
        parse=_long_text,
    ),
    Column("kind", _("kind"), {"nl": ("soort", "type"), "en": ("kind", "type")}, parse=_kind),
    Column(
        "group",
        _("group"),
        {
            "nl": ("groep", "categorie", "rubriek", "thema", "cluster"),
            "en": ("group", "category", "theme"),
        },
        parse=text(255),
    ),
    Column(
        "synonyms",
        _("synonyms"),
        {
            "nl": ("synoniemen", "andere woorden", "ook wel", "synoniem"),
            "en": ("synonyms", "other words", "also known as"),
        },
        parse=several(text(255)),
    ),
    Column(
        "broader",
        _("stands beneath"),
        {
            "nl": ("bovenliggend", "valt onder", "hoort bij", "bovenliggende vaardigheid"),
            "en": ("broader", "parent", "stands beneath"),
        },
        parse=several(text(255)),
    ),
    Column("code", _("code"), {"nl": ("code", "nummer"), "en": ("code", "number", "id")}, parse=text(40)),
    Column("uri", _("link"), {"nl": ("link", "uri", "url"), "en": ("link", "uri", "url")}, parse=_link),
    Column(
        "mapping",
        _("link with another language"),
        {
            "nl": ("koppeling", "koppelingen", "esco", "competentnl", "esco uri"),
            "en": ("mapping", "mappings", "esco", "esco uri"),
        },
        parse=_links,
    ),
)


def slug(name: str) -> str:
    """The part of a link made from a name: small letters without accents, words joined with a dash."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]


def read(
    *places: Any, mapping: Mapping[str, str] | None = None, key: str = KEY, name: str = NAME, language: str = "nl"
) -> Pack:
    """Own words from one or more tables. `mapping` says which column is which when the names do not."""
    sources = gather(*places)
    pack = Pack(key=key, name=name, refusals=list(sources.refusals))
    reading = _Reading(pack, language)
    for file in sources.names:
        with sources.on_disk(file) as path:
            reading.table(path, sources.plain(file), mapping)
    return reading.finish()


def read_rows(rows: Iterable[ReadRow], file: str, *, key: str = KEY, name: str = NAME, language: str = "nl") -> Pack:
    """Own words from rows that were read already, for example after a person said which column is which."""
    reading = _Reading(Pack(key=key, name=name), language)
    reading.rows(rows, file)
    return reading.finish()


class _Reading:
    """The work of turning rows into terms; what a row points at may come later in the file."""

    def __init__(self, pack: Pack, language: str) -> None:
        self.pack, self.language = pack, language
        self.other = "en" if language != "en" else "nl"
        self.terms: dict[str, Concept] = {}
        self.by_name: dict[str, str] = {}
        self.asked: list[tuple[str, str, str, int]] = []

    def table(self, path: Path, file: str, mapping: Mapping[str, str] | None) -> None:
        known = (lambda texts: sum(text in mapping for text in texts)) if mapping else counter(COLUMNS)
        with open_table(path, name=file, recognise=known) as table:
            self.pack.notes.extend(Note("info", note.code, file, dict(note.params)) for note in table.notes)
            chosen = self.chosen(table, mapping)
            self.pack.notes.extend(
                Note("ignored", "pack_ignored_column", file, {"column": header})
                for header in table.headers
                if header not in chosen
            )
            self.rows(rows_as(COLUMNS, table, chosen), file)

    def chosen(self, table: Table, mapping: Mapping[str, str] | None) -> Mapping[str, str]:
        """Which column is which. Two that look alike: the first counts, because the names are in order."""
        if mapping is None:
            mapping = recognise(COLUMNS, table.headers).mapping
        wrong = check_mapping(COLUMNS, table.headers, mapping)
        if wrong:
            raise PackRefused(wrong[0].code, file=table.name, column=wrong[0].column, refusals=wrong[1:])
        return mapping

    def rows(self, rows: Iterable[ReadRow], file: str) -> None:
        for row in rows:
            if row.refusals:
                self.pack.refusals.extend(row.refusals)
            else:
                self.row(row.number, row.values, file)

    def row(self, number: int, values: Mapping[str, Any], file: str) -> None:
        uri = values["uri"] or BASE + (slug(values["code"]) or slug(values["name"]) or f"rij-{number}")
        if uri in self.terms or fold(values["name"]) in self.by_name:
            self.pack.refuse("pack_same_name", file, number, name=values["name"])
            return
        concept = self.terms[uri] = Concept(uri, kind=values["kind"] or "skill", code=values["code"])
        concept.extra["row"] = number
        self.by_name[fold(values["name"])] = uri
        if values["code"]:
            self.by_name.setdefault(fold(values["code"]), uri)
        for language, ending in ((self.language, ""), (self.other, "_en")):
            concept.labels[language] = values[f"name{ending}"]
            concept.explanation[language] = values[f"explanation{ending}"]
        concept.synonyms[self.language] = values["synonyms"] or []
        for match, target in values["mapping"] or []:
            self.pack.mappings.append(Link(uri, scheme_of(target), target, match))
        for broader in values["broader"] or []:
            self.asked.append((uri, broader, file, number))
        if values["group"]:
            self.pack.relations.append(Relation(uri, self.group(values["group"])))

    def group(self, name: str) -> str:
        """The group of this name, made when it is first mentioned."""
        uri = f"{BASE}groep-{slug(name)}"
        if uri not in self.terms:
            self.terms[uri] = Concept(uri, kind="group", labels={self.language: name})
        return uri

    def finish(self) -> Pack:
        for uri, broader, file, row in self.asked:
            above = broader if broader in self.terms else self.by_name.get(fold(broader))
            if above is None and f"{BASE}groep-{slug(broader)}" in self.terms:
                above = f"{BASE}groep-{slug(broader)}"
            if above is None:
                self.pack.refusals.append(Refusal("pack_no_such_term", file, row, params={"name": broader}))
            else:
                self.pack.relations.append(Relation(uri, above))
        self.pack.concepts = [term for term in self.terms.values() if len(term.uri) <= LONGEST_URI]
        if not self.pack.concepts:
            raise PackRefused("pack_no_skills", refusals=self.pack.refusals, notes=self.pack.notes)
        return self.pack.settled()
