"""What this room shows beside somebody's own list."""

from __future__ import annotations

from kanwil.access import Actor, visible
from kanwil.people.panels import Panel

from .models import Passport


def beside_my_list(actor: Actor) -> Panel | None:
    """The way to my passport, for who said something about themselves."""
    if not actor.is_person:
        return None
    return Panel("passport/beside_my_list.html", {"made": visible(Passport, actor).exists()})
