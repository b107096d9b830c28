"""Plain searches to hold the finder against: SQLite FTS5 with words and with trigrams, and TF-IDF over letters."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from kanwil.calc.finder import Concept
from kanwil.calc.finder.words import split_words


class Words:
    """SQLite FTS5 as it comes: words, any of them, ranked by bm25."""

    name = "plain: FTS5, words"
    every = 1  # ask every so many questions
    tokenizer = "unicode61 remove_diacritics 2"

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(f"CREATE VIRTUAL TABLE label USING fts5(id UNINDEXED, text, tokenize='{self.tokenizer}')")
        rows = ((one.id, label) for one in concepts for label in (one.label, *one.synonyms))
        self.database.executemany("INSERT INTO label VALUES (?, ?)", rows)

    def asked(self, question: str) -> list[str]:
        return split_words(question)

    def search(self, question: str, limit: int) -> list[str]:
        words = list(dict.fromkeys(self.asked(question)))[:60]
        if not words:
            return []
        some = " OR ".join(f'"{word}"' for word in words)
        rows = self.database.execute(
            "SELECT id FROM label WHERE label MATCH ? ORDER BY rank LIMIT ?", (f"text: {some}", limit * 8)
        )
        return list(dict.fromkeys(one for (one,) in rows))[:limit]


class Trigrams(Words):
    """SQLite FTS5 with pieces of three letters."""

    name = "plain: FTS5, three letters"
    every = 6  # it is slow
    tokenizer = "trigram"

    def asked(self, question: str) -> list[str]:
        text = " ".join(split_words(question))
        return [text[at : at + 3] for at in range(len(text) - 2)]


class Letters:
    """TF-IDF over pieces of two to five letters within words; the best label of each skill counts."""

    name = "plain: TF-IDF, two to five letters"
    every = 1

    def __init__(self, concepts: Sequence[Concept]) -> None:
        labels = [(one.id, label) for one in concepts for label in (one.label, *one.synonyms)]
        self.ids = [one for one, _ in labels]
        counts = [Counter(self.pieces(label)) for _, label in labels]
        occurs = Counter(piece for found in counts for piece in found)
        self.idf = {piece: math.log((1 + len(labels)) / (1 + number)) + 1 for piece, number in occurs.items()}
        lists: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for place, found in enumerate(counts):
            value = {piece: number * self.idf[piece] for piece, number in found.items()}
            length = math.sqrt(sum(one * one for one in value.values())) or 1
            for piece, one in value.items():
                lists[piece][0].append(place)
                lists[piece][1].append(one / length)
        self.lists = {
            piece: (np.array(places, dtype=np.int32), np.array(values, dtype=np.float32))
            for piece, (places, values) in lists.items()
        }

    def pieces(self, text: str) -> list[str]:
        marked = [f" {word} " for word in split_words(text)]
        return [word[at : at + size] for word in marked for size in range(2, 6) for at in range(len(word) - size + 1)]

    def search(self, question: str, limit: int) -> list[str]:
        scores = np.zeros(len(self.ids), dtype=np.float32)
        for piece, number in Counter(self.pieces(question)).items():
            if piece in self.lists:
                places, values = self.lists[piece]
                scores[places] += values * np.float32(number * self.idf[piece])
        many = min(limit * 8, len(scores))
        top = np.argpartition(-scores, many - 1)[:many]
        order = top[np.lexsort((top, -scores[top]))]
        return list(dict.fromkeys(self.ids[place] for place in order.tolist() if scores[place] > 0))[:limit]
