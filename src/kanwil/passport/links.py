"""From the secret in an address to the passport behind it, as long as the link works."""

from __future__ import annotations

from kanwil.access import Actor, visible

from .models import Item, Link

LONGEST_TOKEN = 64


def by_token(token: str) -> Link | None:
    """The link with this secret; None when it ended, is past its day, or never was one. Which, nobody hears."""
    if len(token) > LONGEST_TOKEN:
        return None
    found = Link.objects.open().filter(link_hash=Link.fingerprint(token))
    return found.select_related("passport__person").first()


def things_shown(actor: Actor) -> set[str]:
    """What of this person somebody outside can read by a link that works today: "skill:7", "proof:3"."""
    working = visible(Link, actor).filter(pk__in=Link.objects.open().values("pk")).values("passport_id")
    return {item.key for item in Item.objects.filter(passport_id__in=working)}
