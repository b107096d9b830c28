"""What must stay readable on the web: documents with keys, and lists of withdrawals. Also when an installation closes.

Credentials outlive the site they came from only if these few files go on standing at their old addresses. They are
plain files: any web server can keep them, without Kanwil.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from kanwil.calc.credentials import dids, proofs
from kanwil.calc.credentials.canonical import identifier
from kanwil.calc.credentials.documents import moment
from kanwil.calc.credentials.keyring import KeyFolder, Ring
from kanwil.calc.credentials.keys import P256, PublicKey
from kanwil.calc.credentials.limits import LIMITS
from kanwil.calc.credentials.refusal import Refused
from kanwil.calc.credentials.signing import sign_status_list

READ_ME = """Deze bestanden horen op het oude adres te blijven staan: {site}
Zolang ze daar staan, kan iedereen verklaringen nakijken die hier zijn gemaakt. Een gewone webserver is genoeg.
De lijsten van ingetrokken verklaringen gelden tot {until}. Daarna kan niemand meer zien of iets is ingetrokken.

These files have to stay at the old address: {site}
As long as they do, everybody can check credentials that were made here. A plain web server is enough.
The lists of withdrawals hold until {until}. After that nobody can see whether something was withdrawn.
"""


def site_files(keys: KeyFolder, lists: Iterable[Mapping[str, Any]] = ()) -> dict[str, dict[str, Any]]:
    """Every public file by its path on the site, such as `.well-known/did.json`."""
    files: dict[str, dict[str, Any]] = {}
    for ring in keys.rings():
        files[_path(dids.address(ring.did))] = ring.document
    files[".well-known/jwks.json"] = jwks(keys.organisation)
    for one in lists:
        files[_path(str(one["id"]))] = dict(one)
    return files


def jwks(ring: Ring) -> dict[str, Any]:
    """The keys for tokens as JSON Web Keys, for programs that cannot read `did.json`."""
    public = [PublicKey.from_multibase(one.multibase) for one in ring.published if one.kind == P256]
    return {
        "keys": [key.jwk() | {"kid": f"{ring.did}#{key.multibase}", "alg": "ES256", "use": "sig"} for key in public]
    }


def export(keys: KeyFolder, target: Path, lists: Iterable[Mapping[str, Any]] = ()) -> list[Path]:
    """Write the public files into a folder that is new or empty; no secret is among them."""
    if target.exists() and any(target.iterdir()):
        raise Refused("folder-not-empty", str(target))
    written = []
    for path, document in sorted(site_files(keys, lists).items()):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        written.append(file)
    return written


def export_private(keys: KeyFolder, target: Path, passphrase: str) -> list[Path]:
    """A copy of every active key, of people too, encrypted with another passphrase; to be kept in a safe place."""
    if not passphrase:
        raise Refused("no-passphrase")
    written = []
    for ring in (*keys.rings(), *keys.people()):
        for key in ring.keys:
            if key.state != "active":
                continue
            file = target / ring.folder.relative_to(keys.folder) / key.file
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file.touch(mode=0o600, exist_ok=False)
            file.write_bytes(ring.private(key.kind, keys.passphrase).pem(passphrase))
            written.append(file)
    return written


def close(
    keys: KeyFolder, target: Path, lists: Iterable[Mapping[str, Any]], *, now: datetime, until: datetime
) -> list[Path]:
    """Sign every list once more for a long time, write all public files, then erase the keys that sign.

    The keys stay published. After this nobody can sign anything in the name of the organisation or its confirmers.
    """
    if until <= now:
        raise Refused("bad-date", moment(until))
    signer = keys.sign_as_organisation()
    last = []
    for one in lists:
        if identifier(one.get("issuer")) != signer.did:
            raise Refused("list-of-somebody-else", str(one.get("id", ""))[:200])
        try:
            proofs.check_proofs(one, keys.resolver(), LIMITS.start())
        except Refused as error:
            raise Refused("bad-status-list", error.code) from error
        unsigned = {key: value for key, value in one.items() if key != "proof"}
        last.append(
            sign_status_list(unsigned | {"validFrom": moment(now), "validUntil": moment(until)}, signer, now=now)
        )
    written = export(keys, target, last)
    site = dids.address(signer.did).removesuffix(".well-known/did.json")
    read_me = target / "LEESMIJ.txt"
    read_me.write_text(READ_ME.format(site=site, until=until.date().isoformat()), encoding="utf-8")
    for ring in keys.rings():
        for key in ring.keys:
            (ring.folder / key.file).unlink(missing_ok=True)
    return [*written, read_me]


def _path(url: str) -> str:
    pieces = [unquote(piece) for piece in urlsplit(url).path.split("/") if piece]
    if not pieces or any(piece in (".", "..") or "/" in piece or "\0" in piece for piece in pieces):
        raise Refused("bad-name", url[:200])
    return "/".join(pieces)
