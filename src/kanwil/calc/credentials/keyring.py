"""Keys in a folder, outside the database, so that a copy of the database alone can sign nothing.

    keys/organisation/keyring.json     names, public keys and dates: no secrets
    keys/organisation/<key>.pem        a private key, readable by its owner only; encrypted when there is a passphrase
    keys/confirmers/<id>/…  keys/people/<id>/…

A key that is replaced is *retired*: it signs nothing more (its private half is erased) and stays published, so that
what it signed can still be checked. A key that leaked is *withdrawn*: what it signed is no longer believed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kanwil.calc.credentials import dids
from kanwil.calc.credentials.documents import moment
from kanwil.calc.credentials.keys import ED25519, P256, PrivateKey, PublicKey, Randomness
from kanwil.calc.credentials.refusal import Refused
from kanwil.calc.credentials.signing import ConfirmerSigner, HolderSigner, OrganisationSigner

ACTIVE, RETIRED, WITHDRAWN = "active", "retired", "withdrawn"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-]{0,79}")
GROUPS = ("confirmers", "people")


@dataclass(frozen=True)
class Key:
    """What is publicly known of a key."""

    multibase: str
    kind: str
    made: str
    state: str = ACTIVE
    ended: str = ""

    @property
    def file(self) -> str:
        return f"{self.multibase[:20]}.pem"


@dataclass(frozen=True)
class Ring:
    """The keys of one name, the newest first."""

    folder: Path
    did: str
    keys: tuple[Key, ...]

    @property
    def document(self) -> dict[str, Any]:
        """`did.json`: active and retired keys; a withdrawn key is not in it."""
        return dids.document(self.did, [PublicKey.from_multibase(one.multibase) for one in self.published])

    @property
    def published(self) -> tuple[Key, ...]:
        return tuple(one for one in self.keys if one.state != WITHDRAWN)

    def active(self, kind: str) -> Key | None:
        return next((one for one in self.keys if one.kind == kind and one.state == ACTIVE), None)

    def private(self, kind: str, passphrase: str) -> PrivateKey:
        key = self.active(kind)
        if key is None or not (self.folder / key.file).is_file():
            raise Refused("key-not-opened", self.did)
        return PrivateKey.from_pem((self.folder / key.file).read_bytes(), passphrase)


class KeyFolder:
    """The folder of keys of one installation. `randomness` and every moment are given, so that a test is repeatable."""

    def __init__(self, folder: Path, *, passphrase: str = "", randomness: Randomness = os.urandom) -> None:
        self.folder, self.passphrase, self.randomness = folder, passphrase, randomness

    def make_organisation(self, url: str, *, now: datetime) -> Ring:
        """The first keys of the organisation, under the name that belongs to its address."""
        return self._make("organisation", dids.web(url), (ED25519, P256), now)

    def make_confirmer(self, id: str, *, now: datetime) -> Ring:
        """Keys of their own for a colleague who confirms, under `…/profiles/<id>`; an existing ring is given back."""
        if self._has(f"confirmers/{_safe(id)}"):
            return self.ring(f"confirmers/{id}")
        return self._make(f"confirmers/{id}", f"{self.organisation.did}:profiles:{_safe(id)}", (ED25519,), now)

    def make_person(self, id: str, *, now: datetime) -> Ring:
        """The own key of a person; its name is the key itself. An existing one is given back."""
        if self._has(f"people/{_safe(id)}"):
            return self.ring(f"people/{id}")
        key = PrivateKey.make(ED25519, self.randomness)
        return self._write(Ring(self.folder / "people" / id, dids.key_name(key.public), ()), [key], now)

    def forget_person(self, id: str) -> None:
        """Erase somebody's key. What they signed stays checkable, because its name is the key."""
        shutil.rmtree(self.folder / "people" / _safe(id), ignore_errors=True)

    def retire(self, name: str, *, now: datetime) -> None:
        """No more keys under a name: the private halves are erased, what they signed can still be checked."""
        if not self._has(name):
            return
        ring = self.ring(name)
        for one in ring.keys:
            (ring.folder / one.file).unlink(missing_ok=True)
        ended = tuple(
            replace(one, state=RETIRED, ended=moment(now)) if one.state == ACTIVE else one for one in ring.keys
        )
        if ended != ring.keys:
            self._write(replace(ring, keys=ended), [], now)

    @property
    def organisation(self) -> Ring:
        return self.ring("organisation")

    def ring(self, name: str) -> Ring:
        folder = self._place(name)
        try:
            text = json.loads((folder / "keyring.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Refused("key-not-opened", name) from error
        return Ring(folder, text["did"], tuple(Key(**one) for one in text["keys"]))

    def rings(self) -> Iterator[Ring]:
        """The organisation and everybody who confirms: all names that have a document to publish."""
        yield self.organisation
        for one in sorted((self.folder / "confirmers").glob("*/keyring.json")):
            yield self.ring(f"confirmers/{one.parent.name}")

    def people(self) -> Iterator[Ring]:
        for one in sorted((self.folder / "people").glob("*/keyring.json")):
            yield self.ring(f"people/{one.parent.name}")

    def rotate(self, name: str, *, now: datetime, leaked: bool = False) -> Ring:
        """New keys for a name. Old ones are retired, or withdrawn when they leaked; their private halves are erased."""
        ring = self.ring(name)
        if ring.did.startswith("did:key:"):
            raise Refused("not-your-key", ring.did)  # a person's name is the key: another key is another name
        kinds = [one.kind for one in ring.keys if one.state == ACTIVE]
        state = WITHDRAWN if leaked else RETIRED
        old = tuple(replace(one, state=state, ended=moment(now)) if one.state == ACTIVE else one for one in ring.keys)
        made = self._write(replace(ring, keys=old), [PrivateKey.make(kind, self.randomness) for kind in kinds], now)
        for one in old:
            (ring.folder / one.file).unlink(missing_ok=True)
        return made

    def sign_as_organisation(self) -> OrganisationSigner:
        ring = self.organisation
        return OrganisationSigner(ring.did, ring.private(ED25519, self.passphrase), ring.private(P256, self.passphrase))

    def sign_as_confirmer(self, id: str) -> ConfirmerSigner:
        ring = self.ring(f"confirmers/{_safe(id)}")
        return ConfirmerSigner(ring.did, ring.private(ED25519, self.passphrase))

    def sign_as_person(self, id: str) -> HolderSigner:
        ring = self.ring(f"people/{_safe(id)}")
        return HolderSigner(ring.did, ring.private(ED25519, self.passphrase))

    def resolver(self) -> dids.Resolver:
        """Knows the names of this installation; for checking one's own."""
        return dids.directory([ring.document for ring in self.rings()])

    def _has(self, name: str) -> bool:
        return (self.folder / name / "keyring.json").is_file()

    def _place(self, name: str) -> Path:
        group, _, id = name.partition("/")
        if name != "organisation" and (group not in GROUPS or not id):
            raise Refused("bad-name", name[:80])
        return self.folder / group / _safe(id) if id else self.folder / group

    def _make(self, name: str, did: str, kinds: tuple[str, ...], now: datetime) -> Ring:
        if self._has(name):
            raise Refused("keys-exist", name)
        keys = [PrivateKey.make(kind, self.randomness) for kind in kinds]
        return self._write(Ring(self._place(name), did, ()), keys, now)

    def _write(self, ring: Ring, keys: list[PrivateKey], now: datetime) -> Ring:
        ring.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = []
        for key in keys:
            one = Key(key.public.multibase, key.kind, moment(now))
            _write_new(ring.folder / one.file, key.pem(self.passphrase))
            made.append(one)
        ring = replace(ring, keys=(*made, *ring.keys))
        text = {"did": ring.did, "keys": [asdict(one) for one in ring.keys]}
        beside = ring.folder / "keyring.json.new"
        beside.unlink(missing_ok=True)
        _write_new(beside, json.dumps(text, indent=2).encode())
        beside.replace(ring.folder / "keyring.json")
        return ring


def _safe(id: str) -> str:
    if not NAME.fullmatch(id):
        raise Refused("bad-name", id[:80])
    return id


def _write_new(file: Path, text: bytes) -> None:
    """A new file that only its owner can read; from the first moment on, and on the disk before we go on."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
