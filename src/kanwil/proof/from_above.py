"""What rooms above know of a piece of proof, and other ways to get one: functions and links they put in a list here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from kanwil.people.panels import Panel

if TYPE_CHECKING:
    from .models import Evidence


@dataclass(frozen=True)
class Way:
    """Another way to get proof, with a page of its own."""

    name: str | Promise
    url_name: str
    icon: str


WAYS: list[Way] = []
OF_A_PIECE: list[Callable[[Evidence], Panel | None]] = []


def register_way(way: Way) -> Way:
    """Offer another way to get proof. The same one twice stays one."""
    if way not in WAYS:
        WAYS.append(way)
    return way


def register_of_a_piece(function: Callable[[Evidence], Panel | None]) -> Callable[[Evidence], Panel | None]:
    """Put something under a piece of proof, for whoever may read it. The same one twice stays one."""
    if function not in OF_A_PIECE:
        OF_A_PIECE.append(function)
    return function


def of_a_piece(row: Evidence) -> list[Panel]:
    """Everything the rooms above know of this piece."""
    return [panel for make in OF_A_PIECE if (panel := make(row)) is not None]
