"""Anna has said things about herself, some confirmed; enough to make a passport of."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from re import sub

from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim, Confirmation
from kanwil.passport import actions
from kanwil.passport.choosing import Picked
from kanwil.passport.models import Passport
from kanwil.proof import actions as proof
from kanwil.proof.models import Evidence
from kanwil.qualifications.models import Qualification
from tests.cast import Cast
from tests.qualifications.licence import hold

ALL = frozenset(("level", "words", "sources", "wish", "number"))


@dataclass
class Said:
    wounds: Claim
    calm: Claim
    story: Evidence
    licence: Qualification


def said(cast: Cast) -> Said:
    """Wounds: confirmed by Karim, with a wish and words of her own; calm: only her word; a story; a licence."""
    anna = cast.actor("anna")
    wounds = matrix.say(
        anna,
        skill=cast.skills["wonden"],
        level=cast.levels["independent"],
        wish="more",
        words="Ook bij mensen die bang zijn.",
    ).claim
    calm = matrix.say(anna, skill=cast.skills["rust"], level=cast.levels["with_help"], wish="learn").claim
    confirmed(cast, wounds, "karim")
    story = proof.keep(anna, kind="story", said={"title": "De nacht", "told": "Ik bleef rustig."}, claims=[calm])
    return Said(wounds, calm, story, hold(cast, "anna", asked=False))


def confirmed(cast: Cast, claim: Claim, by: str, saw: str = "Ik zag het bij mevrouw De Wit.") -> Confirmation:
    asked = matrix.ask_to_look(cast.actor("anna"), claim=claim, of=cast.people[by])
    return matrix.answer_look(cast.actor(by), asked=asked, confirm=True, saw=saw)


def made(cast: Cast, *keys: str, parts: frozenset[str] = ALL - {"wish", "number"}, **words: str) -> Passport:
    """Anna makes a passport of these things, in this order."""
    told = {"title": "Voor de opleiding", "about": "Ik werk met hart.", "language": "nl"} | words
    return actions.make(cast.actor("anna"), said=told, chosen=[Picked(key, parts) for key in keys])


def text(answer) -> str:
    return " ".join(unescape(sub(r"<[^>]+>", " ", answer.content.decode())).split())
