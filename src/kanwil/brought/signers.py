"""The signers an administrator made known: their keys, their lists of withdrawals, what they are called here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from .models import KnownList, KnownSigner


def document_of(did: str) -> Mapping[str, Any] | None:
    """The keys of a name, when an administrator gave them."""
    document: Mapping[str, Any] | None = (
        KnownSigner.objects.filter(did=did[:300]).values_list("document", flat=True).first()
    )
    return document


def list_of(url: str) -> Mapping[str, Any] | None:
    """The list of withdrawals at an address, when an administrator gave it."""
    document: Mapping[str, Any] | None = (
        KnownList.objects.filter(url=url[:500]).values_list("document", flat=True).first()
    )
    return document


def notes(ids: Iterable[str]) -> dict[str, str]:
    """Per name what the administrator calls it."""
    wanted = {one for one in ids if one.startswith("did:web:")}
    return dict(KnownSigner.objects.filter(did__in=wanted).values_list("did", "note")) if wanted else {}


def everyone() -> QuerySet[KnownSigner]:
    """All of them by name, with their lists."""
    return KnownSigner.objects.defer("document").prefetch_related("lists").order_by("note", "did")


def one(pk: int) -> KnownSigner:
    found = KnownSigner.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
