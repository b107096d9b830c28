"""How much of a file from outside is looked at before it is refused."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from kanwil.calc.credentials.refusal import Refused


@dataclass(frozen=True)
class Limits:
    """Bounds for reading and for one canonicalisation. The values fit a passport of forty skills several times over."""

    file_bytes: int = 8 * 1024 * 1024
    json_bytes: int = 1024 * 1024
    svg_bytes: int = 3 * 1024 * 1024
    depth: int = 40
    credentials: int = 250
    nesting: int = 4
    members: int = 60_000
    quads: int = 40_000
    blank_nodes: int = 4_000
    alike: int = 6
    comparisons: int = 5_000
    seconds: float = 30.0
    pdf_seconds: float = 8.0
    attachments: int = 20
    status_bits: int = 8 * 1024 * 1024
    monotonic: Callable[[], float] = field(default=time.monotonic)

    def start(self) -> Budget:
        """The time that one file gets, from now."""
        return Budget(self, self.monotonic() + self.seconds)


@dataclass(frozen=True)
class Budget:
    """Limits together with the moment at which looking stops."""

    limits: Limits
    until: float

    def check(self) -> None:
        if self.limits.monotonic() > self.until:
            raise Refused("too-much-work", "time")


LIMITS = Limits()
