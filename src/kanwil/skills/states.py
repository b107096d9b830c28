"""What a term of a language is at one moment, as plain data: to compare, to keep, and to put back.

A state is a dictionary of JSON, the same shape whether it comes from the database or from a pack. Importing is
comparing two states; taking an import back is putting the earlier one in place again.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .models import LANGUAGES, Behaviour, Broader, Framework, Mapping, Scale, Skill, SkillLabel, SkillText
from .packs.records import LONGEST_LABEL, Concept, Pack, scheme_of

State = dict[str, Any]
KEPT_LANGUAGES = tuple(code for code, _name in LANGUAGES)
FACTS = ("kind", "code", "status", "sector", "valid_months", "legal_ground_nl", "legal_ground_en")
LENGTHS = {"code": 40, "sector": 40, "legal_ground_nl": 200, "legal_ground_en": 200}


def nothing() -> State:
    """A term that says nothing yet."""
    return {
        "kind": "skill",
        "code": "",
        "status": "current",
        "sector": "",
        "valid_months": None,
        "legal_ground_nl": "",
        "legal_ground_en": "",
        "replaced_by": "",
        "words": [],
        "texts": {},
        "broader": [],
        "mappings": {},
        "behaviour": {},
    }


def present(framework: Framework | None) -> dict[str, State]:
    """Every term of a language as it stands in the database, by URI. A fixed number of queries."""
    if framework is None:
        return {}
    uris: dict[int, str] = {}
    states: dict[str, State] = {}
    for pk, uri, successor, *facts in Skill.objects.filter(framework=framework).values_list(
        "pk", "uri", "replaced_by__uri", *FACTS
    ):
        uris[pk] = uri
        states[uri] = {**nothing(), **dict(zip(FACTS, facts, strict=True)), "replaced_by": successor or ""}
    mine = {"skill__framework": framework}
    for pk, language, kind, text in SkillLabel.objects.filter(**mine).values_list("skill", "language", "kind", "text"):
        states[uris[pk]]["words"].append([language, kind, text])
    for pk, language, text in SkillText.objects.filter(**mine).values_list("skill", "language", "explanation"):
        states[uris[pk]]["texts"][language] = text
    for low, high in Broader.objects.filter(narrower__framework=framework, broader__framework=framework).values_list(
        "narrower", "broader"
    ):
        states[uris[low]]["broader"].append(uris[high])
    for pk, target, match in Mapping.objects.filter(**mine).values_list("skill", "target_uri", "match"):
        states[uris[pk]]["mappings"][target] = match
    for pk, level, language, text in Behaviour.objects.filter(**mine).values_list(
        "skill", "level__key", "language", "text"
    ):
        states[uris[pk]]["behaviour"].setdefault(level, {})[language] = text
    for state in states.values():
        state["words"].sort()
        state["broader"].sort()
    return states


class Wanted:
    """What the terms of a pack must become, given what they are now. What a pack does not speak of stays."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.broader: dict[str, list[str]] = defaultdict(list)
        for relation in pack.relations:
            self.broader[relation.narrower].append(relation.broader)
        self.mappings: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for mapping in pack.mappings:
            self.mappings[mapping.from_uri].append((mapping.scheme, mapping.to_uri, mapping.match))
        default = Scale.objects.filter(default=True).first()
        self.levels = set(default.levels.values_list("key", flat=True)) if default else set()

    def state(self, concept: Concept, now: State | None) -> State:
        now = now or nothing()
        wanted = {**now, "kind": concept.kind, "status": concept.status, "replaced_by": concept.replaced_by or ""}
        wanted["code"] = concept.code or now["code"]
        extra = concept.extra
        if "sector" in extra:
            wanted["sector"] = extra["sector"]
        for language in KEPT_LANGUAGES:
            if ground := extra.get("legal_ground", {}).get(language):
                wanted[f"legal_ground_{language}"] = ground
        if extra.get("valid_months"):
            wanted["valid_months"] = extra["valid_months"]
        for fact, longest in LENGTHS.items():
            wanted[fact] = wanted[fact][:longest]
        wanted["words"] = self.words(concept, now)
        wanted["texts"] = {
            **now["texts"],
            **{language: text for language, text in concept.explanation.items() if language in KEPT_LANGUAGES},
        }
        wanted["broader"] = self.places(concept.uri, now)
        wanted["mappings"] = self.links(concept.uri, now)
        wanted["behaviour"] = {
            **now["behaviour"],
            **{
                level: {language: text[:300] for language, text in texts.items() if text}
                for level, texts in extra.get("behaviour", {}).items()
                if level in self.levels and any(texts.values())
            },
        }
        return wanted

    def words(self, concept: Concept, now: State) -> list[list[str]]:
        """The words of the pack per language it speaks; of other languages what there was."""
        kept = [word for word in now["words"] if not concept.labels.get(word[0])]
        for language in KEPT_LANGUAGES:
            label = concept.labels.get(language)
            if not label:
                continue
            seen = {label}
            kept.append([language, "preferred", label])
            hidden = concept.extra.get("hidden", {}).get(language, [])
            for kind, texts in (("synonym", concept.synonyms.get(language, [])), ("hidden", hidden)):
                for text in texts:
                    if text and text not in seen and len(text) <= LONGEST_LABEL:
                        seen.add(text)
                        kept.append([language, kind, text])
        return sorted(kept)

    def places(self, uri: str, now: State) -> list[str]:
        """Where the term hangs. A pack without places (a file was missing) moves nothing."""
        found = sorted(set(self.broader.get(uri, [])))
        return found if found or (self.pack.whole and self.pack.relations) else now["broader"]

    def links(self, uri: str, now: State) -> dict[str, str]:
        """Links with other languages: the pack has the say over the languages it links with, the others stay."""
        found = self.mappings.get(uri, [])
        spoken = {scheme for scheme, _target, _match in found}
        kept = {target: match for target, match in now["mappings"].items() if scheme_of(target) not in spoken}
        return {**kept, **{target: match for _spoken, target, match in found}}


def name_of(state: State) -> str:
    """The preferred word, in Dutch when there is one."""
    for language in KEPT_LANGUAGES:
        for spoken, kind, text in state["words"]:
            if (spoken, kind) == (language, "preferred"):
                return str(text)
    return str(state["code"])


def fingerprint(state: State) -> str:
    """A short mark that changes when anything about the term changes."""
    return hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]


def differences(now: State, then: State) -> list[dict[str, str]]:
    """What changes, field by field, in a form that a page can show."""
    found = []
    for language in KEPT_LANGUAGES:
        found.append((f"label_{language}", _words(now, language, "preferred"), _words(then, language, "preferred")))
        found.append((f"synonyms_{language}", _others(now, language), _others(then, language)))
        found.append((f"text_{language}", now["texts"].get(language, ""), then["texts"].get(language, "")))
    for fact in ("kind", "code", "status", "sector", "valid_months", "legal_ground_nl", "legal_ground_en"):
        found.append((fact, str(now[fact] or ""), str(then[fact] or "")))
    found.append(("replaced_by", now["replaced_by"], then["replaced_by"]))
    found.append(("broader", _joined(now["broader"]), _joined(then["broader"])))
    found.append(("mappings", _joined(now["mappings"].items()), _joined(then["mappings"].items())))
    found.append(("behaviour", _examples(now), _examples(then)))
    return [{"field": field, "from": old[:400], "to": new[:400]} for field, old, new in found if old != new]


def _words(state: State, language: str, *kinds: str) -> str:
    return " · ".join(text for spoken, kind, text in state["words"] if spoken == language and kind in kinds)


def _others(state: State, language: str) -> str:
    return _words(state, language, "synonym", "hidden")


def _joined(items: Iterable[Any]) -> str:
    return " · ".join(sorted(item if isinstance(item, str) else f"{item[1]} {item[0]}" for item in items))


def _examples(state: State) -> str:
    return " · ".join(
        f"{level}: {texts[language]}"
        for level, texts in sorted(state["behaviour"].items())
        for language in sorted(texts)
    )
