"""My proof as I see it: what I keep, which skills it is about, who sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.matrix.audiences import Seen, who_sees
from kanwil.matrix.from_above import by_link
from kanwil.matrix.models import Claim, active
from kanwil.people.access import leaders_of
from kanwil.people.models import Person
from kanwil.skills.words import names_of

from .models import Evidence, EvidenceFile, EvidenceOf, EvidenceShare, Shown


@dataclass
class Piece:
    """One piece of proof with what stands beside it."""

    row: Evidence
    skills: list[tuple[int, str]] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    file: EvidenceFile | None = None


def my_skills(actor: Actor) -> list[tuple[int, str]]:
    """The skills on my own list by name, to choose from."""
    claims = list(visible(Claim, actor, "change").values_list("pk", "skill_id", "own_label"))
    names = names_of({skill_id for _pk, skill_id, _label in claims if skill_id})
    found = [(pk, str(names.get(skill_id, "")) if skill_id else label) for pk, skill_id, label in claims]
    return sorted(found, key=lambda one: one[1].casefold())


def live_shares(actor: Actor) -> list[EvidenceShare]:
    """What I share of my proof that somebody really sees today: not with who led me before."""
    leaders = leaders_of(actor.person_id or 0).values("person_id")
    rows = visible(EvidenceShare, actor).filter(active())
    rows = rows.filter(Q(as_lead=False) | Q(to_person_id__in=leaders))
    return list(rows.select_related("to_unit", "to_person").order_by("pk"))


def pieces(actor: Actor, *, claim: Claim | None = None, only: int | None = None) -> list[Piece]:
    """My proof, newest first: all of it, or that of one skill. The same number of questions for two as for eighty."""
    rows = visible(Evidence, actor, "change").order_by("-changed_at", "-pk")
    if claim is not None:
        rows = rows.filter(about__claim=claim)
    if only is not None:
        rows = rows.filter(pk=only)
    found = {row.pk: Piece(row) for row in rows}
    names = dict(my_skills(actor))
    for evidence_id, claim_id in EvidenceOf.objects.filter(evidence__in=found).values_list("evidence_id", "claim_id"):
        found[evidence_id].skills.append((claim_id, names.get(claim_id, "")))
    shares: dict[int, list[EvidenceShare]] = defaultdict(list)
    for share in live_shares(actor):
        shares[share.evidence_id].append(share)
    for file in EvidenceFile.objects.filter(evidence__in=found).defer("content"):
        found[file.evidence_id].file = file
    looking, linked = _still_looking(actor, found), by_link(actor)
    for pk, piece in found.items():
        piece.skills.sort(key=lambda one: one[1].casefold())
        piece.seen = who_sees(shares.get(pk, ()), actor.units, looking.get(pk, ()), link=f"proof:{pk}" in linked)
    return list(found.values())


def _still_looking(actor: Actor, among: Iterable[int]) -> dict[int, list[Person]]:
    """Per piece who was asked to look at it and did not answer yet; who leads me by now does not see it."""
    rows = Shown.objects.filter(
        evidence__in=list(among), confirmation__answered_at__isnull=True, confirmation__withdrawn_at__isnull=True
    )
    rows = rows.exclude(confirmation__by__in=leaders_of(actor.person_id or 0).values("person_id"))
    asked: dict[int, list[Person]] = defaultdict(list)
    for row in rows.select_related("confirmation__by").order_by("pk"):
        if (by := row.confirmation.by) is not None and not by.left_on:
            asked[row.evidence_id].append(by)
    return asked


def shared_by(actor: Actor, person_id: int) -> list[Piece]:
    """What this person lets this viewer see of their proof, by title."""
    rows = list(visible(Evidence, actor, among=Q(person_id=person_id)).filter(person_id=person_id))
    return sorted((Piece(row) for row in rows), key=lambda piece: (piece.row.title.casefold(), piece.row.pk))


def file_of(row: Evidence) -> EvidenceFile | None:
    """The photo or file of this piece, without its content."""
    return EvidenceFile.objects.filter(evidence=row).defer("content").first()


def titles(ids: Iterable[int]) -> dict[int, str]:
    """What pieces of proof are called, for their owner who reads who looked."""
    return dict(Evidence.objects.filter(pk__in=list(ids)).values_list("pk", "title"))
