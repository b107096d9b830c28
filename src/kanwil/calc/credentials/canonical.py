"""From a document to the exact statements that a signature covers, and nothing else.

A signature of the kind `eddsa-rdfc-2022` covers statements (RDF), while people and programs read the JSON. The two
must say the same. JSON-LD quietly drops words it does not know, words that are null, and addresses without a scheme;
it also lets somebody spell one statement in several ways. So everything is refused that would be read but not signed,
or signed but not read, both before we sign and before we believe a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kanwil.calc.credentials import contexts
from kanwil.calc.credentials.limits import LIMITS, Budget, Limits
from kanwil.calc.credentials.refusal import Refused

NOWHERE = "http://no-scheme.invalid/"  # where an address without a scheme ends up, so that we can see it
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
NESTED = frozenset({"endorsement", "verifiableCredential"})
BIGGEST = 2**53 - 1


def nested(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The credentials inside this one (not those inside them), each with where it stands, such as `endorsement[0]`."""

    def walk(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
        if isinstance(value, dict):
            for key, inside in value.items():
                place = f"{where}.{key}" if where else key
                if key in NESTED:
                    for number, one in enumerate(inside if isinstance(inside, list) else [inside]):
                        if isinstance(one, dict):
                            yield f"{place}[{number}]", one
                elif key not in ("@context", "proof"):
                    yield from walk(inside, place)
        elif isinstance(value, list):
            for number, one in enumerate(value):
                yield from walk(one, f"{where}[{number}]")

    yield from walk(document, "")


def check_spelling(document: dict[str, Any], limits: Limits = LIMITS) -> None:
    """Refuse JSON that says something which its statements do not say, or says it in a way that hides it."""
    left = [limits.members]

    def walk(value: Any, top: bool, depth: int) -> None:
        left[0] -= 1
        if left[0] < 0 or depth > limits.depth:
            raise Refused("too-big", "depth" if left[0] >= 0 else "members")
        if isinstance(value, dict):
            for key, inside in value.items():
                if key == "@context":
                    if not top:
                        raise Refused("own-context")
                    contexts.names(inside)
                elif not key or key.startswith(("@", "_")) or ":" in key:
                    raise Refused("unusual-spelling", key[:80])
                elif key in NESTED:
                    for one in inside if isinstance(inside, list) else [inside]:
                        if isinstance(one, list):
                            raise Refused("unusual-spelling", key)
                        walk(one, isinstance(one, dict), depth + 2)
                else:
                    walk(inside, False, depth + 1)
        elif isinstance(value, list):
            for one in value:
                if isinstance(one, list):
                    raise Refused("unusual-spelling", "[[…]]")
                walk(one, False, depth + 1)
        elif value is None:
            raise Refused("not-covered", "null")
        elif isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError as error:  # half a letter: no two programs write it the same way
                raise Refused("not-json") from error
        elif not isinstance(value, bool) and isinstance(value, int | float) and abs(value) > BIGGEST:
            raise Refused("unusual-spelling", "number")

    if not isinstance(document, dict) or "@context" not in document:
        raise Refused("not-a-credential", "@context")
    walk(document, True, 0)
    _check_described_once(document)


def _check_described_once(document: dict[str, Any]) -> None:
    """Statements about one thing may stand in several places; then who reads one place misses what stands elsewhere.

    So what our verdicts hang on (the credential, its status, whose it is, the level reached) is described where it is
    read, and nowhere else. A confirmation may name the credential that it is about.
    """
    own, issuer = identifier(document), identifier(document.get("issuer"))
    status, subject = document.get("credentialStatus"), document.get("credentialSubject")
    results = subject.get("result") if isinstance(subject, dict) else None
    places = [one for each in (status, subject, results) for one in (each if isinstance(each, list) else [each])]
    watched = {identifier(one): one for one in places if identifier(one) and identifier(one) != issuer}
    if own:
        watched[own] = document

    def walk(value: Any, outside: bool) -> None:
        if isinstance(value, list):
            for one in value:
                walk(one, outside)
        if not isinstance(value, dict):
            return
        name = identifier(value)
        if name in watched and value is not watched[name]:
            about = set(value) - {"id", "type", "@context"}
            # the person of a passport is of course described again in each credential of the passport
            if about - {"endorsementComment"} and not (outside and name != own):
                raise Refused("described-twice", name[:200])
        for key, inside in value.items():
            walk(inside, outside or key in NESTED or key == "proof")

    walk(document, False)


def identifier(value: Any) -> str:
    """The id of something that stands as an address or as an object with an id."""
    if isinstance(value, dict):
        value = value.get("id")
    return value if isinstance(value, str) else ""


def canonical(document: dict[str, Any], budget: Budget | None = None) -> str:
    """The statements of a document in their one order (RDFC-1.0), after refusing what would not be among them."""
    budget = budget or LIMITS.start()
    check_spelling(document, budget.limits)
    return _statements(document, budget, contexts.loader)


def _statements(document: dict[str, Any], budget: Budget, load: Any) -> str:
    from kanwil.calc.credentials import linked  # only now: it brings PyLD, which takes long to load

    return linked.statements(document, budget, load)


def check_expanded(expanded: Any) -> None:
    """No address without a scheme, and no other value that the step to statements would quietly leave out."""
    if isinstance(expanded, list):
        for one in expanded:
            check_expanded(one)
        return
    if not isinstance(expanded, dict):
        return
    for key, value in expanded.items():
        if key == "@id":
            _check_address(value)
        elif key == "@type":
            for one in value if isinstance(value, list) else [value]:
                if one != "@json":
                    _check_address(one)
        elif key in ("@list", "@set", "@graph"):
            check_expanded(value)
        elif key == "@value":
            continue
        elif key.startswith("@") and key not in ("@language",):
            raise Refused("unusual-spelling", key)
        else:
            if not key.startswith("@"):
                _check_address(key)
            check_expanded(value)


def _check_address(value: Any) -> None:
    if not isinstance(value, str) or value.startswith(NOWHERE) or not ADDRESS.fullmatch(value):
        raise Refused("undefined-term", str(value).removeprefix(NOWHERE)[:200])
