"""Reading a skills language from outside, whatever shape it comes in, into one plain `Pack`.

    pack = read_pack("esco-nl.zip")            # recognises the shape by what is in it
    pack = read_pack(folder, format="skos")    # or says which it is

Nothing here knows the database; `kanwil.skills.importing` compares a pack with what is there and brings it in.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kanwil.skills.packs.records import Concept, Note, Pack, PackRefused, Refusal, Relation
from kanwil.skills.packs.sources import Sources, gather

__all__ = [
    "FORMATS",
    "Concept",
    "Note",
    "Pack",
    "PackRefused",
    "Refusal",
    "Relation",
    "format_of",
    "gather",
    "read_pack",
]

FORMATS = ("esco", "skos", "competentnl", "own", "starter")


def _reader(name: str) -> Any:
    """The module for one shape, when it is needed: some know large libraries that take long to load."""
    return import_module(f"kanwil.skills.packs.{name}")


def format_of(sources: Sources) -> str:
    """Which shape these files have. Own tables come last: any CSV could be one."""
    for name in ("esco", "competentnl", "skos", "starter"):
        if _reader(name).recognises(sources):
            return name
    if any(name.lower().endswith((".csv", ".xlsx", ".tsv", ".txt")) for name in map(sources.plain, sources.names)):
        return "own"
    raise PackRefused("pack_unknown", file=", ".join(sources.names)[:200], refusals=sources.refusals)


def read_pack(*places: Any, format: str = "", **options: Any) -> Pack:  # noqa: A002  (the word people use)
    """The language in these folders, zips, files or uploads; `format` only when it cannot be seen."""
    sources = gather(*places)
    if not sources:
        raise PackRefused("pack_no_files", refusals=sources.refusals)
    chosen = format or format_of(sources)
    if chosen not in FORMATS:
        raise PackRefused("pack_unknown", file=chosen[:80])
    pack: Pack = _reader(chosen).read(sources, **options)
    return pack
