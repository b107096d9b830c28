"""Looking and confirming: what was asked of me, what I am shown, and whom I can ask."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kanwil.access import Actor, visible
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.access import leaders_of
from kanwil.people.models import Grant, Membership, Person
from kanwil.skills.words import names_of

from .models import Evidence, EvidenceFile, Shown

MANY = 12
MANY_PIECES = 60


@dataclass(frozen=True)
class Asked:
    """One question to look: from whom, about which skill."""

    row: Confirmation
    person: Person
    skill: str


def _with_names(rows: list[Confirmation]) -> list[Asked]:
    names = names_of(row.claim.skill_id for row in rows if row.claim.skill_id)
    return [
        Asked(
            row,
            row.claim.person,
            str(names.get(row.claim.skill_id, "")) if row.claim.skill_id else row.claim.own_label,
        )
        for row in rows
    ]


def asked_of_me(actor: Actor) -> list[Asked]:
    """What I may look at now, oldest first."""
    rows = visible(Confirmation, actor, "answer").select_related("claim__person").order_by("asked_at", "pk")
    return _with_names(list(rows[:100]))


def given_by_me(actor: Actor) -> list[Asked]:
    """What I confirmed and did not withdraw, newest first."""
    rows = visible(Confirmation, actor).filter(by_id=actor.person_id, confirmed=True, withdrawn_at__isnull=True)
    return _with_names(list(rows.select_related("claim__person", "level").order_by("-answered_at", "-pk")[:100]))


def name_of(claim: Claim) -> str:
    """What this skill is called."""
    return str(names_of([claim.skill_id]).get(claim.skill_id, "")) if claim.skill_id else claim.own_label


def people_to_ask(actor: Actor) -> list[tuple[Person, str]]:
    """Who is near, and what they are: appointed confirmers and colleagues of my teams; never who leads me."""
    leaders = leaders_of(actor.person_id or 0).values("person_id")
    appointed = Grant.objects.on().filter(role="confirmer").values("person_id")
    team = Membership.objects.on().filter(unit_id__in=actor.units).values("person_id")
    people = visible(Person, actor).exclude(pk=actor.person_id or 0).exclude(pk__in=leaders)
    first = list(people.filter(pk__in=appointed)[: MANY // 2])
    near = people.filter(pk__in=team).exclude(pk__in=[p.pk for p in first])
    colleagues = list(near[: MANY - len(first)])
    return [*((p, _("appointed confirmer")) for p in first), *((p, _("colleague in your team")) for p in colleagues)]


@dataclass(frozen=True)
class Exhibit:
    """A piece of proof shown with a question; `changed` when the person changed it since they asked."""

    row: Evidence
    changed: bool
    file: EvidenceFile | None = None


def shown_with(actor: Actor, asked: Confirmation) -> list[Exhibit]:
    """What I am shown with this question, in the order in which it was chosen."""
    allowed = set(visible(Evidence, actor).filter(shown__confirmation=asked).values_list("pk", flat=True))
    rows = Shown.objects.filter(confirmation=asked, evidence_id__in=allowed).select_related("evidence").order_by("pk")
    files = {file.evidence_id: file for file in EvidenceFile.objects.filter(evidence__in=allowed).defer("content")}
    return [Exhibit(row.evidence, row.version != row.evidence.version, files.get(row.evidence_id)) for row in rows]


def to_show(actor: Actor, claim: Claim) -> list[Evidence]:
    """My proof to choose from when I ask somebody to look: first what is about this skill."""
    rows = visible(Evidence, actor, "change").order_by("-changed_at", "-pk")
    about = set(rows.filter(about__claim=claim).values_list("pk", flat=True))
    return sorted(rows[:MANY_PIECES], key=lambda row: row.pk not in about)
