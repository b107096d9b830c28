"""Kanwil's own starter language: plain words in Dutch and English, kept as YAML with the product."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import yaml

import kanwil
from kanwil.skills.packs.records import KINDS, MATCHES, Concept, Mapping, Pack, PackRefused, Relation, scheme_of
from kanwil.skills.packs.sources import Sources, gather
from kanwil.skills.packs.tables import is_uri, line, paragraphs

KEY = "starter"
BASE = "urn:kanwil:starter:"
PLACE = Path(kanwil.__file__).parent / "content" / "starter"
LANGUAGES = ("nl", "en")
LEVELS = ("learning", "with_help", "independent", "teaching")
LARGEST = 4 * 1024 * 1024
SAFE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same safety; the one in C is ten times as quick


def recognises(sources: Sources) -> bool:
    return any(name.endswith((".yaml", ".yml")) for name in sources.names)


def version(sources: Sources | None = None) -> str:
    """The version of the product with a fingerprint of the words: it changes exactly when they do."""
    sources = sources or gather(PLACE)
    digest = hashlib.sha256()
    for name in sources.names:
        digest.update(name.encode() + b"\0" + sources.read(name, LARGEST))
    return f"{kanwil.__version__}+{digest.hexdigest()[:10]}"


def read(*places: Any) -> Pack:
    """The starter language from its files; without a place, the ones that come with the product."""
    sources = gather(*(places or (PLACE,)))
    pack = Pack(
        key=KEY,
        name="Kanwil",
        version=version(sources),
        publisher="Kanwil",
        licence="CC BY 4.0",
        credit="Kanwil",
        whole=True,
        refusals=list(sources.refusals),
    )
    reading = _Reading(pack)
    files = [name for name in sources.names if name.endswith((".yaml", ".yml"))]
    for name in sorted(files, key=lambda name: (not name.startswith("groups"), name)):
        reading.file(sources, name)
    return reading.finish()


class _Reading:
    """The work of reading the files: groups first, so that every skill can find its own."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.groups: dict[str, Concept] = {}
        self.terms: dict[str, Concept] = {}
        self.asked: list[tuple[str, str, str, int]] = []

    def file(self, sources: Sources, name: str) -> None:
        try:
            entries = yaml.load(sources.read(name, LARGEST), Loader=SAFE)  # noqa: S506  (a safe loader)
        except (yaml.YAMLError, RecursionError, ValueError) as problem:
            mark = getattr(problem, "problem_mark", None)
            raise PackRefused(
                "pack_not_well_formed",
                file=name,
                row=mark.line + 1 if mark else None,
                problem=str(getattr(problem, "problem", "") or problem)[:160],
            ) from problem
        if not isinstance(entries, list):
            raise PackRefused("pack_not_a_list", file=name)
        for number, entry in enumerate(entries, 1):
            if not isinstance(entry, dict) or not str(entry.get("id") or ""):
                self.pack.refuse("pack_no_id", name, number)
            elif name.startswith("groups"):
                self.group(entry, name, number)
            else:
                self.skill(entry, name, number)

    def group(self, entry: dict[str, Any], file: str, number: int) -> None:
        key = str(entry["id"])
        if key in self.groups:
            self.pack.refuse("pack_same_name", file, number, name=key)
            return
        concept = Concept(f"{BASE}group:{key}", kind="group", extra={"sector": str(entry.get("sector") or "")})
        concept.labels = {language: line(str(entry.get(language) or "")) for language in LANGUAGES}
        self.groups[key] = concept

    def skill(self, entry: dict[str, Any], file: str, number: int) -> None:
        key, kind = str(entry["id"]), str(entry.get("kind") or "skill")
        if key in self.terms:
            self.pack.refuse("pack_same_name", file, number, name=key)
            return
        if kind not in KINDS:
            self.pack.refuse("pack_unknown_value", file, number, value=kind, choices=", ".join(KINDS))
            return
        concept = self.terms[key] = Concept(BASE + key, kind=kind)
        for language in LANGUAGES:
            words = entry.get(language) or {}
            concept.labels[language] = line(str(words.get("label") or ""))
            concept.explanation[language] = paragraphs(str(words.get("explain") or ""))
            concept.synonyms[language] = [line(str(word)) for word in words.get("synonyms") or []]
        self.extras(concept, entry)
        group = self.groups.get(str(entry.get("group")))
        if group is None:
            self.pack.refuse("pack_no_such_term", file, number, name=str(entry.get("group")))
        else:
            self.pack.relations.append(Relation(concept.uri, group.uri))
            concept.extra["sector"] = group.extra["sector"]
        broader = entry.get("broader") or []
        for above in broader if isinstance(broader, list) else [broader]:
            self.asked.append((key, str(above), file, number))
        for scheme in ("esco", "competentnl"):
            for mapping in entry.get(scheme) or []:
                self.mapping(concept, mapping, file, number)

    def extras(self, concept: Concept, entry: dict[str, Any]) -> None:
        """Examples of behaviour per level, and for a qualification its ground in law and how long it counts."""
        behaviour = entry.get("behaviour") or {}
        concept.extra["behaviour"] = {
            level: {language: line(str(behaviour[level].get(language) or "")) for language in LANGUAGES}
            for level in LEVELS
            if isinstance(behaviour.get(level), dict)
        }
        ground = entry.get("legal_ground") or {}
        ground = ground if isinstance(ground, dict) else dict.fromkeys(LANGUAGES, ground)
        concept.extra["legal_ground"] = {language: line(str(ground.get(language) or "")) for language in LANGUAGES}
        months = entry.get("valid_months")
        concept.extra["valid_months"] = months if isinstance(months, int) and 0 < months < 1200 else None

    def mapping(self, concept: Concept, mapping: Any, file: str, number: int) -> None:
        uri, match = str(mapping.get("uri") or ""), str(mapping.get("match") or "close")
        if not is_uri(uri):
            self.pack.refuse("pack_no_link", file, number, value=uri[:80])
        elif match not in MATCHES:
            self.pack.refuse("pack_unknown_value", file, number, value=match, choices=", ".join(MATCHES))
        else:
            self.pack.mappings.append(Mapping(concept.uri, scheme_of(uri), uri, match))

    def finish(self) -> Pack:
        for key, above, file, number in self.asked:
            if above in self.terms:
                self.pack.relations.append(Relation(BASE + key, BASE + above))
            else:
                self.pack.refuse("pack_no_such_term", file, number, name=above)
        self.pack.concepts = [*self.groups.values(), *self.terms.values()]
        if not self.terms:
            raise PackRefused("pack_no_skills", refusals=self.pack.refusals, notes=self.pack.notes)
        return self.pack.settled()
