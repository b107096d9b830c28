"""What the skills language proposes for somebody's text, and which words of the text led to it. Nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kanwil.access import Actor
from kanwil.matrix.choosing import offers_of
from kanwil.skills.in_text import Span, Told, in_text
from kanwil.skills.search import close_enough, search

FROM_A_SENTENCE = 4  # proposals, so that one sentence does not push the others away
NEAR = 0.55  # compared with what fits a sentence best: what fits far less is noise
AT_ONCE = 16
FROM_A_WORD = 8
LONGEST = 500  # letters of a sentence that are kept with a skill
_END = re.compile(r"[.!?](?=\s|$)|[;\n\r\u2022]")


@dataclass(frozen=True)
class Piece:
    """A bit of a sentence; `led` when it led to the skill."""

    text: str
    led: bool = False


@dataclass(frozen=True)
class Proposal:
    """A skill the language has for what somebody wrote, and their own sentence with the words that led to it."""

    skill_id: int
    name: str
    explanation: str
    sentence: str
    pieces: list[Piece]
    mine: bool = False


def propose(actor: Actor, text: str) -> list[Proposal]:
    """Skills that fit this text, in the order of the text; of every sentence those that fit best."""
    chosen: list[tuple[Span, Told]] = []
    scores: dict[Span, list[float]] = {}
    for told in in_text(text, AT_ONCE * 2):
        around = sentence_around(text, told.spans)
        here = scores.setdefault(around, [])
        if len(here) < FROM_A_SENTENCE and (not here or told.score >= NEAR * here[0]):
            here.append(told.score)
            chosen.append((around, told))
    chosen = sorted(chosen[:AT_ONCE], key=lambda one: (one[0], -one[1].score))
    offers = {offer.skill_id: offer for offer in offers_of(actor, [told.skill_id for _around, told in chosen])}
    return [
        Proposal(
            told.skill_id,
            offers[told.skill_id].name,
            offers[told.skill_id].explanation,
            text[slice(*around)],
            pieces_of(text, around, told.spans),
            offers[told.skill_id].mine,
        )
        for around, told in chosen
        if told.skill_id in offers
    ]


def sentence_around(text: str, spans: Iterable[Span]) -> Span:
    """Where the sentence with these places begins and ends; of a very long one only the part around them."""
    places = sorted(spans)
    first, last = places[0][0], max(end for _begin, end in places)
    begin = max((found.end() for found in _END.finditer(text, 0, first)), default=0)
    ended = _END.search(text, last)
    end = len(text) if ended is None else ended.end() if ended[0] in ".!?" else ended.start()
    begin = max(begin, min(first, last - LONGEST // 2) - LONGEST // 4)
    end = min(end, begin + LONGEST)
    whole = text[begin:end]
    return begin + len(whole) - len(whole.lstrip()), end - (len(whole) - len(whole.rstrip()))


def pieces_of(text: str, around: Span, spans: Iterable[Span]) -> list[Piece]:
    """The sentence cut in bits, with those marked that led to the skill. Words beside each other are one bit."""
    begin, end = around
    joined: list[list[int]] = []
    for first, last in sorted(spans):
        if joined and not text[joined[-1][1] : first].strip():
            joined[-1][1] = max(last, joined[-1][1])
        else:
            joined.append([first, last])
    pieces, at = [], begin
    for first, last in joined:
        first, last = max(first, at), min(last, end)
        if first < last:
            pieces += [Piece(text[at:first]), Piece(text[first:last], led=True)]
            at = last
    return [piece for piece in [*pieces, Piece(text[at:end])] if piece.text]


def sentences_of(proposals: Iterable[Proposal], skill_ids: Iterable[int]) -> dict[int, str]:
    """The own sentence with each of these skills."""
    chosen = set(skill_ids)
    return {one.skill_id: one.sentence for one in proposals if one.skill_id in chosen}


def propose_for(actor: Actor, word: str) -> list[Proposal]:
    """Skills that fit one word, such as the verb of a card."""
    found = close_enough(search(word, FROM_A_WORD))
    return [
        Proposal(offer.skill_id, offer.name, offer.explanation, "", [], offer.mine)
        for offer in offers_of(actor, [hit.skill_id for hit in found])
    ]
