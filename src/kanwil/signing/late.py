"""What other rooms set off here. The library for signatures is large, so it is read only when something happens."""

from __future__ import annotations

from kanwil.access import Actor
from kanwil.matrix.models import Confirmation


def follow_confirmation(actor: Actor, confirmation: Confirmation) -> None:
    """A confirmation is taken back."""
    from . import issuing

    issuing.follow_confirmation(actor, confirmation)


def on_erasing(person_id: int) -> None:
    """Somebody is erased."""
    from . import forgetting

    forgetting.on_erasing(person_id)
