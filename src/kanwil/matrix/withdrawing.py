"""What other rooms do when a confirmation is taken back: functions they put in a list here.

Each runs inside that action, so that the confirmation and what hangs on it end together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable

from kanwil.access import Actor

from .models import Confirmation

ON_WITHDRAWING: list[Callable[[Actor, Confirmation], None]] = []


def withdrawn(actor: Actor, confirmation: Confirmation) -> None:
    for step in ON_WITHDRAWING:
        step(actor, confirmation)
