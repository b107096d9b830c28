"""Personal data of this room: private, for oneself only, and not for long."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kanwil.privacy.after_leaving import UNTIL_ERASED
from kanwil.privacy.register import declare

from .models import DAYS_KEPT, Draft, LaidCard

INTEREST = _("Legitimate interest of the organisation (AVG art. 6.1.f); you decide whether you use it")


def _past(day: date) -> object:
    return Draft.objects.filter(changed_at__date__lt=day - timedelta(days=DAYS_KEPT))


declare(
    Draft,
    path="person_id",
    purpose=_("Finding words for what you do, at your own pace."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until you are done, and 30 days after your last word at most."),
    fields=("answers", "changed_at"),
    expired=_past,
)
declare(
    LaidCard,
    path="person_id",
    purpose=_("Seeing what suits you. Never for an appraisal."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=UNTIL_ERASED,
    fields=("card", "me", "liked"),
)
