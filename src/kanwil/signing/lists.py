"""The lists of withdrawals as they are published: signed, and anew when something was withdrawn or after a day.

A list says how long it holds, so that nobody can go on showing an old one.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from kanwil.access import Actor, system
from kanwil.audit.record import action, record
from kanwil.calc import credentials

from . import desk, keys
from .models import Place, PublishedList

HOLDS = timedelta(days=14)
ANEW = timedelta(days=1)


def numbers() -> list[int]:
    """The lists there are: the first one always, so that it can be read before anything was signed."""
    return sorted({1, *Place.objects.values_list("list", flat=True).distinct()})


def published(number: int) -> dict[str, Any] | None:
    """A list of withdrawals as it stands now; None when there is no such list.

    CannotSign when something was withdrawn and the list cannot be signed: rather no list than one that hides it.
    """
    if number not in numbers() or not keys.ready():
        return None
    kept = PublishedList.objects.filter(number=number).first()
    if kept is not None and kept.withdrawn == _withdrawn(number).count():
        age = timezone.now() - kept.made_at
        if age < ANEW:
            return dict(kept.document)
        try:
            return publish(system("signing"), number=number)
        except keys.CannotSign:
            if age < HOLDS:
                return dict(kept.document)
            raise
    return publish(system("signing"), number=number)


def _withdrawn(number: int) -> Any:
    return Place.objects.filter(list=number, withdrawn_at__isnull=False)


@action
def publish(actor: Actor, *, number: int) -> dict[str, Any]:
    """Sign a list as it is now. What is withdrawn while it is being signed is seen at the next reading."""
    places = sorted(_withdrawn(number).values_list("number", flat=True))
    now = timezone.now().replace(microsecond=0)

    def work(folder: credentials.KeyFolder) -> dict[str, Any]:
        keys.must_be_private(folder.organisation)
        signer = folder.sign_as_organisation()
        issuer = credentials.Profile(signer.did, keys.organisation_name())
        listed = credentials.status_list(
            desk.list_address(number), issuer, places, valid_from=now, valid_until=now + HOLDS
        )
        return credentials.sign_status_list(listed, signer, now=now)

    document = keys.opened(work)
    with transaction.atomic():
        PublishedList.objects.update_or_create(
            number=number, defaults={"withdrawn": len(places), "document": document, "made_at": now}
        )
    record(actor, "signing.published", data={"list": number, "withdrawn": len(places)})
    return document


def write_lists(folder: Path) -> list[Path]:
    """Write every list as it stands now to a folder, for `kanwil credentials export` and `close`; each one whole."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in numbers():
        document = published(number)
        if document is None:
            continue
        file, part = folder / f"list-{number}.json", folder / f"list-{number}.json.part"
        part.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        part.replace(file)
        written.append(file)
    return written
