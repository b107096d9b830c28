"""Kinds of personal data as people call them, for the page "Who sees what". A room describes its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """One row of the table. `ability` is for data that a role sees as a whole; `covers` are models told by this row."""

    model: type[Model]
    action: str
    words: Words
    note: Words = ""
    order: int = 50
    ability: str = ""
    covers: tuple[type[Model], ...] = ()


KINDS: dict[tuple[type[Model], str], Kind] = {}


def describe(
    model: type[Model],
    action: str = "view",
    *,
    words: Words,
    note: Words = "",
    order: int = 50,
    ability: str = "",
    covers: tuple[type[Model], ...] = (),
) -> Kind:
    """Say what this kind of data is called on the page, and where it stands."""
    kind = Kind(model, action, words, note, order, ability, covers)
    KINDS[(model, action)] = kind
    return kind
