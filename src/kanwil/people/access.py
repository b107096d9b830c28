"""Who may see and change units, people, jobs and roles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kanwil.access import ALWAYS, COUNTS, Actor, ability, allow, allow_counts
from kanwil.access.kinds import describe
from kanwil.accounts.models import Invitation, User
from kanwil.audit.models import Event

from .models import Grant, Leadership, Membership, Person, Unit, UnitAncestor


def units_below(unit_ids: Iterable[int]) -> QuerySet[UnitAncestor, Any]:
    """Ids of these units and everything below them, as a subquery."""
    return UnitAncestor.objects.filter(ancestor_id__in=list(unit_ids)).values("descendant_id")


def units_in_scope(actor: Actor, *roles: str) -> QuerySet[Unit] | None:
    """The units for which the actor holds one of these roles (with what is below), or None."""
    whole, ids = actor.scope(*roles)
    if whole:
        return Unit.objects.all()
    return Unit.objects.filter(pk__in=units_below(ids)) if ids else None


def current_people() -> QuerySet[Person, int]:
    return Person.objects.current().values_list("pk", flat=True)


def leaders_of(person_id: int) -> QuerySet[Leadership]:
    """Who leads a team of this person today."""
    units = Membership.objects.on().filter(person_id=person_id).values("unit_id")
    return Leadership.objects.on().filter(unit_id__in=units).exclude(person_id=person_id)


@allow(Unit, "view", because=_("Everybody who works here knows the teams."), audience="colleague")
def everybody_knows_the_teams(actor: Actor) -> QuerySet[Unit] | None:
    return Unit.objects.all() if actor.is_person else None


everybody_knows_the_teams.reverse(lambda unit: current_people())


@allow(Unit, "open", because=_("You work in this team."), audience="colleague")
def members_open_their_team(actor: Actor) -> QuerySet[Unit] | None:
    return Unit.objects.filter(pk__in=actor.units) if actor.units else None


@members_open_their_team.reverse
def _members(unit: Unit) -> Iterable[int]:
    return Membership.objects.on().filter(unit=unit).values_list("person_id", flat=True)


@allow(Unit, "open", because=_("You lead this team."), audience="lead")
def leaders_open_their_team(actor: Actor) -> QuerySet[Unit] | None:
    return Unit.objects.filter(pk__in=actor.leads) if actor.leads else None


@leaders_open_their_team.reverse
def _leaders(unit: Unit) -> Iterable[int]:
    return Leadership.objects.on().filter(unit=unit).values_list("person_id", flat=True)


@allow(Unit, "lead", because=_("You lead this team."), audience="lead")
def leaders_lead(actor: Actor) -> QuerySet[Unit] | None:
    return Unit.objects.filter(pk__in=actor.leads) if actor.leads else None


leaders_lead.reverse(_leaders)


@allow(Unit, "arrange", because=_("You lead this team."), audience="lead")
def leaders_arrange_their_list(actor: Actor) -> QuerySet[Unit] | None:
    """Arrange: the team's list of skills and what it needs; no personal data."""
    return Unit.objects.filter(pk__in=actor.leads) if actor.leads else None


leaders_arrange_their_list.reverse(_leaders)


def _in_scope_of(unit: Unit, *roles: str) -> Iterable[int]:
    above = UnitAncestor.objects.filter(descendant=unit).values("ancestor_id")
    held = Grant.objects.on().filter(role__in=roles)
    return held.filter(Q(unit__isnull=True) | Q(unit_id__in=above)).values_list("person_id", flat=True)


@allow(Unit, "arrange", because=_("You are HR adviser here."), audience="hr")
def hr_arranges_lists(actor: Actor) -> QuerySet[Unit] | None:
    return units_in_scope(actor, "hr")


hr_arranges_lists.reverse(lambda unit: _in_scope_of(unit, "hr"))


@allow(Unit, "overview", because=_("You lead this unit: you see counts, no names."), audience="lead", when=COUNTS)
def leaders_see_counts_below(actor: Actor) -> QuerySet[Unit] | None:
    return Unit.objects.filter(pk__in=units_below(actor.leads)) if actor.leads else None


@leaders_see_counts_below.reverse
def _leaders_above(unit: Unit) -> Iterable[int]:
    above = UnitAncestor.objects.filter(descendant=unit).values("ancestor_id")
    return Leadership.objects.on().filter(unit_id__in=above).values_list("person_id", flat=True)


@allow(Unit, "overview", because=_("You see counts for your role, no names."), audience="hr", when=COUNTS)
def advisers_see_counts(actor: Actor) -> QuerySet[Unit] | None:
    return units_in_scope(actor, "hr", "board", "council", "researcher")


advisers_see_counts.reverse(lambda unit: _in_scope_of(unit, "hr", "board", "council", "researcher"))


@allow(Person, "view", because=_("Colleagues know each other's name, team and job."), audience="colleague")
def colleagues_know_names(actor: Actor) -> QuerySet[Person] | None:
    return Person.objects.current() if actor.is_person else None


colleagues_know_names.reverse(lambda person: current_people() if not person.left_on else [])


@allow(Person, "be", because=_("This is you."), audience="self")
def yourself(actor: Actor) -> QuerySet[Person] | None:
    return Person.objects.filter(pk=actor.me) if actor.is_person else None


yourself.reverse(lambda person: [person.pk])


@allow(Person, "manage", because=_("You keep the list of people."), audience="admin", when=ALWAYS)
def keepers_manage_people(actor: Actor) -> QuerySet[Person] | None:
    """Name, number, team, job: what an employer has anyway. No skills, no wishes, no talks."""
    whole, ids = actor.scope("hr", "admin")
    if whole:
        return Person.objects.all()
    if not ids:
        return None
    return Person.objects.filter(pk__in=Membership.objects.filter(unit_id__in=units_below(ids)).values("person_id"))


@keepers_manage_people.reverse
def _keepers(person: Person) -> Iterable[int]:
    above = UnitAncestor.objects.filter(descendant__memberships__person=person).values("ancestor_id")
    held = Grant.objects.on().filter(role__in=("hr", "admin"))
    return held.filter(Q(unit__isnull=True) | Q(unit_id__in=above)).values_list("person_id", flat=True)


ability(
    "import_people",
    roles=("hr", "admin"),
    because=_("You keep the list of people for the whole organisation."),
    denied=_("Only an HR adviser or administrator of the whole organisation brings in a list of people."),
)(lambda actor: actor.scope("hr", "admin")[0] or bool(actor.job))

ability(
    "manage_units",
    roles=("hr", "admin"),
    because=_("You keep the units of the organisation."),
    denied=_("Only an HR adviser or administrator of the whole organisation changes units."),
)(lambda actor: actor.scope("hr", "admin")[0] or bool(actor.job))

ability(
    "grant_roles",
    roles=("admin",),
    because=_("You are administrator of the whole organisation."),
    denied=_("Only an administrator gives somebody a role. The works council sees every role that is given."),
)(lambda actor: actor.scope("admin")[0] or bool(actor.job))

ability(
    "see_roles",
    roles=("admin", "council", "hr", "board"),
    because=_("Your role may see who holds which role."),
    denied=_("Only the administrator, HR, the board and the works council see the list of roles."),
)(lambda actor: actor.holds("admin", "council", "hr", "board"))


SEE_ROLES = ("admin", "council", "hr", "board")
OVERSEE = ("council", "hr", "board")


def _holders(*roles: str) -> Iterable[int]:
    return Grant.objects.on().filter(role__in=roles, person__in=current_people()).values_list("person_id", flat=True)


def _holding(role: str) -> Callable[[object], Iterable[int]]:
    """The reverse of a rule for a role: whoever holds it, whichever row is asked about."""
    return lambda row: _holders(role)


@allow(Grant, "view", because=_("It is your role."), audience="self")
def your_roles(actor: Actor) -> QuerySet[Grant] | None:
    return Grant.objects.filter(person_id=actor.me) if actor.is_person else None


your_roles.reverse(lambda held: [held.person_id])


def _register_role_readers() -> None:
    """One rule per reader, so that "who sees what" names each of them."""
    words = _("Your role may see who holds which role.")
    for role in SEE_ROLES:

        def rows(actor: Actor, role: str = role) -> QuerySet[Grant] | None:
            return Grant.objects.all() if actor.holds(role) else None

        rows.__name__ = f"{role}_sees_roles"
        rule = allow(Grant, "view", because=words, audience=role)(rows)
        rule.reverse(_holding(role))


_register_role_readers()

OVERSEEN = ("people.granted", "people.grant_withdrawn", "people.log_checked")


def _register_overseers() -> None:
    """Lines of the log about roles, settings and checks: how Kanwil is used, not what people can or want."""
    words = _("You see which roles and settings changed, nothing else from the log.")
    for role in OVERSEE:

        def rows(actor: Actor, role: str = role) -> QuerySet[Event] | None:
            from .council import settings_verbs

            verbs = [*OVERSEEN, *settings_verbs()]
            return Event.objects.filter(verb__in=verbs) if actor.holds(role) else None

        rows.__name__ = f"{role}_oversees"
        rule = allow(Event, "oversee", because=words, audience=role)(rows)
        rule.reverse(_holding(role))


_register_overseers()
allow_counts(Event, audiences=OVERSEE, because=_("How often something was done, per month, without names."))

ability(
    "oversee",
    roles=OVERSEE,
    because=_("Your role watches over how Kanwil is used."),
    denied=_("This page is for the works council. HR and the board may read along."),
)(lambda actor: actor.holds(*OVERSEE))

ability(
    "check_log",
    roles=("council", "board"),
    because=_("Your role may have the log checked."),
    denied=_("The works council or the board has the log checked."),
)(lambda actor: actor.holds("council", "board") or bool(actor.job))

describe(Person, words=_("Your name, team and job"), order=1, covers=(Membership, Leadership))
describe(User, words=_("Your account"), note=_("How you log in."), order=80, covers=(Invitation,))
describe(Grant, words=_("Which role you hold, such as works council"), order=2, ability="see_roles")
