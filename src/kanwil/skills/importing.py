"""Bringing a skills language in: compare first, then everything or nothing, and never throw away what people use."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kanwil.access import Actor, demand, system
from kanwil.audit.record import action, nothing_changed, record, record_many
from kanwil.intake.refusals import CannotRead

from . import finding, succession
from .comparing import CHANGED, GONE, NEW, OBSOLETE, UNCHANGED, Change, Comparison, compare
from .models import Framework, Skill
from .packs import Pack, competentnl, format_of, gather, own, read_pack, starter
from .packs.sparql import Endpoint
from .placing import Placing, Tell, silence

SHOWN = 20
FACTS = {"name": 120, "version": 40, "publisher": 120, "licence": 120, "credit": 240}


@action
def import_pack(actor: Actor, *, pack: Pack, complete: bool = False, tell: Tell = silence) -> Comparison:
    """Bring a language in: new terms come, changed ones change, gone ones are no longer offered. None is deleted."""
    demand(actor, "keep_language")
    tell(0, 0, _("Comparing"))
    found = compare(pack, complete=complete)
    facts = facts_of(pack)
    if not found.work and found.framework and not _news(found.framework, facts):
        nothing_changed()
        return found
    found.framework = take_over(actor, facts, found.work, tell)
    return found


def facts_of(pack: Pack) -> dict[str, str]:
    """What a pack says of itself, at the length that is kept."""
    return {"key": pack.key[:40], **{fact: str(getattr(pack, fact))[:longest] for fact, longest in FACTS.items()}}


def _news(framework: Framework, facts: dict[str, str]) -> dict[str, str]:
    """What a pack says of itself that is not known yet. Saying nothing is no news."""
    return {fact: facts[fact] for fact in FACTS if facts[fact] and getattr(framework, fact) != facts[fact]}


def take_over(actor: Actor, facts: dict[str, str], changes: Sequence[Change], tell: Tell) -> Framework:
    """Write the changes, with their lines in the log. Part of an action."""
    framework, _made = Framework.objects.get_or_create(
        key=facts["key"], defaults={"name": facts["name"] or facts["key"], "own": facts["key"] == own.KEY}
    )
    for fact, value in _news(framework, facts).items():
        setattr(framework, fact, value)
    framework.imported_at = timezone.now()
    framework.save()
    Placing(framework, [(change.uri, change.before, change.after) for change in changes], tell).run()
    counts = Counter(change.outcome for change in changes)
    record(actor, "skills.imported", obj=framework, data={"version": framework.version, **counts})
    _give_way(actor, changes)
    transaction.on_commit(finding.refresh, robust=True)
    return framework


def _give_way(actor: Actor, changes: Sequence[Change]) -> None:
    """Terms that were here and now have a successor: leave the trace and let what hangs on them follow."""
    pairs = {change.uri: change.successor for change in changes if _gave_way(change)}
    if not pairs:
        return
    skills = {skill.uri: skill for skill in Skill.objects.filter(uri__in={*pairs, *pairs.values()})}
    lines = []
    for old, new in pairs.items():
        trace = succession.give_way(actor, skills[old], skills[new])
        lines.append({"obj": skills[old], "data": {"to": skills[new].pk, "moved": trace.moved}})
    record_many(actor, "skills.gave_way", lines)


def _gave_way(change: Change) -> bool:
    """A term that was there gets a successor it did not have."""
    return (
        change.before is not None
        and change.after["status"] == "obsolete"
        and bool(change.successor)
        and change.before["replaced_by"] != change.successor
    )


def ensure_starter_language(actor: Actor) -> Comparison | None:
    """Put Kanwil's own words in place, or bring them up to date when the product has other ones. Quick when not."""
    if Framework.objects.filter(key=starter.KEY, version=starter.version()).exists():
        return None
    return import_pack(actor, pack=starter.read())


def fetch_competentnl(tell: Tell = silence) -> Pack:
    """CompetentNL through its API, with the organisation's own key and what was kept of earlier answers."""
    endpoint = Endpoint(
        settings.COMPETENTNL_URL, settings.COMPETENTNL_KEY, cache=Path(settings.DATA) / "cache" / "competentnl"
    )
    return competentnl.fetch(endpoint, progress=lambda done, total: tell(done, total, _("Asking CompetentNL")))


def read_language(places: Sequence[Any], *, format: str = "", tell: Tell = silence) -> Pack:  # noqa: A002
    """The pack in these files; or from the API when the one place is called “api”."""
    tell(0, 0, _("Reading"))
    if [str(place) for place in places] == ["api"]:
        return fetch_competentnl(tell)
    sources = gather(*places)
    chosen = format or format_of(sources)
    # Occupations of ESCO are not kept, and its hundred thousand links with skills take a while to read.
    options: dict[str, Any] = {"occupations": False} if chosen == "esco" else {}
    return read_pack(sources, format=chosen, **options)


def run_skills_import(
    paths: Sequence[Path],
    *,
    format: str = "",
    apply: bool = False,
    complete: bool = False,
    out: TextIO = sys.stdout,  # noqa: A002
) -> int:
    """`kanwil import skills`: show what would happen, or with `apply` let it happen.

    Returns 0; 1 when terms are refused; 2 when nothing can be read.
    """
    with translation.override(settings.LANGUAGE_CODE):
        started = time.monotonic()
        try:
            pack = read_language(paths, format=format)
        except CannotRead as problem:
            for refusal in getattr(problem, "refusals", [problem.refusal]):
                _say(out, _line(refusal))
            return 2
        found = (
            import_pack(system("import"), pack=pack, complete=complete, tell=_Teller(out))
            if apply
            else compare(pack, complete=complete)
        )
        _report(found, out, applied=apply, seconds=time.monotonic() - started)
    return 1 if found.refusals else 0


class _Teller:
    """Says how far it is on a terminal, a line per step."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.step = out, ""

    def __call__(self, done: int, total: int = 0, step: str = "") -> None:
        if step != self.step:
            self.step = step
            _say(self.out, f"… {step}" + (f" ({done}/{total})" if total else ""))


def _say(out: TextIO, text: str) -> None:
    out.write(text + "\n")
    out.flush()


def _line(refusal: Any) -> str:
    place = f"{refusal.file}" + (f":{refusal.row}" if refusal.row else "")
    return f"✗ {place + ': ' if place else ''}{refusal.message}"


def words_for(outcome: str) -> str:
    """What happened to terms, in a word or two."""
    return str(
        {
            NEW: _("new"),
            CHANGED: _("changed"),
            OBSOLETE: _("no longer used"),
            GONE: _("not in the pack any more"),
            UNCHANGED: _("unchanged"),
        }[outcome]
    )


def _report(found: Comparison, out: TextIO, *, applied: bool, seconds: float) -> None:
    pack = found.pack
    _say(out, f"{pack.name} {pack.version}".strip() + (f" · {pack.credit}" if pack.credit else ""))
    for note in found.notes:
        _say(out, f"· {note.message}")
    for refusal in found.refusals[:SHOWN]:
        _say(out, _line(refusal))
    if len(found.refusals) > SHOWN:
        _say(out, _("and %(count)d more refusals") % {"count": len(found.refusals) - SHOWN})
    for outcome, count in found.counts.items():
        samples = "" if outcome == UNCHANGED else ", ".join(found.samples(outcome))
        _say(out, f"{count:>7} {words_for(outcome)}" + (f": {samples}" + ("…" if count > 5 else "") if samples else ""))
    if applied and not found.work:
        _say(out, _("Nothing to take over: everything is up to date."))
    elif applied:
        _say(out, _("Taken over in %(seconds)d seconds.") % {"seconds": round(seconds)})
    else:
        _say(out, _("Nothing has changed yet. Add --apply to take this over."))
