"""Personal data of the people room."""

from django.utils.translation import gettext_lazy as _

from kanwil.accounts.models import Invitation, User
from kanwil.audit.models import Event, Look
from kanwil.privacy.after_leaving import WITH_THE_PERSON
from kanwil.privacy.register import DELETE, KEEP, declare

from .models import Grant, Leadership, Membership, Person

CONTRACT = _("Work contract (AVG art. 6.1.b)")
INTEREST = _("Legitimate interest of the organisation (AVG art. 6.1.f)")

declare(
    Person,
    path="pk",
    purpose=_("Knowing who works here."),
    ground=CONTRACT,
    audience=_("Colleagues see your name, team and job. HR and the administrator keep the list."),
    retention=WITH_THE_PERSON,
    fields=("number", "given_name", "infix", "family_name", "email", "language", "joined_on", "left_on"),
    erase=DELETE,
)
declare(
    Membership,
    path="person_id",
    purpose=_("Knowing who works in which team."),
    ground=CONTRACT,
    audience=_("Colleagues"),
    retention=_("With the person."),
    fields=("unit__name", "job__name", "home", "at", "from_on", "until_on"),
)
declare(
    Leadership,
    path="person_id",
    purpose=_("Knowing who leads which team; what a manager may do follows from it."),
    ground=CONTRACT,
    audience=_("Colleagues"),
    retention=_("With the person."),
    fields=("unit__name", "from_on", "until_on"),
)
declare(
    Grant,
    path="person_id",
    purpose=_("Knowing who holds which role, why and until when."),
    ground=INTEREST,
    audience=_("Administrator, HR, board and works council"),
    retention=_("With the person."),
    fields=("role", "unit__name", "from_on", "until_on", "reason"),
)
declare(
    User,
    path="person__pk",
    purpose=_("Letting you in safely."),
    ground=CONTRACT,
    audience=_("Only you. The administrator sees that you have an account."),
    retention=WITH_THE_PERSON,
    fields=("username", "email", "language", "date_joined", "last_login"),
)
declare(
    Invitation,
    path="user__person__pk",
    purpose=_("A one-time code with which you set your own password."),
    ground=CONTRACT,
    audience=_("Nobody; only a fingerprint of the code is kept."),
    retention=_("Two weeks."),
    fields=("made_at", "until", "used_at"),
)
declare(
    Event,
    path="about_id",
    purpose=_("Showing what happened, so that nobody can change something quietly."),
    ground=INTEREST,
    audience=_("You see the lines about you; the works council sees counts."),
    retention=_("The log holds numbers, no texts. It stays whole, because every line hangs on the one before it."),
    fields=("number", "at", "verb", "object_type", "data", "reason"),
    in_words=False,
    erase=KEEP,
)
declare(
    Look,
    path="about_id",
    purpose=_("Showing you who looked at what you share."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Twelve months."),
    fields=("hour", "page", "what", "reason"),
    in_words=False,
    expired=lambda day: Look.objects.filter(hour__date__lt=day.replace(year=day.year - 1, day=min(day.day, 28))),
)
