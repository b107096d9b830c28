"""What is published for everybody: the public keys by their addresses. Private keys and names of people never are.

The name of an organisation (`did:web`) may hold a path. Then its documents stand below that path, also when a web
server in front takes the path away before the question comes here.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from kanwil.calc.credentials import Refused, closing

from .keys import key_folder, site


def prefix() -> str:
    """The path below which the organisation is named: mostly none."""
    return urlsplit(site()).path.strip("/")


def organisation_document(*, well_known: bool) -> dict[str, Any] | None:
    """The organisation's keys. Without a path in its name they stand at `/.well-known/did.json`, with one below it."""
    try:
        return key_folder().organisation.document if well_known == (not prefix()) else None
    except Refused:
        return None


def confirmer_document(name: str) -> dict[str, Any] | None:
    """The keys of a colleague who confirms."""
    try:
        return key_folder().ring(f"confirmers/{name}").document
    except Refused:
        return None


def token_keys() -> dict[str, Any] | None:
    """The organisation's keys for tokens as JSON Web Keys."""
    try:
        return closing.jwks(key_folder().organisation)
    except Refused:
        return None
