"""A skills language among the lists that can be brought in: see what changes, take over, take back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kanwil.access import Actor, Decision, actor_of_id, may
from kanwil.audit.record import record
from kanwil.intake.kinds import ImportKind, Line, Option, Progress, refused, register
from kanwil.intake.models import Batch, BatchLine
from kanwil.intake.refusals import CannotRead
from kanwil.intake.work import add_note

from . import finding, succession
from .comparing import CHANGED, GONE, NEW, OBSOLETE, UNCHANGED, Change, compare
from .importing import facts_of, fetch_competentnl, read_language, take_over
from .models import Framework, Skill
from .packs import Pack
from .placing import Placing, some
from .states import State, present
from .used import in_use

KEY = "skills"
OUTCOMES = {NEW: "new", CHANGED: "changed", OBSOLETE: "left", GONE: "left", UNCHANGED: "unchanged"}
WORK = ("new", "changed", "left")


def _pack(batch: Batch, tell: Progress) -> Pack:
    """The pack in the brought file; or through the API, when somebody asked for that."""
    if batch.options.get("api"):
        return fetch_competentnl(tell)
    if not batch.has_file:
        raise CannotRead("no_such_file", file=batch.file_name)
    return read_language([(batch.file_name, batch.path)], tell=tell)


def check(actor: Actor, batch: Batch, rows: Iterator[Any], tell: Progress) -> Iterable[Line]:
    """What this language would change, term by term."""
    pack = _pack(batch, tell)
    tell(0, len(pack.concepts), _("Comparing"))
    found = compare(pack, complete=bool(batch.options.get("complete")))
    batch.report["language"] = facts_of(pack)
    for note in found.notes:
        add_note(batch, note.code, file=note.file, **note.params)
    for refusal in found.refusals:
        yield refused([refusal], key=refusal.file)
    names = {change.uri: change.name for change in found.changes}
    for number, change in enumerate(found.changes):
        tell(number, len(found.changes))
        yield _line(change, names)


def _line(change: Change, names: dict[str, str]) -> Line:
    reason, params = "", {}
    if change.outcome in (OBSOLETE, GONE):
        reason = "skills_gone" if change.outcome == GONE else "skills_obsolete"
        if change.successor:
            reason, params = "skills_replaced", {"name": names.get(change.successor, change.successor)}
    data: dict[str, Any] = {"uri": change.uri, "outcome": change.outcome}
    if change.outcome != UNCHANGED:
        data |= {"after": change.after, "changes": change.fields()}
    return Line(
        OUTCOMES[change.outcome],
        change.row,
        change.name,
        reason=reason,
        params=params,
        data=data,
        before=change.before or {} if change.outcome != UNCHANGED else {},
    )


def apply(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Take over what the check showed. What changed here in the meantime is overwritten on the basis of what is."""
    facts = batch.report["language"]
    now = present(Framework.objects.filter(key=facts["key"]).first())
    changes = [
        Change(line.data["uri"], line.data["outcome"], now.get(line.data["uri"]), line.data["after"], line.row)
        for line in _work(batch)
    ]
    take_over(actor, facts, changes, tell)


def _work(batch: Batch) -> Iterator[BatchLine]:
    return batch.lines.filter(outcome__in=WORK).order_by("pk").iterator(chunk_size=500)


def undo(actor: Actor, batch: Batch, tell: Progress) -> None:
    """Put back what stood there before. What was changed since, or is in use, stays and is named."""
    framework = Framework.objects.get(key=batch.report["language"]["key"])
    now = present(framework)
    _come_back(actor, batch, now)
    used = in_use(framework)
    back: list[tuple[str, State | None, State]] = []
    away: list[str] = []
    kept: list[BatchLine] = []
    for line in _work(batch):
        uri = line.data["uri"]
        if now.get(uri) != line.data["after"]:
            line.kept = "skills_changed_since" if uri in now else ""
        elif not line.before and uri in used:
            line.kept = "skills_in_use"
        elif line.before:
            back.append((uri, now[uri], line.before))
        else:
            away.append(uri)
        if line.kept:
            kept.append(line)
    BatchLine.objects.bulk_update(kept, ["kept"], batch_size=500)
    Placing(framework, back, tell).run()
    for number, part in enumerate(some(away)):
        Skill.objects.filter(uri__in=part, framework=framework).delete()
        tell(number * 500, len(away), _("Taking back"))
    record(actor, "skills.import_undone", obj=framework, data={"back": len(back), "away": len(away), "kept": len(kept)})
    if not framework.own and not framework.skills.exists():
        framework.delete()
    transaction.on_commit(finding.refresh, robust=True)


def _come_back(actor: Actor, batch: Batch, now: dict[str, State]) -> None:
    """What moved along with words that gave way in this import goes back to them, before we look what is in use."""
    pairs = {
        line.data["uri"]: line.data["after"]["replaced_by"]
        for line in _work(batch)
        if line.before
        and line.before["replaced_by"] != line.data["after"]["replaced_by"]
        and line.before["status"] == "current"
    }
    pairs = {old: new for old, new in pairs.items() if new and now.get(old, {}).get("replaced_by") == new}
    skills = {skill.uri: skill for skill in Skill.objects.filter(uri__in={*pairs, *pairs.values()})}
    for old, new in pairs.items():
        succession.come_back(actor, skills[old], skills[new])


def allowed(actor: Actor) -> Decision:
    return may(actor, "keep_language")


LANGUAGE = ImportKind(
    key=KEY,
    title=gettext_lazy("Skills language"),
    text=gettext_lazy("ESCO, CompetentNL, SKOS, or your own table with skills. Several files go together in one zip."),
    icon="book",
    columns=(),
    allowed=allowed,
    actor=actor_of_id,
    check=check,
    apply=apply,
    undo=undo,
    accept=".zip,.csv,.xlsx,.ttl,.jsonld,.json,.rdf,.xml,.owl,.nt,.yaml,.yml",
    options=(
        Option(
            "complete",
            gettext_lazy("This file is complete"),
            gettext_lazy("What is missing from it is no longer offered. Who already has it, keeps it."),
        ),
    ),
    fields={
        "label_nl": gettext_lazy("name in Dutch"),
        "label_en": gettext_lazy("name in English"),
        "synonyms_nl": gettext_lazy("other words in Dutch"),
        "synonyms_en": gettext_lazy("other words in English"),
        "text_nl": gettext_lazy("explanation in Dutch"),
        "text_en": gettext_lazy("explanation in English"),
        "kind": gettext_lazy("kind"),
        "code": gettext_lazy("code"),
        "status": gettext_lazy("status"),
        "sector": gettext_lazy("sector"),
        "valid_months": gettext_lazy("valid for (months)"),
        "legal_ground_nl": gettext_lazy("legal ground in Dutch"),
        "legal_ground_en": gettext_lazy("legal ground in English"),
        "replaced_by": gettext_lazy("replaced by"),
        "broader": gettext_lazy("stands beneath"),
        "mappings": gettext_lazy("link with another language"),
        "behaviour": gettext_lazy("examples of behaviour"),
    },
    outcomes={"left": gettext_lazy("No longer used")},
)


def register_kind() -> None:
    register(LANGUAGE)
