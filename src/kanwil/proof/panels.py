"""What this room shows on pages of other rooms."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kanwil.access import Actor, visible
from kanwil.audit.looks import looked
from kanwil.feedback.models import Story
from kanwil.feedback.uses import Use
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person
from kanwil.people.panels import Panel

from .models import MADE_BY_MYSELF, Evidence
from .my_proof import pieces, shared_by


def proof_of_a_skill(actor: Actor, claim: Claim) -> Panel:
    """On the page of one skill of mine: what I keep about it, and who looked along."""
    asked = visible(Confirmation, actor).filter(claim=claim, withdrawn_at__isnull=True).select_related("by", "level")
    shown = {
        "claim": claim,
        "pieces": pieces(actor, claim=claim),
        "kinds": MADE_BY_MYSELF,
        "confirmations": asked.order_by("-pk"),
    }
    return Panel("proof/panel_claim.html", shown)


def shared_with_you(actor: Actor, person: Person) -> Panel | None:
    """On a colleague's page: the proof they let you see. Nothing when there is none."""
    if person.pk == actor.person_id or person.left_on:
        return None
    found = shared_by(actor, person.pk)
    if not found:
        return None
    looked(actor, [person.pk], page="person")
    return Panel("proof/panel_person.html", {"pieces": found, "person": person})


def through_eyes(eyes: Actor, person_id: int) -> Panel | None:
    """What these eyes see of a person's proof: the very list of their page."""
    found = shared_by(eyes, person_id)
    return Panel("proof/panel_eyes.html", {"pieces": found}) if found else None


def kept_by_you(actor: Actor) -> Panel | None:
    """For who left: their own proof, to read and download."""
    found = pieces(actor)
    return Panel("proof/panel_kept.html", {"pieces": found}) if found else None


def use_as_proof(actor: Actor, story: Story) -> Use:
    """On the page of a story a colleague wrote to me: use it as proof, or see the proof it already is."""
    known = visible(Evidence, actor, "change").filter(story=story).first()
    if known is not None:
        return Use(_("To the proof it became"), reverse("evidence", args=[known.pk]))
    return Use(_("Use this as proof"), reverse("proof_from_story", args=[story.pk]))
