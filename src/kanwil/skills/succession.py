"""When a word of the language gives way to another, rooms above can move along what hangs on it, visibly.

A room registers one function. It gets the old and the new skill and returns how many things it moved or offered to
move. What it moves about a person it must show that person; this room only keeps the trace that it happened.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from kanwil.access import Actor

from .models import Skill, Succession

Follow = Callable[[Actor, Skill, Skill], int]
FOLLOWERS: list[Follow] = []
RETURNERS: list[Follow] = []


def register(follow: Follow) -> Follow:
    """Tell what must happen with the things of a room when a word gives way."""
    if follow not in FOLLOWERS:
        FOLLOWERS.append(follow)
    return follow


def register_return(come_back: Follow) -> Follow:
    """Tell how the things of a room go back when a word is used again after all (somebody took it back)."""
    if come_back not in RETURNERS:
        RETURNERS.append(come_back)
    return come_back


def give_way(actor: Actor, old: Skill, new: Skill) -> Succession:
    """Leave the trace, and let every room move along what it has. Runs inside the action that imports."""
    trace, _made = Succession.objects.get_or_create(old=old, new=new, defaults={"on": timezone.localdate()})
    moved = sum(follow(actor, old, new) for follow in FOLLOWERS)
    if moved:
        trace.moved += moved
        trace.save(update_fields=["moved"])
    return trace


def come_back(actor: Actor, old: Skill, new: Skill) -> int:
    """The old word is used again: what moved along and was not touched since, goes back. Part of an action."""
    return sum(back(actor, old, new) for back in RETURNERS)
