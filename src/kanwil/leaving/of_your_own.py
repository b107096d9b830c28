"""What rooms above show to somebody who left: their own things, to read. They put functions in a list here."""

from __future__ import annotations

from collections.abc import Callable

from kanwil.access import Actor
from kanwil.people.panels import Panel

PANELS: list[Callable[[Actor], Panel | None]] = []


def register(function: Callable[[Actor], Panel | None]) -> Callable[[Actor], Panel | None]:
    """Show something to who left. It asks the rules, as that person: only what is theirs comes out. Twice is once."""
    if function not in PANELS:
        PANELS.append(function)
    return function


def panels_for(actor: Actor) -> list[Panel]:
    """Everything of this person that stays for them to read."""
    return [panel for make in PANELS if (panel := make(actor)) is not None]
