"""The index with which words of the language are found: made after an import, kept in one file, loaded once.

The name of the file says up to which word the index knows the language. Words that came later (an own word, a changed
one) are found in the database, so a small change never has to wait for a new index.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db.models import Max

from kanwil.calc.finder import Concept, Index, build, load, save
from kanwil.calc.finder import command as on_the_command_line

from .models import Skill, SkillLabel, SkillText
from .words import names_of

log = logging.getLogger("kanwil.skills")
_NAME = re.compile(r"^words-(\d+)\.index$")


class Known(NamedTuple):
    """An index, and the last word that is in it."""

    words: Index
    last: int


_loaded: tuple[Path, int, Known] | None = None


def folder() -> Path:
    place = Path(settings.DATA) / "finder"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def _files() -> list[tuple[int, Path]]:
    """The indexes that lie there, the newest first."""
    found = [(int(match[1]), file) for file in folder().iterdir() if (match := _NAME.match(file.name))]
    return sorted(found, reverse=True)


def refresh() -> int:
    """Make the index anew from all words of all languages; returns how many terms are in it."""
    last = SkillLabel.objects.aggregate(last=Max("pk"))["last"] or 0
    concepts = _concepts()
    save(build(concepts), folder() / f"words-{last}.index")
    for number, file in _files():
        if number != last:
            file.unlink(missing_ok=True)
    return len({concept.id for concept in concepts})


def make_anew_when_unreadable() -> bool:
    """At the start: an index that this version cannot read (it was made by an older one) is made anew."""
    if not _files() or current() is not None:
        return False
    refresh()
    return True


def current() -> Known | None:
    """The index as it lies there now, loaded once per process; None when there is none yet."""
    global _loaded
    for last, file in _files():
        try:
            made = file.stat().st_mtime_ns
            if _loaded is None or _loaded[:2] != (file, made):
                _loaded = (file, made, Known(load(file), last))
            return _loaded[2]
        except (OSError, ValueError):
            log.warning("the index %s cannot be read; a new import makes a new one", file.name)
    return None


def known_words() -> on_the_command_line.Known:
    """The words of this installation for `kanwil find`: what people can choose, with its address and its name.

    When words came after the index was made, it is made anew in memory, so nothing is missed.
    """
    open_ones = Skill.objects.filter(framework__in_use=True, status="current").exclude(kind="group")
    uris = {str(pk): uri for pk, uri in open_ones.values_list("pk", "uri")}
    if not uris:
        raise on_the_command_line.Refused("there are no skills yet; bring in a language first (kanwil import skills)")
    known = current()
    last = SkillLabel.objects.aggregate(last=Max("pk"))["last"] or 0
    words = known.words if known and known.last == last else build(_concepts())
    names = {str(pk): str(name) for pk, name in names_of(int(one) for one in uris).items()}
    return on_the_command_line.Known(words, uris, names)


def _concepts() -> list[Concept]:
    """Every term, once per language it has a name in, in a fixed order; which may be chosen is asked later."""
    chosen = {"skill__status": "current"}
    names: dict[tuple[int, str], str] = {}
    others: dict[tuple[int, str], list[str]] = defaultdict(list)
    for pk, language, kind, text in (
        SkillLabel.objects.filter(**chosen)
        .exclude(skill__kind="group")
        .order_by("skill_id", "language", "pk")
        .values_list("skill_id", "language", "kind", "text")
    ):
        if kind == "preferred":
            names[pk, language] = text
        else:
            others[pk, language].append(text)
    texts = {
        (pk, language): text
        for pk, language, text in SkillText.objects.filter(**chosen).values_list("skill_id", "language", "explanation")
    }
    return [
        Concept(str(pk), language, name, others.get((pk, language), ()), texts.get((pk, language), ""))
        for (pk, language), name in names.items()
    ]
