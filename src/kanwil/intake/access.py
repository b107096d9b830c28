"""Who may see a brought file: whoever may bring in that kind of list, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, allow

from .kinds import KINDS, kinds_for
from .models import Batch


@allow(Batch, "view", because=_("You keep lists of this kind."), audience="admin")
def keepers_see_brought_files(actor: Actor) -> QuerySet[Batch] | None:
    mine = kinds_for(actor)
    shared = [kind.key for kind in mine if kind.shared]
    own = [kind.key for kind in mine if not kind.shared]
    if not mine:
        return None
    return Batch.objects.filter(Q(kind__in=shared) | Q(kind__in=own, started_by_id=actor.person_id))


@keepers_see_brought_files.reverse
def _keepers(batch: Batch) -> Iterable[int]:
    kind = KINDS.get(batch.kind)
    if kind is None:
        return []
    return kind.holders() if kind.shared else [i for i in [batch.started_by_id] if i is not None]
