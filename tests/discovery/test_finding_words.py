"""Telling about a week: what the language proposes, which words led to it, and that nothing is kept unasked."""

import logging

import pytest

from kanwil.audit.models import Event
from kanwil.discovery.proposals import propose
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim, Statement
from kanwil.skills import finding
from kanwil.skills.models import Skill
from tests.cast import NAMES, skill

pytestmark = pytest.mark.django_db
TEXT = "Maandag heb ik wonden verzorgd bij mevrouw De Boer. Daarna heb ik de rust bewaard! En ik plan de weken."


@pytest.fixture(autouse=True)
def _index(cast):
    finding.refresh()


def tell(cast, text=TEXT, who="anna"):
    return cast.client(who).post("/ik/woorden/", {"text": text})


def pick(cast, skills, *, text=TEXT, who="anna", **more):
    sent = {"text": text, "skill": [cast.skills[key].pk for key in skills], **more}
    return cast.client(who).post("/ik/woorden/kies/", sent)


def test_anna_tells_and_sees_which_of_her_words_led_to_each_skill(cast):
    page = tell(cast).content.decode()
    assert "Wonden verzorgen" in page and "Rust bewaren" in page and "Je doet dit: rust bewaren." in page
    assert "Maandag heb ik <mark>wonden verzorgd</mark> bij mevrouw De Boer." in page
    assert "<mark>rust</mark> bewaard!" in page
    assert "Lassen" not in page


def test_nothing_is_kept_until_she_picks(cast, caplog):
    before = Event.objects.count()
    with caplog.at_level(logging.DEBUG):
        tell(cast)
    assert not Claim.objects.exists() and Event.objects.count() == before
    assert "De Boer" not in caplog.text


def test_what_she_picks_is_on_her_list_without_a_level_and_only_she_sees_it(cast):
    went = pick(cast, ["wonden", "rust"])["Location"]
    assert went.startswith(f"/ik/{Claim.objects.order_by('pk')[0].pk}/laatst/")
    assert {(c.person, c.skill, c.level, c.wish, c.words) for c in Claim.objects.all()} == {
        (cast.anna, cast.skills[key], None, "", "") for key in ("wonden", "rust")
    }
    for who in NAMES:
        if who not in ("anna", "sofie"):
            assert "Wonden verzorgen" not in cast.client(who).get("/ik/").content.decode()


def test_her_sentence_stays_with_it_only_when_she_says_so(cast):
    pick(cast, ["wonden"])
    assert Claim.objects.get().words == ""
    Claim.objects.all().delete()
    pick(cast, ["wonden", "rust"], keep="1")
    kept = {c.skill_id: c.words for c in Claim.objects.all()}
    assert kept[cast.skills["wonden"].pk] == "Maandag heb ik wonden verzorgd bij mevrouw De Boer."
    assert kept[cast.skills["rust"].pk] == "Daarna heb ik de rust bewaard!"


def test_the_log_knows_that_something_was_said_and_never_the_words(cast):
    pick(cast, ["wonden"], keep="1")
    written = " ".join(f"{e.verb} {e.data} {e.reason} {e.object_id}" for e in Event.objects.all())
    assert "matrix.said" in written and "Boer" not in written and "verzorgd" not in written


def test_one_click_takes_all_of_it_back(cast):
    answer = cast.client("anna")
    sent = {"text": TEXT, "skill": [cast.skills["wonden"].pk, cast.skills["rust"].pk], "keep": "1"}
    answer.post("/ik/woorden/kies/", sent)
    change = Statement.objects.first().change
    answer.post(f"/ik/terug/{change}/")
    assert not Claim.objects.exists()


def test_what_is_on_the_list_already_is_shown_so_and_stays_as_it_is(cast):
    said = matrix.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["with_help"], words="Zoals ik.")
    page = tell(cast).content.decode()
    assert f'name="skill" value="{cast.skills["rust"].pk}"' not in page and "Staat op je lijst" in page
    pick(cast, ["rust"], keep="1")
    said.claim.refresh_from_db()
    assert (said.claim.level, said.claim.words) == (cast.levels["with_help"], "Zoals ik.")


def test_nothing_ticked_loses_nothing_of_the_text(cast):
    page = pick(cast, []).content.decode()
    assert "Er is nog niets gekozen." in page and "De Boer" in page


def test_no_words_found_says_it_is_not_the_person(cast):
    page = tell(cast, "Xyzzy.").content.decode()
    assert "Dat zegt niets over jou." in page and "/ik/kies/?uit=eigen" in page and "Xyzzy." in page


@pytest.mark.parametrize("text", ["", "   ", "a" * 100_000, "Wonden\x00 verzorgd"])
def test_what_is_empty_too_long_or_no_text_is_said_in_plain_words(cast, text):
    answer = tell(cast, text)
    assert answer.status_code == 400 and not Claim.objects.exists()
    assert cast.client("anna").post("/ik/woorden/kies/", {"text": text, "skill": ["1"]}).status_code == 302
    assert not Claim.objects.exists()


def test_html_in_the_text_stays_text(cast):
    page = tell(cast, 'Ik heb <script>alert(1)</script> wonden verzorgd "bij" <b>iemand</b>.').content.decode()
    assert "<script>alert" not in page and "<b>iemand" not in page and "<mark>wonden verzorgd</mark>" in page


@pytest.mark.parametrize("pk", ["0", "-1", "999999999", "x", "9" * 30, ""])
def test_a_made_up_skill_puts_nothing_on_the_list(cast, pk):
    cast.client("anna").post("/ik/woorden/kies/", {"text": TEXT, "skill": [pk]})
    assert not Claim.objects.exists()


def test_writing_about_a_colleague_says_nothing_to_or_about_that_colleague(cast):
    pick(cast, ["wonden"], text="Fatima heeft wonden verzorgd.", keep="1")
    assert Claim.objects.get().person == cast.anna
    assert not Event.objects.filter(about_id=cast.fatima.pk, verb__startswith="matrix").exists()
    assert "Fatima heeft" not in cast.client("fatima").get("/ik/").content.decode()


def test_a_word_that_came_after_the_index_is_found_as_well(cast):
    new = skill(cast.skills["rust"].framework, "bijen", "Bijen houden", "Keeping bees")
    proposed = propose(cast.actor("anna"), "Thuis ben ik bijen houden gewend.")
    [found] = [one for one in proposed if one.skill_id == new.pk]
    assert [piece.text for piece in found.pieces if piece.led] == ["bijen houden"]


def test_a_word_that_is_no_longer_used_is_not_proposed(cast):
    Skill.objects.filter(pk=cast.skills["rust"].pk).update(status="obsolete")
    assert cast.skills["rust"].pk not in {one.skill_id for one in propose(cast.actor("anna"), TEXT)}


def test_a_very_long_sentence_is_kept_around_the_words_that_matter(cast):
    text = "en toen " * 200 + "heb ik wonden verzorgd " + "en toen " * 200
    [found] = [one for one in propose(cast.actor("anna"), text) if one.skill_id == cast.skills["wonden"].pk]
    assert "wonden verzorgd" in found.sentence and len(found.sentence) <= 600


def test_the_way_stands_first_where_one_chooses_and_on_an_empty_list(cast):
    for url in ("/ik/", "/ik/kies/"):
        page = cast.client("anna").get(url).content.decode()
        assert "Ik weet de woorden niet" in page and page.index("/ik/woorden/") < page.index("?uit=")
