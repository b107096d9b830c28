"""Opening an XLSX as what it is, a zip of XML, without trusting a byte of it.

Two checks: what the list of contents promises, and what really comes out while reading. All XML goes once through
expat, which refuses a DOCTYPE (and with it every entity), an unknown encoding and anything that is not well formed.
Only after that may a library look inside.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from .refusals import CannotRead

CHUNK = 1 << 18
MERGED = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')


@dataclass(frozen=True)
class ArchiveLimits:
    members: int = 2_000
    uncompressed: int = 400 * 1024 * 1024
    texts: int = 100 * 1024 * 1024  # shared strings stay in memory
    ratio: int = 250
    ratio_from: int = 4 * 1024 * 1024  # small files may be as repetitive as they like


def check_archive(path: Path, file: str, limits: ArchiveLimits) -> dict[str, list[str]]:
    """Refuse bombs, passwords and dangerous XML; returns the merged ranges per part of the archive."""
    merged: dict[str, list[str]] = {}
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        _check_promises(members, file, limits)
        _check_kind({m.filename for m in members}, archive, file)
        left = limits.uncompressed
        for member in members:
            left = _check_member(archive, member, file, left, limits, merged)
    return merged


def _check_promises(members: list[zipfile.ZipInfo], file: str, limits: ArchiveLimits) -> None:
    total = sum(m.file_size for m in members)
    if len(members) > limits.members or total > limits.uncompressed:
        raise CannotRead("too_big_inside", file=file)
    if len({m.filename for m in members}) != len(members):
        raise CannotRead("broken_file", file=file)
    for member in members:
        if member.flag_bits & 0x1:
            raise CannotRead("encrypted", file=file)
        _check_growth(member.file_size, member.compress_size, file, limits)
        if member.filename.lower().endswith("sharedstrings.xml") and member.file_size > limits.texts:
            raise CannotRead("too_big_inside", file=file)


def _check_growth(size: int, packed: int, file: str, limits: ArchiveLimits) -> None:
    if size > limits.ratio_from and size > limits.ratio * max(packed, 1):
        raise CannotRead("too_big_inside", file=file)


def _check_kind(names: set[str], archive: zipfile.ZipFile, file: str) -> None:
    """A zip can be many things; say which it is when it is no workbook."""
    if "[Content_Types].xml" in names and not any(n.lower().endswith("workbook.bin") for n in names):
        if any(n.startswith("word/") for n in names):
            raise CannotRead("not_a_table", file=file, kind="Word")
        if any(n.startswith("ppt/") for n in names):
            raise CannotRead("not_a_table", file=file, kind="PowerPoint")
        return
    if "mimetype" in names:
        with archive.open("mimetype") as source:
            if b"opendocument" in source.read(200):
                raise CannotRead("not_a_table", file=file, kind="OpenDocument (ODS)")
    kind = "XLSB" if "[Content_Types].xml" in names else "ZIP"
    raise CannotRead("not_a_table", file=file, kind=kind)


def _check_member(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    file: str,
    left: int,
    limits: ArchiveLimits,
    merged: dict[str, list[str]],
) -> int:
    """Read one part to its end, counting real bytes; returns how many bytes may still come."""
    named_xml = member.filename.lower().endswith((".xml", ".rels", ".vml"))
    parser: expat.XMLParserType | None = _parser(file)
    ranges: list[str] = []
    tail, seen = b"", 0
    with archive.open(member) as source:
        while chunk := source.read(CHUNK):
            seen += len(chunk)
            if seen > left:
                raise CannotRead("too_big_inside", file=file)
            _check_growth(seen, member.compress_size, file, limits)
            if parser is not None:
                try:
                    parser.Parse(chunk, False)
                except expat.ExpatError:
                    if named_xml:
                        raise
                    parser = None  # a picture or another part that is no XML
            if parser is not None and "/worksheets/" in member.filename and len(ranges) < 100:
                found = MERGED.findall(tail + chunk)
                ranges += [ref.decode() for ref in found if ref.decode() not in ranges]
                tail = chunk[-200:]
    if named_xml and parser is not None:
        parser.Parse(b"", True)
    if ranges:
        merged[member.filename] = ranges
    return left - seen


def _parser(file: str) -> expat.XMLParserType:
    parser = expat.ParserCreate()

    def refuse(*_args: object) -> None:
        raise CannotRead("doctype", file=file)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser
