"""The moment in which every page is opened by everybody: what exists, and which addresses there are."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver
from PIL import Image

from kanwil.brought.models import BroughtFile, KnownSigner
from kanwil.feedback import actions as feedback
from kanwil.feedback import links
from kanwil.feedback.models import Question, Story
from kanwil.intake.models import Batch
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Confirmation, TeamSkill
from kanwil.passport import actions as passport
from kanwil.passport.choosing import Picked
from kanwil.passport.models import Link, Passport
from kanwil.people.models import today
from kanwil.proof import actions as proof
from kanwil.proof.files import Kept
from kanwil.proof.models import Evidence
from kanwil.qualifications.models import Qualification
from kanwil.signing.models import Place, SignedBy, SignedSkill
from kanwil.skills.models import Skill
from kanwil.skills.own_actions import add_own_skill
from kanwil.skills.own_words import OwnWord
from tests.cast import Cast
from tests.qualifications.licence import hold

ELSEWHERE = ("account_", "mfa_")  # django-allauth's own pages: tested in tests/accounts


@dataclass
class Scene:
    """Anna keeps “Wonden” to herself, shares “Rust” with her team and Bram, and asked Karim to look at it.

    Fatima wrote her a story, Bram a card; she asks Karim what he saw, and made a link.
    """

    cast: Cast
    private: Claim
    shared: Claim
    asked: Confirmation
    batch: Batch
    own_word: Skill
    story: Story
    card: Story
    question: Question
    link: Question
    token: str
    kept: Evidence
    shared_proof: Evidence
    licence: Qualification
    passport: Passport
    passport_link: Link
    passport_token: str
    signed: SignedSkill
    in_karims_name: SignedBy
    brought: BroughtFile
    signer: KnownSigner


def make_scene(cast: Cast) -> Scene:
    anna = cast.actor("anna")
    private = actions.say(anna, skill=cast.skills["wonden"], level=cast.levels["independent"], wish="more").claim
    shared = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["with_help"], wish="learn").claim
    actions.share(anna, claims=[shared], audience=actions.Audience(unit=cast.units.east))
    actions.share(anna, claims=[shared], audience=actions.Audience(person=cast.bram))
    asked = actions.ask_to_look(anna, claim=shared, of=cast.karim)
    for position, key in enumerate(("wonden", "rust", "plannen")):
        TeamSkill.objects.create(unit=cast.units.east, skill=cast.skills[key], position=position)
    batch = Batch.objects.create(kind="people", file_name="lijst.csv", started_by_id=cast.chantal.pk)
    word = add_own_skill(cast.actor("chantal"), word=OwnWord(names={"nl": "Koffie schenken met aandacht"}))
    told = dict.fromkeys(("moment", "did", "effect"), "Ik zag het bij de val in de gang.")
    to_fatima, to_karim = feedback.ask(anna, of=[cast.fatima, cast.karim], about="De val in de gang", claim=private)
    story = feedback.answer(cast.actor("fatima"), question=to_fatima, **told)
    card = feedback.send_card(cast.actor("bram"), to=cast.anna, moment="De drukke avond.", effect="Het gaf mij lucht.")
    link, token = links.make_link(anna, for_whom="De dochter van een bewoner", about="De val in de gang")
    photo = Kept("foto.jpg", "image/jpeg", small_picture())
    kept = proof.keep(anna, kind="file", said={"title": "Foto van de keuken"}, claims=[private], file=photo)
    shown = proof.keep(anna, kind="story", said={"title": "De nacht", "told": "Ik bleef rustig."}, claims=[shared])
    team, bram = actions.Audience(unit=cast.units.east), actions.Audience(person=cast.bram)
    proof.share(anna, row=shown, audiences=[team, bram])
    licence = hold(cast, "anna", asked=False)
    chosen = [Picked(f"skill:{shared.pk}", frozenset(("level", "words")))]
    booklet = passport.make(anna, said={"title": "Voor later"}, chosen=chosen)
    way, secret = passport.give_link(anna, row=booklet, for_whom="Ziekenhuis Oost", until=today())
    own = (private, shared, asked, batch, word, story, card, to_karim, link, token, kept, shown, licence)
    return Scene(cast, *own, booklet, way, secret, *a_signed_skill(cast, private), *from_elsewhere(cast))


def from_elsewhere(cast: Cast) -> tuple[BroughtFile, KnownSigner]:
    """A file Anna brought, and a signer an administrator made known."""
    file = BroughtFile.objects.create(
        person=cast.anna, name="paspoort.json", media_type="application/json", size=2, fingerprint="0", content=b"{}"
    )
    return file, KnownSigner.objects.create(did="did:web:roc.example", note="ROC Midden", document={})


def a_signed_skill(cast: Cast, claim: Claim) -> tuple[SignedSkill, SignedBy]:
    """As if Karim confirmed it and Anna took it along."""
    place = Place.objects.create(number=77)
    signed = SignedSkill.objects.create(
        person=cast.anna, claim=claim, confirmed=True, place=place, language="nl", document={"name": "Wonden verzorgen"}
    )
    return signed, SignedBy.objects.create(place=place, by=cast.karim)


def small_picture() -> bytes:
    """A photo of two by two."""
    out = io.BytesIO()
    Image.new("RGB", (2, 2), "teal").save(out, "JPEG")
    return out.getvalue()


Arguments = Callable[[Scene], Any]

OBJECTS: dict[str, list[tuple[str, Arguments]]] = {
    "unit_id": [("Wijkteam Oost", lambda s: s.cast.units.east.pk), ("Wijkzorg", lambda s: s.cast.units.care.pk)],
    "person_id": [("Anna", lambda s: s.cast.anna.pk)],
    "skill_id": [("Rust", lambda s: s.cast.skills["rust"].pk)],
    "framework_id": [("the language", lambda s: s.cast.skills["rust"].framework_id)],
    "scale_id": [("the default scale", lambda s: s.cast.levels["not_yet"].scale_id)],
    "grant_id": [("Karim as confirmer", lambda s: s.cast.karim.grants.get().pk)],
    "change": [("nothing", lambda s: UUID(int=1))],
    "form": [("csv", lambda s: "csv")],
    "kind": [("people", lambda s: "people")],
    "card": [("explaining", lambda s: "uitleggen"), ("no card", lambda s: "niets")],
    "key": [("an ordinary day", lambda s: "dag"), ("no question", lambda s: "niets")],
    "name": [("a confirmer", lambda s: "scene"), ("guessed", lambda s: "x" * 32)],
    "number": [("the first list", lambda s: 1), ("no list", lambda s: 9)],
    "prefix": [("x", lambda s: "ergens")],
    "token": [("Anna's link", lambda s: s.token), ("guessed", lambda s: "x" * 32)],
}
CLAIMS: list[tuple[str, Arguments]] = [
    ("Anna's private claim", lambda s: s.private.pk),
    ("Anna's shared claim", lambda s: s.shared.pk),
]
ASKED: list[tuple[str, Arguments]] = [("asked of Karim", lambda s: s.asked.pk)]
BATCH: list[tuple[str, Arguments]] = [("Chantal's file", lambda s: s.batch.pk)]
BATCH_PAGES = ("batch", "columns", "stand", "check", "apply", "undo", "drop", "report")
OWN_WORD: list[tuple[str, Arguments]] = [("an own word", lambda s: s.own_word.pk)]
OWN_WORD_PAGES = ("change", "undo", "place", "unplace", "retire", "use_again")
STORIES: list[tuple[str, Arguments]] = [
    ("Fatima's story for Anna", lambda s: s.story.pk),
    ("Bram's card for Anna", lambda s: s.card.pk),
]
ASKED_STORY: list[tuple[str, Arguments]] = [("Anna asks Karim", lambda s: s.question.pk)]
WROTE: list[tuple[str, Arguments]] = [("Fatima's words", lambda s: s.story.writer.pk)]
PROOF: list[tuple[str, Arguments]] = [
    ("Anna's photo", lambda s: s.kept.pk),
    ("Anna's shared story", lambda s: s.shared_proof.pk),
]
PASSPORT: list[tuple[str, Arguments]] = [("Anna's passport", lambda s: s.passport.pk)]
BROUGHT: list[tuple[str, Arguments]] = [("Anna's brought file", lambda s: s.brought.pk)]
LICENCE: list[tuple[str, Arguments]] = [("Anna's licence", lambda s: s.licence.pk)]
OF_NAME: dict[str, list[tuple[str, Arguments]]] = {
    "claim": CLAIMS,
    **dict.fromkeys(("say_level", "remove_claim", "share_claim", "ask_to_look", "lately"), CLAIMS[:1]),
    **dict.fromkeys(("look", "withdraw_confirmation"), ASKED),
    **dict.fromkeys(("story", "story_remove"), STORIES),
    **dict.fromkeys(("story_put_away", "story_tie", "proof_from_story"), STORIES[:1]),
    **dict.fromkeys(("tell", "not_now", "story_stop"), ASKED_STORY),
    "story_withdraw": WROTE,
    **dict.fromkeys((f"intake:{n}" for n in BATCH_PAGES), BATCH),
    **dict.fromkeys(("list_columns", "list_values"), BATCH),
    "evidence": PROOF,
    **dict.fromkeys(("passport", "passport_choose", "passport_remove", "passport_link"), PASSPORT),
    "passport_take pk": PASSPORT,
    "passport_take form": [("the PDF", lambda s: "pdf"), ("no form", lambda s: "niets")],
    "passport_file_by_link": [("Anna's link", lambda s: s.passport_token), ("guessed", lambda s: "x" * 32)],
    "passport_link_end": [("Anna's link", lambda s: s.passport_link.pk)],
    "passport_by_link": [("Anna's link", lambda s: s.passport_token), ("guessed", lambda s: "x" * 32)],
    **dict.fromkeys((f"brought_{n}" for n in ("choose", "original", "remove")), BROUGHT),
    "known_signer_forget": [("ROC Midden", lambda s: s.signer.pk)],
    **dict.fromkeys(("qualification_change", "qualification_remove"), LICENCE),
    **dict.fromkeys((f"evidence_{n}" for n in ("change", "remove", "share", "stop", "file")), PROOF[:1]),
    "signed_withdraw": [("Anna's signed skill", lambda s: s.signed.pk)],
    "signed_take_name_back": [("Karim's name", lambda s: s.in_karims_name.pk)],
    "proof_add": [("a story", lambda s: "story"), ("a file", lambda s: "file"), ("a diploma", lambda s: "diploma")],
    **dict.fromkeys((f"own_word_{n}" for n in OWN_WORD_PAGES), OWN_WORD),
}


def addresses() -> dict[str, tuple[str, ...]]:
    """Every name of an address of Kanwil with the arguments it asks."""
    found: dict[str, tuple[str, ...]] = {}

    def walk(patterns: list[Any], space: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and not str(pattern.name or "").startswith(ELSEWHERE):
                found[space + (pattern.name or str(pattern.pattern))] = tuple(pattern.pattern.converters)

    walk(get_resolver().url_patterns, "")
    return found


def cases(name: str, arguments: tuple[str, ...], scene: Scene) -> list[tuple[str, dict[str, Any]]]:
    """The ways in which this address is opened: (in words, arguments)."""
    ways: list[tuple[str, dict[str, Any]]] = [("", {})]
    for argument in arguments:
        choices = OF_NAME.get(f"{name} {argument}") or OF_NAME.get(name) or OBJECTS.get(argument)
        if choices is None:
            raise LookupError(f"tests/pages/scene.py does not say which {argument} to open {name!r} with")
        ways = [
            ((words + ", " if words else "") + label, {**kwargs, argument: get(scene)})
            for words, kwargs in ways
            for label, get in choices
        ]
    return ways
