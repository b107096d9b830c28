"""Searching in a skills language of 14,000 terms: what somebody types, with typing errors, in their own language.

    python -m benchmarks.language [--terms 14000] [--save FILE]        (with `python -m benchmarks` on both databases)

The terms are made up from pieces of Dutch words. With KANWIL_REAL_DATA=FOLDER the real ESCO labels in
`FOLDER/finder/concepts_nl.csv` are used instead; they are not part of the project. The floor is a plain LIKE over all
words, which finds no typing errors.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import sys
import time
from pathlib import Path

PIECES = {
    "what": "machine lijn patiënt klant rooster voorraad gebouw leiding meting verslag team project dak wond medicijn "
    "dossier planning kraan beton steiger factuur contract website robot onderdeel tekening",
    "kind": "grote kleine nieuwe oude digitale mobiele elektrische houten stalen medische technische zware lichte",
    "do": "bedienen onderhouden begeleiden verzorgen plannen controleren monteren repareren ontwerpen uitleggen "
    "bestellen vervoeren schoonmaken inrichten beoordelen verbeteren opstellen bewaken registreren lassen",
}
ASKED = (
    "grote machine bedienen", "machnie onderhoud", "dossier", "bege", "wonden verzorgen", "planing opstellen",
    "stalen leiding lassen", "website", "robt repareren", "medicijnen controleren",
)  # fmt: skip


def generated(count: int) -> list[tuple[str, list[str]]]:
    """Terms with a synonym or two; always the same ones."""
    dice, made = random.Random(5), []
    for n in range(count):
        what, kind, do = (dice.choice(PIECES[piece].split()) for piece in ("what", "kind", "do"))
        name = f"{kind} {what}{dice.choice(['', 's', 'en'])} {do} {n}"
        made.append((name, [f"{do} van {what} {n}", f"{what}{do} {n}"][: dice.randint(0, 2)]))
    return made


def real(folder: Path) -> list[tuple[str, list[str]]]:
    csv.field_size_limit(10_000_000)
    with (folder / "finder" / "concepts_nl.csv").open(encoding="utf-8", newline="") as lines:
        return [
            (row["label_nl"][:200], [word.strip()[:200] for word in row["alt_labels_nl"].split(" | ") if word.strip()])
            for row in csv.DictReader(lines)
        ]


def put_in(terms: list[tuple[str, list[str]]]) -> None:
    from django.db import transaction

    from kanwil.skills.models import Framework, Skill, SkillLabel

    from .seed import next_id, put

    framework, _made = Framework.objects.get_or_create(key="large", defaults={"name": "Large", "in_use": True})
    start, label = next_id(Skill), next_id(SkillLabel)
    with transaction.atomic():
        Skill.objects.bulk_create(
            [Skill(pk=start + n, framework=framework, uri=f"urn:large:{n}") for n in range(len(terms))], batch_size=5000
        )
        words = [(start + n, "preferred", name) for n, (name, _others) in enumerate(terms)]
        words += [(start + n, "synonym", word) for n, (_name, others) in enumerate(terms) for word in set(others)]
        SkillLabel.objects.bulk_create(
            [
                SkillLabel(pk=label + n, skill_id=skill, kind=kind, language="nl", text=text)
                for n, (skill, kind, text) in enumerate(words)
            ],
            batch_size=5000,
            ignore_conflicts=True,
        )
        put(Skill, "framework", [])  # only for the counter of ids on PostgreSQL
        put(SkillLabel, "skill", [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--terms", type=int, default=14_000)
    parser.add_argument("--save")
    given = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" not in os.environ:  # asked for by itself: in a process with a folder of its own
        from .organisation import run_on

        return run_on("sqlite", "benchmarks.language", *sys.argv[1:])
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from kanwil.access import system
    from kanwil.skills import finding
    from kanwil.skills.actions import ensure_default_scale
    from kanwil.skills.search import search

    from .measure import Table, Took, measured, yardstick
    from .organisation import raw

    call_command("migrate", verbosity=0)
    ensure_default_scale(system("benchmark"))
    folder = Path(os.environ["REAL_DATA"]) if os.environ.get("REAL_DATA") else None
    terms = real(folder) if folder else generated(given.terms)
    put_in(terms)
    kind = "real" if folder else "made-up"
    table = Table(f"{connection.vendor}, a language of {len(terms):,} {kind} terms (yardstick {yardstick():.0f} ms)")
    begun, start = time.perf_counter(), time.process_time()
    finding.refresh()
    took = (time.process_time() - start) * 1000
    table.add("make the index, after an import", Took(took, took, (time.perf_counter() - begun) * 1000, 0))
    begun, start = time.perf_counter(), time.process_time()
    search(ASKED[0])
    took = (time.process_time() - start) * 1000
    table.add("the first search, loads the index", Took(took, took, (time.perf_counter() - begun) * 1000, 0))
    for text in ASKED:
        words = max(text.split(), key=len)
        floor = measured(raw("SELECT skill_id FROM skills_skilllabel WHERE text LIKE %s", f"%{words}%"), 9)
        found = len(search(text))
        took_one = measured(lambda text=text: search(text), 9)
        table.add(f"search “{text}”", took_one, floor, "instant", f"{found} found")
    if given.save:
        with Path(given.save).open("a", encoding="utf-8") as file:
            file.write(table.markdown() + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
