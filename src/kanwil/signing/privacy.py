"""Personal data of this room: what was signed for somebody, in whose name, and under which name their keys lie."""

from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import INTEREST, LEAVING
from kanwil.privacy.register import UNLINK, declare

from .models import PublicName, SignedBy, SignedSkill

declare(
    SignedSkill,
    path="person_id",
    purpose=_("Giving you what you take along signed, so that others can check it, and letting you withdraw it."),
    ground=INTEREST,
    audience=_("Only you. What you take along is seen by whoever you give it to."),
    retention=LEAVING,
    fields=("document", "token", "confirmed", "language", "made_at", "place__withdrawn_at"),
)
declare(
    SignedBy,
    path="by_id",
    purpose=_("Knowing what was signed in your name, so that you can take it back."),
    ground=INTEREST,
    audience=_("You, and the one whose skill you confirmed."),
    retention=_(
        "As long as you are here. Afterwards only the bare place in the list of withdrawals stays, without your name: "
        "otherwise it could be given out again. What you signed stays good."
    ),
    fields=("confirmation_id", "place__withdrawn_at"),
    erase=UNLINK,
    unlink_field="by",
)
declare(
    PublicName,
    path="person_id",
    purpose=_("Publishing your public key without your name in its address."),
    ground=INTEREST,
    audience=_("Everybody who checks what you signed. Nothing about you can be read from it."),
    retention=_(
        "Until you are erased: then your private keys are erased too. The public key of who confirmed stays published, "
        "so that what they signed can still be checked."
    ),
    fields=("name",),
)
