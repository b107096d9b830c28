"""Who is behind a number in the log. This room knows numbers only; the rooms above tell it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Named:
    """Somebody as the reader knows them: the name, and what they are to the reader ("your manager")."""

    name: str
    relation: str = ""


People = Callable[[Iterable[int], int], dict[int, Named]]
Things = Callable[[Iterable[int]], dict[int, str]]

_people: list[People] = []
THINGS: dict[str, Things] = {}
PAGES: dict[str, str | Promise] = {}


def register(function: People) -> People:
    """The function that names people: ids and the id of the reader in, names out. The last one counts."""
    _people[:] = [function]
    return function


def register_things(kind: str, function: Things) -> None:
    """How a thing in `what` is called: `skill:12` is thing 12 of the kind "skill"."""
    THINGS[kind] = function


def register_pages(**pages: str | Promise) -> None:
    """What a page is called in "who looked": `register_pages(team=_("the team page"))`."""
    PAGES.update(pages)


def people(ids: Iterable[int], reader: int) -> dict[int, Named]:
    return _people[0](ids, reader) if _people else {}


def things(whats: Iterable[str]) -> dict[str, str]:
    """The words for things such as "skill:12", one question per kind."""
    by_kind: dict[str, set[int]] = {}
    for what in whats:
        kind, _colon, number = what.partition(":")
        if kind in THINGS and number.isdigit():
            by_kind.setdefault(kind, set()).add(int(number))
    return {f"{kind}:{pk}": words for kind, ids in by_kind.items() for pk, words in THINGS[kind](ids).items()}
