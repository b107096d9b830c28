"""One word of the language with everything that is known about it, ready for its page."""

from __future__ import annotations

from dataclasses import dataclass, field

from kanwil.access import Actor, visible

from .levels import LevelChoice, choices_for
from .models import Mapping, Skill
from .words import OTHER, Word, names_of, reading_language

SHOWN_AS = {"esco": "ESCO", "competentnl": "CompetentNL", "onet": "O*NET", "kanwil": "Kanwil"}


@dataclass(frozen=True)
class InLanguage:
    """What a word is called and what it means, in one language."""

    language: str
    name: str = ""
    synonyms: list[str] = field(default_factory=list)
    explanation: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.name or self.synonyms or self.explanation)


@dataclass(frozen=True)
class Linked:
    """A word that belongs with this one: here, or in another language (then perhaps only its address)."""

    name: str
    skill_id: int | None = None
    address: str = ""
    match: str = ""
    language: str = ""
    link_id: int | None = None


@dataclass(frozen=True)
class WordPage:
    """A word as its page shows it."""

    skill: Skill
    name: Word
    languages: list[InLanguage]
    explanation: str
    broader: list[Linked]
    links: list[Linked]
    pointed_at: list[Linked]
    replaced_by: Linked | None
    replaces: list[Linked]
    levels: list[LevelChoice]

    @property
    def choosable(self) -> bool:
        """Whether somebody can put it on a list of their own."""
        return self.skill.status == "current" and self.skill.kind != "group" and self.skill.framework.in_use

    @property
    def version(self) -> str:
        """The version of its language as people say it, without the fingerprint behind the plus."""
        return self.skill.framework.version.partition("+")[0]

    @property
    def address(self) -> str:
        """Where this word stands on the web, when it does."""
        return self.skill.uri if self.skill.uri.startswith(("http://", "https://")) else ""


def word_page(actor: Actor, skill: Skill) -> WordPage:
    """Everything about one word, in a fixed number of questions."""
    broader = list(skill.broader_links.values_list("pk", "broader_id"))
    replaces = list(skill.replaces.values_list("pk", flat=True))
    links = list(skill.mappings.all())
    pointed = list(Mapping.objects.filter(target_uri=skill.uri).values_list("skill_id", "match")[:50])
    there = dict(visible(Skill, actor).filter(uri__in=[link.target_uri for link in links]).values_list("uri", "pk"))
    near = {pk for _link, pk in broader} | set(replaces) | {pk for pk, _match in pointed} | set(there.values())
    names = names_of({skill.pk, *near, *([skill.replaced_by_id] if skill.replaced_by_id else [])})
    languages = in_languages(skill)
    return WordPage(
        skill=skill,
        name=names.get(skill.pk, Word(skill.code or skill.uri)),
        languages=languages,
        explanation=next((one.explanation for one in languages if one.explanation), ""),
        broader=[Linked(str(names.get(pk, "")), pk, link_id=link) for link, pk in broader if pk in names],
        links=_by_alikeness([_linked(link, there, names) for link in links]),
        pointed_at=_by_alikeness([Linked(str(names[pk]), pk, match=match) for pk, match in pointed if pk in names]),
        replaced_by=_here(skill.replaced_by_id, names),
        replaces=[one for pk in replaces if (one := _here(pk, names))],
        levels=[] if skill.kind == "group" else choices_for(skill),
    )


def in_languages(skill: Skill) -> list[InLanguage]:
    """The word in both languages, the reader's first."""
    names: dict[str, str] = {}
    synonyms: dict[str, list[str]] = {}
    for language, kind, text in skill.labels.exclude(kind="hidden").values_list("language", "kind", "text"):
        if kind == "preferred":
            names[language] = text
        else:
            synonyms.setdefault(language, []).append(text)
    texts = dict(skill.texts.values_list("language", "explanation"))
    first = reading_language()
    return [
        InLanguage(one, names.get(one, ""), sorted(synonyms.get(one, []), key=str.casefold), texts.get(one, ""))
        for one in (first, OTHER[first])
    ]


def _here(pk: int | None, names: dict[int, Word]) -> Linked | None:
    return Linked(str(names[pk]), pk) if pk is not None and pk in names else None


def _linked(link: Mapping, there: dict[str, int], names: dict[int, Word]) -> Linked:
    pk = there.get(link.target_uri)
    name = str(names[pk]) if pk in names else link.target_uri.rstrip("/").rpartition("/")[2]
    address = link.target_uri if link.target_uri.startswith(("http://", "https://")) else ""
    return Linked(name, pk, address, link.match, SHOWN_AS.get(link.scheme, link.scheme), link.pk)


def _by_alikeness(links: list[Linked]) -> list[Linked]:
    order = {match: place for place, (match, _words) in enumerate(Mapping.MATCHES)}
    return sorted(links, key=lambda link: (order.get(link.match, 9), link.name.casefold()))
