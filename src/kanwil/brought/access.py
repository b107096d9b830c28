"""Who sees what somebody brought: only they. What they keep of it is proof, and has the rules of proof."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, ability, allow
from kanwil.access.kinds import describe

from .models import BroughtFile, BroughtItem


@allow(BroughtFile, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[BroughtFile] | None:
    return BroughtFile.objects.filter(person_id=actor.me).defer("content") if actor.is_person else None


own.reverse(lambda row: [row.person_id])


@allow(BroughtFile, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[BroughtFile] | None:
    return own.query(actor)


own_change.reverse(lambda row: [row.person_id])

ability(
    "keep_known_signers",
    roles=("admin",),
    because=_("You keep whose signatures are known here."),
    denied=_("Only an administrator keeps whose signatures are known here."),
)(lambda actor: actor.holds("admin"))

describe(
    BroughtFile,
    words=_("Signed files you brought from elsewhere"),
    note=_("What you keep of it as proof has its own rules: you share it piece by piece."),
    order=20,
    covers=(BroughtItem,),
)
