"""What this room shows on pages of other rooms: on my own list, that something ends."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kanwil.access import Actor
from kanwil.matrix.from_above import Waiting
from kanwil.people.panels import Panel
from kanwil.ui.dates import human_date

from .models import ENDED
from .standing import ending, valid_to


def ends(actor: Actor) -> Waiting | None:
    """A calm word in time: what ends, and when. Only the person reads this here."""
    found = ending(actor)
    if not found:
        return None
    if len(found) == 1:
        one = found[0]
        words = _("%(name)s ended on %(day)s.") if one.state == ENDED else _("%(name)s ends on %(day)s.")
        text = words % {"name": one.name, "day": human_date(one.row.valid_until)}
    else:
        text = ngettext(
            "%(count)s qualification ends soon or has ended.",
            "%(count)s qualifications end soon or have ended.",
            len(found),
        ) % {"count": len(found)}
    return Waiting(_("Still valid?"), text, reverse("qualifications"), _("Look at it"))


def through_eyes(eyes: Actor, person_id: int) -> Panel | None:
    """Whether a person's qualifications are valid, as these eyes see it. The person asks: nobody looked."""
    found = valid_to(eyes, person_id)
    return Panel("qualifications/panel_eyes.html", {"rows": found}) if found else None
