"""The JSON-LD contexts we know, word for word as their makers publish them. There are no others, and no network.

A context says what the words of a credential mean, so it is part of what a signature covers. Who could change a
context could change the meaning. That is why the texts lie in `pinned/` with their SHA-256 here, and why any
other address is refused instead of fetched.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from kanwil.calc.credentials.refusal import Refused

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
MULTIKEY = "https://w3id.org/security/multikey/v1"
DID = "https://www.w3.org/ns/did/v1"  # named in did.json only; never canonicalised, so not pinned

FOLDER = Path(__file__).parent / "pinned"

PINNED: dict[str, tuple[str, str]] = {
    VC: ("credentials-v2.json", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    OB: ("ob-3.0.3.json", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        "ob-3.0.2.json",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        "ob-3.0.1.json",
        "5f3d9dd6288ef437ff8286cf95ffbff609c748a66f24a1e9450c45ca64be1571",
    ),
    OB_EXTENSIONS: ("ob-extensions.json", "87c06c81bc2317663bf288d740d94fddd2818c4342b186270ff6371dfaa63f93"),
    CLR: ("clr-2.0.1.json", "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6"),
    DATA_INTEGRITY: ("data-integrity-v2.json", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"),
    MULTIKEY: ("multikey-v1.json", "ba2c182de2d92f7e47184bcca8fcf0beaee6d3986c527bf664c195bbc7c58597"),
}

# `context-3.0.3.json` was changed in place in 2026: the newer text knows these two words, the older one does not.
# What uses them means something else to another reader, so we sign nothing with them and say so when we meet them.
WORDS_OF_TWO_VERSIONS = frozenset({"endorsementJwt", "jti"})


@cache
def document(url: str) -> dict[str, Any]:
    """The pinned text at this address; refuses any other address and any text that is not the pinned one."""
    if url not in PINNED:
        raise Refused("unknown-context", url[:200])
    name, digest = PINNED[url]
    text = (FOLDER / name).read_bytes()
    if hashlib.sha256(text).hexdigest() != digest:
        raise Refused("changed-context", name)
    return json.loads(text)


def loader(url: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    """What PyLD calls instead of the network. `static`: the text never changes, so it need not be worked out again."""
    text = document(url)
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": text,
        "contentType": "application/ld+json",
        "tag": "static",
    }


def names(value: object) -> list[str]:
    """The addresses in an `@context`; refuses contexts written out in the document, which could redefine any word."""
    listed: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, str):
            raise Refused("own-context")
        listed.append(one)
        if one not in PINNED:
            raise Refused("unknown-context", one[:200])
    if not listed or len(listed) > len(PINNED) or len(set(listed)) != len(listed):
        raise Refused("own-context")
    if listed[0] != VC:
        raise Refused("not-a-credential", "@context")
    return listed


def ambiguous(keys: Iterable[str]) -> list[str]:
    return sorted(WORDS_OF_TWO_VERSIONS.intersection(keys))
