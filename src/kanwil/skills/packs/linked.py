"""Linked data from outside, made into a graph without ever asking the network anything.

Three shapes: Turtle, JSON-LD and RDF/XML. A DOCTYPE, a context that must be fetched, a file that is too large or
nested too deep: each is refused with its reason.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.parsers import expat

from pyld import jsonld
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kanwil.skills.packs.records import PackRefused
from kanwil.skills.packs.sources import Sources

LARGEST = 64 * 1024 * 1024
DEEPEST = 60
ENDINGS = {
    ".ttl": "turtle",
    ".nt": "turtle",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
}
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
# Relative links in a file mean nothing to us; this makes them recognisable instead of pointing into the disk.
BASE = "http://relative.invalid/"


def shape_of(name: str) -> str | None:
    """Turtle, JSON-LD or RDF/XML, by the ending of the name; None for anything else."""
    ending = "." + name.rpartition(".")[2].lower()
    return ENDINGS.get(ending)


def graph_of(sources: Sources, name: str) -> Graph:
    """All statements of one file."""
    plain = sources.plain(name)
    shape, data = shape_of(plain), sources.read(name, LARGEST)
    if not data.strip():
        raise PackRefused("empty_file", file=plain)
    if _DOCTYPE.search(data):
        raise PackRefused("doctype", file=plain)
    try:
        if shape == "json-ld":
            return _json_ld(data, plain)
        if shape == "xml":
            _check_xml(data, plain)
        return Graph().parse(data=data, format=str(shape), publicID=BASE)
    except PackRefused:
        raise
    except RecursionError as problem:
        raise PackRefused("pack_too_deep", file=plain) from problem
    except Exception as problem:  # the parsers raise dozens of kinds; all mean: this is not well written
        where, brief = _line_of(problem), _brief(problem)
        raise PackRefused("pack_not_well_formed", file=plain, row=where, problem=brief) from problem


def _brief(problem: Exception) -> str:
    return " ".join(str(problem).split())[:160]


def _line_of(problem: Exception) -> int | None:
    found = re.search(r"at line (\d+)", str(problem)) or re.search(r"line (\d+)", str(problem))
    return int(found[1]) if found else None


def _check_xml(data: bytes, file: str) -> None:
    """Read the XML once with a reader that resolves nothing: no DOCTYPE, no entities, not too deep."""
    parser, depth = expat.ParserCreate(), 0

    def refuse(*_details: object) -> None:
        raise PackRefused("doctype", file=file)

    def enter(*_details: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise PackRefused("pack_too_deep", file=file)

    def leave(*_details: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = enter, leave
    parser.Parse(data, True)


def _json_ld(data: bytes, file: str) -> Graph:
    document = json.loads(data.decode("utf-8-sig"))
    _check_depth(document, file)
    asked: list[str] = []

    def never(url: str, _options: Any = None) -> Any:
        asked.append(url)
        raise ValueError("a context is never fetched")

    try:
        statements = jsonld.to_rdf(document, {"documentLoader": never, "base": BASE, "produceGeneralizedRdf": False})
    except jsonld.JsonLdError as problem:
        if asked:
            raise PackRefused("pack_remote_context", file=file, address=asked[0][:200]) from problem
        raise
    graph = Graph()
    for one in (one for part in statements.values() for one in part):
        graph.add((_node(one["subject"]), _node(one["predicate"]), _node(one["object"])))
    return graph


def _node(value: dict[str, str]) -> Node:
    """One end of a statement as PyLD gives it, as rdflib wants it."""
    if value["type"] == "literal":
        language = value.get("language")
        return Literal(value["value"], lang=language, datatype=None if language else URIRef(value["datatype"]))
    return BNode(value["value"].removeprefix("_:")) if value["type"] == "blank node" else URIRef(value["value"])


def _check_depth(document: Any, file: str) -> None:
    """Walks without recursion, so that depth cannot hurt the walk itself."""
    level, layer = 0, [document]
    while layer:
        level += 1
        if level > DEEPEST:
            raise PackRefused("pack_too_deep", file=file)
        layer = (
            [
                inner
                for outer in layer
                for inner in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(inner, dict | list)
            ]
            if level > 1 or isinstance(document, dict | list)
            else []
        )
