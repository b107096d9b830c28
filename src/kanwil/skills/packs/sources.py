"""The files somebody brings: a folder, a zip, or a set of uploads, opened without trusting any of it.

Nothing is ever unpacked to disk. Names only tell the files apart; sizes are counted while reading, because a zip
can lie about what is in it.
"""

from __future__ import annotations

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from kanwil.skills.packs.records import PackRefused, Refusal

MOST_FILES = 500
LARGEST_FILE = 256 * 1024 * 1024
LARGEST_ZIP_TOTAL = 768 * 1024 * 1024
# Text tables shrink to a tenth at most times; a thousandfold is a bomb, not a table.
MOST_SHRUNK = 200


class Sources:
    """Files by their bare name, wherever they came from. Several folders, zips and uploads count as one set."""

    def __init__(self) -> None:
        self._files: dict[str, Any] = {}
        self._stood: dict[str, str] = {}
        self.refusals: list[Refusal] = []

    @property
    def names(self) -> list[str]:
        return sorted(self._files)

    def __bool__(self) -> bool:
        return bool(self._files)

    def add(self, name: str, opener: Any, stood: str = "") -> None:
        """Remember a file under a name, and where it stood; a second one of that name gets a number and is kept too."""
        if len(self._files) >= MOST_FILES:
            raise PackRefused("pack_too_many_files", file=name, limit=MOST_FILES)
        unique, number = name, 2
        while unique in self._files:
            unique, number = f"{name}#{number}", number + 1
        self._files[unique] = opener
        self._stood[unique] = stood or name

    def stood(self, name: str) -> str:
        """The folders and the zip a file stood in: they often tell which version it is."""
        return self._stood[name]

    def plain(self, name: str) -> str:
        """The name as the person knows it, without the number that keeps two of the same apart."""
        return name.partition("#")[0]

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The file as bytes, never more than the limit."""
        with self._files[name]() as handle:
            yield cast(IO[bytes], Counted(handle, self.plain(name)))

    @contextmanager
    def on_disk(self, name: str) -> Iterator[Path]:
        """The file as a path, for readers that go through it more than once; gone again afterwards."""
        with self.open(name) as handle, tempfile.NamedTemporaryFile(prefix="kanwil-pack-") as copy:
            shutil.copyfileobj(handle, copy, 1 << 20)
            copy.flush()
            yield Path(copy.name)

    def read(self, name: str, most: int = LARGEST_FILE) -> bytes:
        """The whole file, or a refusal when it is larger than `most` bytes."""
        with self.open(name) as handle:
            data = handle.read(most + 1)
        if len(data) > most:
            raise PackRefused("too_big", file=self.plain(name), limit=megabytes(most))
        return data


class Counted(io.RawIOBase):
    """A reader that stops with a refusal once more comes out than may be."""

    def __init__(self, handle: IO[bytes], name: str, most: int | None = None) -> None:
        self._handle, self._name, self._left = handle, name, LARGEST_FILE if most is None else most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._handle.read(len(buffer))
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as problem:
            raise PackRefused("pack_zip_broken", file=self._name) from problem
        except Exception as problem:  # zlib.error has no common parent with the others
            if type(problem).__module__ not in {"zlib", "_lzma", "bz2"}:
                raise
            raise PackRefused("pack_zip_broken", file=self._name) from problem
        self._left -= len(data)
        if self._left < 0:
            raise PackRefused("too_big", file=self._name, limit=megabytes(LARGEST_FILE))
        buffer[: len(data)] = data
        return len(data)


def megabytes(size: int) -> int:
    return max(1, size // 1024 // 1024)


def gather(*places: Any) -> Sources:
    """Bring folders, zips, files and uploads (objects with a name and bytes) together in one set."""
    sources = Sources()
    for place in places:
        if isinstance(place, Sources):
            sources.refusals.extend(place.refusals)
            for name in place.names:
                sources.add(place.plain(name), place._files[name], place.stood(name))
        elif isinstance(place, str | Path):
            _add_path(sources, Path(place))
        else:
            _add_upload(sources, place)
    return sources


def _add_path(sources: Sources, path: Path) -> None:
    if not path.exists():
        raise PackRefused("pack_no_file", file=str(path))
    files: Iterable[Path] = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        # A link may point anywhere, so a folder gives only what really stands in it.
        if not file.is_file() or file.name.startswith((".", "~$")) or (file.is_symlink() and path.is_dir()):
            continue
        if file.suffix.lower() == ".zip":
            _add_zip(sources, file.name, file)
        else:
            sources.add(file.name, lambda file=file: file.open("rb"), "/".join(file.parts[-3:]))


def _add_upload(sources: Sources, upload: Any) -> None:
    """A pair (name, bytes or path), or an uploaded file of Django."""
    if isinstance(upload, tuple):
        name, data = upload
        handle: Any = data.open("rb") if isinstance(data, Path) else io.BytesIO(data)
    else:
        name, handle = upload.name or "", upload
        handle = getattr(handle, "file", handle)
    name = PurePosixPath(str(name).replace("\\", "/")).name
    if name.lower().endswith(".zip"):
        _add_zip(sources, name, handle)
    else:
        sources.add(name, lambda: _Rewound(handle))


class _Rewound:
    """An upload is read from its start each time and left open: it belongs to the request."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    def __enter__(self) -> Any:
        self._handle.seek(0)
        return self._handle

    def __exit__(self, *_details: object) -> None:
        return None


def _add_zip(sources: Sources, name: str, handle: Any) -> None:
    """The files in a zip, by their bare names, after looking at what the zip says of itself."""
    try:
        archive = zipfile.ZipFile(handle)
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise PackRefused("pack_zip_broken", file=name) from problem
    if len(members) > MOST_FILES * 4:
        raise PackRefused("pack_too_many_files", file=name, limit=MOST_FILES)
    if sum(member.file_size for member in members) > LARGEST_ZIP_TOTAL:
        raise PackRefused("too_big_inside", file=name)
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or path.name.startswith((".", "~$")) or "__MACOSX" in path.parts:
            continue
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
            raise PackRefused("pack_zip_outside", file=name, member=member.filename[:80])
        if member.flag_bits & 0x1:
            raise PackRefused("encrypted", file=name)
        if member.file_size > 1024 * 1024 and member.file_size > MOST_SHRUNK * max(1, member.compress_size):
            raise PackRefused("pack_zip_bomb", file=name, member=member.filename[:80])
        if path.suffix.lower() == ".zip":
            sources.refusals.append(Refusal("pack_zip_in_zip", name, params={"member": path.name[:80]}))
            continue
        sources.add(path.name, lambda member=member: archive.open(member), f"{name}/{path}")
