"""Personal data of this room: what somebody keeps to show what they can."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import INTEREST, LEAVING, YOURS
from kanwil.privacy.export import register_files
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
    """Which files there are; the files themselves stand beside it in the download."""
    return rows.values("evidence_id", "name", "media_type", "size")


def _contents(person_id: int) -> Iterator[tuple[str, bytes]]:
    """The files themselves, one by one, each under the title of the proof it belongs to."""
    mine = EvidenceFile.objects.filter(evidence__person_id=person_id).order_by("pk")
    for pk in list(mine.values_list("pk", flat=True)):
        for title, name, content in mine.filter(pk=pk).values_list("evidence__title", "name", "content"):
            yield f"{title.replace('/', ' ')} - {name}", bytes(content)


def _weight(person_id: int) -> tuple[int, int]:
    found = EvidenceFile.objects.filter(evidence__person_id=person_id).aggregate(count=Count("pk"), size=Sum("size"))
    return found["count"], found["size"] or 0


register_files(_contents, folder=_("proof"), words=_("Photos and files you keep as proof."), weigh=_weight)


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
