"""A skills language in SKOS: Turtle, JSON-LD or RDF/XML, with plain labels or SKOS-XL ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kanwil.skills.packs import esco
from kanwil.skills.packs.linked import BASE, graph_of, shape_of
from kanwil.skills.packs.records import Concept, Mapping, Note, Pack, PackRefused, Relation, scheme_of
from kanwil.skills.packs.sources import Sources, gather
from kanwil.skills.packs.tables import is_uri, line, paragraphs

XL = Namespace("http://www.w3.org/2008/05/skos-xl#")
ESCO = Namespace("http://data.europa.eu/esco/model#")
CNLUWVO = Namespace("https://linkeddata.competentnl.nl/uwv/def/competentnl_uwv#")
MATCHES = {
    SKOS.exactMatch: "exact",
    SKOS.closeMatch: "close",
    SKOS.broadMatch: "broad",
    SKOS.narrowMatch: "narrow",
    OWL.sameAs: "exact",
}
EXPLAINS = (SKOS.definition, SKOS.scopeNote, DCTERMS.description, RDFS.comment)
SUCCESSORS = (DCTERMS.isReplacedBy, URIRef("http://data.europa.eu/esco/model#isReplacedBy"))
NO_LONGER = ("historisch", "gearchiveerd", "obsolete", "deprecated", "withdrawn", "superseded")


def recognises(sources: Sources) -> bool:
    return any(shape_of(sources.plain(name)) for name in sources.names)


def read(*places: Any, key: str = "", language: str = "nl", kind: str = "skill") -> Pack:
    """SKOS from files together. Words without a language count as `language`; terms without a kind as `kind`."""
    sources = gather(*places)
    graph, files = Graph(), []
    pack = Pack(key=key, name="", whole=True, refusals=list(sources.refusals))
    for name in sources.names:
        plain = sources.plain(name)
        if shape_of(plain) is None:
            pack.notes.append(Note("ignored", "pack_ignored_file", plain))
            continue
        files.append(plain)
        for triple in graph_of(sources, name).triples((None, None, None)):
            graph.add(triple)
    if not files:
        raise PackRefused("pack_unknown", file=", ".join(sources.names)[:200])
    reading = _Reading(graph, pack, language, kind, files[0])
    reading.scheme()
    reading.concepts()
    if not pack.concepts:
        raise PackRefused("pack_no_skills", file=files[0], refusals=pack.refusals, notes=pack.notes)
    return pack.settled()


class _Reading:
    """The work of turning statements into terms."""

    def __init__(self, graph: Graph, pack: Pack, language: str, kind: str, file: str) -> None:
        self.graph, self.pack, self.language, self.kind, self.file = graph, pack, language, kind, file
        self.without_language = 0

    def scheme(self) -> None:
        """Name, version, publisher and licence of the language, as it says itself."""
        schemes = sorted(node for node in self.graph.subjects(RDF.type, SKOS.ConceptScheme) if isinstance(node, URIRef))
        scheme = schemes[0] if schemes else None
        self.pack.name = self.pack.name or self.one(scheme, DCTERMS.title, SKOS.prefLabel, RDFS.label) or self.file
        self.pack.version = self.one(scheme, OWL.versionInfo, DCTERMS.hasVersion, DCTERMS.modified)
        self.pack.publisher = self.one(scheme, DCTERMS.publisher, DCTERMS.creator)
        self.pack.licence = self.one(scheme, DCTERMS.license, DCTERMS.rights)
        self.pack.credit = self.one(scheme, DCTERMS.bibliographicCitation, DCTERMS.rights)
        self.pack.key = self.pack.key or key_of(str(scheme) if scheme else self.file)
        if self.pack.key == esco.KEY:
            self.pack.credit = self.pack.credit or esco.CREDIT

    def one(self, node: Node | None, *predicates: URIRef) -> str:
        """The first text that is there, the wanted language first."""
        if node is None:
            return ""
        for predicate in predicates:
            found = sorted(
                self.graph.objects(node, predicate),
                key=lambda value: (getattr(value, "language", None) != self.language, str(value)),
            )
            if found:
                return line(self.text(found[0])[0])[:300]
        return ""

    def concepts(self) -> None:
        graph = self.graph
        groups = set(graph.subjects(RDF.type, SKOS.Collection)) | set(graph.subjects(RDF.type, SKOS.OrderedCollection))
        schemes = set(graph.subjects(RDF.type, SKOS.ConceptScheme))
        nodes = set(graph.subjects(RDF.type, SKOS.Concept)) | groups
        for predicate in (SKOS.prefLabel, XL.prefLabel):
            nodes |= set(graph.subjects(predicate, None))
        for node in sorted(nodes - schemes, key=str):
            uri = str(node)
            if not isinstance(node, URIRef) or uri.startswith(BASE) or not is_uri(uri):
                if isinstance(node, URIRef):
                    self.pack.refuse("pack_no_link", self.file, value=uri.removeprefix(BASE)[:80])
                continue
            self.pack.concepts.append(self.concept(node, "group" if node in groups else self.kind_of(node)))
            self.relations(node)
            self.mappings(node)
        if self.without_language:
            self.pack.notes.append(
                Note(
                    "info",
                    "pack_assumed_language",
                    self.file,
                    {"count": self.without_language, "language": self.language},
                )
            )

    def concept(self, node: URIRef, kind: str) -> Concept:
        concept = Concept(str(node), kind=kind)
        codes = sorted(str(code) for code in self.graph.objects(node, SKOS.notation))
        concept.code = line(codes[0])[:60] if codes else ""
        for language, label in self.labels(node, SKOS.prefLabel, XL.prefLabel):
            if language in concept.labels:
                concept.synonyms.setdefault(language, []).append(label)
            else:
                concept.labels[language] = label
        for language, label in self.labels(node, SKOS.altLabel, XL.altLabel, CNLUWVO.specialization):
            concept.synonyms.setdefault(language, []).append(label)
        for language, label in self.labels(node, SKOS.hiddenLabel, XL.hiddenLabel):
            concept.extra.setdefault("hidden", {}).setdefault(language, []).append(label)
        for predicate in EXPLAINS:
            for value in sorted(self.graph.objects(node, predicate), key=str):
                text, language = self.text(value)
                if text:
                    concept.explanation.setdefault(language or self.language, paragraphs(text))
        successors = sorted(str(uri) for predicate in SUCCESSORS for uri in self.graph.objects(node, predicate))
        if self.no_longer(node) or successors:
            concept.status = "obsolete"
        concept.replaced_by = next((uri for uri in successors if is_uri(uri)), None)
        concept.reuse_level = next(
            (str(level).rpartition("/")[2] for level in self.graph.objects(node, ESCO.skillReuseLevel)), ""
        )
        return concept

    def labels(self, node: URIRef, *predicates: URIRef) -> Iterator[tuple[str, str]]:
        """The words behind these predicates: plain ones, and SKOS-XL ones that still count. Always in one order."""
        found = set()
        for predicate in predicates:
            for value in self.graph.objects(node, predicate):
                literals: Iterable[Node] = [value]
                if not isinstance(value, Literal):
                    literals = [] if self.no_longer(value) else self.graph.objects(value, XL.literalForm)
                for literal in literals:
                    if isinstance(literal, Literal) and (label := line(str(literal))):
                        found.add((self.of(literal), label))
        yield from sorted(found, key=lambda pair: (pair[0], len(pair[1]), pair[1]))

    def of(self, literal: Literal) -> str:
        """The language of a word, without its country."""
        if not literal.language:
            self.without_language += 1
            return self.language
        return literal.language.partition("-")[0].lower()

    def text(self, value: Node) -> tuple[str, str]:
        """A text and its language; some languages keep their explanation one node further."""
        if isinstance(value, Literal):
            return str(value), (value.language or "").partition("-")[0].lower()
        for predicate in (RDF.value, ESCO.nodeLiteral, XL.literalForm, RDFS.label):
            for inner in self.graph.objects(value, predicate):
                if isinstance(inner, Literal):
                    return str(inner), (inner.language or "").partition("-")[0].lower()
        return (str(value), "") if isinstance(value, URIRef) else ("", "")

    def kind_of(self, node: URIRef) -> str:
        marks = [
            str(value).lower()
            for predicate in (RDF.type, DCTERMS.type, ESCO.skillType)
            for value in self.graph.objects(node, predicate)
        ]
        if any(mark.endswith(("/knowledge", "#knowledge", "knowledgearea")) for mark in marks):
            return "knowledge"
        if any(mark.endswith(("skillgroup", "/group", "#group")) for mark in marks):
            return "group"
        if any(mark.endswith(("qualification", "certificate", "licence")) for mark in marks):
            return "qualification"
        return self.kind

    def no_longer(self, node: Node) -> bool:
        """Whether a term or a label says of itself that it is past."""
        if any(str(value).lower() in {"true", "1"} for value in self.graph.objects(node, OWL.deprecated)):
            return True
        marks = (CNLUWVO.hasContentStatus, URIRef("http://www.w3.org/ns/adms#status"), ESCO.status)
        return any(
            self.status_word(value).endswith(NO_LONGER)
            for predicate in marks
            for value in self.graph.objects(node, predicate)
        )

    def status_word(self, value: Node) -> str:
        label = next(iter(self.graph.objects(value, RDFS.label)), None)
        return str(label or value).strip().lower()

    def relations(self, node: URIRef) -> None:
        for above in self.graph.objects(node, SKOS.broader):
            self.pack.relations.append(Relation(str(node), str(above)))
        for below in (*self.graph.objects(node, SKOS.narrower), *self.graph.objects(node, SKOS.member)):
            self.pack.relations.append(Relation(str(below), str(node)))

    def mappings(self, node: URIRef) -> None:
        for predicate, match in MATCHES.items():
            for target in sorted(self.graph.objects(node, predicate), key=str):
                if isinstance(target, URIRef) and is_uri(str(target)):
                    self.pack.mappings.append(Mapping(str(node), scheme_of(str(target)), str(target), match))


def key_of(name: str) -> str:
    """A short name for a language from the address of its scheme, the same at every import."""
    known = scheme_of(name) if "://" in name or name.startswith("urn:") else ""
    if known in {"esco", "competentnl"}:
        return known
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"^(https?://|urn:)", "", name.lower())).strip("-")[:60] or "skos"
