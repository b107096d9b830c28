"""Whose signatures can be checked here: this installation's own, and those that an administrator gave by hand.

Nothing is looked up elsewhere. A room above that keeps names or lists of withdrawals of its own puts a function in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from kanwil.calc.credentials import KeyFolder, Refused
from kanwil.calc.credentials.dids import Resolver
from kanwil.calc.credentials.verifying import StatusLists

Document = Mapping[str, Any]

RESOLVERS: list[Resolver] = []
STATUS_LISTS: list[StatusLists] = []


def register_resolver(function: Resolver) -> Resolver:
    """Know more names: a function from a name to its document, or to None. The same one twice stays one."""
    if function not in RESOLVERS:
        RESOLVERS.append(function)
    return function


def register_status_lists(function: StatusLists) -> StatusLists:
    """Know more lists of withdrawals: from their address to the signed list, or to None. Twice stays one."""
    if function not in STATUS_LISTS:
        STATUS_LISTS.append(function)
    return function


def own_name() -> str:
    """The did:web name of this installation, or nothing when it has no keys yet."""
    try:
        return _folder().organisation.did
    except Refused:
        return ""


def is_ours(did: str, own: str) -> bool:
    """Whether this is the organisation of this installation, or a colleague who confirms here."""
    return bool(own) and (did == own or did.startswith(f"{own}:"))


def resolver() -> Resolver:
    """Every name that is known here, for one look. Own names first, so that nobody can stand in for them."""

    own_did = own_name()

    @cache
    def own() -> Resolver:
        try:
            return _folder().resolver()
        except Refused:
            return lambda did: None

    @cache
    def known(did: str) -> Document | None:
        if is_ours(did, own_did):
            return own()(did)
        return next((found for look in RESOLVERS if (found := look(did)) is not None), None)

    return known


def status_lists() -> StatusLists:
    """Every list of withdrawals that is known here, for one look."""

    @cache
    def known(url: str) -> Document | None:
        return next((found for look in STATUS_LISTS if (found := look(url)) is not None), None)

    return known


def _folder() -> KeyFolder:
    return KeyFolder(Path(settings.KEYS))
