"""What people of the example keep as proof, and what they hold, through the same actions as in real life."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.people.actors import actor_of
from kanwil.people.models import today
from kanwil.proof import actions
from kanwil.proof.actions import FIELDS
from kanwil.proof.models import Evidence
from kanwil.qualifications import actions as qualifications

from .claims import SIX_MONTHS, audiences
from .content import kept_as_proof, meander

if TYPE_CHECKING:
    from .build import World


def keep_proof(world: World) -> None:
    """Stories, a link and diplomas; some shared, and one shown to who was asked to look."""
    for told in kept_as_proof():
        person = world.people[told["person"]]
        actor = actor_of(person)
        about = list(Claim.objects.filter(person=person, skill__in=[world.skills[key] for key in told["skills"]]))
        said = {name: told[name] for name in FIELDS if name in told}
        row = actions.keep(actor, kind=told["kind"], said=said, claims=about)
        leaders = [leading.person for leading in matrix.manager_shares(person.pk)]
        to = audiences(told["share"], person, leaders)
        actions.share(actor, row=row, audiences=to, until=today() + SIX_MONTHS)
        _show(world, told, row, about)


def _show(world: World, told: dict[str, Any], row: Evidence, about: list[Claim]) -> None:
    if told.get("show"):
        actions.ask_to_look(actor_of(row.person), claim=about[0], of=world.people[told["show"]], show=[row])


def keep_qualifications(world: World) -> None:
    """Certificates and licences, each with the day on which it ends."""
    for told in meander()["qualifications"]:
        actor = actor_of(world.people[told["person"]])
        said = {"valid_until": today() + timedelta(days=told["ends_in_days"])}
        qualifications.keep(actor, skill=world.skills[told["skill"]], said=said)
