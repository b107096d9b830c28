"""Signing: a proof inside the document (`eddsa-rdfc-2022`), or the document inside a token (VC-JWT, ES256).

There are three kinds of signer, and each can say only its own things. What somebody says about their own skills can
only be signed with their own key: the organisation's key refuses it, however it is asked. The organisation signs a
skill only when somebody else confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey

from kanwil.calc.credentials import contexts, dids, documents
from kanwil.calc.credentials.canonical import canonical, identifier
from kanwil.calc.credentials.documents import Document
from kanwil.calc.credentials.keys import ED25519, P256, PrivateKey, base58
from kanwil.calc.credentials.limits import LIMITS
from kanwil.calc.credentials.model import Confirmation, Passport, Profile, SkillStatement
from kanwil.calc.credentials.proofs import SUITE, check_proofs, digest
from kanwil.calc.credentials.refusal import Refused


@dataclass(frozen=True)
class Signer:
    """A name and its active keys. Use one of the three kinds below."""

    did: str
    key: PrivateKey
    token_key: PrivateKey | None = None

    def __post_init__(self) -> None:
        if type(self) is Signer:
            raise TypeError("use OrganisationSigner, ConfirmerSigner or HolderSigner")
        if self.key.kind != ED25519 or (self.token_key is not None and self.token_key.kind != P256):
            raise Refused("unknown-key-kind")

    @property
    def method(self) -> str:
        return f"{self.did}#{self.key.public.multibase}"


@dataclass(frozen=True)
class OrganisationSigner(Signer):
    """The organisation: signs confirmed skills and status lists."""


@dataclass(frozen=True)
class ConfirmerSigner(Signer):
    """A colleague who confirms: signs confirmations."""


@dataclass(frozen=True)
class HolderSigner(Signer):
    """The person: signs what they say of themselves, and the passport they put together."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.did != dids.key_name(self.key.public):
            raise Refused("not-your-key", self.did)


def confirm(confirmation: Confirmation, signer: ConfirmerSigner, *, now: datetime) -> Document:
    """A confirmation signed by the colleague who gives it."""
    _must_be(signer, ConfirmerSigner)
    if confirmation.by.id == confirmation.statement.holder.did:
        raise Refused("own-confirmation")
    return _signed(documents.endorsement_credential(confirmation), signer, now)


def issue_skill(
    statement: SkillStatement,
    issuer: Profile,
    confirmations: Sequence[Document],
    signer: OrganisationSigner,
    *,
    confirmers: dids.Resolver,
    now: datetime,
    embed: bool = True,
) -> Document:
    """A confirmed skill signed by the organisation; every confirmation is looked at first.

    The confirmations stand in it, unless `embed` is off: then they go beside it in the passport. That is for programs
    that refuse a credential in which something is said about the credential itself.
    """
    document = _confirmed(statement, issuer, confirmations, signer, confirmers, embed)
    return _signed(document, signer, now, confirmed=True)


def issue_skill_token(
    statement: SkillStatement,
    issuer: Profile,
    confirmations: Sequence[Document],
    signer: OrganisationSigner,
    *,
    confirmers: dids.Resolver,
) -> str:
    """The same confirmed skill as a token (VC-JWT, ES256), for programs that cannot read a proof in the document."""
    return _token(_confirmed(statement, issuer, confirmations, signer, confirmers, True), signer)


def claim_skill(statement: SkillStatement, signer: HolderSigner, *, now: datetime) -> Document:
    """What somebody says of themselves, signed with their own key. It carries no status: only they can withdraw it."""
    _must_be(signer, HolderSigner)
    own = Profile(statement.holder.did, statement.holder.name)
    return _signed(documents.skill_credential(replace(statement, status=None), own), signer, now)


def issue_passport(passport: Passport, signer: HolderSigner, *, now: datetime) -> Document:
    """What somebody chose to show, signed by themselves. Every credential in it keeps its own signature."""
    _must_be(signer, HolderSigner)
    own = {identifier(one) for one in passport.credentials if _about(one) == passport.holder.did}
    for one in passport.credentials:
        if not one.get("proof"):
            raise Refused("unsigned-inside", str(one.get("id", ""))[:200])
        beside = "EndorsementCredential" in one.get("type", []) and _about(one) in own
        if not beside and identifier(one) not in own:
            raise Refused("about-somebody-else", str(one.get("id", ""))[:200])
    return _signed(documents.passport_credential(passport), signer, now)


def sign_status_list(document: Document, signer: OrganisationSigner | ConfirmerSigner, *, now: datetime) -> Document:
    """A status list (see `status.status_list`), signed by the one whose credentials it is about."""
    if "BitstringStatusListCredential" not in document.get("type", []):
        raise Refused("not-a-status-list")
    return _signed(document, signer, now)


def _confirmed(
    statement: SkillStatement,
    issuer: Profile,
    confirmations: Sequence[Document],
    signer: OrganisationSigner,
    confirmers: dids.Resolver,
    embed: bool,
) -> Document:
    _must_be(signer, OrganisationSigner)
    if not confirmations:
        raise Refused("nobody-confirmed", statement.id)
    for one in confirmations:
        by = identifier(one.get("issuer"))
        if by in (statement.holder.did, issuer.id):
            raise Refused("own-confirmation", by)
        if identifier(one.get("credentialSubject")) != statement.id:
            raise Refused("about-somebody-else", str(one.get("id", ""))[:200])
        if one.get("name") != documents.confirmed_words(statement):
            raise Refused("about-something-else", str(one.get("name", ""))[:200])
        check_proofs(one, confirmers, LIMITS.start())
    return documents.skill_credential(statement, issuer, tuple(confirmations) if embed else ())


def _about(document: Mapping[str, Any]) -> str:
    return identifier(document.get("credentialSubject"))


def _must_be(signer: Signer, kind: type[Signer]) -> None:
    if type(signer) is not kind:
        raise Refused("not-your-key", signer.did)


def _check_may_sign(document: Document, signer: Signer, confirmed: bool) -> None:
    """Every signature passes here, so no other way of asking gets a signature that the three kinds forbid."""
    if identifier(document.get("issuer")) != signer.did:
        raise Refused("not-your-key", signer.did)
    types = document.get("type", [])
    own = identifier(document.get("credentialSubject")) == signer.did
    allowed = {
        OrganisationSigner: ("OpenBadgeCredential", "BitstringStatusListCredential"),
        ConfirmerSigner: ("EndorsementCredential", "BitstringStatusListCredential"),
        HolderSigner: ("OpenBadgeCredential", "ClrCredential"),
    }[type(signer)]  # type: ignore[index]
    if not any(one in types for one in allowed) or own != isinstance(signer, HolderSigner):
        raise Refused("not-your-key", signer.did)
    if isinstance(signer, OrganisationSigner) and "OpenBadgeCredential" in types and not confirmed:
        raise Refused("nobody-confirmed", str(document.get("id", "")))
    words: set[str] = set()
    _words(document, words)
    if contexts.ambiguous(words):
        raise Refused("two-meanings", ", ".join(contexts.ambiguous(words)))


def _words(value: object, found: set[str]) -> None:
    if isinstance(value, dict):
        found.update(value)
        value = list(value.values())
    for inside in value if isinstance(value, list) else []:
        _words(inside, found)


def _signed(document: Document, signer: Signer, now: datetime, *, confirmed: bool = False) -> Document:
    _check_may_sign(document, signer, confirmed)
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": documents.moment(now),
        "verificationMethod": signer.method,
        "proofPurpose": "assertionMethod",
    }
    signature = signer.key.sign(digest(document, proof, LIMITS.start()))
    return document | {"proof": [proof | {"proofValue": "z" + base58(signature)}]}


def _token(document: Document, signer: Signer) -> str:
    _check_may_sign(document, signer, confirmed=True)
    canonical(document)  # the same words as in the other form, so the same refusals
    if signer.token_key is None:
        raise Refused("no-token-key", signer.did)
    claims = document | {
        "iss": signer.did,
        "jti": document["id"],
        "sub": identifier(document["credentialSubject"]),
        "nbf": _seconds(document["validFrom"]),
    }
    if "validUntil" in document:
        claims["exp"] = _seconds(document["validUntil"])
    header = {"alg": "ES256", "kid": f"{signer.did}#{signer.token_key.public.multibase}", "typ": "JWT"}
    key = ECKey.import_key(signer.token_key.pem().decode())
    text = documents.compact(claims)
    return jws.serialize_compact(header, text, key, algorithms=["ES256"])


def _seconds(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())
