"""Proving the log: the chain inside, the anchor outside.

The triggers are a fence; an administrator can take a fence down. The chain shows a changed or missing line; the
anchor (number and hash kept outside the database) shows a cut tail, a rebuilt chain or yesterday's database.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from .models import START, Event


@dataclass(frozen=True)
class Report:
    """What checking found. `lines` is how many log lines there are; `faults` says what is wrong, in words."""

    lines: int
    last: int
    faults: tuple[str, ...]


def anchor_file() -> Path:
    return settings.DATA / "audit-anchors.jsonl"


def check(anchors: Path | None = None) -> Report:
    """Walk the whole chain and compare it with every anchor kept outside the database."""
    faults: list[str] = []
    before, expected, lines = START, 1, 0
    hashes: dict[int, str] = {}
    wanted = {int(a["number"]): a["hash"] for a in read_anchors(anchors)}
    for event in Event.objects.order_by("number").iterator(chunk_size=2000):
        lines += 1
        if event.number != expected:
            faults.append(f"line {expected} is missing")
            expected = event.number
        if event.before_hash != before:
            faults.append(f"line {event.number} does not follow the line before it")
        if event.hash != event.fingerprint():
            faults.append(f"line {event.number} was changed")
        before, expected = event.hash, expected + 1
        if event.number in wanted:
            hashes[event.number] = event.hash
    for number, fingerprint in sorted(wanted.items()):
        if number and hashes.get(number) != fingerprint:
            faults.append(f"the anchor of line {number} does not match: the log was cut, rebuilt or put back")
    return Report(lines, expected - 1, tuple(faults))


def read_anchors(file: Path | None = None) -> list[dict[str, str | int]]:
    file = file or anchor_file()
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def drop_anchor(file: Path | None = None) -> dict[str, str | int]:
    """Write the newest number and hash outside the database; keep copies of that file elsewhere."""
    file = file or anchor_file()
    number, fingerprint = Event.objects.order_by("-number").values_list("number", "hash").first() or (0, START)
    anchor: dict[str, str | int] = {"at": timezone.now().isoformat(), "number": number, "hash": fingerprint}
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps(anchor) + "\n")
    return anchor
