"""How well and how fast the finder finds: recall, mean reciprocal rank and milliseconds, on real development sets.

    KANWIL_REAL_DATA=FOLDER python benchmarks/finder.py

The folder holds ``finder/`` (Dutch concepts, Dutch phrases mapped by experts) and ``esco/`` (English labels). It is not
part of the project; without it this says so and stops. Phrases that are word for word a label are left out.
"""

from __future__ import annotations

import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from kanwil.calc.finder import Concept, build, load, save, search
from kanwil.calc.finder.words import split_words

csv.field_size_limit(10_000_000)
CUTS = (1, 5, 10, 50)


def real_data() -> Path | None:
    """The folder with real data, from the environment or beside the checkout."""
    given = os.environ.get("KANWIL_REAL_DATA")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared" / "data"
    return folder if (folder / "finder" / "concepts_nl.csv").exists() else None


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(" | ") if part.strip()]


def dutch(folder: Path) -> list[Concept]:
    return [
        Concept(row["uri"], "nl", row["label_nl"], parts(row["alt_labels_nl"]), row["description_nl"])
        for row in rows(folder / "finder" / "concepts_nl.csv")
    ]


def english(folder: Path) -> list[Concept]:
    return [
        Concept(row["uri"], "en", row["label_en"], parts(row["alt_labels_en"]), row["description_en"])
        for row in rows(folder / "esco" / "esco_skills_en_nl.csv")
    ]


def phrases(folder: Path, concepts: list[Concept], relations: set[str]) -> list[tuple[str, set[str]]]:
    """Phrases with every concept that experts mapped them to, without those that are simply a label."""
    known = {" ".join(split_words(label)) for one in concepts for label in (one.label, *one.synonyms)}
    gold: dict[str, set[str]] = defaultdict(set)
    ids = {one.id for one in concepts}
    for row in rows(folder / "finder" / "queries_nl_dev.csv"):
        if row["relation"] in relations and row["uri"] in ids:
            gold[row["query"]].add(row["uri"])
    return [(query, uris) for query, uris in sorted(gold.items()) if " ".join(split_words(query)) not in known]


def held_out(concepts: list[Concept], seed: int = 1) -> tuple[list[Concept], list[tuple[str, set[str]]]]:
    """Take one synonym away from every concept that has one, and ask for it."""
    chance = random.Random(seed)
    kept, asked = [], []
    for one in concepts:
        if one.synonyms:
            gone = chance.choice(list(one.synonyms))
            rest = [label for label in one.synonyms if label != gone]
            labels = {" ".join(split_words(label)) for label in (one.label, *rest)}
            if " ".join(split_words(gone)) not in labels:
                asked.append((gone, {one.id}))
            one = Concept(one.id, one.language, one.label, rest, one.explanation)
        kept.append(one)
    return kept, asked


def with_errors(concepts: list[Concept], number: int = 500, seed: int = 2) -> list[tuple[str, set[str]]]:
    """Preferred labels with one typing error in the longest word."""
    chance = random.Random(seed)
    found = []
    for one in chance.sample(concepts, min(number, len(concepts))):
        words = one.label.split()
        longest = max(range(len(words)), key=lambda place: len(words[place]))
        word = words[longest]
        if len(word) < 5:
            continue
        at = chance.randrange(1, len(word) - 1)
        change = chance.choice(["drop", "swap", "double"])
        if change == "drop":
            word = word[:at] + word[at + 1 :]
        elif change == "swap":
            word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        else:
            word = word[:at] + word[at] + word[at:]
        words[longest] = word
        found.append((" ".join(words), {one.id}))
    return found


def measure(name: str, index, asked: list[tuple[str, set[str]]], language: str | None = "nl") -> None:
    ranks, times = [], []
    for question, gold in asked:
        start = time.process_time()
        hits = search(index, question, limit=50, language=language)
        times.append((time.process_time() - start) * 1000)
        ranks.append(next((place for place, hit in enumerate(hits, 1) if hit.id in gold), None))
    times.sort()
    recall = "  ".join(f"R@{cut} {sum(r is not None and r <= cut for r in ranks) / len(ranks):.3f}" for cut in CUTS)
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(
        f"{name:<42} n={len(asked):<5} {recall}  MRR {mrr:.3f}  "
        f"ms p50 {times[len(times) // 2]:.1f} p95 {times[int(len(times) * 0.95)]:.1f}"
    )


def timed(name: str, action):
    start = time.process_time()
    result = action()
    print(f"{name:<42} {time.process_time() - start:.2f} s")
    return result


def main() -> int:
    folder = real_data()
    if folder is None:
        print("No real data: name its folder in KANWIL_REAL_DATA. Nothing was measured.")
        return 0
    nl, en = dutch(folder), english(folder)
    small = "--small" in sys.argv
    chance = random.Random(3)
    exact = phrases(folder, nl, {"exactMatch"})
    close = phrases(folder, nl, {"exactMatch", "closeMatch"})
    close = chance.sample(close, min(1000, len(close)))
    index = timed(f"build, Dutch only ({len(nl)} concepts)", lambda: build(nl))
    print(f"{'':<42} {len(index.labels)} labels, {len(index.words)} words, {index.size / 1e6:.1f} MB of numbers")
    measure("Competent phrases, exact, Dutch index", index, exact)
    measure("Competent phrases, exact + close, Dutch", index, close)
    measure("labels with a typing error, Dutch index", index, with_errors(nl))
    kept, asked = held_out(nl)
    measure("held-out synonyms, Dutch index", build(kept), asked)
    if small:
        return 0
    index = timed(f"build, Dutch + English ({len(nl)} + {len(en)})", lambda: build([*nl, *en]))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "language.npz"
        timed("save", lambda: save(index, path))
        print(f"{'':<42} {path.stat().st_size / 1e6:.1f} MB on disk")
        index = timed("load", lambda: load(path))
    print(f"{'':<42} {len(index.labels)} labels, {len(index.words)} words, {index.size / 1e6:.1f} MB of numbers")
    measure("Competent phrases, exact, both languages", index, exact)
    measure("Competent phrases, exact + close, both", index, close)
    measure("labels with a typing error, both", index, with_errors(nl))
    measure("held-out synonyms, both languages", build([*kept, *en]), asked)
    kept, asked = held_out(en)
    measure("held-out English synonyms, English", build(kept), chance.sample(asked, 1000), "en")
    print(f"{'largest process':<42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
