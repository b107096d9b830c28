"""From text to words that can be compared: folding, stems, small words, compounds and typing errors.

Made for Dutch and English side by side; which language a text is in need not be known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterator
from functools import lru_cache

_SMALL = """
de het een van en of in op te met voor aan bij tot uit om door naar over als dat die dit deze is zijn was wordt worden
kan kunnen ik je jij we wij ze zij hun mijn jouw ons onze er ook nog niet wel dan dus maar want o.a. zoals onder tegen
tussen tijdens per via zich hen hem haar het eigen andere anderen
ben bent heb hebt heeft hebben had moet moeten mag wil zou zal zullen mensen elke ieder iedere dag week altijd vaak soms
heel erg graag veel alle alles iets iemand daarna toen zo hier daar hoe wat wie waar ga gaat even gewoon
the a an of and or in on to with for at by from as that this these is are be was were can i you we they their my your
our it its not into over under such own other others using use
"""
SMALL_WORDS = frozenset(_SMALL.split())
_WORD = re.compile(r"[a-z0-9]+(?:[+#]+|(?:\.[a-z0-9]+)+)?")
_EXTRA = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "ł": "l", "ĳ": "ij", "’": "'", "‘": "'"})
_MARKS = re.compile("[\u0300-\u036f]+")
_ENDINGS = (
    "eringen", "ering", "heden", "heid", "ingen", "aties", "atie", "elijke", "elijk", "eren", "ende", "ing", "aars",
    "aar", "ers", "er", "tjes", "tje", "jes", "je", "end", "en", "ed", "es", "te", "de", "s", "t", "e",
)  # fmt: skip
_PARTICLES = """
aan achter af bij binnen door in klaar los mee na om onder op over samen schoon terug toe uit vast voor weg
"""
PARTICLES = frozenset(_PARTICLES.split())
_PARTICIPLE = re.compile(rf"(?P<before>{'|'.join(sorted(PARTICLES))})?ge(?P<root>[a-z]{{3,}}?)(?:d|t|en)$")
_TO_DO = re.compile(rf"(?P<before>{'|'.join(sorted(PARTICLES))})te(?P<verb>[a-z]{{3,}}en)$")
_WITH_PARTICLE = re.compile(rf"(?:{'|'.join(sorted(PARTICLES))})(?P<verb>[a-z]{{4,}})$")
_LEARNED_AS = {"uctie": "uceren", "ucties": "uceren", "ectie": "ecteren", "ecties": "ecteren", "eptie": "ipieren"}
_LEARNED = re.compile(r"(?:ucties?|ecties?|eptie)$")
_VOWELS = "aeiouy"
_LINKS = ("", "s", "en", "e", "n")


def fold(text: str) -> str:
    """Lower case, without accents: "Coördinatie" and "coordinatie" become the same."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_EXTRA).lower())
    return _MARKS.sub("", plain)


def split_words(text: str) -> list[str]:
    """The folded words of a text, in order. "C++", "c#" and "node.js" stay whole."""
    return _WORD.findall(fold(text).replace("'s ", "s ").replace("'", ""))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its usual ending, so that "plannen", "planning" and "gepland" meet more often than not."""
    root = word
    for ending in _ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= 3:
            root = root[: -len(ending)]
            break
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeiou":
        root = root[:-1]
    if len(root) > 3 and root[-2] == root[-3] and root[-2] in "aeou" and root[-1] not in "aeiou":
        root = root[:-2] + root[-1]
    return root[:-1] + {"v": "f", "z": "s"}.get(root[-1], root[-1])


def other_forms(word: str) -> list[str]:
    """Words this one may be a form of: "helpt" of "help", "gemaakt" of "maken", "opgeruimd" of "opruimen"."""
    found = []
    if len(word) >= 5 and word.endswith("t"):
        found.append(word[:-1])
    if match := _PARTICIPLE.match(word):
        found.append((match["before"] or "") + match["root"])
    if match := _TO_DO.match(word):
        found.append(match["before"] + match["verb"])
    if len(word) >= 6 and word.endswith("eren"):
        found.append(word[:-2])
    if match := _LEARNED.search(word):
        found.append(word[: match.start()] + _LEARNED_AS[match[0]])
    return found


def infinitives(form: str) -> list[str]:
    """The verbs a form may belong to: "kleed" of "kleden", "was" of "wassen", "geef" and "geeft" of "geven"."""
    found = []
    for root in dict.fromkeys((form, form.removesuffix("t"))):
        if len(root) < 3 or root[-1] in _VOWELS:
            continue
        if root[-2] == root[-3] and root[-2] in "aeou":
            short = root[:-2] + root[-1]
            found += [short + "en", short[:-1] + {"f": "v", "s": "z"}.get(short[-1], short[-1]) + "en"]
        elif root[-2] in _VOWELS and root[-3] not in _VOWELS:
            found.append(root + root[-1] + "en")
        else:
            found += [root + "en", root[:-1] + {"f": "v", "s": "z"}.get(root[-1], root[-1]) + "en"]
    return list(dict.fromkeys(found))


def looks_like_a_verb(word: str) -> bool:
    """Whether a word has the ending of a Dutch verb in full; "markeringen" does not."""
    return word.endswith("en") and not word.endswith(("ingen", "heden"))


def verb_in(word: str) -> str | None:
    """The verb in a verb with a particle: "leggen" in "uitleggen"."""
    match = _WITH_PARTICLE.match(word)
    return match["verb"] if match and looks_like_a_verb(word) else None


def compound_parts(word: str, known: Container[str]) -> tuple[str, str] | None:
    """The two known words a long word is made of, if any: "lasrobot" → "las", "robot".

    A linking s, e or en between the parts is allowed. The most even split wins. A verb with a particle is one word:
    "uitleggen" has nothing to do with "leggen".
    """
    best: tuple[int, str, str] | None = None
    for cut in range(3, len(word) - 3):
        tail = word[cut:]
        if tail not in known or (word[:cut] in PARTICLES and looks_like_a_verb(tail)):
            continue
        for link in _LINKS:
            head = word[:cut].removesuffix(link) if link else word[:cut]
            if link and head == word[:cut]:
                continue
            if len(head) >= 3 and head in known and (best is None or abs(len(head) - len(tail)) < best[0]):
                best = (abs(len(head) - len(tail)), head, tail)
    return best and (best[1], best[2])


def grams(word: str) -> Iterator[str]:
    """The pieces of three and four letters of a word, with its begin and end marked, and those two letters apart."""
    marked = f"^{word}$"
    yield marked[:2]
    yield marked[-2:]
    for size in (3, 4):
        for start in range(len(marked) - size + 1):
            yield marked[start : start + size]


def typing_errors(one: str, other: str, limit: int = 2) -> int | None:
    """How many typing errors lie between two words, or None when more than ``limit``.

    A letter too many, missing, wrong, or two letters swapped is one error.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i] + [limit + 1] * len(other)
        for j in range(max(1, i - limit), min(len(other), i + limit) + 1):
            cost = before[j - 1] + (letter != other[j - 1])
            row[j] = min(cost, before[j] + 1, row[j - 1] + 1)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) > limit:
            return None
    return row[-1] if row[-1] <= limit else None
