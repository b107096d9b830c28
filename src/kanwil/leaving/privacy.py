"""Personal data of this room: an address of somebody's own."""

from django.utils.translation import gettext_lazy as _

from kanwil.privacy.after_leaving import UNTIL_ERASED
from kanwil.privacy.register import declare

from .models import Farewell

declare(
    Farewell,
    path="person_id",
    purpose=_("Letting you get at what is yours after you leave, and saying in time that it will be erased."),
    ground=_("Your own choice (AVG art. 6.1.a): you give the address, and take it away."),
    audience=_("Only you"),
    retention=UNTIL_ERASED,
    fields=("email", "asked_email", "told_month_on", "told_week_on"),
)
