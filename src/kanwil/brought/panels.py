"""What this room shows on pages of other rooms."""

from __future__ import annotations

from kanwil.people.panels import Panel
from kanwil.proof.models import BROUGHT, Evidence

from .models import BroughtItem


def of_a_piece(row: Evidence) -> Panel | None:
    """Under a piece of proof that came from elsewhere: who signed it there, and what the check found on which day."""
    if row.kind != BROUGHT:
        return None
    item = BroughtItem.objects.filter(evidence=row).first()
    return Panel("brought/panel_proof.html", {"item": item}) if item is not None else None
