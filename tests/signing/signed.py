"""Keys for the organisation of the cast, and a skill of Anna that a colleague confirmed."""

from django.utils import timezone

from kanwil.matrix import actions as matrix
from kanwil.signing.keys import key_folder

URL = "https://kanwil.example.nl"


def make_keys(url=URL):
    return key_folder().make_organisation(url, now=timezone.now())


def claim_of(cast, who="anna", skill="wonden", level="independent", **said):
    return matrix.say(cast.actor(who), skill=cast.skills[skill], level=cast.levels[level], **said).claim


def confirm(cast, claim, by="karim", saw="Ik zag het bij de val in de gang.", who="anna"):
    asked = matrix.ask_to_look(cast.actor(who), claim=claim, of=cast.people[by])
    return matrix.answer_look(cast.actor(by), asked=asked, confirm=True, saw=saw)


def confirmed(cast, by="karim", **said):
    claim = claim_of(cast, **said)
    confirm(cast, claim, by)
    return claim
