"""What rooms above let the receiver do with a story, such as using it as proof: functions they put in a list here.

A room that keeps a link to a story lets it go along when the story goes (on_delete=CASCADE): the receiver may remove
it at any time, and who wrote it may take it back for two weeks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from kanwil.access import Actor

from .models import Story


@dataclass(frozen=True)
class Use:
    """One button on the page of a story: what it says, and where it goes."""

    words: str | Promise
    url: str


USES: list[Callable[[Actor, Story], Use | None]] = []


def register(function: Callable[[Actor, Story], Use | None]) -> Callable[[Actor, Story], Use | None]:
    """Offer a use of a story. It is asked only for the receiver's own stories. The same one twice stays one."""
    if function not in USES:
        USES.append(function)
    return function


def uses_of(actor: Actor, story: Story) -> list[Use]:
    """Everything the receiver can do with this story in the rooms above."""
    return [use for offer in USES if (use := offer(actor, story)) is not None]
