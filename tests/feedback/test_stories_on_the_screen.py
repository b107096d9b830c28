"""What people meet: asking, telling, reading, tying to a skill, and cards."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kanwil.audit.models import Event
from kanwil.feedback import actions, receiving, uses
from kanwil.feedback.models import NoCards, Question, Story, Writer
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.people import actions as people
from kanwil.privacy.export import everything_about
from tests.cast import NAMES, SYSTEM
from tests.feedback.test_asking_telling_and_keeping import TOLD, asked, card, listed, story
from tests.pages.scene import make_scene

pytestmark = pytest.mark.django_db
OTHERS = tuple(name for name in NAMES if name not in ("anna", "yusuf"))
WORDS = ("De val van mevrouw De Boer", "Je bleef rustig", "Zij werd ook rustig")


def page(cast, who, url, **sent):
    return cast.client(who).get(url, sent).content.decode()


def test_anna_asks_two_colleagues_and_they_find_the_question_on_their_own_page(cast):
    claim = listed(cast)
    sent = {"of": [cast.fatima.pk, cast.bram.pk], "about": "De val in de gang", "claim": claim.pk, "until": "30"}
    assert "je leidinggevende" in page(cast, "anna", "/verhalen/vraag/")
    assert cast.client("anna").post("/verhalen/vraag/", sent).status_code == 302
    for who in ("fatima", "bram"):
        assert "Anna vraagt wat jij zag." in page(cast, who, "/ik/")
        seen = page(cast, who, "/verhalen/voor-een-ander/")
        assert "De val in de gang" in seen and "Rust bewaren" in seen
    assert "vraagt wat jij zag" not in page(cast, "yusuf", "/ik/")
    actions.ask(cast.actor("piet"), of=[cast.fatima])
    assert "Anna en Piet vragen wat jij zag." in page(cast, "fatima", "/ik/")
    mine = page(cast, "anna", "/verhalen/")
    assert "Fatima Fatimasen" in mine and "Bram Bramsen" in mine


def test_somebody_of_another_team_is_found_by_name_and_two_who_fit_are_offered(cast):
    anna = cast.client("anna")
    answer = anna.post("/verhalen/vraag/", {"colleague": "Piet", "until": "30"})
    assert answer.status_code == 302 and Question.objects.get().of == cast.piet
    people.join(SYSTEM, given_name="Piet", family_name="Zwart", number="Z1")
    answer = anna.post("/verhalen/vraag/", {"colleague": "piet", "until": "30"})
    assert answer.status_code == 400 and answer.content.decode().count("Bedoel je deze collega?") == 2
    offered = max(int(pk) for pk in re.findall(r'name="of" value="(\d+)"', answer.content.decode()))
    again = {"colleague": "piet", "of": [offered], "until": "30"}
    assert anna.post("/verhalen/vraag/", again).status_code == 302 and Question.objects.filter(of=offered).exists()
    assert anna.post("/verhalen/vraag/", {"until": "30"}).status_code == 400


def test_fatima_tells_and_anna_reads(cast):
    question = asked(cast, about="De val in de gang")
    url = f"/verhalen/voor-een-ander/{question.pk}/"
    assert "Wat deed Anna?" in page(cast, "fatima", url)
    assert cast.client("fatima").post(url, TOLD).status_code == 302
    assert "Fatima Fatimasen schreef iets voor jou." in page(cast, "anna", "/ik/")
    mine = page(cast, "anna", "/verhalen/")
    assert all(words in mine for words in (*WORDS, "Fatima Fatimasen", "De val in de gang", "Nieuw"))
    assert all(words in page(cast, "fatima", "/verhalen/voor-een-ander/") for words in WORDS)


def test_who_read_what_is_nobodys_business(cast):
    before, found = Event.objects.count(), story(cast)
    assert ">Nieuw<" in page(cast, "anna", "/verhalen/") and ">Nieuw<" not in page(cast, "anna", "/verhalen/")
    assert "schreef iets voor jou" not in page(cast, "anna", "/ik/")
    found.refresh_from_db()
    assert found.read_at and Event.objects.count() == before + 2  # the question and the answer
    told = str(everything_about(cast.fatima.pk)) + page(cast, "fatima", "/verhalen/voor-een-ander/")
    assert "read_at" not in told and ">Nieuw<" not in told and found.read_at.isoformat() not in told


def test_not_now_needs_no_reason_and_says_nothing_else(cast):
    question = asked(cast)
    assert cast.client("fatima").post(f"/verhalen/voor-een-ander/{question.pk}/nu-niet/").status_code == 302
    assert "Zei: nu niet" in page(cast, "anna", "/verhalen/")


def test_the_same_answer_from_two_windows_is_one_story(cast):
    question = asked(cast)
    url, fatima = f"/verhalen/voor-een-ander/{question.pk}/", cast.client("fatima")
    for _window in range(2):
        assert fatima.post(url, TOLD)["Location"] == "/verhalen/voor-een-ander/"
    assert Story.objects.count() == 1
    assert "Je vertelde dit al" in fatima.get("/verhalen/voor-een-ander/").content.decode()


def test_a_story_about_a_skill_stands_on_its_page_with_a_question_and_no_comparison(cast):
    claim = listed(cast, level=cast.levels["with_help"])
    story(cast, claim=claim)
    shown = page(cast, "anna", f"/ik/{claim.pk}/")
    assert "Je bleef rustig." in shown and "Past dit bij wat jij koos?" in shown
    assert "Jij koos: ik kan dit met hulp." in shown
    assert "/verhalen/vraag/?vaardigheid=" in shown


def test_others_see_you_do_this(cast):
    found = card(cast)
    url, anna = f"/verhalen/{found.pk}/", cast.client("anna")
    assert "Anderen zien dit je doen" in page(cast, "anna", url)
    offered = page(cast, "anna", url, zoek="rust bewaren")
    assert f'name="skill" value="{cast.skills["rust"].pk}"' in offered
    anna.post(f"{url}vaardigheid/", {"skill": cast.skills["rust"].pk})
    claim = Claim.objects.get()
    assert claim.person == cast.anna and claim.level is None and not claim.shares.exists()
    assert "Past dit bij wat jij koos?" in page(cast, "anna", url)
    matrix.remove(cast.actor("anna"), claim=claim)
    assert "staat niet (meer) op je lijst" in page(cast, "anna", url)


def test_put_away_and_back_and_removed(cast):
    found, anna = story(cast), cast.client("anna")
    anna.post(f"/verhalen/{found.pk}/leg-weg/")
    assert WORDS[0] not in page(cast, "anna", "/verhalen/") and WORDS[0] in page(cast, "anna", "/verhalen/?toon=weg")
    anna.post(f"/verhalen/{found.pk}/leg-weg/", {"back": "1"})
    assert WORDS[0] in page(cast, "anna", "/verhalen/")
    assert "voorgoed" in page(cast, "anna", f"/verhalen/{found.pk}/verwijder/") and Story.objects.exists()
    anna.post(f"/verhalen/{found.pk}/verwijder/")
    assert not Story.objects.exists()


def test_a_hurtful_card_is_removed_and_no_more_of_this_colleague_come(cast):
    found, anna = card(cast), cast.client("anna")
    anna.post(f"/verhalen/{found.pk}/verwijder/", {"no_more": "1"})
    assert not Story.objects.exists() and NoCards.objects.get().sender == cast.fatima
    sent = {"to": cast.anna.pk, "moment": "Weer iets.", "effect": "Naar."}
    answer = cast.client("fatima").post("/kaart/", sent)
    assert answer.status_code == 400 and "Anna Annasen krijgt nu geen kaarten." in answer.content.decode()
    assert not Story.objects.exists()
    assert "Fatima Fatimasen" in page(cast, "anna", "/verhalen/")
    anna.post("/verhalen/geen-kaarten/", {"again": NoCards.objects.get().pk})
    assert cast.client("fatima").post("/kaart/", sent).status_code == 302


def test_a_card_goes_to_exactly_one_person(cast):
    fatima, words = cast.client("fatima"), {"moment": "De avond.", "effect": "Het hielp mij."}
    assert fatima.post("/kaart/", words).status_code == 400
    assert fatima.post("/kaart/", {**words, "to": cast.anna.pk, "colleague": "Piet"}).status_code == 400
    assert not Story.objects.exists()
    assert fatima.post("/kaart/", {**words, "colleague": "Piet"}).status_code == 302
    assert Story.objects.get().receiver == cast.piet


def test_fatima_withdraws_and_after_two_weeks_hears_why_not(cast):
    found = story(cast)
    url = f"/verhalen/geschreven/{found.writer.pk}/terug/"
    Story.objects.update(written_at=timezone.now() - timedelta(days=15))
    answer = cast.client("fatima").post(url, follow=True)
    assert "meer dan twee weken geleden" in answer.content.decode() and Story.objects.exists()
    Story.objects.update(written_at=timezone.now())
    cast.client("fatima").post(url)
    assert not Story.objects.exists()


def test_on_the_page_of_a_colleague_a_card_and_a_question_are_near(cast):
    shown = page(cast, "fatima", f"/mensen/{cast.anna.pk}/")
    assert f"/kaart/?aan={cast.anna.pk}" in shown and f"/verhalen/vraag/?aan={cast.anna.pk}" in shown
    assert "/kaart/?aan=" not in page(cast, "anna", f"/mensen/{cast.anna.pk}/")
    assert "/kaart/?aan=" not in page(cast, "anna", f"/mensen/{cast.sofie.pk}/")
    for url in ("/kaart/", "/verhalen/vraag/"):
        chosen = page(cast, "piet", url, aan=cast.anna.pk)
        assert chosen.count(" checked") == 1 and "Anna Annasen" in chosen


def test_rooms_above_offer_a_use_of_a_story_to_its_receiver(cast, monkeypatch):
    monkeypatch.setattr(uses, "USES", [])
    for _twice in range(2):
        uses.register(offer)
    found = story(cast)
    assert page(cast, "anna", f"/verhalen/{found.pk}/").count(f"/bewijs/{found.pk}/") == 1


def offer(actor, found):
    return uses.Use("Gebruik dit als bewijs", f"/bewijs/{found.pk}/")


def test_the_list_asks_the_same_number_of_questions_for_two_stories_as_for_twenty(cast):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(cast, "anna", "/verhalen/")
        return len(found)

    story(cast, claim=listed(cast))
    card(cast, "piet")
    asked(cast, "karim")
    page(cast, "anna", "/verhalen/")  # read, so that nothing is new any more
    few = queries()
    for who, skill in (("yusuf", "plannen"), ("lotte", "lassen"), ("gijs", "wonden")):
        story(cast, who, claim=listed(cast, skill))
        for _card in range(4):
            card(cast, who)
    for who in ("ivo", "eva", "daan"):
        asked(cast, who)
    page(cast, "anna", "/verhalen/")
    assert queries() == few


def test_nothing_anywhere_counts_cards(cast):
    before = page(cast, "daan", "/or/")
    for _card in range(3):
        card(cast)
    assert "stuurde een kaart" not in page(cast, "daan", "/or/") and Event.objects.filter(verb="feedback.card").exists()
    assert before.count("<tr") == page(cast, "daan", "/or/").count("<tr")


# ── attacks ──


@pytest.mark.parametrize("who", OTHERS)
def test_attack_read_along_with_annas_stories(cast, who):
    """Her manager, the one above, HR, board, council, administrator: nobody, on any page, also not with her number."""
    found, kept = story(cast, "yusuf", claim=listed(cast)), card(cast, "yusuf")
    client = cast.client(who)
    told = [client.get(url) for url in (
        "/verhalen/", f"/verhalen/{found.pk}/", f"/verhalen/{kept.pk}/", f"/verhalen/{found.pk}/verwijder/",
        f"/mensen/{cast.anna.pk}/", "/verhalen/voor-een-ander/", "/ik/", f"/ik/{Claim.objects.get().pk}/", "/or/",
        f"/team/{cast.units.east.pk}/", f"/team/{cast.units.east.pk}/cel/{cast.anna.pk}/{cast.skills['rust'].pk}/",
    )]  # fmt: skip
    for answer in told:
        assert answer.status_code < 500
        assert not any(words in answer.content.decode() for words in (*WORDS, "De drukke avond")), answer.request


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Story, Writer, Question, NoCards, Claim)]


@pytest.mark.parametrize("who", OTHERS)
def test_attack_put_annas_number_in_a_form(cast, who):
    scene = make_scene(cast)
    client = cast.client(who)
    before = everything()
    mine = {"fatima": {"story_withdraw"}, "karim": {"tell", "not_now"}}.get(who, set())
    for name, url, sent in (
        ("story_put_away", f"/verhalen/{scene.story.pk}/leg-weg/", {}),
        ("story_remove", f"/verhalen/{scene.story.pk}/verwijder/", {"no_more": "1"}),
        ("story_remove", f"/verhalen/{scene.card.pk}/verwijder/", {}),
        ("story_tie", f"/verhalen/{scene.story.pk}/vaardigheid/", {"skill": cast.skills["rust"].pk}),
        ("story_stop", f"/verhalen/vraag/{scene.question.pk}/stop/", {}),
        ("story_stop", f"/verhalen/vraag/{scene.link.pk}/stop/", {}),
        ("tell", f"/verhalen/voor-een-ander/{scene.question.pk}/", TOLD),
        ("tell", f"/verhalen/voor-een-ander/{scene.link.pk}/", TOLD),
        ("not_now", f"/verhalen/voor-een-ander/{scene.question.pk}/nu-niet/", {}),
        ("story_withdraw", f"/verhalen/geschreven/{scene.story.writer.pk}/terug/", {}),
    ):
        if name not in mine:
            assert client.post(url, sent).status_code in (302, 403, 404), url
    assert before == everything()


def test_attack_a_writer_reads_the_other_stories_of_the_one_they_wrote_to(cast):
    mine, other = story(cast), story(cast, "yusuf")
    receiving.tie(cast.actor("anna"), story=mine, claim=listed(cast, "lassen"))
    receiving.put_away(cast.actor("anna"), story=mine)
    shown = page(cast, "fatima", "/verhalen/voor-een-ander/")
    assert shown.count("Je bleef rustig.") == 1 and "Lassen" not in shown and "Weggelegd" not in shown
    assert cast.client("fatima").get(f"/verhalen/{other.pk}/").status_code == 404
    assert cast.client("fatima").get(f"/verhalen/{mine.pk}/").status_code == 404


def test_attack_a_question_about_somebody_elses_skill(cast):
    theirs = listed(cast, "plannen", "fatima")
    sent = {"of": [cast.yusuf.pk], "claim": theirs.pk, "until": "30"}
    assert cast.client("anna").post("/verhalen/vraag/", sent).status_code == 400
    assert not Question.objects.exists()


@pytest.mark.parametrize("text", ["x" * 100_000, "a\x00b", " \n\t "])
def test_attack_hurt_with_a_text_that_does_not_fit(cast, text):
    question = asked(cast)
    for url, sent in (
        (f"/verhalen/voor-een-ander/{question.pk}/", {**TOLD, "did": text}),
        ("/kaart/", {"to": cast.anna.pk, "moment": "Een avond.", "effect": text}),
        ("/verhalen/vraag/", {"of": [cast.yusuf.pk], "about": text + "x", "until": "30"}),
    ):
        answer = cast.client("fatima").post(url, sent)
        assert answer.status_code == 400 or (url == "/verhalen/vraag/" and not text.strip())
    assert not Story.objects.exists()


def test_attack_html_in_a_story_stays_text(cast):
    question, evil = asked(cast), "<script>alert(1)</script><img src=x onerror=alert(1)>"
    told = dict.fromkeys(TOLD, evil)
    actions.answer(cast.actor("fatima"), question=question, **told)
    for who, url in (("anna", "/verhalen/"), ("anna", f"/verhalen/{Story.objects.get().pk}/"),
                     ("fatima", "/verhalen/voor-een-ander/")):  # fmt: skip
        shown = page(cast, who, url)
        assert "<img src=x" not in shown and "&lt;img src=x" in shown and "<script>alert" not in shown


@pytest.mark.parametrize("number", ["9" * 30, "0", "²", "-1", "abc", ""])
def test_attack_strange_numbers_in_forms_and_addresses(cast, number):
    found, anna = story(cast), cast.client("anna")
    for url, sent in (
        (f"/verhalen/{found.pk}/vaardigheid/", {"skill": number}),
        (f"/verhalen/{found.pk}/vaardigheid/", {"claim": number}),
        ("/verhalen/geen-kaarten/", {"of": number}),
        ("/verhalen/geen-kaarten/", {"again": number}),
        ("/verhalen/vraag/", {"of": [number], "claim": number, "until": number}),
        ("/kaart/", {"to": number}),
    ):
        assert anna.post(url, sent).status_code < 500, url
    for url in ("/verhalen/vraag/", "/kaart/", "/verhalen/link/"):
        assert anna.get(url, {"aan": number, "vaardigheid": number}).status_code == 200, url
