"""Keys: making them from given randomness, writing them the way the standards do, and using them.

Ed25519 signs credentials (`eddsa-rdfc-2022`), P-256 signs the token form (VC-JWT, ES256). A public key is written as
a *multikey*: a letter z, then base58 of two bytes that name the kind and the key itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, utils
from joserfc.jwk import ECKey, OKPKey

from kanwil.calc.credentials.refusal import Refused

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519, P256 = "Ed25519", "P-256"
PREFIX = {ED25519: b"\xed\x01", P256: b"\x80\x24"}
ORDER_P256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LONGEST = 256

Randomness = Callable[[int], bytes]


def base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = ALPHABET[rest] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def unbase58(text: str) -> bytes:
    number = 0
    if len(text) > LONGEST:
        raise Refused("bad-key", "length")
    for letter in text:
        if letter not in ALPHABET:
            raise Refused("bad-key", "base58")
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


@dataclass(frozen=True)
class PublicKey:
    """Somebody's public key; `raw` is 32 bytes for Ed25519 and the compressed point of 33 bytes for P-256."""

    kind: str
    raw: bytes

    @property
    def multibase(self) -> str:
        return "z" + base58(PREFIX[self.kind] + self.raw)

    @classmethod
    def from_multibase(cls, text: object) -> PublicKey:
        if not isinstance(text, str) or not text.startswith("z"):
            raise Refused("bad-key", "multibase")
        data = unbase58(text[1:])
        for kind, prefix in PREFIX.items():
            if data[:2] == prefix:
                return cls(kind, data[2:]).checked()
        raise Refused("unknown-key-kind")

    @classmethod
    def from_jwk(cls, jwk: object) -> PublicKey:
        """A key as `publicKeyJwk`; the private half may never be there."""
        if not isinstance(jwk, Mapping) or "d" in jwk:
            raise Refused("bad-key", "jwk")
        try:
            if jwk.get("kty") == "EC" and jwk.get("crv") == P256:
                public = ECKey.import_key(dict(jwk)).public_key
                return cls(P256, _compressed(public))
            if jwk.get("kty") == "OKP" and jwk.get("crv") == ED25519:
                edwards = OKPKey.import_key(dict(jwk)).public_key
                return cls(ED25519, edwards.public_bytes_raw())  # type: ignore[union-attr]
        except (ValueError, TypeError, KeyError) as error:
            raise Refused("bad-key", "jwk") from error
        raise Refused("unknown-key-kind")

    def checked(self) -> PublicKey:
        try:
            self._key()
        except ValueError as error:
            raise Refused("bad-key", self.kind) from error
        return self

    def _key(self) -> Any:
        if self.kind == ED25519:
            return ed25519.Ed25519PublicKey.from_public_bytes(self.raw)
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), self.raw)

    def accepts(self, signature: bytes, message: bytes) -> bool:
        try:
            if self.kind == ED25519:
                self._key().verify(signature, message)
            else:
                half = len(signature) // 2
                numbers = (int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big"))
                self._key().verify(utils.encode_dss_signature(*numbers), message, ec.ECDSA(hashes.SHA256()))
        except InvalidSignature:
            return False
        return True

    def jwk(self) -> dict[str, str]:
        """The key as a JSON Web Key, for programs that only read tokens."""
        if self.kind == P256:
            made = ECKey.import_key(self._key().public_bytes(*_PEM).decode()).as_dict(private=False)
        else:
            made = OKPKey.import_key(self._key().public_bytes(*_PEM).decode()).as_dict(private=False)
        return {name: str(value) for name, value in made.items() if name in ("kty", "crv", "x", "y")}


_PEM = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _compressed(public: Any) -> bytes:
    return bytes(public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint))


@dataclass(frozen=True)
class PrivateKey:
    """A key that signs. It never prints itself."""

    kind: str
    secret: Any

    def __repr__(self) -> str:
        return f"PrivateKey({self.kind})"

    @classmethod
    def make(cls, kind: str, randomness: Randomness = os.urandom) -> PrivateKey:
        """A new key from 32 bytes (Ed25519) or 48 bytes (P-256) of randomness."""
        if kind == ED25519:
            return cls(kind, ed25519.Ed25519PrivateKey.from_private_bytes(randomness(32)))
        number = int.from_bytes(randomness(48), "big") % (ORDER_P256 - 1) + 1
        return cls(kind, ec.derive_private_key(number, ec.SECP256R1()))

    @property
    def public(self) -> PublicKey:
        public = self.secret.public_key()
        return PublicKey(self.kind, public.public_bytes_raw() if self.kind == ED25519 else _compressed(public))

    def sign(self, message: bytes) -> bytes:
        """The signature of a credential; only Ed25519 does this (tokens are made by `signing`)."""
        if self.kind != ED25519:
            raise Refused("unknown-key-kind", self.kind)
        return bytes(self.secret.sign(message))

    def pem(self, passphrase: str = "") -> bytes:
        """PKCS #8; encrypted when there is a passphrase."""
        encryption: serialization.KeySerializationEncryption = serialization.NoEncryption()
        if passphrase:
            encryption = serialization.BestAvailableEncryption(passphrase.encode())
        return bytes(
            self.secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, encryption)
        )

    @classmethod
    def from_pem(cls, text: bytes, passphrase: str = "") -> PrivateKey:
        try:
            secret = serialization.load_pem_private_key(text, passphrase.encode() if passphrase else None)
        except (ValueError, TypeError) as error:
            raise Refused("key-not-opened") from error
        if isinstance(secret, ed25519.Ed25519PrivateKey):
            return cls(ED25519, secret)
        if isinstance(secret, ec.EllipticCurvePrivateKey) and isinstance(secret.curve, ec.SECP256R1):
            return cls(P256, secret)
        raise Refused("unknown-key-kind")
