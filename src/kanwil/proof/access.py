"""Who sees proof: the person; whoever the person shares it with, as long as it lasts; who is asked to look at it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import IF_SHARED, Actor, allow
from kanwil.access.kinds import describe
from kanwil.matrix.access import open_questions, still_asked
from kanwil.matrix.ways import WITH_LEAD, WITH_TEAM, WITH_YOU, allow_through
from kanwil.people.models import Person

from .models import Evidence, EvidenceFile, EvidenceOf, EvidenceShare, Shown

WAYS = (WITH_TEAM, WITH_LEAD, WITH_YOU)


@allow(Evidence, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[Evidence] | None:
    return Evidence.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda row: [row.person_id])


@allow(Evidence, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[Evidence] | None:
    return own.query(actor)


own_change.reverse(lambda row: [row.person_id])

for _way in WAYS:
    allow_through(Evidence, "view", _way)


@allow(Evidence, "view", because=_("You were asked to look."), audience="confirmer", when=IF_SHARED)
def shown_to_you(actor: Actor) -> QuerySet[Evidence] | None:
    """Until the answer is given."""
    if not actor.is_person:
        return None
    shown = Shown.objects.filter(confirmation__in=open_questions(actor).values("pk"))
    return Evidence.objects.filter(pk__in=shown.values("evidence_id"))


@shown_to_you.reverse
def _shown_to(row: Evidence) -> list[int]:
    questions = [shown.confirmation for shown in row.shown.select_related("confirmation__claim")]
    asked = {person for question in questions for person in still_asked(question)}
    return list(Person.objects.current().filter(pk__in=asked).values_list("pk", flat=True))


@allow(EvidenceShare, "view", because=_("It is yours."), audience="self")
def own_shares(actor: Actor) -> QuerySet[EvidenceShare] | None:
    return EvidenceShare.objects.filter(evidence__person_id=actor.me) if actor.is_person else None


own_shares.reverse(lambda row: [row.evidence.person_id])

describe(Evidence, words=_("Your stories, photos, links and diplomas"), order=16, covers=(EvidenceFile, EvidenceOf))
describe(EvidenceShare, words=_("With whom you share which proof"), order=17, covers=(Shown,))
