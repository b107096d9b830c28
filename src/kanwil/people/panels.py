"""What other rooms show on somebody's page: a list of functions they put here themselves.

A panel gets the actor and the person, asks the rules itself what this actor may see, and writes down that was looked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kanwil.access import Actor

from .models import Person


@dataclass(frozen=True)
class Panel:
    """A part of somebody's page: a template and what it shows."""

    template: str
    shown: dict[str, Any] = field(default_factory=dict)


PANELS: list[Callable[[Actor, Person], Panel | None]] = []


def register(function: Callable[[Actor, Person], Panel | None]) -> Callable[[Actor, Person], Panel | None]:
    """Put a panel on the page of a person. The same one twice stays one."""
    if function not in PANELS:
        PANELS.append(function)
    return function


def panels_for(actor: Actor, person: Person) -> list[Panel]:
    """Everything this actor may see on this person's page."""
    return [panel for make in PANELS if (panel := make(actor, person)) is not None]
