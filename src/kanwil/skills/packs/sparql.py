"""Asking a SPARQL endpoint with a key: patiently, within limits, and remembering the answers.

The key goes to that one address and nowhere else: redirects are not followed, and it is never written in the cache.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import json
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kanwil.skills.packs.records import PackRefused

PAGE = 10_000
LARGEST_ANSWER = 64 * 1024 * 1024
MOST_ROWS = 2_000_000
ATTEMPTS = 4
LONGEST_PAUSE = 60.0
Row = dict[str, str]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key must not travel along to another address."""

    def redirect_request(self, *_details: Any) -> None:
        return None


class QueryFailed(Exception):
    """The endpoint is there, but could not answer this one question."""


@dataclass
class Endpoint:
    """One address with its key. `pause` and `now` can be replaced, so that a test need not wait."""

    address: str
    key: str
    cache: Path | None = None
    keep_days: int = 30
    timeout: float = 60.0
    page: int = PAGE
    pause: Callable[[float], None] = time.sleep
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    from_cache: list[dt.datetime] = field(default_factory=list)
    fell_back: list[dt.datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.address)
        own = parts.hostname in {"localhost", "127.0.0.1", "::1"}
        if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and own)):
            raise PackRefused("cnl_address", address=self.address[:120])
        if not self.key or not self.key.isascii() or not self.key.isprintable() or len(self.key) > 500:
            raise PackRefused("cnl_no_key")

    def rows(self, query: str) -> list[Row]:
        """All answers to one question, page after page; from the cache when that is fresh enough."""
        stored = self._stored(query)
        if stored and self.now() - stored[0] <= dt.timedelta(days=self.keep_days):
            self.from_cache.append(stored[0])
            return stored[1]
        try:
            found = self._all_pages(query)
        except PackRefused as refused:
            if stored and refused.refusal.code == "cnl_away":
                self.fell_back.append(stored[0])
                return stored[1]
            raise
        self._store(query, found)
        return found

    def _all_pages(self, query: str) -> list[Row]:
        found: list[Row] = []
        while True:
            page = self._ask(f"{query}\nLIMIT {self.page} OFFSET {len(found)}")
            found.extend(page)
            # An endpoint may give fewer rows than asked because of a limit of its own, always a round number.
            if not page or (len(page) < self.page and len(page) % 100):
                return found
            if len(found) > MOST_ROWS:
                raise PackRefused("cnl_too_much", file=self._host)

    @property
    def _host(self) -> str:
        return urllib.parse.urlsplit(self.address).netloc

    def _ask(self, query: str) -> list[Row]:
        """One page, tried again a few times when the endpoint is busy or silent."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return _bindings(self._send(query), self._host)
            except urllib.error.HTTPError as problem:
                problem.close()
                if problem.code in {401, 403}:
                    raise PackRefused("cnl_key_refused", file=self._host, status=problem.code) from problem
                if problem.code in {301, 302, 303, 307, 308}:
                    raise PackRefused("cnl_redirected", file=self._host) from problem
                if problem.code == 400 or 404 < problem.code < 429:
                    raise QueryFailed(problem.code) from problem
                if problem.code == 404:
                    raise PackRefused("cnl_not_here", file=self._host) from problem
                reason, wait = f"HTTP {problem.code}", _asked_pause(problem)
            except (urllib.error.URLError, TimeoutError, http.client.HTTPException, OSError) as problem:
                reason, wait = _why(problem), None
            if attempt < ATTEMPTS:
                self.pause(min(LONGEST_PAUSE, wait if wait is not None else 2.0**attempt))
        raise PackRefused("cnl_away", file=self._host, problem=reason, attempts=ATTEMPTS)

    def _send(self, query: str) -> bytes:
        body = urllib.parse.urlencode({"query": query, "format": "application/sparql-results+json"}).encode()
        request = urllib.request.Request(  # noqa: S310  (see __post_init__)
            self.address,
            data=body,
            method="POST",
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/sparql-results+json",
                "apikey": self.key,
                "User-Agent": "Kanwil",
            },
        )
        opener = urllib.request.build_opener(_NoRedirect)
        ends = time.monotonic() + self.timeout * 3
        with opener.open(request, timeout=self.timeout) as answer:
            parts, size = [], 0
            while part := answer.read1(1 << 18):
                parts.append(part)
                size += len(part)
                if size > LARGEST_ANSWER:
                    raise PackRefused("cnl_too_much", file=self._host)
                if time.monotonic() > ends:
                    raise TimeoutError
        return b"".join(parts)

    def _file(self, query: str) -> Path | None:
        if self.cache is None:
            return None
        return self.cache / (hashlib.sha256(f"{self.address}\n{query}".encode()).hexdigest()[:32] + ".json")

    def _stored(self, query: str) -> tuple[dt.datetime, list[Row]] | None:
        """The remembered answer with its date; a damaged one counts as none."""
        file = self._file(query)
        if file is None or not file.is_file():
            return None
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            rows = kept["rows"]
            if kept["query"] != query or not all(isinstance(row, dict) for row in rows):
                return None
            return dt.datetime.fromisoformat(kept["date"]), rows
        except (ValueError, KeyError, TypeError, OSError):
            return None

    def _store(self, query: str, rows: list[Row]) -> None:
        """Remember an answer; written beside and moved in place, so that half an answer never stays."""
        file = self._file(query)
        if file is None:
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        kept = {"date": self.now().isoformat(), "address": self.address, "query": query, "rows": rows}
        fresh.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        fresh.replace(file)


def _bindings(data: bytes, host: str) -> list[Row]:
    """The rows of a SPARQL answer. Anything that is not exactly that is refused."""
    try:
        answer = json.loads(data)
        rows = answer["results"]["bindings"]
        if not isinstance(rows, list):
            raise TypeError
        found = []
        for row in rows:
            values: Row = {}
            for name, cell in row.items():
                if not isinstance(cell["value"], str):
                    raise TypeError
                values[name] = cell["value"]
                if language := cell.get("xml:lang"):
                    values[f"{name}@"] = str(language).partition("-")[0].lower()
            found.append(values)
        return found
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise PackRefused("cnl_not_understood", file=host) from problem


def _asked_pause(problem: urllib.error.HTTPError) -> float | None:
    """How long the endpoint asks us to wait, when it says so in seconds."""
    try:
        return max(0.0, float(problem.headers.get("Retry-After", "")))
    except ValueError:
        return None


def _why(problem: Exception) -> str:
    cause = getattr(problem, "reason", problem)
    if isinstance(cause, TimeoutError | socket.timeout):
        return "timeout"
    return " ".join(str(cause).split())[:120] or type(cause).__name__
