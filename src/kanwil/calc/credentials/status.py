"""A list of withdrawals (Bitstring Status List): one bit per credential, so that reading it tells nobody whose.

The list is long, at least 131,072 places, and places are drawn at random. Who fetches the whole list does not tell
which credential they look at.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from kanwil.calc.credentials import contexts
from kanwil.calc.credentials.documents import Document, moment, profile
from kanwil.calc.credentials.limits import LIMITS, Limits
from kanwil.calc.credentials.model import Profile
from kanwil.calc.credentials.refusal import Refused

SMALLEST = 131_072


def free_place(taken: Collection[int], choose: Callable[[int], int], size: int = SMALLEST) -> int:
    """A place that is not taken yet; `choose(n)` draws a number below n, such as `secrets.randbelow`."""
    if len(taken) >= size // 2:
        raise Refused("list-full")
    while (place := choose(size)) in taken:
        pass
    return place


def status_list(
    url: str,
    issuer: Profile,
    withdrawn: Iterable[int],
    *,
    valid_from: datetime,
    valid_until: datetime,
    purpose: str = "revocation",
    size: int = SMALLEST,
) -> Document:
    """The list published at `url`, unsigned. It ends, so that nobody can go on showing an old one."""
    return {
        "@context": [contexts.VC],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": profile(issuer)["id"],
        "validFrom": moment(valid_from),
        "validUntil": moment(valid_until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encode(withdrawn, size),
        },
    }


def encode(places: Iterable[int], size: int = SMALLEST) -> str:
    """The bits, packed; place 0 is the first (leftmost) bit."""
    if size < SMALLEST or size % 8:
        raise Refused("list-too-small")
    bits = bytearray(size // 8)
    for place in places:
        if not 0 <= place < size:
            raise Refused("not-on-the-list", str(place))
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def decode(text: object, limits: Limits = LIMITS) -> bytes:
    """The bits of a list; a small text that would unpack to something enormous is refused."""
    if not isinstance(text, str) or not text.startswith("u"):
        raise Refused("bad-status-list")
    most = limits.status_bits // 8
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, most + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise Refused("bad-status-list") from error
    if len(bits) > most:
        raise Refused("too-big", "status list")
    if not unpacking.eof or unpacking.unused_data or len(bits) * 8 < SMALLEST:
        raise Refused("bad-status-list")
    return bits


def is_set(bits: bytes, place: int) -> bool:
    if not 0 <= place < len(bits) * 8:
        raise Refused("not-on-the-list", str(place))
    return bool(bits[place // 8] & (0x80 >> place % 8))


def entries(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What a credential says about where its withdrawal would stand."""
    found = document.get("credentialStatus") or []
    found = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) for one in found):
        raise Refused("bad-status-entry")
    return found


def place_of(entry: dict[str, Any]) -> tuple[str, int, str]:
    """`(list, place, purpose)` of an entry that we understand."""
    types = entry.get("type")
    types = types if isinstance(types, list) else [types]
    if "BitstringStatusListEntry" not in types or entry.get("statusSize", 1) != 1:
        raise Refused("unknown-status-kind", str(types[0] if types else "")[:80])
    url, place, purpose = (entry.get(key) for key in ("statusListCredential", "statusListIndex", "statusPurpose"))
    number = str(place)
    if not isinstance(url, str) or not isinstance(purpose, str) or not number.isascii() or not number.isdigit():
        raise Refused("bad-status-entry")
    if len(number) > 12:
        raise Refused("bad-status-entry")
    return url, int(number), purpose
