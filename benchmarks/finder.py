"""How well and how fast the finder finds: recall, mean reciprocal rank and milliseconds, on real development sets.

    KANWIL_REAL_DATA=FOLDER python -m benchmarks.finder             everything, some minutes on a slow core
    KANWIL_REAL_DATA=FOLDER python -m benchmarks.finder --small     the Dutch index alone

Beside the figures stand the plain searches of the same run: SQLite FTS5 with words and with trigrams, and TF-IDF over
pieces of two to five letters. Behind them: how many times as often Kanwil has the skill among the first ten, and how
many times as long it takes. Every question is asked once, with the reasons; words that came before are known by then.

The folder holds ``finder/`` (Dutch concepts, Dutch phrases mapped by experts) and ``esco/`` (English labels). It is not
part of the project; without it this says so and stops. Phrases that are word for word a label are left out.
"""

from __future__ import annotations

import ast
import csv
import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.plain_search import Letters, Trigrams, Words
from kanwil.calc.finder import Concept, Index, build, load, save, search, search_text
from kanwil.calc.finder.words import split_words

csv.field_size_limit(10_000_000)
CUTS = (1, 5, 10)


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


def phrases(
    folder: Path, concepts: list[Concept], relations: set[str], *, with_labels: bool = False
) -> list[tuple[str, set[str]]]:
    """Phrases with every concept that experts mapped them to, as a rule without those that are simply a label."""
    known = {" ".join(split_words(label)) for one in concepts for label in (one.label, *one.synonyms)}
    gold: dict[str, set[str]] = defaultdict(set)
    ids = {one.id for one in concepts}
    for row in rows(folder / "finder" / "queries_nl_dev.csv"):
        if row["relation"] in relations and row["uri"] in ids:
            gold[row["query"]].add(row["uri"])
    told = sorted(gold.items())
    return [(query, uris) for query, uris in told if with_labels or " ".join(split_words(query)) not in known]


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


def sentences(folder: Path, concepts: list[Concept], name: str) -> list[tuple[str, set[str]]]:
    """English sentences with the skills that people marked in them, as far as the language has those labels."""
    known = {one.label.lower(): one.id for one in concepts}
    gold: dict[str, set[str]] = defaultdict(set)
    for row in rows(folder / "finder" / name):
        labels = ast.literal_eval(row["skills"]) if "skills" in row else [row["label"]]
        gold[row["sentence"]] |= {known[label.lower()] for label in labels if label.lower() in known}
    return [(sentence, uris) for sentence, uris in sorted(gold.items()) if uris]


def figures(ranks: list[int | None]) -> str:
    recall = "  ".join(f"R@{cut} {sum(r is not None and r <= cut for r in ranks) / len(ranks):.3f}" for cut in CUTS)
    return f"{recall}  MRR {sum(1 / rank for rank in ranks if rank) / len(ranks):.3f}"


def first_good(found: list[str], gold: set[str]) -> int | None:
    return next((place for place, one in enumerate(found, 1) if one in gold), None)


def measure(name: str, index: Index, asked: list[tuple[str, set[str]]], language: str | None = "nl", look=search):
    """Ask everything once, for ten skills; the places of the right ones, and the middle time in milliseconds."""
    ranks, times = [], []
    for question, gold in asked:
        start = time.process_time()
        hits = look(index, question, limit=10, language=language)
        times.append((time.process_time() - start) * 1000)
        ranks.append(first_good([hit.id for hit in hits], gold))
    times.sort()
    middle = times[len(times) // 2]
    print(f"{name:<42} n={len(asked):<5} {figures(ranks)}  ms p50 {middle:.1f} p95 {times[int(len(times) * 0.95)]:.1f}")
    return ranks, middle


def beside(name: str, concepts: list[Concept], index: Index, asked: list[tuple[str, set[str]]], *plain, **how) -> None:
    """Kanwil, and the plain searches of the same run."""
    ranks, middle = measure(name, index, asked, **how)
    for kind in plain:
        search_plain = kind(concepts)
        some = asked[:: search_plain.every]
        start = time.process_time()
        theirs = [first_good(search_plain.search(question, 10), gold) for question, gold in some]
        each = (time.process_time() - start) * 1000 / len(some)
        ten = sum(r is not None for r in theirs)
        ours = sum(r is not None for r in ranks[:: search_plain.every])
        print(
            f"  {search_plain.name:<40} n={len(some):<5} {figures(theirs)}  ms {each:.1f}  "
            f"Kanwil: right × {ours / max(ten, 1):.2f}, time × {middle / each:.1f}"
        )


def yardstick() -> float:
    """Milliseconds for a million steps of plain Python: how quick the machine is just now."""
    start = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - start) * 1000


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
    chance = random.Random(3)
    exact = phrases(folder, nl, {"exactMatch"})
    whole = phrases(folder, nl, {"exactMatch"}, with_labels=True)
    close = phrases(folder, nl, {"exactMatch", "closeMatch"})
    close = chance.sample(close, min(500, len(close)))
    print(f"{'yardstick: a million steps of Python':<42} {yardstick():.0f} ms")
    index = timed(f"build, Dutch only ({len(nl)} concepts)", lambda: build(nl))
    print(f"{'':<42} {len(index.labels)} labels, {len(index.words)} words, {index.size / 1e6:.1f} MB of numbers")
    beside("Competent phrases, exact, Dutch index", nl, index, exact, Words, Trigrams, Letters)
    measure("the same, with those that are a label", index, whole)
    beside("Competent phrases, exact + close, Dutch", nl, index, close, Words)
    measure("labels with a typing error, Dutch index", index, with_errors(nl, 300))
    kept, asked = held_out(nl)
    beside("held-out synonyms, Dutch index", kept, build(kept), asked, Words, Letters)
    if "--small" in sys.argv:
        return 0
    both = [*nl, *en]
    index = timed(f"build, Dutch + English ({len({one.id for one in both})} concepts)", lambda: build(both))
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "language.npz"
        timed("save", lambda: save(index, path))
        print(f"{'':<42} {path.stat().st_size / 1e6:.1f} MB on disk")
        index = timed("load", lambda: load(path))
    print(f"{'':<42} {len(index.labels)} labels, {len(index.words)} words, {index.size / 1e6:.1f} MB of numbers")
    beside("Competent phrases, exact, both languages", both, index, exact, Words, Trigrams)
    measure("the same, with those that are a label", index, whole)
    measure("Competent phrases, exact + close, both", index, close)
    index = build(en)
    how = {"language": "en", "look": search_text}
    beside(
        "English sentences, HOUSE",
        en,
        index,
        sentences(folder, en, "en_house_validation_annotations.csv"),
        Words,
        **how,
    )
    beside(
        "English sentences, TECH", en, index, sentences(folder, en, "en_tech_validation_annotations.csv"), Words, **how
    )
    written = sentences(folder, en, "en_skillskape_dev.csv")
    measure("English sentences, SkillSkape", index, chance.sample(written, min(100, len(written))), **how)
    print(f"{'largest process':<42} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
