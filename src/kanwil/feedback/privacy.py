"""Personal data of this room: the receiver decides how long a story stays; the writer's name goes after a year."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from kanwil.privacy.after_leaving import UNTIL_ERASED
from kanwil.privacy.register import declare

from .models import NoCards, Question, Story, Writer

INTEREST = _("Legitimate interest of the organisation (AVG art. 6.1.f), with your own choice whom you ask")
A_YEAR, A_MONTH = timedelta(days=365), timedelta(days=30)


def _ended(day: date) -> object:
    return Question.objects.filter(until_on__lt=day - A_MONTH)


def _a_year_old(day: date) -> object:
    return Writer.objects.filter(story__written_at__date__lt=day - A_YEAR)


declare(
    Question,
    path="asker_id",
    purpose=_("Asking somebody what they saw you do."),
    ground=INTEREST,
    audience=_("You, and the one you ask."),
    retention=_("Until 30 days after its last day."),
    fields=("of__given_name", "for_whom", "about", "skill__uri", "own_label", "asked_at", "until_on", "answered_at"),
    expired=_ended,
)
declare(
    Story,
    path="receiver_id",
    purpose=_("Seeing yourself through the eyes of others. Never for an appraisal."),
    ground=INTEREST,
    audience=_("Only you. Who wrote it can read their own words."),
    retention=UNTIL_ERASED,
    fields=(
        "kind", "written_at", "writer__person__given_name", "writer__person__infix", "writer__person__family_name",
        "writer__name", "asked_about", "moment", "did", "effect", "skill__uri", "own_label",
    ),
)  # fmt: skip
declare(
    Writer,
    path="person_id",
    purpose=_("Knowing who tells the story, and letting you read and withdraw what you wrote."),
    ground=INTEREST,
    audience=_("You, and the one you wrote it to."),
    retention=_("Twelve months, or until you leave. Then your name goes and the story stays with the other."),
    fields=("story__kind", "story__written_at", "story__moment", "story__did", "story__effect"),
    expired=_a_year_old,
)
declare(
    NoCards,
    path="receiver_id",
    purpose=_("Keeping cards away that you do not want."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until you want cards again."),
    fields=("sender__given_name", "since"),
)
