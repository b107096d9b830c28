"""What a pack would do to the language that is there: new, changed, no longer used, gone, or nothing at all.

Nothing is written here. The report a person reads and the work that is done come from the same comparison.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .models import Framework, Skill
from .packs.records import Note, Pack, Refusal
from .states import KEPT_LANGUAGES, State, Wanted, differences, name_of, present

NEW, CHANGED, OBSOLETE, GONE, UNCHANGED = "new", "changed", "obsolete", "gone", "unchanged"
# More than this part of a language does not disappear in one version; then the pack is probably not whole.
MOST_GONE = 0.2


@dataclass
class Change:
    """What happens to one term, with how it was and how it will be."""

    uri: str
    outcome: str
    before: State | None
    after: State
    row: int | None = None

    @property
    def name(self) -> str:
        return name_of(self.after) or self.uri

    @property
    def successor(self) -> str:
        return str(self.after["replaced_by"])

    def fields(self) -> list[dict[str, str]]:
        return differences(self.before, self.after) if self.before else []


@dataclass
class Comparison:
    """A pack beside the language that is there."""

    pack: Pack
    framework: Framework | None
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(change.outcome for change in self.changes)
        return {outcome: counted[outcome] for outcome in (NEW, CHANGED, OBSOLETE, GONE, UNCHANGED)}

    @property
    def work(self) -> list[Change]:
        return [change for change in self.changes if change.outcome != UNCHANGED]

    def samples(self, outcome: str, most: int = 5) -> list[str]:
        return [change.name for change in self.changes if change.outcome == outcome][:most]


def compare(pack: Pack, *, complete: bool = False) -> Comparison:
    """Put a pack beside the language of the same key. `complete` says that what is missing is really gone."""
    framework = Framework.objects.filter(key=pack.key[:40]).first()
    found = Comparison(pack, framework, refusals=list(pack.refusals), notes=list(pack.notes))
    now = present(framework)
    elsewhere = _elsewhere(pack, framework)
    wanted = Wanted(pack)
    for concept in pack.concepts:
        if not any(concept.labels.get(language) for language in KEPT_LANGUAGES):
            found.refusals.append(
                Refusal(
                    "skills_other_language",
                    row=concept.extra.get("row"),
                    params={"name": next(iter(concept.labels.values()), concept.uri)[:80]},
                )
            )
        elif concept.uri in elsewhere:
            found.refusals.append(
                Refusal(
                    "skills_elsewhere",
                    row=concept.extra.get("row"),
                    params={"uri": concept.uri, "language": elsewhere[concept.uri]},
                )
            )
        else:
            before = now.get(concept.uri)
            after = wanted.state(concept, before)
            found.changes.append(Change(concept.uri, _outcome(before, after), before, after, concept.extra.get("row")))
    _gone(found, now, complete)
    _drop_loose_ends(found, now)
    return found


def _elsewhere(pack: Pack, framework: Framework | None) -> dict[str, str]:
    """Terms of this pack that another language has already. A term belongs to one language."""
    uris = {concept.uri for concept in pack.concepts}
    others = Skill.objects.exclude(framework=framework) if framework else Skill.objects.all()
    return {uri: name for uri, name in others.values_list("uri", "framework__name").iterator() if uri in uris}


def _outcome(before: State | None, after: State) -> str:
    if before is None:
        return NEW
    if before == after:
        return UNCHANGED
    return OBSOLETE if (before["status"], after["status"]) == ("current", "obsolete") else CHANGED


def _gone(found: Comparison, now: dict[str, State], complete: bool) -> None:
    """Terms that are here and not in the pack. They are never thrown away: they are no longer offered."""
    here = {change.uri for change in found.changes}
    lost = [uri for uri, state in now.items() if uri not in here and state["status"] == "current"]
    if not lost:
        return
    many = len(lost) > MOST_GONE * len(now)
    if complete or (found.pack.whole and not many):
        for uri in lost:
            found.changes.append(Change(uri, GONE, now[uri], {**now[uri], "status": "obsolete"}))
    else:
        found.notes.append(Note("info", "skills_kept", params={"count": len(lost)}))


def _drop_loose_ends(found: Comparison, now: dict[str, State]) -> None:
    """What a change points at must be there: places within this language, successors in any."""
    there = now.keys() | {change.uri for change in found.changes}
    successors = {change.successor for change in found.changes} - there - {""}
    there_or_elsewhere = there | set(Skill.objects.filter(uri__in=successors).values_list("uri", flat=True))
    for change in found.changes:
        after = change.after
        if any(uri not in there for uri in after["broader"]):
            after["broader"] = [uri for uri in after["broader"] if uri in there]
        if change.successor and change.successor not in there_or_elsewhere:
            after["replaced_by"] = ""
        if change.outcome in (NEW, CHANGED, OBSOLETE):
            change.outcome = _outcome(change.before, after)
