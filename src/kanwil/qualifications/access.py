"""Who sees a qualification: the person, all of it; who leads the work that asks for it, only whether it is valid.

This is the one exception to "private until shared": the law makes who leads answer for it. The person sees that this
is so, and why.
"""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import VALIDITY, Actor, ability, allow
from kanwil.access.kinds import describe
from kanwil.people.models import Leadership, Membership

from .models import Qualification


@allow(Qualification, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[Qualification] | None:
    return Qualification.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda row: [row.person_id])


@allow(Qualification, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[Qualification] | None:
    return own.query(actor)


own_change.reverse(lambda row: [row.person_id])


@allow(Qualification, "see_validity", because=_("It is yours."), audience="self")
def own_validity(actor: Actor) -> QuerySet[Qualification] | None:
    return own.query(actor)


own_validity.reverse(lambda row: [row.person_id])


def asked_by(memberships: QuerySet[Membership]) -> Q:
    """Qualifications with a legal ground that the work in these places asks for: on the team's list, or in the job."""
    place = "person__memberships"
    on_list = Q(skill=F(f"{place}__unit__team_skills__skill"))
    in_job = Q(skill=F(f"{place}__job__profile__skill"))
    return ~Q(skill__legal_ground_nl="") & Q(**{f"{place}__in": memberships}) & (on_list | in_job)


@allow(
    Qualification,
    "see_validity",
    because=_("You lead the work that asks for it, and the law makes you answer for it."),
    audience="lead",
    when=VALIDITY,
)
def asked_by_the_work_you_lead(actor: Actor) -> QuerySet[Qualification] | None:
    if not actor.is_person or not actor.leads:
        return None
    led = Membership.objects.on().filter(unit_id__in=actor.leads)
    return Qualification.objects.filter(asked_by(led))


@asked_by_the_work_you_lead.reverse
def _leaders(row: Qualification) -> list[int]:
    places = Membership.objects.on().filter(person_id=row.person_id)
    asking = places.filter(Q(unit__team_skills__skill=row.skill_id) | Q(job__profile__skill=row.skill_id))
    if not row.skill.legal_ground_nl:
        return []
    leads = Leadership.objects.on().filter(unit_id__in=asking.values("unit_id"))
    return list(leads.values_list("person_id", flat=True).distinct())


ability(
    "bring_qualifications",
    roles=("hr",),
    because=_("You keep the list of people."),
    denied=_("Only an HR adviser brings in a list of qualifications."),
)(lambda actor: actor.holds("hr") or bool(actor.job))

describe(
    Qualification,
    words=_("Your qualifications that the law asks for"),
    note=_("Who leads the work that asks for it sees whether it is valid. You see who that is."),
    order=18,
)
describe(Qualification, "see_validity", words=_("Whether your qualification is valid"), order=19)
