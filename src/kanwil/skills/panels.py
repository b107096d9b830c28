"""What other rooms show on the page of a word: a list of functions they put here themselves.

A panel gets the actor and the skill, and asks the rules itself what this actor may see or do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kanwil.access import Actor

from .models import Skill


@dataclass(frozen=True)
class Panel:
    """A part of the page of a word: a template and what it shows."""

    template: str
    shown: dict[str, Any] = field(default_factory=dict)


Make = Callable[[Actor, Skill], Panel | None]
PANELS: list[Make] = []


def register(function: Make) -> Make:
    """Put a panel on the page of a word. The same one twice stays one."""
    if function not in PANELS:
        PANELS.append(function)
    return function


def panels_for(actor: Actor, skill: Skill) -> list[Panel]:
    """Everything this actor may see and do with this word in other rooms."""
    return [panel for make in PANELS if (panel := make(actor, skill)) is not None]
