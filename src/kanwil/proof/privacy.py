"""Personal data of this room: what somebody keeps to show what they can."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import INTEREST, LEAVING, YOURS
from kanwil.privacy.register import declare

from .models import Evidence, EvidenceFile, EvidenceOf, EvidenceShare, Shown

declare(
    Evidence,
    path="person_id",
    purpose=_("Showing what you can, to whom you choose."),
    ground=INTEREST,
    audience=YOURS,
    retention=LEAVING,
    fields=(
        "kind", "title", "told", "situation", "task", "action", "result", "reflection", "url", "issuer", "issued_on",
        "story__moment", "story__did", "story__effect",
        "made_at", "changed_at",
    ),
)  # fmt: skip


def _files(rows: Any) -> Iterable[dict[str, Any]]:
    """Which files there are; the files themselves you download on your own page."""
    return rows.values("evidence_id", "name", "media_type", "size")


declare(
    EvidenceFile,
    path="evidence__person_id",
    purpose=_("The photo or file you keep as proof. Hidden data such as the place is taken out."),
    ground=INTEREST,
    audience=YOURS,
    retention=LEAVING,
    export=_files,
)
declare(
    EvidenceOf,
    path="evidence__person_id",
    purpose=_("Knowing which skill your proof is about."),
    ground=INTEREST,
    audience=YOURS,
    retention=LEAVING,
    fields=("evidence_id", "claim_id"),
)
declare(
    EvidenceShare,
    path="evidence__person_id",
    purpose=_("Knowing with whom you share which proof, and until when."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=_("Until the day you chose, or until you stop."),
    fields=("evidence_id", "to_unit__name", "to_person_id", "from_on", "until_on"),
    expired=lambda day: EvidenceShare.objects.filter(until_on__lt=day),
)
declare(
    Shown,
    path="evidence__person_id",
    purpose=_("Knowing which proof you showed when you asked somebody to look."),
    ground=INTEREST,
    audience=_("You, and the one you asked, until they answer."),
    retention=_("As long as you keep the skill."),
    fields=("confirmation_id", "evidence_id", "version"),
)
