"""The download of everything about one person: a .zip that anybody can open, made in a temporary file.

In it: the data for computers, a page to read, a short letter that says what is what, and the files of the person.
Nothing in it is squeezed: photos and PDF files hardly get smaller, and so it unpacks to exactly what was downloaded.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .export import FILES, Files
from .in_words import kinds_in_words

LONGEST = 80  # letters of a name, without its ending
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}


def packed(person_id: int, everything: dict[str, Any], *, name: str = "") -> IO[bytes]:
    """The .zip as an open temporary file, at its beginning. It is gone as soon as it is closed."""
    file = tempfile.TemporaryFile(prefix="kanwil-")  # noqa: SIM115  (whoever sends it closes it)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            _fill(archive, person_id, everything, name)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(archive: zipfile.ZipFile, person_id: int, everything: dict[str, Any], name: str) -> None:
    data, page = _("everything.json"), _("overview.html")
    words = {"made_at": everything["made_at"], "name": name, "data": data, "page": page, "files": list(FILES)}
    _put(archive, _("READ-ME.txt"), render_to_string("privacy/read_me.txt", words).encode())
    told = {**words, "kinds": kinds_in_words(everything), "language": (get_language() or "nl")[:2]}
    _put(archive, page, render_to_string("privacy/overview.html", told).encode())
    text = json.dumps(everything, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    _put(archive, data, text.encode())
    for path, content in _all_files(person_id, FILES):
        _put(archive, path, content)


def _put(archive: zipfile.ZipFile, path: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(path, timezone.localtime().timetuple()[:6])
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content)


def _all_files(person_id: int, sources: Iterable[Files]) -> Iterator[tuple[str, bytes]]:
    """Every file with its place in the .zip: a folder for each room, safe names, none twice."""
    taken: set[str] = set()
    for source in sources:
        folder = safe_name(str(source.folder))
        for name, content in source.of(person_id):
            path = _free(f"{folder}/{safe_name(name)}", taken)
            taken.add(path.casefold())
            yield path, content


def _free(path: str, taken: set[str]) -> str:
    """The same name with a number behind it when it is there already; capitals make no difference on most computers."""
    place = PurePath(path)
    number, free = 1, path
    while free.casefold() in taken:
        number += 1
        free = str(place.with_name(f"{place.stem} ({number}){place.suffix}"))
    return free


def safe_name(name: str) -> str:
    """The last part of a name, with letters, figures and a few signs: opens on every computer and leads nowhere."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(letter if letter.isalnum() or letter in " -_().," else " " for letter in last)
    place = PurePath(" ".join(plain.split()).strip(". "))
    stem, ending = place.stem.strip(". ")[:LONGEST].strip(), place.suffix[:12]
    if not stem or stem.split(".")[0].strip().casefold() in RESERVED:
        stem = f"_{stem}"
    return f"{stem}{ending}"


def weighed(person_id: int) -> list[dict[str, Any]]:
    """For the page before the download: what files go along, how many and how big, where that is known."""
    found = []
    for source in FILES:
        count, size = source.weigh(person_id) if source.weigh else (None, None)
        if count != 0:
            found.append({"words": source.words, "folder": safe_name(str(source.folder)), "count": count, "size": size})
    return found
