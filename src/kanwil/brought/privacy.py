"""Personal data of this room: files somebody brought, and what they kept of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from kanwil.matrix.privacy import INTEREST, LEAVING, YOURS
from kanwil.privacy.export import register_files
from kanwil.privacy.register import declare

from .models import BroughtFile, BroughtItem


def _files(rows: Any) -> Iterable[dict[str, Any]]:
    """Which files there are; the files themselves stand beside it in the download."""
    return rows.values("id", "name", "media_type", "size", "brought_at")


def _contents(person_id: int) -> Iterator[tuple[str, bytes]]:
    mine = BroughtFile.objects.filter(person_id=person_id).order_by("pk")
    for pk in list(mine.values_list("pk", flat=True)):
        for name, content in mine.filter(pk=pk).values_list("name", "content"):
            yield f"{pk} - {name}", bytes(content)


def _weight(person_id: int) -> tuple[int, int]:
    found = BroughtFile.objects.filter(person_id=person_id).aggregate(count=Count("pk"), size=Sum("size"))
    return found["count"], found["size"] or 0


register_files(
    _contents, folder=_("brought"), words=_("Signed files you brought from elsewhere, as they were."), weigh=_weight
)

declare(
    BroughtFile,
    path="person_id",
    purpose=_("Keeping a passport from elsewhere as it was signed, so that you can take it along again."),
    ground=INTEREST,
    audience=_("Only you"),
    retention=LEAVING,
    export=_files,
)
declare(
    BroughtItem,
    path="evidence__person_id",
    purpose=_("Saying who signed or confirmed your proof elsewhere, and what the check found on which day."),
    ground=INTEREST,
    audience=YOURS,
    retention=LEAVING,
    fields=(
        "evidence_id", "file_id", "title", "level", "about_name", "own_words", "signer_name", "signer_site",
        "signer_known", "signature", "status", "validity", "confirmed_by", "checked_on",
    ),
)  # fmt: skip
