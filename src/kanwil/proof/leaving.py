"""What happens to shared proof when somebody leaves, or leaves a team."""

from __future__ import annotations

from kanwil.access import Actor
from kanwil.people.models import Person, Unit

from .models import EvidenceShare


def forget_on_leaving(actor: Actor, person: Person) -> None:
    """Who leaves shares no proof any more, and sees nothing of others any more."""
    EvidenceShare.objects.filter(evidence__person=person).delete()
    EvidenceShare.objects.filter(to_person=person).delete()


def stop_with_team(actor: Actor, person: Person, unit: Unit) -> None:
    """Who leaves a team no longer shares proof with it."""
    EvidenceShare.objects.filter(evidence__person=person, to_unit=unit).delete()
