"""The description of the example organisation: units, jobs, people, teams, in content/demo/meander.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kanwil.skills.packs.starter import SAFE

FILE = Path(__file__).resolve().parent.parent / "content" / "demo" / "meander.yaml"


@lru_cache(maxsize=1)
def meander() -> dict[str, Any]:
    """The whole description, read once."""
    with FILE.open(encoding="utf-8") as source:
        content: dict[str, Any] = yaml.load(source, Loader=SAFE)  # noqa: S506  (a safe loader)
    return content
