"""How easy is a Dutch text to read: sentences, words, syllables and the Flesch-Douma figure.

The formula is of W.H. Douma, "De leesbaarheid van landbouwbladen" (Wageningen, 1960), for Dutch. A formula is a smoke
alarm: it sees long words and long sentences. It does not see whether a text makes sense. Only readers do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,:/][^\W_]+)*")
_BREAK = re.compile(r"(?<=[.!?:…])[\"'”’)\]]*\s+|\s*\n\s*(?:[-*•]\s+)?")
_SHORT = """a.u.b. art. bijv. blz. bv. ca. d.m.v. d.w.z. dhr. dr. drs. i.p.v. i.v.m. incl. ing. ir. m.b.t. m.b.v. max.
mevr. min. mr. mw. nr. o.a. prof. resp. st. t.a.v. t.b.v. t.o.v. tel. v.a. zgn."""
_ABBREVIATIONS = frozenset(_SHORT.split())
_TREMA = str.maketrans(dict(zip("äëïöü", ["|a", "|e", "|i", "|o", "|u"], strict=True)))
_ACCENTS = str.maketrans("àáâãèéêìíîòóôõùúûýÿåæø", "aaaaeeeiiioooouuuyyaeo")
# longest first; each is one sound
_SOUND = re.compile(r"eeu(?=w)|ieu(?=w)|eau|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|au|ou|ai|oi|[aeiouy]")
# words from other languages, as they sound; also as part of a longer word
_AS_SPOKEN = (
    ("team", "tiem"),
    ("coach", "koots"),
    ("online", "onlain"),
    ("offline", "oflain"),
    ("deadline", "dedlain"),
    ("update", "updeet"),
    ("software", "softwer"),
    ("hardware", "hardwer"),
    ("website", "websait"),
    ("interview", "interviw"),
    ("ieel", "i|eel"),
    ("museum", "muse|um"),
    ("teum", "te|um"),
)


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted in a text, and what follows. Numbers count as a word for length, not for syllables."""

    sentences: int
    words: int
    syllables: int
    longest_sentence: int
    flesch_douma: float

    @property
    def words_per_sentence(self) -> float:
        """The average length of a sentence in words."""
        return self.words / self.sentences


def sentences(text: str) -> list[str]:
    """The sentences of a text. A colon, a line break and a list item end one; an abbreviation or initial does not."""
    found: list[str] = []
    for piece in (part.strip() for part in _BREAK.split(text) if part):
        if found and _goes_on(found[-1]) and "\n" not in piece:
            found[-1] = f"{found[-1]} {piece}"
        elif piece:
            found.append(piece)
    return [one for one in found if _TOKEN.search(one)]


def words(text: str) -> list[str]:
    """The words of a text, without numbers. "e-mail" and "collega's" are one word."""
    return _WORD.findall(text)


def sentence_length(sentence: str) -> int:
    """How many words a reader meets in a sentence, numbers included."""
    return len(_TOKEN.findall(sentence))


def syllables(word: str) -> int:
    """How many syllables a Dutch word has when you say it aloud."""
    first, *others = (part for part in re.split(r"[-'’]", word.lower()) if part)
    return _part_syllables(first) + sum(_part_syllables(part) for part in others if _has_vowel(part)) or 1


def flesch_douma(text: str) -> float:
    """206.835 − 0.93 × words per sentence − 77 × syllables per word. Higher is easier; 70 and up is plain."""
    return measure(text).flesch_douma


def measure(text: str) -> Readability:
    """Everything counted at once. A text without any word cannot be measured and raises ValueError."""
    in_sentences, in_words = sentences(text), words(text)
    if not in_words:
        raise ValueError("there is no word to measure")
    spoken = sum(map(syllables, in_words))
    figure = 206.835 - 0.93 * len(in_words) / len(in_sentences) - 77 * spoken / len(in_words)
    return Readability(
        len(in_sentences), len(in_words), spoken, max(map(sentence_length, in_sentences)), round(figure, 3)
    )


def _goes_on(sentence: str) -> bool:
    last = sentence.rsplit(maxsplit=1)[-1].lstrip("\"'“‘([")
    return last.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)+", last) is not None


def _has_vowel(part: str) -> bool:
    return re.search(r"[aeiouy]", part.translate(_TREMA).translate(_ACCENTS)) is not None


def _part_syllables(part: str) -> int:
    for written, spoken in _AS_SPOKEN:
        part = part.replace(written, spoken)
    part = part.translate(_TREMA).translate(_ACCENTS)
    part = re.sub(r"qu", "kw", part)
    part = re.sub(r"y(?=[aeiou])", "j", part)
    found = len(_SOUND.findall(part))
    if not found and len(part) > 1:  # an abbreviation such as "ggz" is spelled letter by letter
        return len(part)
    return max(1, found)
