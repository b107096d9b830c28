"""Reading JSON of somebody we do not know: not too big, not too deep, every name once."""

from __future__ import annotations

import json
import re
from typing import Any

from kanwil.calc.credentials.limits import Limits
from kanwil.calc.credentials.refusal import Refused

MARKS = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]')


def json_object(text: bytes, limits: Limits) -> dict[str, Any]:
    """The object in this text; `Refused` when it is anything else."""
    if len(text) > limits.json_bytes:
        raise Refused("too-big", "json")
    _check_depth(text, limits.depth)
    try:
        found = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused("not-json") from error
    if not isinstance(found, dict):
        raise Refused("not-json")
    return found


def _check_depth(text: bytes, most: int) -> None:
    depth = 0
    for mark in MARKS.finditer(text):
        letter = mark.group()
        if letter in (b"[", b"{"):
            depth += 1
            if depth > most:
                raise Refused("too-deep")
        elif letter in (b"]", b"}"):
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("name-twice")
    return found


def _no_constant(name: str) -> None:
    raise Refused("not-json", name)
