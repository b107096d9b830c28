"""Erasing the private keys of who is gone.

The names to erase are written down in the same transaction that erases the person; the files go after it. When that
is cut short, the night job does it again: never a person without keys, never keys without a person for long.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kanwil.calc.credentials import Refused

from .keys import key_folder
from .models import KeyToErase, PublicName


def on_erasing(person_id: int) -> None:
    """Part of erasing a person."""
    for name in PublicName.objects.filter(person_id=person_id).values_list("name", flat=True):
        KeyToErase.objects.get_or_create(name=name)
        transaction.on_commit(erase_keys)


def erase_keys() -> int:
    """Erase the private keys that wait for it; returns how many. The public key of who confirmed stays published."""
    done = 0
    for row in KeyToErase.objects.order_by("pk"):
        try:
            key_folder().forget_person(row.name)
            key_folder().retire(f"confirmers/{row.name}", now=timezone.now())
        except (OSError, Refused):
            continue  # the night job tries again
        row.delete()
        done += 1
    return done
