"""What this room shows on pages of other rooms: two questions for who does not know which sentence fits."""

from __future__ import annotations

from kanwil.access import Actor
from kanwil.matrix.models import Claim
from kanwil.people.panels import Panel


def of_a_skill(actor: Actor, claim: Claim) -> Panel | None:
    """Only while nothing was said about how far somebody is."""
    return None if claim.level_id else Panel("discovery/panel_skill.html", {"claim": claim})
