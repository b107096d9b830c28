"""Where it is signed: the keys are open, the words are read, and each skill gets its credential."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from django.utils import timezone

from kanwil.calc import credentials
from kanwil.calc.credentials.status import SMALLEST
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person
from kanwil.proof.models import Evidence, Shown

from . import keys, statements
from .confirmed import Seen, appointed, confirmations_of
from .models import NO_KEYS, ONLY_BY_WHO_LEADS, Place, PublicName, SignedBy, SignedSkill


@dataclass(frozen=True)
class Confirmed:
    """A confirmed skill, signed; and which proof is in it because it was looked at."""

    row: SignedSkill
    looked_at: frozenset[int]


@dataclass
class Desk:
    """Everything that is needed to sign the skills of one person, read once."""

    person: Person
    holder: credentials.Holder
    signer: credentials.HolderSigner
    words: statements.Words
    seen: dict[int, Seen]
    shown: dict[int, set[int]]
    names: dict[int, str]
    appointed: set[int]
    organisation: bool
    now: datetime
    before: dict[str, SignedSkill]
    new: list[SignedSkill] = field(default_factory=list)

    def own(
        self, claim: Claim, words: str, proof: Sequence[Evidence], *, with_level: bool, beside: bool
    ) -> SignedSkill:
        """What the person says of themselves, signed with their own key."""
        told = self.words.told(claim, with_level=with_level)
        said = statements.statement(
            told, self.holder, language=self.words.language, at=self.now, words=words, proof=proof
        )
        left_out = "" if beside or not with_level else self._left_out(claim)
        mark = statements.fingerprint(said, "own", left_out)
        known = self._known(mark, claim)
        if known is not None:
            return known
        document = keys.opened(lambda _folder: credentials.claim_skill(said, self.signer, now=self.now))
        row = SignedSkill(claim=claim, left_out=left_out, fingerprint=mark, document=document)
        return self._keep(row)

    def _left_out(self, claim: Claim) -> str:
        seen = self.seen.get(claim.pk, Seen())
        if seen.rows:
            return NO_KEYS
        return ONLY_BY_WHO_LEADS if seen.by_who_leads else ""

    def confirmed(self, claim: Claim, proof: Sequence[Evidence]) -> Confirmed | None:
        """What colleagues confirmed, signed by them and by the organisation; None if that cannot be."""
        rows = self.seen.get(claim.pk, Seen()).rows
        if not rows or not self.organisation:
            return None
        looked_at = [piece for piece in proof if any(piece.pk in self.shown.get(row.pk, ()) for row in rows)]
        said = statements.statement(
            self.words.told(claim, with_level=True),
            self.holder,
            language=self.words.language,
            at=max(row.answered_at for row in rows if row.answered_at),
            words="",
            proof=looked_at,
        )
        rings = keys.opened(lambda folder: {row.pk: folder.ring(f"confirmers/{self._name(row)}") for row in rows})
        ring = keys.opened(lambda folder: folder.organisation)
        for one in (ring, *rings.values()):
            keys.must_be_private(one)
        issuer = credentials.Profile(ring.did, keys.organisation_name())
        mark = statements.fingerprint(
            said,
            "confirmed",
            [issuer.id, issuer.name, [key.multibase for key in ring.keys if key.state == "active"]],
            [
                [row.pk, row.by.name if row.by else "", row.pk in self.appointed, row.saw, row.answered_at]
                + [key.multibase for key in rings[row.pk].keys if key.state == "active"]
                for row in rows
            ],
        )
        found = self._known(mark, claim) or self._issue(claim, said, rows, issuer, mark)
        return Confirmed(found, frozenset(piece.pk for piece in looked_at))

    def _issue(
        self,
        claim: Claim,
        said: credentials.SkillStatement,
        rows: Iterable[Confirmation],
        issuer: credentials.Profile,
        mark: str,
    ) -> SignedSkill:
        place = take_place()
        said = replace(said, status=credentials.StatusEntry(list_address(place.list), place.number))

        def work(folder: credentials.KeyFolder) -> tuple[dict[str, object], str]:
            known, by = folder.resolver(), folder.sign_as_organisation()
            given = []
            for row in rows:
                signer = folder.sign_as_confirmer(self._name(row))
                one = statements.confirmation(row, said, signer.did, appointed=row.pk in self.appointed)
                given.append(credentials.confirm(one, signer, now=self.now))
            document = credentials.issue_skill(said, issuer, given, by, confirmers=known, now=self.now)
            return document, credentials.issue_skill_token(said, issuer, given, by, confirmers=known)

        document, token = keys.opened(work)
        row = SignedSkill(claim=claim, confirmed=True, fingerprint=mark, document=document, token=token, place=place)
        self._keep(row)
        SignedBy.objects.bulk_create(SignedBy(place=place, confirmation=one, by_id=one.by_id) for one in rows)
        return row

    def _name(self, row: Confirmation) -> str:
        return self.names.get(row.by_id or 0, "")

    def _known(self, mark: str, claim: Claim) -> SignedSkill | None:
        row = self.before.get(mark)
        if row is not None and row.claim_id is None:  # the skill was off the list for a while
            row.claim = claim
            row.save(update_fields=["claim"])
        return row

    def _keep(self, row: SignedSkill) -> SignedSkill:
        row.person, row.language, row.made_at = self.person, self.words.language, self.now
        row.save()
        self.before[row.fingerprint] = row
        self.new.append(row)
        return row


def open_desk(person: Person, claims: Sequence[Claim], language: str) -> Desk:
    """Read everything, and open the person's key. Their name and keys are there already."""
    # locked: a confirmation that is taken back at this very moment waits, and then finds what was signed with it
    list(Confirmation.objects.select_for_update().filter(claim__in=claims).order_by("pk").values_list("pk"))
    seen = confirmations_of(person.pk, claims)
    rows = [row for one in seen.values() for row in one.rows]
    people = [person.pk, *(row.by_id for row in rows if row.by_id)]
    names = dict(PublicName.objects.filter(person_id__in=people).values_list("person_id", "name"))
    if person.pk not in names:
        raise ImproperlyConfigured("give_keys comes first")
    ring = keys.person_ring(names[person.pk], timezone.now())
    signer = keys.opened(lambda folder: folder.sign_as_person(names[person.pk]))
    shown: dict[int, set[int]] = {}
    for one in Shown.objects.filter(confirmation__in=rows).select_related("evidence"):
        if one.version == one.evidence.version:  # what was changed since then, nobody looked at
            shown.setdefault(one.confirmation_id, set()).add(one.evidence_id)
    signed_before = SignedSkill.objects.filter(person=person, place__withdrawn_at__isnull=True)
    return Desk(
        person,
        statements.holder(person, ring.did),
        signer,
        statements.Words(claims, language, keys.site()),
        seen,
        shown,
        names,
        appointed(rows),
        keys.ready(),
        timezone.now().replace(microsecond=0),
        {row.fingerprint: row for row in signed_before.select_related("place").order_by("pk")},
    )


def take_place() -> Place:
    """A place in a list of withdrawals that nobody ever had, drawn at random. A list that is half full gets no more."""
    last = Place.objects.order_by("-list").values_list("list", flat=True).first() or 1
    if Place.objects.filter(list=last).count() >= SMALLEST // 2:
        last += 1
    while True:
        try:
            with transaction.atomic():
                return Place.objects.create(list=last, number=secrets.randbelow(SMALLEST))
        except IntegrityError:  # taken: by somebody else, or at this very moment
            continue


def list_address(number: int) -> str:
    """Where a list of withdrawals is published: this stands in every credential, so it never changes."""
    return f"{keys.site()}/credentials/status/{number}"
