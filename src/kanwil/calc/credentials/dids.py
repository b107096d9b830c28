"""Names that lead to keys: `did:web` for an organisation and its confirmers, `did:key` for a person.

A `did:web` name is an address: `did:web:kanwil.example.nl:profiles:42` is `https://kanwil.example.nl/profiles/42/did.json`.
Nothing here fetches it. Who verifies hands over a *resolver*: a function from a name to its document, or to None.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from kanwil.calc.credentials import contexts
from kanwil.calc.credentials.keys import ED25519, PublicKey
from kanwil.calc.credentials.limits import LIMITS
from kanwil.calc.credentials.reading import json_object
from kanwil.calc.credentials.refusal import Refused

Resolver = Callable[[str], Mapping[str, Any] | None]
WEB = re.compile(r"did:web:[A-Za-z0-9.\-]+(%3A\d{1,5})?(:[A-Za-z0-9._%\-]+)*")


def web(url: str) -> str:
    """The did:web name of an https address: a host (with a port, perhaps) and a path."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise Refused("bad-name", url[:200])
    host = quote(parts.netloc.lower(), safe="")
    path = [quote(unquote(piece), safe="") for piece in parts.path.split("/") if piece]
    return ":".join(["did:web", host, *path])


def address(did: str) -> str:
    """Where the document of a did:web name is published."""
    if not WEB.fullmatch(did):
        raise Refused("bad-name", did[:200])
    host, *path = did.removeprefix("did:web:").split(":")
    pieces = [unquote(piece) for piece in path]
    if any(piece in ("", ".", "..") or "/" in piece for piece in pieces):
        raise Refused("bad-name", did[:200])
    return f"https://{unquote(host)}/" + ("/".join(pieces) if pieces else ".well-known") + "/did.json"


def key_name(key: PublicKey) -> str:
    """The did:key name of a key."""
    return f"did:key:{key.multibase}"


def key_of_name(did: str) -> PublicKey:
    """The key in a did:key name; nothing has to be looked up."""
    if not did.startswith("did:key:"):
        raise Refused("bad-name", did[:200])
    return PublicKey.from_multibase(did.removeprefix("did:key:"))


def document(did: str, keys: Iterable[PublicKey], *, controller: str = "") -> dict[str, Any]:
    """`did.json`: every key that may still be believed, the active ones and the retired ones."""
    methods = [
        {
            "id": f"{did}#{key.multibase}",
            "type": "Multikey",
            "controller": controller or did,
            "publicKeyMultibase": key.multibase,
        }
        for key in keys
    ]
    return {
        "@context": [contexts.DID, contexts.MULTIKEY],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def directory(documents: Iterable[Mapping[str, Any]]) -> Resolver:
    """A resolver that knows only the documents it is given."""
    known = {str(one.get("id", "")): one for one in documents}
    return known.get


def read_document(text: bytes, did: str) -> dict[str, Any]:
    """The document of a name from text that somebody fetched; for a resolver that an administrator allowed to look."""
    found = json_object(text, LIMITS)
    if found.get("id") != did:
        raise Refused("key-not-listed", did[:200])
    return found


def nobody(did: str) -> None:
    """The resolver of who may not look anything up."""
    return


def key(method: str, resolver: Resolver) -> PublicKey:
    """The key behind a verification method such as `did:web:…#z6Mk…`; refuses a key its owner does not vouch for."""
    did, mark, fragment = method.partition("#")
    if not mark or not fragment:
        raise Refused("bad-name", method[:200])
    if did.startswith("did:key:"):
        found = key_of_name(did)
        if fragment != found.multibase:
            raise Refused("key-not-listed", method[:200])
        return found
    if did.startswith("did:web:"):
        address(did)
    elif not did.startswith("https://"):
        raise Refused("unknown-name-kind", method[:200])
    text = resolver(did)
    if text is None:
        raise Refused("key-not-looked-up", did[:200])
    return _listed(text, did, method)


def _listed(text: Mapping[str, Any], did: str, method: str) -> PublicKey:
    if text.get("id") != did:
        raise Refused("key-not-listed", did[:200])
    vouched = [one if isinstance(one, str) else one.get("id") for one in _objects(text.get("assertionMethod"))]
    inside = [one for one in _objects(text.get("assertionMethod")) if isinstance(one, Mapping)]
    for one in [*_objects(text.get("verificationMethod")), *inside]:
        if not isinstance(one, Mapping) or _full(one.get("id"), did) != method:
            continue
        if method not in [_full(name, did) for name in vouched] or one.get("controller") != did:
            break
        if "revoked" in one:
            raise Refused("key-withdrawn", method[:200])
        if "publicKeyMultibase" in one:
            return PublicKey.from_multibase(one["publicKeyMultibase"])
        return PublicKey.from_jwk(one.get("publicKeyJwk"))
    raise Refused("key-not-listed", method[:200])


def _objects(value: Any) -> list[Any]:
    listed = value if isinstance(value, list) else []
    return [one for one in listed if isinstance(one, str | Mapping)]


def _full(name: Any, did: str) -> str:
    return did + name if isinstance(name, str) and name.startswith("#") else str(name)


def must_be_ed25519(found: PublicKey) -> PublicKey:
    if found.kind != ED25519:
        raise Refused("unknown-key-kind", found.kind)
    return found
