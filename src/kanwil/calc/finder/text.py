"""Finding skills in a text of one or more sentences: cut in pieces, each piece looked up, the places shown.

>>> index = build([Concept("1", "nl", "helpen met aankleden"), Concept("2", "nl", "koffie zetten")])
>>> [(hit.id, hit.spans) for hit in search_text(index, "Ik kleed bewoners aan. Daarna zet ik koffie.")]
[('2', ((30, 33), (37, 43))), ('1', ((3, 8), (18, 21)))]
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from kanwil.calc.finder.index import Concept, Index, build
from kanwil.calc.finder.lexicon import Lexicon
from kanwil.calc.finder.question import Token, tokens
from kanwil.calc.finder.search import Hit, search_words
from kanwil.calc.finder.words import SMALL_WORDS

LONGEST = 20_000  # letters of a text that are looked at
MOST_PIECES = 60
LONG_SENTENCE = 6  # telling words; a longer sentence is also cut at its commas and at "en"
LEAST = 2  # telling words in a piece of a sentence
OF_A_PIECE = 0.96  # a piece of a sentence counts a little less than the sentence
_SENTENCE = re.compile(r"[^.!?;\n\r\u2022]+(?:\.(?=\w)[^.!?;\n\r\u2022]*)*")
_CLAUSE = re.compile(r"(?:[,:()/]|\s[-\u2013\u2014]\s|\b(?:en|and|of|or|daarna|then|maar|but|terwijl|while)\b)", re.I)

__all__ = ["Concept", "build", "pieces", "search_text"]


def search_text(
    index: Index,
    text: str,
    limit: int = 10,
    *,
    language: str | None = None,
    expected: Collection[str] = (),
    lexicon: Lexicon | None = None,
) -> list[Hit]:
    """The skills a text tells of, best first; each hit says which places of the text led to it (``hit.spans``).

    Every sentence is looked up, and the parts of a long one as well; a skill counts as well as its best piece.
    """
    best: dict[str, tuple[float, int, Hit]] = {}
    for number, (piece, weight) in enumerate(pieces(text)):
        found = search_words(index, piece, limit=limit, language=language, expected=expected, lexicon=lexicon)
        for hit in found:
            value = hit.score * weight
            if hit.id not in best or value > best[hit.id][0]:
                best[hit.id] = (value, number, hit)
    order = sorted(best.values(), key=lambda one: (-one[0], one[1]))
    return [_weighed(hit, value) for value, _, hit in order[:limit]]


def _weighed(hit: Hit, score: float) -> Hit:
    if score == hit.score:
        return hit
    part = score / hit.score
    matches = tuple(replace(match, brought=round(match.brought * part, 4)) for match in hit.matches)
    return replace(hit, score=round(score, 4), matches=matches)


def pieces(text: str) -> list[tuple[list[Token], float]]:
    """The pieces of a text that are looked up, with how much each counts: sentences, and parts of long sentences."""
    found: list[tuple[list[Token], float]] = []
    for sentence in _SENTENCE.finditer(text[:LONGEST]):
        words = tokens(sentence[0], sentence.start())
        if not words:
            continue
        found.append((words, 1.0))
        if _telling(words) > LONG_SENTENCE:
            found.extend((part, OF_A_PIECE) for part in _clauses(sentence[0], sentence.start()))
        if len(found) >= MOST_PIECES:
            break
    return found[:MOST_PIECES]


def _clauses(sentence: str, begin: int) -> list[list[Token]]:
    """The parts of a long sentence; a part with hardly a word in it goes with the one before."""
    parts: list[list[Token]] = []
    start = 0
    for end in [*(match.start() for match in _CLAUSE.finditer(sentence)), len(sentence)]:
        words = tokens(sentence[start:end], begin + start)
        if parts and _telling(words) < LEAST:
            parts[-1] = [*parts[-1], *words]
        elif words:
            parts.append(words)
        start = end
    return parts if len(parts) > 1 else []


def _telling(words: list[Token]) -> int:
    return sum(token.word not in SMALL_WORDS for token in words)
