"""Whose turn it is to have a file checked: not too often from one address, and never many at once.

Kept in the memory of one process and nowhere else: who asked is forgotten after a quarter of an hour.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest

OFTEN, MINUTES = 30, 15
AT_ONCE = 2  # of the threads of a process: the others stay free for everybody else
ADDRESSES = 5_000


class NotNow(Exception):
    """Not your turn. `often`: you asked too often; otherwise it is busy."""

    def __init__(self, *, often: bool) -> None:
        super().__init__("often" if often else "busy")
        self.often = often


class Turns:
    """Turns per address. A test gives its own clock."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.lock = threading.Lock()
        self.asked: dict[str, deque[float]] = {}
        self.looking: set[str] = set()

    @contextmanager
    def one(self, address: str) -> Iterator[None]:
        """A turn for this address; raises `NotNow`."""
        with self.lock:
            self._begin(address)
        try:
            yield
        finally:
            with self.lock:
                self.looking.discard(address)

    def _begin(self, address: str) -> None:
        now = self.monotonic()
        for old in [one for one, times in self.asked.items() if times[-1] < now - MINUTES * 60]:
            del self.asked[old]
        while len(self.asked) >= ADDRESSES and address not in self.asked:
            del self.asked[next(iter(self.asked))]
        times = self.asked.setdefault(address, deque())
        while times and times[0] < now - MINUTES * 60:
            times.popleft()
        if len(times) >= OFTEN:
            raise NotNow(often=True)
        times.append(now)
        if address in self.looking or len(self.looking) >= AT_ONCE:
            raise NotNow(often=False)
        self.looking.add(address)

    def forget(self) -> None:
        """Begin anew."""
        with self.lock:
            self.asked.clear()
            self.looking.clear()


turns = Turns()


def address_of(request: HttpRequest) -> str:
    """From where somebody asks. Behind a proxy of our own: what that proxy wrote last, which nobody can make up."""
    if settings.SECURE_PROXY_SSL_HEADER:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if last:
            return last[:60]
    return str(request.META.get("REMOTE_ADDR", ""))
