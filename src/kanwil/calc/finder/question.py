"""A question cut in what was asked: words, phrases, separable verbs and the parts of compounds, each with its place.

"Ik kleed mensen aan" asks for *aankleden* and *mensen*; "met de hand" is one thing and says the same as *manueel*;
*wegtransport* is also *weg* and *transport*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kanwil.calc.finder.index import Index
from kanwil.calc.finder.kin import Kin, kin, kin_of_a_part
from kanwil.calc.finder.lexicon import Lexicon, Term
from kanwil.calc.finder.words import PARTICLES, SMALL_WORDS, compound_parts, infinitives, split_words, stem

LONGEST_QUESTION = 40  # words; a longer text is cut in pieces first
LONGEST_TEXT = 4000  # letters of one piece that are looked at
OF_PARTS = 0.92  # what the parts of a compound together are worth, next to the compound itself
IN_MORE_WORDS = 0.88
MOST_PHRASINGS = 6
FURTHEST_PARTICLE = 8  # words between a verb and the particle that belongs to it
_TOKEN = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*[+#]*")

Span = tuple[int, int]
Way = list[tuple[Kin, float]]  # words that together stand for what was asked, with their shares


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and where it stands in the text."""

    word: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that was asked, where it stands, how telling it is, and the ways in which a label can say it."""

    text: str
    spans: tuple[Span, ...]
    weight: float
    ways: list[Way]


def tokens(text: str, begin: int = 0) -> list[Token]:
    """The folded words of a text, in order, with where they stand."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        span = (begin + match.start(), begin + match.end())
        found.extend(Token(word, (span,)) for word in split_words(match[0]))
    return found


def asked_in(index: Index, words: Sequence[Token], lexicon: Lexicon, language: str | None = None) -> list[Asked]:
    """What a question asks for. Small words count only when there is nothing else."""
    joined = _join_separable(index, words, lexicon)
    phrased = _phrases(joined, lexicon)
    telling = [part for part in phrased if any(token.word not in SMALL_WORDS for token in part)] or phrased
    seen: dict[str, list[Token]] = {}
    spans: dict[str, list[Span]] = {}
    for part in telling:
        key = " ".join(token.word for token in part)
        seen.setdefault(key, part)
        spans.setdefault(key, []).extend(span for token in part for span in token.spans)
    return [_asked(index, part, tuple(sorted(set(spans[key]))), lexicon, language) for key, part in seen.items()]


def _asked(
    index: Index, part: Sequence[Token], spans: tuple[Span, ...], lexicon: Lexicon, language: str | None
) -> Asked:
    if len(part) == 1:
        return _one_word(index, part[0].word, spans, lexicon, language)
    words = [token.word for token in part if token.word not in SMALL_WORDS] or [token.word for token in part]
    whole = [kin(index, word, lexicon, language) for word in words]
    weight = sum(one.weight for one in whole)
    ways: list[Way] = [[(one, one.weight / weight) for one in whole]]
    text = tuple(token.word for token in part)
    ways += _phrasings(index, lexicon.phrases[text], lexicon)
    return Asked(" ".join(text), spans, weight, ways)


def _one_word(index: Index, word: str, spans: tuple[Span, ...], lexicon: Lexicon, language: str | None) -> Asked:
    whole = kin(index, word, lexicon, language)
    ways: list[Way] = [[(whole, 1.0)]]
    if word not in SMALL_WORDS:
        halves = [kin_of_a_part(index, part, lexicon) for part in _parts(index, word, lexicon)]
        if any(len(half.words) for half in halves):
            total = sum(half.weight for half in halves)
            ways.append([(half, OF_PARTS * half.weight / total) for half in halves])
        ways += _phrasings(index, [term for term in lexicon.of_word(word) if len(term) > 1], lexicon)
    return Asked(word, spans, whole.weight, ways)


def _phrasings(index: Index, terms: Sequence[Term], lexicon: Lexicon) -> list[Way]:
    """The ways in which the language itself says a term of the lexicon, as far as it knows all of its words."""
    ways: list[Way] = []
    for term in terms:
        words = [kin_of_a_part(index, word, lexicon, with_lexicon=False) for word in term]
        if len(ways) < MOST_PHRASINGS and all(len(one.words) for one in words):
            ways.append([(one, IN_MORE_WORDS / len(words)) for one in words])
    return ways


def _parts(index: Index, word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The two words a compound is made of, in whatever form the language or the lexicon knows them."""
    if len(word) < 7:
        return ()
    return compound_parts(word, _Either(index, lexicon)) or ()


class _Either:
    """What the language or the lexicon knows in some form, without the small words."""

    def __init__(self, index: Index, lexicon: Lexicon) -> None:
        self.index, self.lexicon = index, lexicon

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or word in SMALL_WORDS:
            return False
        if word in self.index.number or word in self.lexicon.words:
            return True
        return len(word) >= 5 and (stem(word) in self.index.same_stem or stem(word) in self.lexicon.same)


def _phrases(words: Sequence[Token], lexicon: Lexicon) -> list[list[Token]]:
    """The words, with those that make up a phrase of the lexicon put together; the longest phrase wins."""
    found: list[list[Token]] = []
    place = 0
    while place < len(words):
        size = _longest_phrase(words, place, lexicon)
        found.append(list(words[place : place + size]))
        place += size
    return found


def _longest_phrase(words: Sequence[Token], place: int, lexicon: Lexicon) -> int:
    for size in range(min(lexicon.longest, len(words) - place), 1, -1):
        if tuple(token.word for token in words[place : place + size]) in lexicon.phrases:
            return size
    return 1


def _join_separable(index: Index, words: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Put verbs and their particles together where the language or the lexicon knows the verb: "kleed … aan"."""
    found: list[Token | None] = list(words)
    known: Callable[[str], bool] = lambda joined: bool(  # noqa: E731
        index.same_stem.get(stem(joined)) or lexicon.same.get(stem(joined))
    )
    for place, particle in enumerate(words):
        if particle.word not in PARTICLES:
            continue
        for before in range(place - 1, max(-1, place - 1 - FURTHEST_PARTICLE), -1):
            verb = found[before]
            if verb is None or verb.word in SMALL_WORDS:
                continue
            forms = (*infinitives(verb.word), verb.word, verb.word.removesuffix("t"))
            joined = next((particle.word + form for form in forms if known(particle.word + form)), None)
            if joined:
                found[before] = Token(joined, (*verb.spans, *particle.spans))
                found[place] = None
                break
    return [token for token in found if token is not None]
