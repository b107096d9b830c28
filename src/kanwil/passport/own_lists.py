"""Our own lists of withdrawals, for whoever checks a passport here: signing keeps them, checking asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kanwil.signing import keys, lists


def own_list(url: str) -> Mapping[str, Any] | None:
    """The list at this address of ours, as it stands now; nothing for any other address."""
    start, _slash, number = url.rpartition("/")
    if start != f"{keys.site()}/credentials/status" or not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    try:
        return lists.published(int(number))
    except keys.CannotSign:
        return None
