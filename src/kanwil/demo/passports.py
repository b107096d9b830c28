"""Passports that people of the example made, through the same actions as in real life."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kanwil.matrix.audiences import months_on
from kanwil.matrix.models import Claim
from kanwil.passport import actions
from kanwil.passport.choosing import PROOF, SKILL, Picked
from kanwil.people.actors import actor_of
from kanwil.people.models import today
from kanwil.proof.models import Evidence

from .content import chosen_for_passports

if TYPE_CHECKING:
    from .build import World


def make_passports(world: World) -> None:
    """A choice of their own things; for one of them a link, which the demo shows nobody."""
    for told in chosen_for_passports():
        person = world.people[told["person"]]
        actor = actor_of(person)
        claims = {claim.skill_id: claim.pk for claim in Claim.objects.filter(person=person, skill__isnull=False)}
        proof = dict(Evidence.objects.filter(person=person).values_list("title", "pk"))
        chosen = [
            Picked(f"{SKILL}:{claims[world.skills[row['skill']].pk]}", frozenset(row["show"])) for row in told["skills"]
        ]
        chosen += [Picked(f"{PROOF}:{proof[title]}", frozenset()) for title in told["proof"]]
        row = actions.make(actor, said={"title": told["title"], "about": told["about"]}, chosen=chosen)
        if told.get("link"):
            actions.give_link(actor, row=row, for_whom=told["link"], until=months_on(today(), 3))
