"""CompetentNL: through its API with the organisation's own key, or from files with its labels.

The endpoint stumbles over questions with several parts, so each relation is a question of its own. It has been
published with two spellings of the same relations; both are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kanwil.skills.packs.records import (
    Concept,
    Mapping,
    Need,
    Note,
    Occupation,
    Pack,
    PackRefused,
    Relation,
    scheme_of,
)
from kanwil.skills.packs.sources import Sources, gather
from kanwil.skills.packs.sparql import Endpoint, QueryFailed, Row
from kanwil.skills.packs.tables import Table, is_uri, line, paragraphs

KEY = "competentnl"
ADDRESS = "https://sparql.competentnl.nl"
CREDIT = "CompetentNL (UWV, SBB, CBS, TNO)"
PREFIXES = """PREFIX cnlo: <https://linkeddata.competentnl.nl/def/competentnl#>
PREFIX cnluwvo: <https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
"""
CLASSES = {"cnlo:HumanCapability": "skill", "cnlo:KnowledgeArea": "knowledge"}
STRENGTHS = {"Essential": "essential", "Important": "important", "Somewhat": "somewhat"}
MATCHES = ("exact", "close", "broad", "narrow")
PAST = ("historisch", "gearchiveerd")


def question(variables: str, where: str) -> str:
    """One question in the one form that works everywhere: no graph named, a fixed order for paging."""
    return f"{PREFIXES}SELECT DISTINCT {variables} WHERE {{ {where} }}\nORDER BY {variables}"


def needs_questions() -> list[tuple[str, str]]:
    """Every way in which CompetentNL says that an occupation asks for a skill, with how strongly."""
    found = []
    for ending, strength in STRENGTHS.items():
        long = "SomewhatRelevant" if ending == "Somewhat" else ending
        for predicate in (
            f"cnlo:requiresHAT{ending}",
            f"cnluwvo:requiresCNLHumanCapability_{long}",
            f"cnluwvo:requiresCNLKnowledgeArea_{long}",
        ):
            found.append((question("?job ?skill", f"?job {predicate} ?skill ."), strength))
    return found


def fetch(endpoint: Endpoint, *, occupations: bool = True, progress: Callable[[int, int], None] | None = None) -> Pack:
    """The whole language through the API. `progress` hears how many questions are done, and of how many."""
    asking = _Asking(endpoint, occupations, progress)
    for rdf_class, kind in CLASSES.items():
        asking.terms(rdf_class, kind)
    if occupations:
        asking.occupations()
    return asking.finish()


class _Asking:
    """The conversation with the endpoint, and what has been understood of it so far."""

    def __init__(self, endpoint: Endpoint, occupations: bool, progress: Callable[[int, int], None] | None) -> None:
        self.endpoint, self.progress = endpoint, progress
        self.done, self.total = 0, 30 + (14 if occupations else 0)
        self.pack = Pack(key=KEY, name="CompetentNL", publisher=CREDIT, credit=CREDIT, whole=True)
        self.concepts: dict[str, Concept] = {}
        self.jobs: dict[str, Occupation] = {}

    def ask(self, variables: str, where: str, what: str, needed: bool = False) -> list[Row]:
        """One question. When it fails the rest still counts, unless nothing makes sense without it."""
        return self.put(question(variables, where), what, needed)

    def put(self, query: str, what: str, needed: bool = False) -> list[Row]:
        try:
            rows = self.endpoint.rows(query)
        except QueryFailed as problem:
            if needed:
                raise PackRefused("cnl_question_failed", file=KEY, what=what) from problem
            self.pack.refuse("cnl_question_failed", KEY, what=what)
            rows = []
        self.done += 1
        if self.progress:
            self.progress(min(self.done, self.total), self.total)
        return rows

    def terms(self, rdf_class: str, kind: str) -> None:
        """Skills or knowledge areas: labels, synonyms, explanations, codes, what stands above, links elsewhere."""
        these: dict[str, Concept] = {}
        for row in self.labels(rdf_class):
            uri, label = row.get("uri", ""), line(row.get("label", ""))
            if is_uri(uri) and label:
                these.setdefault(uri, Concept(uri, kind=kind)).labels.setdefault(row.get("label@", "nl"), label)
        for row in self.synonyms(rdf_class):
            if concept := these.get(row.get("uri", "")):
                concept.synonyms.setdefault(row.get("label@", "nl"), []).append(line(row.get("label", "")))
        for row in self.ask("?uri ?text", f"?uri a {rdf_class} ; skos:definition ?text .", "skos:definition"):
            if concept := these.get(row.get("uri", "")):
                concept.explanation.setdefault(row.get("text@", "nl"), paragraphs(row.get("text", "")))
        for row in self.ask("?uri ?code", f"?uri a {rdf_class} ; skos:notation ?code .", "skos:notation"):
            if concept := these.get(row.get("uri", "")):
                concept.code = line(row.get("code", ""))[:60]
        for row in self.ask(
            "?uri ?status", f"?uri a {rdf_class} ; cnluwvo:hasContentStatus ?s . ?s rdfs:label ?status .", "status"
        ):
            if (concept := these.get(row.get("uri", ""))) and row.get("status", "").lower().endswith(PAST):
                concept.status = "obsolete"
        above = self.ask("?uri ?above", f"?uri a {rdf_class} ; skos:broader ?above .", "skos:broader")
        for row in above:
            self.pack.relations.append(Relation(row.get("uri", ""), row.get("above", "")))
        for uri in {row.get("above", "") for row in above} & these.keys() if kind == "skill" else ():
            these[uri].kind = "group"  # only the lowest layer are skills; what stands above gathers them
        self.concepts.update(these)
        self.mappings(rdf_class)

    def labels(self, rdf_class: str) -> list[Row]:
        plain = self.ask("?uri ?label", f"?uri a {rdf_class} ; skos:prefLabel ?label .", "skos:prefLabel", needed=True)
        detailed = f"?uri a {rdf_class} ; skosxl:prefLabel ?l . ?l skosxl:literalForm ?label ."
        return plain or self.ask("?uri ?label", detailed, "skosxl:prefLabel")

    def synonyms(self, rdf_class: str) -> list[Row]:
        """Other words, in both ways they are written; those that are said to be past are left out."""
        found = self.ask("?uri ?label", f"?uri a {rdf_class} ; skos:altLabel ?label .", "skos:altLabel")
        for predicate in ("skosxl:altLabel", "cnluwvo:specialization"):
            found += self.ask(
                "?uri ?label ?status",
                f"?uri a {rdf_class} ; {predicate} ?l . ?l skosxl:literalForm ?label . "
                "OPTIONAL { ?l cnluwvo:hasContentStatus ?s . ?s rdfs:label ?status }",
                predicate,
            )
        return [row for row in found if not row.get("status", "").lower().endswith(PAST)]

    def mappings(self, rdf_class: str) -> None:
        for match in MATCHES:
            for predicate in (f"cnlo:{match}MatchESCO", f"skos:{match}Match"):
                for row in self.ask("?uri ?to", f"?uri a {rdf_class} ; {predicate} ?to .", predicate):
                    if is_uri(row.get("to", "")):
                        self.pack.mappings.append(Mapping(row["uri"], scheme_of(row["to"]), row["to"], match))

    def occupations(self) -> None:
        for row in self.labels("cnlo:Occupation"):
            uri, label = row.get("uri", ""), line(row.get("label", ""))
            if is_uri(uri) and label:
                self.jobs.setdefault(uri, Occupation(uri)).labels.setdefault(row.get("label@", "nl"), label)
        for row in self.synonyms("cnlo:Occupation"):
            if job := self.jobs.get(row.get("uri", "")):
                job.synonyms.setdefault(row.get("label@", "nl"), []).append(line(row.get("label", "")))
        for query, strength in needs_questions():
            for row in self.put(query, strength):
                self.pack.needs.append(Need(row.get("job", ""), row.get("skill", ""), strength))

    def finish(self) -> Pack:
        if not any(concept.kind == "skill" for concept in self.concepts.values()):
            raise PackRefused("pack_no_skills", file=KEY, refusals=self.pack.refusals)
        dates = self.endpoint.fell_back or self.endpoint.from_cache
        if dates:
            code = "cnl_fell_back" if self.endpoint.fell_back else "cnl_from_cache"
            self.pack.notes.append(Note("info", code, KEY, {"date": min(dates).date().isoformat()}))
        self.pack.version = self.endpoint.now().date().isoformat() if not dates else min(dates).date().isoformat()
        self.pack.concepts = list(self.concepts.values())
        self.pack.occupations = list(self.jobs.values())
        return self.pack.settled()


def recognises(sources: Sources) -> bool:
    """Whether these are tables with labels of CompetentNL."""
    return any("competentnl" in sources.plain(name).lower() and name.lower().endswith(".csv") for name in sources.names)


def read(*places: Any) -> Pack:
    """CompetentNL from tables of labels: uri, pref_label, label; and in how many occupations a skill occurs."""
    sources = gather(*places)
    pack = Pack(key=KEY, name="CompetentNL", publisher=CREDIT, credit=CREDIT, refusals=list(sources.refusals))
    concepts: dict[str, Concept] = {}
    jobs: dict[str, Occupation] = {}
    for name in sources.names:
        plain = sources.plain(name)
        if not plain.lower().endswith(".csv"):
            pack.notes.append(Note("ignored", "pack_ignored_file", plain))
            continue
        table = Table(sources, name, pack)
        for row, cells in table.rows("uri", "label"):
            uri, label = cells["uri"].strip(), line(cells["label"])
            kind = _kind_of(uri)
            if kind is None or not label:
                table.refuse(row, "pack_no_link", value=uri[:80])
            elif kind == "occupation":
                _put(jobs.setdefault(uri, Occupation(uri)), cells, label)
            else:
                concept = concepts.setdefault(uri, Concept(uri, kind=kind))
                _put(concept, cells, label)
                if cells.get("occupation_count", "").isdigit():
                    concept.extra["occupations"] = int(cells["occupation_count"])
    if not concepts:
        raise PackRefused("pack_no_skills", refusals=pack.refusals, notes=pack.notes)
    pack.concepts, pack.occupations = list(concepts.values()), list(jobs.values())
    return pack.settled()


def _kind_of(uri: str) -> str | None:
    if not is_uri(uri) or scheme_of(uri) != KEY:
        return None
    return {"humancapability": "skill", "knowledgearea": "knowledge", "occupation": "occupation"}.get(
        uri.rstrip("/").split("/")[-2].lower()
    )


def _put(term: Concept | Occupation, cells: dict[str, str], label: str) -> None:
    """The label or the synonym of one row; the preferred label stands on every row."""
    term.labels.setdefault("nl", line(cells.get("pref_label", "")) or label)
    if label != term.labels["nl"]:
        words = term.synonyms.setdefault("nl", [])
        if label not in words:
            words.append(label)
