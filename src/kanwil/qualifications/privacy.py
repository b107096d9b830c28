"""Personal data of this room: qualifications."""

from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import LEAVING, with_names
from kanwil.privacy.register import declare

from .models import Qualification

declare(
    Qualification,
    path="person_id",
    purpose=_("Knowing that who does work that the law makes rules for, may do it; and saying in time that it ends."),
    ground=_("Legal duty of the employer (AVG art. 6.1.c), where the work asks for it"),
    audience=_("You. Who leads the work that asks for it sees whether it is valid, and nothing else."),
    retention=LEAVING,
    export=with_names("skill__uri", "issuer", "number", "valid_from", "valid_until", "changed_at"),
)
