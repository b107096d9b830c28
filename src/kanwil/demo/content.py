"""The example organisation as it is described: units, jobs, people and teams, and what some keep as proof."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kanwil.skills.packs.starter import SAFE

FOLDER = Path(__file__).resolve().parent.parent / "content" / "demo"


def _read(name: str) -> Any:
    with (FOLDER / name).open(encoding="utf-8") as source:
        return yaml.load(source, Loader=SAFE)  # noqa: S506  (a safe loader)


@lru_cache(maxsize=1)
def meander() -> dict[str, Any]:
    """The whole description, read once."""
    content: dict[str, Any] = _read("meander.yaml")
    return content


def kept_as_proof() -> list[dict[str, Any]]:
    """What some people keep as proof."""
    rows: list[dict[str, Any]] = _read("bewijs.yaml")
    return rows


def chosen_for_passports() -> list[dict[str, Any]]:
    """What some people chose for their passport."""
    rows: list[dict[str, Any]] = _read("paspoort.yaml")
    return rows
