"""Talent cards: laying them on a pile, what only the person sees, and the words that fit a card."""

import pytest

from kanwil.access import can, visible
from kanwil.audit.models import Event
from kanwil.calc.readability import measure
from kanwil.discovery.deck import deck
from kanwil.discovery.models import LaidCard
from kanwil.matrix.models import Claim
from kanwil.privacy.export import everything_about
from kanwil.skills import finding
from tests.cast import NAMES

pytestmark = pytest.mark.django_db
URL = "/ik/woorden/kaarten/"


def lay(cast, card="plannen", pile="me", who="anna"):
    return cast.client(who).post(URL, {"card": card, "pile": pile})


def page(cast, url=URL, who="anna"):
    return cast.client(who).get(url).content.decode()


def test_the_deck_has_sixty_cards_in_two_languages_in_plain_words():
    dutch, english = deck("nl"), deck("en")
    assert len(dutch) == 60 and list(dutch) == list(english)
    for cards in (dutch, english):
        assert len({card.verb for card in cards.values()}) == len({card.sentence for card in cards.values()}) == 60
    assert all(measure(card.sentence).longest_sentence <= 12 for card in dutch.values())
    assert all(card.sentence.startswith("Jij ") and card.sentence.endswith(".") for card in dutch.values())
    assert all(card.sentence.startswith("You ") and card.sentence.endswith(".") for card in english.values())


def test_one_card_after_the_other_with_one_tap_each(cast):
    first, second = list(deck("nl").values())[:2]
    assert first.sentence in page(cast) and second.sentence not in page(cast)
    assert lay(cast, first.key, "me").status_code == 302
    shown = page(cast)
    assert second.sentence in shown and "Welke woorden passen?" in shown and "100" not in shown.split("<main")[1]


@pytest.mark.parametrize(("pile", "me", "liked"), [
    ("me", True, False), ("like", False, True), ("both", True, True), ("away", False, False),
])  # fmt: skip
def test_what_i_am_and_what_i_like_are_two_things(cast, pile, me, liked):
    lay(cast, pile=pile)
    assert [(row.me, row.liked) for row in LaidCard.objects.all()] == [(me, liked)]
    lay(cast, pile="both")
    assert LaidCard.objects.get().me and LaidCard.objects.get().liked


def test_a_card_can_be_moved_and_all_can_be_taken_up_again(cast):
    lay(cast, "plannen", "away")
    assert "Jij weet wat eerst moet" in page(cast, f"{URL}?kaart=plannen")
    cast.client("anna").post(f"{URL}opnieuw/")
    assert not LaidCard.objects.exists()
    cast.client("anna").post(f"{URL}opnieuw/")
    assert list(Event.objects.filter(verb__startswith="discovery").values_list("verb", flat=True)) == [
        "discovery.laid", "discovery.taken_up",
    ]  # fmt: skip


@pytest.mark.parametrize(("card", "pile"), [("bestaat-niet", "me"), ("plannen", "<b>"), ("", ""), ("a" * 9999, "me")])
def test_a_made_up_card_or_pile_lays_nothing(cast, card, pile):
    assert lay(cast, card, pile).status_code == 302 and not LaidCard.objects.exists()
    assert page(cast, f"{URL}?kaart=<script>").count("<script>") == 0


def test_nobody_else_sees_the_cards_and_they_come_along(cast):
    lay(cast)
    laid = LaidCard.objects.get()
    for who in NAMES:
        if who not in ("anna", "sofie"):
            assert not visible(LaidCard, cast.actor(who)).exists() and not can(cast.actor(who), "view", laid)
    lay(cast, pile="away", who="bram")
    laid.refresh_from_db()
    assert laid.me and "plannen" in str(everything_about(cast.anna.pk)) and "plannen" not in page(cast, who="fatima")
    assert all(event.data == {} for event in Event.objects.filter(verb="discovery.laid"))


def test_a_card_leads_to_words_of_the_language_and_from_there_to_the_list(cast):
    finding.refresh()
    shown = page(cast, f"{URL}plannen/")
    assert f'value="{cast.skills["plannen"].pk}"' in shown and 'name="keep"' not in shown
    answer = cast.client("anna").post(f"{URL}plannen/", {"skill": cast.skills["plannen"].pk})
    claim = Claim.objects.get()
    assert answer["Location"] == f"/ik/{claim.pk}/laatst/?dan=" and claim.level is None and claim.wish == ""
    assert cast.client("anna").get(f"{URL}bestaat-niet/").status_code == 404


def test_all_cards_stand_on_paper(cast):
    shown = page(cast, f"{URL}papier/")
    assert all(card.sentence in shown for card in deck("nl").values())
