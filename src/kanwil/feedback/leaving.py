"""What happens with questions and names when somebody leaves."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kanwil.access import Actor
from kanwil.people.models import Person

from .models import Question, Writer


def stop_on_leaving(actor: Actor, person: Person) -> None:
    """Open questions of and to who leaves stop, and links stop working. What they wrote stays, without their name."""
    waiting = Question.objects.filter(answered_at__isnull=True, declined_at__isnull=True, stopped_at__isnull=True)
    waiting.filter(Q(asker=person) | Q(of=person)).update(stopped_at=timezone.now())
    Writer.objects.filter(person=person).delete()
