"""A word of the organisation as a whole: read it, make another one of it, put that in place.

So taking a change back is putting the word of before in place, and nobody overwrites what somebody else just did.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .models import LANGUAGES, Behaviour, Broader, Skill, SkillLabel, SkillText

SPOKEN = tuple(code for code, _name in LANGUAGES)
FACTS = ("kind", "scale_id", "legal_ground_nl", "legal_ground_en", "valid_months")


@dataclass(frozen=True)
class OwnWord:
    """Everything a keeper can say about a word. Texts stand per language ("nl", "en"); examples per level."""

    names: dict[str, str]
    kind: str = "skill"
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    explanations: dict[str, str] = field(default_factory=dict)
    examples: dict[str, dict[str, str]] = field(default_factory=dict)  # id of the level, as text, and the language
    scale_id: int | None = None
    legal_ground_nl: str = ""
    legal_ground_en: str = ""
    valid_months: int | None = None

    def tidy(self) -> OwnWord:
        """The same without empty texts, double words and stray spaces: two that say the same are the same."""
        names = {one: text for one in SPOKEN if (text := " ".join(self.names.get(one, "").split()))}
        return OwnWord(
            names=names,
            kind=self.kind,
            synonyms={one: rest for one in SPOKEN if (rest := others(self.synonyms.get(one, ()), names.get(one, "")))},
            explanations={one: text for one in SPOKEN if (text := self.explanations.get(one, "").strip())},
            examples={
                level: kept
                for level, texts in sorted(self.examples.items())
                if (kept := {one: text for one in SPOKEN if (text := texts.get(one, "").strip()[:300])})
            },
            scale_id=self.scale_id,
            legal_ground_nl=self.legal_ground_nl.strip(),
            legal_ground_en=self.legal_ground_en.strip(),
            valid_months=self.valid_months,
        )


def others(synonyms: Iterable[str], name: str) -> tuple[str, ...]:
    """Other words in the order of the alphabet, each once, without the name itself."""
    found: dict[str, str] = {}
    for text in synonyms:
        plain = " ".join(text.split())[:255]
        if plain and plain.casefold() != name.casefold():
            found.setdefault(plain.casefold(), plain)
    return tuple(found[key] for key in sorted(found))


def read(skill: Skill) -> OwnWord:
    """The word as it stands now."""
    names: dict[str, str] = {}
    synonyms: dict[str, list[str]] = {}
    for language, kind, text in SkillLabel.objects.filter(skill=skill).values_list("language", "kind", "text"):
        if kind == "preferred":
            names[language] = text
        elif kind == "synonym":
            synonyms.setdefault(language, []).append(text)
    examples: dict[str, dict[str, str]] = {}
    for level, language, text in Behaviour.objects.filter(skill=skill).values_list("level_id", "language", "text"):
        examples.setdefault(str(level), {})[language] = text
    return OwnWord(
        names=names,
        synonyms={language: tuple(texts) for language, texts in synonyms.items()},
        explanations=dict(SkillText.objects.filter(skill=skill).values_list("language", "explanation")),
        examples=examples,
        **{fact: getattr(skill, fact) for fact in FACTS},
    ).tidy()


def put(skill: Skill, word: OwnWord) -> None:
    """Put the word in place. Words only for finding (from an import) stay. Part of an action."""
    for fact in FACTS:
        setattr(skill, fact, getattr(word, fact))
    skill.save(update_fields=["kind", "scale", "legal_ground_nl", "legal_ground_en", "valid_months"])
    said = {(one, text) for one, text in word.names.items()}
    said |= {(one, text) for one, texts in word.synonyms.items() for text in texts}
    labels = SkillLabel.objects.filter(skill=skill)
    labels.exclude(kind="hidden").delete()
    for one, text in said:
        labels.filter(language=one, text=text).delete()
    SkillLabel.objects.bulk_create(
        [SkillLabel(skill=skill, language=one, kind="preferred", text=text) for one, text in word.names.items()]
        + [
            SkillLabel(skill=skill, language=one, kind="synonym", text=text)
            for one, texts in word.synonyms.items()
            for text in texts
        ]
    )
    SkillText.objects.filter(skill=skill).delete()
    SkillText.objects.bulk_create(
        [SkillText(skill=skill, language=one, explanation=text) for one, text in word.explanations.items()]
    )
    Behaviour.objects.filter(skill=skill).delete()
    Behaviour.objects.bulk_create(
        [
            Behaviour(skill=skill, level_id=int(level), language=one, text=text)
            for level, texts in word.examples.items()
            for one, text in texts.items()
        ]
    )


def as_data(word: OwnWord) -> dict[str, Any]:
    return asdict(word)


def from_data(data: dict[str, Any]) -> OwnWord:
    synonyms = {language: tuple(texts) for language, texts in data["synonyms"].items()}
    return OwnWord(**{**data, "synonyms": synonyms})


def fingerprint(skill: Skill, word: OwnWord | None = None) -> str:
    """Short, and different when anything about the word is different: to notice that somebody else changed it."""
    stands = as_data(word or read(skill)) | {"status": skill.status, "replaced_by": skill.replaced_by_id}
    return hashlib.sha256(json.dumps(stands, sort_keys=True).encode()).hexdigest()[:16]


def differences(now: OwnWord, then: OwnWord, levels: dict[str, str]) -> list[tuple[str, str, str]]:
    """What is different between two versions, in the words of the form: (what, now, then)."""
    found = []
    for title, get in _fields(levels):
        before, after = get(now), get(then)
        if before != after:
            found.append((title, before, after))
    return found


def _fields(levels: dict[str, str]) -> list[tuple[str, Any]]:
    def text(part: str, language: str) -> Any:
        return lambda word: getattr(word, part).get(language, "")

    fields: list[tuple[str, Any]] = [
        (_("Name in Dutch"), text("names", "nl")),
        (_("Name in English"), text("names", "en")),
        (_("Explanation in Dutch"), text("explanations", "nl")),
        (_("Explanation in English"), text("explanations", "en")),
        (_("Other words in Dutch"), lambda word: ", ".join(word.synonyms.get("nl", ()))),
        (_("Other words in English"), lambda word: ", ".join(word.synonyms.get("en", ()))),
        (_("Kind"), lambda word: str(dict(Skill.KINDS)[word.kind])),
        (_("Legal ground in Dutch"), lambda word: word.legal_ground_nl),
        (_("Legal ground in English"), lambda word: word.legal_ground_en),
        (_("Valid for (months)"), lambda word: str(word.valid_months or "")),
    ]
    for level, sentence in levels.items():
        for language in SPOKEN:
            title = f"{sentence} ({dict(LANGUAGES)[language]})"
            fields.append((title, lambda word, a=level, b=language: word.examples.get(a, {}).get(b, "")))
    return fields


def above(skill: Skill) -> set[int]:
    """Everything this word hangs beneath, however far up."""
    found: set[int] = set()
    edge = {skill.pk}
    while edge:
        edge = set(Broader.objects.filter(narrower_id__in=edge).values_list("broader_id", flat=True)) - found
        found |= edge
    return found
