"""Personal data of the matrix: what people can and want, and with whom they share it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from kanwil.privacy.after_leaving import UNTIL_ERASED
from kanwil.privacy.register import UNLINK, declare
from kanwil.skills.words import names_of

from .models import Claim, Confirmation, Counted, Listed, Share, Statement

INTEREST = _("Legitimate interest of the organisation (AVG art. 6.1.f), with your own choice what you share")
YOURS = _("Only you, until you share it.")
LEAVING = UNTIL_ERASED


def with_names(*fields: str) -> Callable[[Any], Iterator[dict[str, Any]]]:
    """These fields of each row, after what the skill is called: an address of the language says nothing to a reader."""

    def export(rows: Any) -> Iterator[dict[str, Any]]:
        found = list(rows.values("skill_id", *fields))
        names = names_of(row["skill_id"] for row in found if row["skill_id"])
        for row in found:
            skill = row.pop("skill_id")
            yield {"skill": str(names.get(skill, "")), **row}

    return export


declare(
    Claim,
    path="person_id",
    purpose=_("Seeing what you can and want, for good talks and fitting work. Never for an appraisal."),
    ground=INTEREST,
    audience=YOURS,
    retention=LEAVING,
    export=with_names("skill__uri", "own_label", "level__sentence_nl", "wish", "words", "changed_at"),
)
declare(
    Statement,
    path="person_id",
    purpose=_("Keeping your own history, so that nothing is overwritten unseen."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=LEAVING,
    export=with_names("at", "source", "skill__uri", "own_label", "level__sentence_nl", "wish", "words"),
    in_words=False,
)
declare(
    Share,
    path="claim__person_id",
    purpose=_("Knowing with whom you share what, and until when."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until the day you chose, or until you stop."),
    fields=("claim_id", "to_unit__name", "to_person_id", "to_everyone", "with_wish", "from_on", "until_on"),
    expired=lambda day: Share.objects.filter(until_on__lt=day),
)
declare(
    Confirmation,
    path="claim__person_id",
    purpose=_("Showing that somebody saw it. You ask for it yourself."),
    ground=INTEREST,
    audience=_("You, the one who confirmed it, and whoever you share the skill with."),
    retention=_("As long as you keep the skill."),
    fields=("claim_id", "by__given_name", "asked_at", "answered_at", "confirmed", "saw", "withdrawn_at"),
)
declare(
    Listed,
    path="person_id",
    purpose=_("Asking you whether an older list was right. It is no claim until you say so."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until you answer; at most six months."),
    export=with_names("skill__uri", "written", "source", "at", "answer"),
)
declare(
    Counted,
    path="person_id",
    purpose=_("Counting what you share in figures about groups of five people or more, without your name."),
    ground=INTEREST,
    audience=_("Nobody. Only figures about five people or more leave."),
    retention=_("Until your change counts: when five people of your group changed something. Erased: without a name."),
    fields=("path", "says"),
    erase=UNLINK,
    unlink_field="person",
)
