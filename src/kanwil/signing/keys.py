"""The keys of this installation: where they lie, whether they may be used, and making them once.

They lie in `keys/` of the data folder, under names drawn at random. A key that others on this machine could read is
not used any more.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kanwil.calc.credentials import KeyFolder, Refused, dids
from kanwil.calc.credentials.keyring import Ring
from kanwil.calc.credentials.keys import ED25519, P256
from kanwil.people.models import Person, Unit

from .models import PublicName

T = TypeVar("T")
OTHERS = 0o077


class CannotSign(ValidationError):
    """Nothing was signed and nothing was kept; the message says why in plain words. `code` is the technical reason."""

    def __init__(self, message: str, code: str = "") -> None:
        super().__init__(message, code=code)


def key_folder() -> KeyFolder:
    """The keys of this installation."""
    return KeyFolder(Path(settings.KEYS), passphrase=settings.KEYS_PASSPHRASE)


def ready() -> bool:
    """Whether the organisation can sign: it has keys, and they are not erased by closing."""
    try:
        ring = key_folder().organisation
    except Refused:
        return False
    keys = [ring.active(kind) for kind in (ED25519, P256)]
    return all(key is not None and (ring.folder / key.file).is_file() for key in keys)


def organisation_name() -> str:
    """What the organisation calls itself: its topmost unit, or else the name of its site."""
    top = Unit.objects.filter(parent__isnull=True, closed_on__isnull=True).order_by("pk")[:2]
    return top[0].name if len(top) == 1 else str(urlsplit(site()).hostname or "Kanwil")


def site() -> str:
    """The address under which everything public stands: that of the organisation's keys, or else of the site."""
    try:
        return dids.address(key_folder().organisation.did).removesuffix("/did.json").removesuffix("/.well-known")
    except Refused:
        return str(settings.URL)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for your turn to make keys: two windows at once get the same ones."""
    folder = Path(settings.KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def opened(work: Callable[[KeyFolder], T]) -> T:
    """Do something with the keys. What goes wrong with them is said in plain words, and stops everything."""
    try:
        return work(key_folder())
    except Refused as error:
        raise CannotSign(
            _("The keys for signing cannot be opened. Ask the administrator. Nothing was kept."), error.code
        ) from error
    except OSError as error:
        raise CannotSign(
            _("The keys for signing cannot be read or written. Ask the administrator. Nothing was kept."),
            "keys-not-written",
        ) from error


def person_ring(name: str, now: datetime) -> Ring:
    """The person's own keys, made the first time."""
    return opened(lambda keys: _made(lambda: keys.make_person(name, now=now)))


def confirmer_ring(name: str, now: datetime) -> Ring:
    """The keys of a colleague who confirms, made the first time."""
    return opened(lambda keys: _made(lambda: keys.make_confirmer(name, now=now)))


def _made(make: Callable[[], Ring]) -> Ring:
    with one_at_a_time():
        ring = make()
    must_be_private(ring)
    return ring


def must_be_private(ring: Ring) -> None:
    """Refuses keys that somebody else on this machine can read or change."""
    files = [ring.folder, *ring.folder.glob("*.pem"), *ring.folder.glob("keyring.json")]
    if any(file.is_symlink() or file.stat().st_mode & OTHERS for file in files):
        raise CannotSign(
            _("Others on the server can read the keys for signing. Ask the administrator. Nothing was kept."),
            "keys-not-private",
        )


def name_of(person: Person) -> str:
    """The public name of somebody's keys, drawn the first time."""
    return PublicName.objects.get_or_create(person=person)[0].name
