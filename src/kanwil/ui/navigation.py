"""The menus. A feature puts its own pages in by `register`, in its AppConfig.ready; ui knows none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

MAIN = "main"  # the bar: what a person comes for
ORGANISATION = "organisation"  # the menu of HR, council, board and admin
ACCOUNT = "account"  # under the initials

ON_PHONE = 5  # places in the bar at the bottom of a phone


def for_everyone(actor: Any) -> bool:
    return True


@dataclass(frozen=True)
class NavItem:
    """One entry of a menu. `name` is a lazy translation; `shown` says for whom; `icon` is a file in ui/icons."""

    name: str | Promise
    url_name: str
    order: int = 50
    section: str = MAIN
    shown: Callable[[Any], bool] = for_everyone
    icon: str = "dot"
    also_after_leaving: bool = False  # who left sees only these


@dataclass
class Entry:
    """A NavItem as this person sees it on this page."""

    name: str | Promise
    url: str
    icon: str
    current: bool = False
    beyond: bool = False  # does not fit in the bar of a phone; stands in its menu "More"


@dataclass
class Menus:
    """All menus of one page."""

    main: list[Entry] = field(default_factory=list)
    organisation: list[Entry] = field(default_factory=list)
    account: list[Entry] = field(default_factory=list)

    @property
    def beyond(self) -> list[Entry]:
        return [entry for entry in self.main if entry.beyond]

    @property
    def more(self) -> bool:
        return bool(self.organisation or self.beyond)

    @property
    def phone_columns(self) -> int:
        return len(self.main) - len(self.beyond) + self.more


_items: list[NavItem] = []


def register(item: NavItem) -> NavItem:
    """Put an entry in a menu. The same entry twice stays one."""
    if item not in _items:
        _items.append(item)
    return item


def menus_for(actor: Any, request: HttpRequest | None) -> Menus:
    """The menus for this person, with the page where they are marked."""
    if actor is None:
        return Menus()
    found: dict[str, list[Entry]] = {MAIN: [], ORGANISATION: [], ACCOUNT: []}
    for item in sorted(_items, key=lambda item: item.order):
        url = _address(item.url_name)
        kept = item.also_after_leaving or not getattr(actor, "left", False)
        if url and kept and item.shown(actor):
            found[item.section].append(Entry(item.name, url, item.icon))
    menus = Menus(**found)
    room = ON_PHONE - 1 if menus.organisation or len(menus.main) > ON_PHONE else ON_PHONE
    for entry in menus.main[room:]:
        entry.beyond = True
    _mark_current([*menus.main, *menus.organisation, *menus.account], getattr(request, "path", ""))
    return menus


def _mark_current(entries: Iterable[Entry], path: str) -> None:
    """The entry whose address is the longest beginning of this page's address."""
    best: Entry | None = None
    for entry in entries:
        begins = path == entry.url or (entry.url != "/" and path.startswith(entry.url.rstrip("/") + "/"))
        if begins and (best is None or len(entry.url) > len(best.url)):
            best = entry
    if best:
        best.current = True


def _address(url_name: str) -> str:
    """The address, or nothing when this installation does not have that page."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
