"""What I took along, signed, as I see it; and what was signed in my name."""

from __future__ import annotations

from dataclasses import dataclass

from kanwil.access import Actor, visible

from .models import SignedBy, SignedSkill


@dataclass(frozen=True)
class Taken:
    """One signed skill; `by` are the colleagues in whose name it was signed, nobody for an own claim."""

    row: SignedSkill
    level: str
    by: tuple[str, ...]


@dataclass(frozen=True)
class InMyName:
    """Something of a colleague, signed in my name; `whose` is empty when they are no longer known here."""

    row: SignedBy
    whose: str
    skill: str
    level: str


def mine(actor: Actor) -> list[Taken]:
    """Newest first."""
    rows = visible(SignedSkill, actor).select_related("place").order_by("-made_at", "pk")
    return [Taken(row, level_in(row), _signers(row)) for row in rows[:200]]


def in_my_name(actor: Actor) -> list[InMyName]:
    """What still stands while the question itself is gone: the rest I take back where I looked along."""
    rows = visible(SignedBy, actor).filter(confirmation__isnull=True, place__withdrawn_at__isnull=True)
    found = []
    for row in rows.select_related("place__signed__person").order_by("-pk")[:200]:
        signed: SignedSkill | None = getattr(row.place, "signed", None)
        if signed is None:
            found.append(InMyName(row, "", "", ""))
        else:
            found.append(InMyName(row, signed.person.name, signed.name, level_in(signed)))
    return found


def level_in(row: SignedSkill) -> str:
    """The sentence of the level that stands in it, as it was signed."""
    subject = row.document.get("credentialSubject", {})
    reached = {one.get("achievedLevel") for one in subject.get("result", [])}
    for described in subject.get("achievement", {}).get("resultDescription", []):
        for level in described.get("rubricCriterionLevel", []):
            if level.get("id") in reached:
                return str(level.get("name", ""))
    return ""


def _signers(row: SignedSkill) -> tuple[str, ...]:
    if row.place is None:
        return ()
    return tuple(str(one.get("issuer", {}).get("name", "")) for one in row.document.get("endorsement", []))
