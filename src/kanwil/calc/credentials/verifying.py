"""Verifying what somebody brings. Nothing is fetched: keys and withdrawals come from whoever calls, or are not checked.

Every credential inside another one is looked at by itself: a good signature around it says nothing about it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kanwil.calc.credentials import canonical, containers, contexts, dids, proofs, saying, status
from kanwil.calc.credentials.limits import LIMITS, Budget, Limits
from kanwil.calc.credentials.refusal import Refused
from kanwil.calc.credentials.report import (
    BAD,
    EXPIRED,
    GOOD,
    NONE,
    NOT_CHECKED,
    NOT_YET,
    STANDING,
    SUSPENDED,
    UNCLEAR,
    VALID,
    WITHDRAWN,
    Finding,
    Problem,
    Report,
    Signer,
)

StatusLists = Callable[[str], Mapping[str, Any] | None]
CLOCKS_DIFFER = timedelta(minutes=5)
STOPS = frozenset({"too-big", "too-deep", "too-much-work"})
NOT_BAD = frozenset(
    {
        "key-not-looked-up",
        "unsupported-proof",
        "unknown-name-kind",
        "unknown-key-kind",
        "unknown-context",
        "key-in-the-file",
        "old-format",
    }
)


def no_lists(url: str) -> None:
    """For who has no lists of withdrawals at hand."""
    return


def verify(
    data: bytes,
    *,
    now: datetime,
    resolver: dids.Resolver = dids.nobody,
    status_lists: StatusLists = no_lists,
    limits: Limits = LIMITS,
) -> Report:
    """Look at one file. This never raises for anything a file can hold: what is wrong stands in the report."""
    budget = limits.start()
    try:
        found = containers.carried(data, limits)
        looking = _Looking(now, resolver, status_lists, budget)
        findings = tuple(looking.at(one.document, token=one.token, where=one.name) for one in found)
    except Refused as error:
        return Report("", problems=(Problem(error.code, error.detail),))
    except RecursionError:
        return Report("", problems=(Problem("too-deep"),))
    return Report(found[0].kind, findings)


def verify_document(
    document: Mapping[str, Any],
    *,
    now: datetime,
    resolver: dids.Resolver = dids.nobody,
    status_lists: StatusLists = no_lists,
    limits: Limits = LIMITS,
) -> Finding:
    """The same for a credential that is already in memory; raises `Refused` when it is too big to look at."""
    return _Looking(now, resolver, status_lists, limits.start()).at(dict(document))


class _Looking:
    """One look at one file: its moment, its sources and what is left of its time."""

    def __init__(self, now: datetime, resolver: dids.Resolver, lists: StatusLists, budget: Budget) -> None:
        self.now, self.resolver, self.lists, self.budget = now, resolver, lists, budget
        self.seen = 0
        self.known: dict[str, tuple[bytes, Mapping[str, Any]]] = {}

    def at(
        self,
        document: dict[str, Any] | None,
        *,
        token: str = "",
        where: str = "",
        depth: int = 0,
        inside: Mapping[str, Any] | None = None,
    ) -> Finding:
        self.seen += 1
        if self.seen > self.budget.limits.credentials or depth > self.budget.limits.nesting:
            raise Refused("too-big", "credentials")
        problems: list[Problem] = []
        header: dict[str, Any] = {}
        if token:
            header, document = proofs.open_token(token, self.budget)
        assert document is not None  # noqa: S101 - a finding is about a document or about a token
        said, found = saying.says(document)
        kind = saying.kind(document)
        if kind not in ("passport", "status-list", "other"):
            problems += found
        if kind == "other":
            problems.append(Problem("not-a-credential" if not saying.types(document) else "unknown-credential-kind"))
        proven, signature = self._signature(document, token, header, problems)
        validity = self._validity(document, proven, problems)
        standing = self._status(document, signature, problems)
        if inside is not None:
            problems += _fits(document, inside)
        parts = tuple(
            self.at(one, where=place, depth=depth + 1, inside=document) for place, one in canonical.nested(document)
        )
        issuer = document.get("issuer")
        signer = Signer(
            saying.text(canonical.identifier(issuer)),
            saying.text(issuer.get("name")) if isinstance(issuer, dict) else "",
            _vouched(canonical.identifier(issuer)) if signature == GOOD else "",
        )
        id = saying.text(document.get("id"))
        return Finding(where, kind, id, said, signer, signature, standing, validity, tuple(problems), parts)

    def _signature(
        self, document: dict[str, Any], token: str, header: dict[str, Any], problems: list[Problem]
    ) -> tuple[list[proofs.Proven], str]:
        try:
            if token:
                return [proofs.check_token(token, header, document, self.resolver)], GOOD
            proven = proofs.check_proofs(document, self.resolver, self.budget)
            used = contexts.ambiguous(_words(document))
            if used:
                problems.append(Problem("two-meanings", ", ".join(used)))
            return proven, GOOD
        except Refused as error:
            if error.code in STOPS:
                raise
            problems.append(Problem(error.code, error.detail))
            if error.code == "unsigned":
                return [], NONE
            return [], NOT_CHECKED if error.code in NOT_BAD else BAD

    def _validity(self, document: Mapping[str, Any], proven: list[proofs.Proven], problems: list[Problem]) -> str:
        try:
            start = _moment(document.get("validFrom"))
            ends = [document.get("validUntil"), *(one.expires or None for one in proven)]
            until = [found for found in (_moment(one) for one in ends) if found]
        except Refused as error:
            problems.append(Problem(error.code, error.detail))
            return UNCLEAR
        if start is not None and start > self.now + CLOCKS_DIFFER:
            return NOT_YET
        return EXPIRED if any(end <= self.now for end in until) else VALID

    def _status(self, document: dict[str, Any], signature: str, problems: list[Problem]) -> str:
        verdicts = []
        try:
            for entry in status.entries(document):
                verdicts.append(self._entry(entry, document))
        except Refused as error:
            if error.code in STOPS:
                raise
            problems.append(Problem(error.code, error.detail))
            return NOT_CHECKED if error.code == "unknown-status-kind" else UNCLEAR
        for verdict in (WITHDRAWN, SUSPENDED, UNCLEAR, NOT_CHECKED, STANDING):
            if verdict in verdicts:
                return verdict
        return NONE

    def _entry(self, entry: dict[str, Any], document: Mapping[str, Any]) -> str:
        url, place, purpose = status.place_of(entry)
        if url not in self.known:
            published = self.lists(url)
            if published is None:
                return NOT_CHECKED
            self.known[url] = self._list(dict(published), url)
        bits, published = self.known[url]
        if not _may_list(canonical.identifier(published.get("issuer")), canonical.identifier(document.get("issuer"))):
            raise Refused("list-of-somebody-else", url[:200])
        if purpose not in saying.several(published["credentialSubject"].get("statusPurpose")):
            raise Refused("bad-status-list", "statusPurpose")
        if not status.is_set(bits, place):
            return STANDING
        return {"revocation": WITHDRAWN, "suspension": SUSPENDED}.get(purpose, UNCLEAR)

    def _list(self, published: dict[str, Any], url: str) -> tuple[bytes, Mapping[str, Any]]:
        subject = published.get("credentialSubject")
        if published.get("id") != url or "BitstringStatusListCredential" not in saying.types(published):
            raise Refused("bad-status-list", url[:200])
        if not isinstance(subject, dict) or subject.get("type") not in ("BitstringStatusList", ["BitstringStatusList"]):
            raise Refused("bad-status-list", url[:200])
        try:
            proven = proofs.check_proofs(published, self.resolver, self.budget)
        except Refused as error:
            raise error if error.code in STOPS else Refused("bad-status-list", error.code) from error
        if self._validity(published, proven, []) != VALID:
            raise Refused("old-status-list", url[:200])
        return status.decode(subject.get("encodedList"), self.budget.limits), published


def _fits(document: Mapping[str, Any], outer: Mapping[str, Any]) -> list[Problem]:
    """Whether a credential is about what it stands in: a confirmation about this skill, a skill about this person."""
    about = canonical.identifier(document.get("credentialSubject"))
    by = canonical.identifier(document.get("issuer"))
    whose = canonical.identifier(outer.get("credentialSubject"))
    if saying.kind(document) == "confirmation":
        if saying.kind(outer) == "passport":
            beside = {canonical.identifier(one) for _, one in canonical.nested(dict(outer))}
            return [] if about in beside else [Problem("about-something-else", about[:200])]
        achievement = (saying.mappings(outer.get("credentialSubject")) or [{}])[0].get("achievement")
        names = {
            canonical.identifier(outer),
            canonical.identifier(outer.get("issuer")),
            canonical.identifier(achievement),
        }
        found = [] if about and about in names else [Problem("about-something-else", about[:200])]
        return found + ([Problem("own-confirmation", by[:200])] if by and by == whose else [])
    if saying.kind(outer) == "passport" and whose and about != whose:
        return [Problem("about-somebody-else", about[:200])]
    return []


def _may_list(keeper: str, issuer: str) -> bool:
    """Who signed a credential keeps its withdrawals, or the organisation under whose name the signer's name stands."""
    return bool(keeper) and (keeper == issuer or (keeper.startswith("did:web:") and issuer.startswith(keeper + ":")))


def _vouched(name: str) -> str:
    return "key" if name.startswith("did:key:") else "domain"


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Refused("bad-date", str(value)[:60])
    return found


def _words(value: Any) -> set[str]:
    found: set[str] = set()
    if isinstance(value, dict):
        found.update(value)
        value = list(value.values())
    for inside in value if isinstance(value, list) else []:
        found |= _words(inside)
    return found
