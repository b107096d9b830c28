"""From what stands in the database to what will be signed: the skill, its scale, its level, its proof, in one language.

Everything here is words; nothing is signed. `fingerprint` says whether the same was signed before.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from kanwil.calc import credentials
from kanwil.matrix.models import Claim, Confirmation
from kanwil.people.models import Person
from kanwil.proof.models import STARR, Evidence
from kanwil.skills.models import Behaviour, Framework, Level, Mapping, Scale, Skill
from kanwil.skills.packs.records import scheme_of
from kanwil.skills.words import explanations_of, names_of, sentence

SAME = ("exact", "close")
NAMES = {"esco": credentials.esco, "competentnl": credentials.competentnl}


@dataclass(frozen=True)
class Told:
    """One skill as it will be said: with a level and its scale, or without both."""

    skill: credentials.Skill
    level: credentials.Level | None


class Words:
    """The words of some claims in one language, read in a fixed number of questions."""

    def __init__(self, claims: Sequence[Claim], language: str, site: str) -> None:
        self.language, self.site = language, site
        ids = {claim.skill_id for claim in claims if claim.skill_id}
        self.skills = {skill.pk: skill for skill in Skill.objects.filter(pk__in=ids).select_related("framework")}
        self.links: dict[int, list[Mapping]] = {}
        for link in Mapping.objects.filter(skill__in=ids, match__in=SAME).order_by("match", "target_uri"):
            self.links.setdefault(link.skill_id, []).append(link)
        targets = [link.target_uri for links in self.links.values() for link in links]
        self.there = dict(Skill.objects.filter(uri__in=targets).values_list("uri", "pk"))
        self.names = names_of([*ids, *self.there.values()], language)
        self.explained = explanations_of(ids, language)
        self.versions = dict(Framework.objects.filter(key__in=NAMES).values_list("key", "version"))
        scales = {claim.level.scale_id for claim in claims if claim.level}
        self.scales = {one.pk: one for one in Scale.objects.filter(pk__in=scales).prefetch_related("levels")}
        self.examples = {
            (one.skill_id, one.level_id): one.text for one in Behaviour.objects.filter(skill__in=ids, language=language)
        }

    def told(self, claim: Claim, *, with_level: bool) -> Told:
        """This claim, with its level and the scale around it if it has one and the person wants it said."""
        name = str(self.names.get(claim.skill_id, "")) if claim.skill_id else claim.own_label
        explained = str(self.explained.get(claim.skill_id, "")) if claim.skill_id else ""
        scale = level = None
        if with_level and claim.level is not None:
            levels = {one.pk: self._level(one, claim.skill_id) for one in self._levels(claim.level)}
            scale = credentials.Scale(self._scale_id(claim.level), claim.level.scale.name, tuple(levels.values()))
            level = levels[claim.level.pk]
        return Told(credentials.Skill(self._id(claim), name, explained, self._alignments(claim, name), scale), level)

    def _levels(self, level: Level) -> list[Level]:
        return sorted(self.scales[level.scale_id].levels.all(), key=lambda one: one.position)

    def _level(self, level: Level, skill_id: int | None) -> credentials.Level:
        example = level.example_en if self.language == "en" else level.example_nl
        example = self.examples.get((skill_id or 0, level.pk), example)
        return credentials.Level(f"{self._scale_id(level)}#{level.key}", sentence(level, self.language), example)

    def _scale_id(self, level: Level) -> str:
        return f"{self.site}/credentials/scales/{self.scales[level.scale_id].key}"

    def _id(self, claim: Claim) -> str:
        """The address of the word; a word of one's own has no address, only a name that stays the same."""
        if claim.skill_id:
            return f"{self.site}/credentials/skills/{claim.skill_id}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.site}/credentials/own/{claim.own_label}')}"

    def _alignments(self, claim: Claim, name: str) -> tuple[credentials.Alignment, ...]:
        skill = self.skills.get(claim.skill_id or 0)
        if skill is None:
            return ()
        found = {} if skill.framework.own else {skill.uri: self._alignment(skill.uri, name, skill.framework)}
        for link in self.links.get(skill.pk, []):
            known = self.names.get(self.there.get(link.target_uri, 0))
            found.setdefault(link.target_uri, self._alignment(link.target_uri, str(known or name)))
        return tuple(found.values())

    def _alignment(self, uri: str, name: str, framework: Framework | None = None) -> credentials.Alignment:
        scheme = scheme_of(uri)
        if scheme in NAMES:
            return NAMES[scheme](uri, name, self.versions.get(scheme, ""))
        language = f"{framework.name} {framework.version}".strip() if framework else scheme
        return credentials.Alignment(name, uri, language)


def evidence(rows: Iterable[Evidence], language: str, credential_id: str) -> tuple[credentials.Evidence, ...]:
    """Proof as it will be told: what it is, its title and its words. The file itself does not go along."""
    with translation.override(language):
        return tuple(
            credentials.Evidence(
                f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{credential_id}/{row.pk}')}",
                row.title,
                _narrative(row),
                str(row.get_kind_display()),
            )
            for row in rows
        )


def _narrative(row: Evidence) -> str:
    headings = {one.name: one.verbose_name for one in Evidence._meta.concrete_fields}
    parts = [row.told]
    if row.story:
        parts += [row.story.moment, row.story.did, row.story.effect]
    for step in STARR:
        if told := getattr(row, step):
            heading = str(headings[step])
            parts.append(f"{heading[:1].upper()}{heading[1:]}: {told}")
    parts += [row.issuer, row.issued_on.isoformat() if row.issued_on else "", row.url]
    return "\n".join(part for part in parts if part)


def confirmation(
    row: Confirmation, statement: credentials.SkillStatement, did: str, *, appointed: bool
) -> credentials.Confirmation:
    """What a colleague confirmed, in their own words."""
    if row.by is None or row.answered_at is None:
        raise LookupError("a confirmation without an answer")
    with translation.override(statement.language):
        relation = _("appointed confirmer") if appointed else _("colleague")
        comment = row.saw or _("I saw this.")
    by = credentials.Profile(did, row.by.name, relation)
    return credentials.Confirmation(new_id(), statement, by, comment, row.answered_at, status=statement.status)


def new_id() -> str:
    return uuid.uuid4().urn


def holder(person: Person, did: str) -> credentials.Holder:
    """Whose it is: the name of their own key, and what they are called."""
    return credentials.Holder(did, person.name)


def statement(
    told: Told, who: credentials.Holder, *, language: str, at: datetime, words: str, proof: Iterable[Evidence]
) -> credentials.SkillStatement:
    """One statement with a new name, not signed yet."""
    made = credentials.SkillStatement(new_id(), told.skill, who, at, told.level, narrative=words, language=language)
    return replace(made, evidence=evidence(proof, language, made.id))


def fingerprint(said: credentials.SkillStatement, *more: Any) -> str:
    """The same for what says the same in the same names with the same keys, whenever it was said."""
    content = asdict(said)
    for passing in ("id", "valid_from", "status"):
        content.pop(passing)
    content["evidence"] = [[one.name, one.narrative, one.genre] for one in said.evidence]
    text = json.dumps([content, more], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
