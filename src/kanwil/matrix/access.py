"""Who sees what people can and want: the person; and whoever the person shares it with, as long as it lasts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import IF_SHARED, Actor, ability, allow, allow_counts
from kanwil.access.kinds import describe
from kanwil.people.access import leaders_of
from kanwil.people.models import Membership, Person, today

from .models import Claim, Confirmation, Listed, Share, Statement
from .ways import WAYS, allow_through

# ── what somebody can ("view") and what they want ("view_wish": only where the person shared that too) ──


@allow(Claim, "view", because=_("It is yours."), audience="self")
def own(actor: Actor) -> QuerySet[Claim] | None:
    return Claim.objects.filter(person_id=actor.me) if actor.is_person else None


own.reverse(lambda claim: [claim.person_id])


@allow(Claim, "view_wish", because=_("It is yours."), audience="self")
def own_wish(actor: Actor) -> QuerySet[Claim] | None:
    return own.query(actor)


own_wish.reverse(lambda claim: [claim.person_id])


for _way in WAYS:
    allow_through(Claim, "view", _way)
    allow_through(Claim, "view_wish", _way, named="wish_shared", with_wish=True)


def open_questions(actor: Actor) -> QuerySet[Confirmation]:
    """Questions to look that wait for this person; never about somebody they lead."""
    if not actor.is_person:
        return Confirmation.objects.none()
    about_others = ~Q(claim__person_id=actor.me)
    if actor.leads:
        led = Membership.objects.on().filter(unit_id__in=actor.leads).values("person_id")
        about_others &= ~Q(claim__person_id__in=led)
    return Confirmation.objects.filter(
        about_others, by_id=actor.person_id, answered_at__isnull=True, withdrawn_at__isnull=True
    )


@allow(Claim, "view", because=_("You were asked to look."), audience="confirmer", when=IF_SHARED)
def asked_to_look(actor: Actor) -> QuerySet[Claim] | None:
    """Until the answer is given; not what the person wants."""
    return Claim.objects.filter(pk__in=open_questions(actor).values("claim_id")) if actor.is_person else None


@asked_to_look.reverse
def _asked_about(claim: Claim) -> list[int]:
    leaders = leaders_of(claim.person_id).values("person_id")
    rows = claim.confirmations.filter(answered_at__isnull=True, withdrawn_at__isnull=True, by__isnull=False)
    rows = rows.exclude(by_id=claim.person_id).exclude(by_id__in=leaders)
    return list(rows.filter(by__in=Person.objects.current()).values_list("by_id", flat=True))


@allow(Share, "find", because=_("It is shared with everybody here, to be found."), audience="colleague", when=IF_SHARED)
def findable(actor: Actor) -> QuerySet[Share] | None:
    """Through these shares somebody lets colleagues find them; what is shared with a team or by name is not in it."""
    if not actor.is_person:
        return None
    here = Q(claim__person__left_on__isnull=True) | Q(claim__person__left_on__gt=today())
    # joined: a list of everybody who works here costs more than the search
    return Share.objects.active().filter(here, to_everyone=True)


@findable.reverse
def _finders(share: Share) -> Iterable[int]:
    return Person.objects.current().values_list("pk", flat=True) if share.to_everyone else []


@allow(Claim, "change", because=_("It is yours."), audience="self")
def own_change(actor: Actor) -> QuerySet[Claim] | None:
    return own.query(actor)


own_change.reverse(lambda claim: [claim.person_id])


# ── history, shares, questions from a list: the person's own ──


def _own_rows(model: type[Any], name: str, path: str = "person_id") -> None:
    """Only the person sees these, and nobody else, ever."""

    def rows(actor: Actor) -> QuerySet[Any] | None:
        return model.objects.filter(**{path: actor.person_id}) if actor.is_person else None

    rows.__name__ = name

    def owner(row: Any) -> list[int]:
        for step in path.split("__"):
            row = getattr(row, step)
        return [row]

    allow(model, "view", because=_("It is yours."), audience="self")(rows).reverse(owner)


_own_rows(Statement, "own_history")
_own_rows(Listed, "own_questions")
_own_rows(Share, "own_shares", "claim__person_id")


@allow(Confirmation, "view", because=_("It is about you."), audience="self")
def own_confirmations(actor: Actor) -> QuerySet[Confirmation] | None:
    return Confirmation.objects.filter(claim__person_id=actor.me) if actor.is_person else None


own_confirmations.reverse(lambda row: [row.claim.person_id])


@allow(Confirmation, "view", because=_("You were asked, or you confirmed it."), audience="confirmer")
def asked_of_you(actor: Actor) -> QuerySet[Confirmation] | None:
    return Confirmation.objects.filter(by_id=actor.person_id) if actor.is_person else None


asked_of_you.reverse(lambda row: [row.by_id] if row.by_id else [])


@allow(Confirmation, "answer", because=_("You were asked to look."), audience="confirmer")
def answer_what_was_asked(actor: Actor) -> QuerySet[Confirmation] | None:
    """Never the person's own manager, whichever other role they hold."""
    return open_questions(actor) if actor.is_person else None


@answer_what_was_asked.reverse
def still_asked(row: Confirmation) -> list[int]:
    """Who may still answer this question: nobody when it was answered, or when who was asked leads the person now."""
    if row.by_id is None or row.answered_at or row.withdrawn_at or row.by_id == row.claim.person_id:
        return []
    return [] if leaders_of(row.claim.person_id).filter(person_id=row.by_id).exists() else [row.by_id]


allow_counts(
    Claim,
    audiences=("lead", "hr", "board", "council", "researcher"),
    because=_("Counts about five people or more, never names."),
)


def may_confirm(person_id: int, confirmer_id: int) -> bool:
    """Whether this colleague may confirm a skill of this person: not themselves, not their own manager."""
    if person_id == confirmer_id:
        return False
    return not leaders_of(person_id).filter(Q(person_id=confirmer_id)).exists()


describe(Claim, words=_("What you can, in your own words"), order=10)
describe(Claim, "view_wish", words=_("What you want"), order=11)
describe(Statement, words=_("What you said before"), order=12)
describe(Confirmation, words=_("Who confirmed it, and what they saw"), note=_("You ask for it yourself."), order=13)
describe(Share, words=_("With whom you share what"), order=14)
describe(Listed, words=_("Questions to you from an older list"), order=15)


ability(
    "bring_older_list",
    roles=("hr",),
    because=_("You arrange the list of a team."),
    denied=_("Only who leads a team, or its HR adviser, brings in an older list."),
)(lambda actor: bool(actor.leads) or actor.holds("hr") or bool(actor.job))
