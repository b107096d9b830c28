"""The deck of talent cards: a verb and one sentence, in both languages. Text of our own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kanwil.skills.packs.starter import SAFE
from kanwil.skills.words import reading_language

FOLDER = Path(__file__).resolve().parent.parent / "content"


@dataclass(frozen=True)
class Card:
    """One card. `key` is the Dutch verb: it stands in the address and with who laid it."""

    key: str
    verb: str
    sentence: str


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / name).open(encoding="utf-8") as source:
        return dict(yaml.load(source, Loader=SAFE))  # noqa: S506  (a safe loader)


@cache
def deck(language: str) -> dict[str, Card]:
    """All cards in this language, by key, in the order of the deck."""
    dutch = _read("nl/talentkaarten.yaml")
    if language == "en":
        return {key: Card(key, *told) for key, told in _read("en/talent-cards.yaml").items() if key in dutch}
    return {key: Card(key, key, sentence) for key, sentence in dutch.items()}


def cards() -> dict[str, Card]:
    """The deck in the language of who reads."""
    return deck(reading_language())
