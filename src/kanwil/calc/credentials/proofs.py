"""Checking a signature: a proof in the document, or a token around it. No other question is answered here."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kanwil.calc.credentials import dids, reading
from kanwil.calc.credentials.canonical import canonical, identifier
from kanwil.calc.credentials.keys import ED25519, P256, unbase58
from kanwil.calc.credentials.limits import Budget
from kanwil.calc.credentials.refusal import Refused

SUITE = "eddsa-rdfc-2022"
TOKEN_KINDS = {"ES256": P256, "EdDSA": ED25519, "Ed25519": ED25519}
MOST_PROOFS = 4
OLD = "VC 1.1"


@dataclass(frozen=True)
class Proven:
    """A signature that holds: with which key, and until when it says so itself."""

    method: str
    expires: str = ""


def digest(document: Mapping[str, Any], proof: Mapping[str, Any], budget: Budget) -> bytes:
    """What is signed: the hash of the statements of the proof, then that of the statements of the document."""
    context = document["@context"]
    options = {key: value for key, value in proof.items() if key != "proofValue"} | {"@context": context}
    unsigned = {key: value for key, value in document.items() if key != "proof"}
    return b"".join(hashlib.sha256(canonical(one, budget).encode()).digest() for one in (options, unsigned))


def check_proofs(document: Mapping[str, Any], resolver: dids.Resolver, budget: Budget) -> list[Proven]:
    """Every proof we can read holds and is made with a key of the issuer, and there is one at least; else `Refused`."""
    proofs = document.get("proof") or []
    proofs = proofs if isinstance(proofs, list) else [proofs]
    if not proofs:
        raise Refused("unsigned")
    if len(proofs) > MOST_PROOFS or not all(isinstance(one, Mapping) for one in proofs):
        raise Refused("bad-proof")
    ours = [one for one in proofs if one.get("type") == "DataIntegrityProof" and one.get("cryptosuite") == SUITE]
    if not ours:
        raise Refused("unsupported-proof", str(proofs[0].get("cryptosuite") or proofs[0].get("type"))[:100])
    return [_check_proof(document, one, resolver, budget) for one in ours]


def _check_proof(
    document: Mapping[str, Any], proof: Mapping[str, Any], resolver: dids.Resolver, budget: Budget
) -> Proven:
    if "@context" in proof and proof["@context"] != document.get("@context"):
        raise Refused("bad-proof", "@context")
    if "@context" not in document:
        raise Refused("not-a-credential", "@context")
    if proof.get("proofPurpose") != "assertionMethod" or "previousProof" in proof:
        raise Refused("bad-proof", "proofPurpose")
    value = proof.get("proofValue")
    if not isinstance(value, str) or not value.startswith("z"):
        raise Refused("bad-proof", "proofValue")
    try:
        signature = unbase58(value[1:])
    except Refused as error:
        raise Refused("bad-proof", "proofValue") from error
    message = digest(document, proof, budget)
    method = proof.get("verificationMethod")
    key = dids.must_be_ed25519(dids.key(_of_issuer(method, document), resolver))
    if len(signature) != 64 or not key.accepts(signature, message):
        raise Refused("bad-signature")
    return Proven(str(method), str(proof.get("expires", "")))


def _of_issuer(method: object, document: Mapping[str, Any]) -> str:
    if not isinstance(method, str) or method.partition("#")[0] != (identifier(document.get("issuer")) or "-"):
        raise Refused("foreign-key", str(method)[:200])
    return method


def open_token(token: str, budget: Budget) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and the document of a token, without believing any of it yet.

    In a token of the old form (VC 1.1) the document stands under `vc`; it can be read, but `check_token` refuses it.
    """
    parts = token.split(".")
    if len(parts) != 3 or not all(parts):
        raise Refused("bad-token")
    header = reading.json_object(_decode(parts[0]), budget.limits)
    document = reading.json_object(_decode(parts[1]), budget.limits)
    if isinstance(document.get("vc"), dict):
        return header | {"alg": OLD}, document["vc"]
    return header, document


def check_token(token: str, header: Mapping[str, Any], document: Mapping[str, Any], resolver: dids.Resolver) -> Proven:
    """The token was signed with a key of the issuer, and says the same as the document in it."""
    if header.get("alg") == OLD:
        raise Refused("old-format")
    kind = TOKEN_KINDS.get(str(header.get("alg")))
    if kind is None or "crit" in header or header.get("b64") is False:
        raise Refused("unsupported-proof", str(header.get("alg"))[:40])
    if "kid" not in header:
        raise Refused("key-in-the-file")  # a key that travels with the token proves nothing about who signed
    key = dids.key(_of_issuer(header["kid"], document), resolver)
    message, _, signature = token.rpartition(".")
    if key.kind != kind or len(_decode(signature)) != 64 or not key.accepts(_decode(signature), message.encode()):
        raise Refused("bad-signature")
    expected = {
        "iss": identifier(document.get("issuer")),
        "jti": document.get("id"),
        "sub": identifier(document.get("credentialSubject")),
        "nbf": seconds(document.get("validFrom")),
        "exp": seconds(document.get("validUntil")),
    }
    for name, value in expected.items():
        if name in document and value and document[name] != value:
            raise Refused("says-two-things", name)
    return Proven(str(header["kid"]))


def seconds(value: object) -> int | None:
    try:
        return int(datetime.fromisoformat(str(value)).timestamp())
    except (ValueError, OverflowError):
        return None


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refused("bad-token") from error


def is_token(text: bytes) -> bool:
    """Whether this looks like a compact token: three pieces, of which the first is a small JSON object."""
    pieces = text.strip().split(b".")
    if len(pieces) != 3 or not pieces[0].startswith(b"ey") or not text.isascii():
        return False
    try:
        return isinstance(json.loads(_decode(pieces[0].decode("ascii"))), dict)
    except (Refused, ValueError):
        return False
