"""General words that say the same: "manueel" and "met de hand", "wagen" and "auto", "verven" and "paint".

They come from Kanwil's own lists in ``content/finder``: one line is one idea. The lists know nothing of any skills
language; the index says which of the words it has. Read once per process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kanwil.calc.finder.words import SMALL_WORDS, split_words, stem

PLACE = Path(__file__).resolve().parents[2] / "content" / "finder"
Term = tuple[str, ...]  # the folded words of one term, small words left out


@dataclass(frozen=True, eq=False)
class Lexicon:
    """What says the same: by the stem of a single word, and by the words of a phrase."""

    same: dict[str, tuple[Term, ...]] = field(default_factory=dict)  # stem of one word -> terms
    phrases: dict[Term, tuple[Term, ...]] = field(default_factory=dict)  # folded words in full -> terms
    longest: int = 1  # words in the longest phrase
    words: frozenset[str] = frozenset()

    def of_word(self, word: str) -> tuple[Term, ...]:
        """The terms that say the same as one word."""
        return self.same.get(stem(word), ())


def read(lines: Iterable[str]) -> Lexicon:
    """Make a lexicon of lines; empty lines and lines that begin with # do not count."""
    same: dict[str, dict[Term, None]] = defaultdict(dict)
    phrases: dict[Term, dict[Term, None]] = defaultdict(dict)
    known: set[str] = set()
    for line in lines:
        if not line.strip() or line.startswith("#"):
            continue
        full = [tuple(split_words(term)) for term in line.split(",")]
        terms = {words: _telling(words) for words in full if words}
        for words, telling in terms.items():
            others = dict.fromkeys(other for other in terms.values() if other != telling)
            if len(words) > 1:
                phrases[words] |= others
            elif telling:
                same[stem(telling[0])] |= others
                known.add(telling[0])
    return Lexicon(
        {word: tuple(terms) for word, terms in same.items()},
        {words: tuple(terms) for words, terms in phrases.items()},
        max((len(words) for words in phrases), default=1),
        frozenset(known),
    )


@cache
def standard() -> Lexicon:
    """Kanwil's own lists, in a fixed order."""
    files = sorted(PLACE.glob("*.txt"))
    return read(line for file in files for line in file.read_text(encoding="utf-8").splitlines())


def _telling(words: Term) -> Term:
    return tuple(word for word in words if word not in SMALL_WORDS) or words
