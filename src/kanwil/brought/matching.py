"""Which skill of the language here is the one that a statement names, by its address in ESCO, CompetentNL or here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from kanwil.access import Actor, visible
from kanwil.matrix.models import Claim
from kanwil.skills.models import Mapping, Skill
from kanwil.skills.words import names_of

from .items import Item

Found = dict[str, tuple[int | None, list[tuple[int, str]]]]


def found(actor: Actor, items: Iterable[Item]) -> Found:
    """Per statement: the skill on my own list that it names, or else skills that I may put on it."""
    items = list(items)
    uris = {uri[:255] for item in items for uri in item.uris}
    if not uris:
        return {}
    by_uri: dict[str, set[int]] = defaultdict(set)
    here = visible(Skill, actor).filter(Q(uri__in=uris) | Q(mappings__target_uri__in=uris)).exclude(kind="group")
    skills = dict(here.values_list("pk", "uri"))
    for pk, uri in skills.items():
        by_uri[uri].add(pk)
    exact = Mapping.objects.filter(skill__in=skills, target_uri__in=uris, match="exact")
    for pk, uri in exact.values_list("skill_id", "target_uri"):
        by_uri[uri].add(pk)
    mine = dict(visible(Claim, actor, "change").filter(skill__in=skills).values_list("skill_id", "pk"))
    names = names_of(set(skills))
    made: Found = {}
    for item in items:
        those = sorted({pk for uri in item.uris for pk in by_uri.get(uri[:255], ())})
        claim = next((mine[pk] for pk in those if pk in mine), None)
        made[item.key] = (claim, [(pk, str(names.get(pk, ""))) for pk in those if pk not in mine])
    return made
