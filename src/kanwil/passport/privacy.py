"""Personal data of this room: what somebody chose to show, and to whom they gave a link."""

from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import INTEREST, LEAVING
from kanwil.privacy.register import declare

from .models import Item, Link, Passport

MINE = _("Only you, and whom you give it to.")

declare(
    Passport,
    path="person_id",
    purpose=_("Taking along or showing what you can, chosen by you."),
    ground=INTEREST,
    audience=MINE,
    retention=LEAVING,
    fields=("key", "title", "about", "language", "made_at", "changed_at"),
)
declare(
    Item,
    path="passport__person_id",
    purpose=_("Knowing what you chose for your passport."),
    ground=INTEREST,
    audience=MINE,
    retention=LEAVING,
    fields=(
        "passport_id", "claim_id", "evidence_id", "qualification_id", "position",
        "with_level", "with_words", "with_sources", "with_wish", "with_number",
    ),
)  # fmt: skip
declare(
    Link,
    path="passport__person_id",
    purpose=_("Showing your passport to somebody outside, until a day. We count how often it is opened, not by whom."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until half a year after the link ended."),
    fields=("passport_id", "for_whom", "made_at", "until_on", "ended_at", "opened", "last_opened_on"),
    expired=lambda day: Link.objects.long_ended(day),
)
