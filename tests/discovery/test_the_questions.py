"""The questions one by one, stopping and going on, and how often before how far."""

import logging
import re
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from kanwil.access import can, visible
from kanwil.audit.models import Event
from kanwil.discovery import actions
from kanwil.discovery.models import Draft
from kanwil.discovery.questions import KEYS
from kanwil.discovery.where_to_look import where_to_look
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.privacy.export import everything_about
from kanwil.privacy.register import REGISTER
from kanwil.skills import finding
from tests.cast import NAMES

pytestmark = pytest.mark.django_db
TOLD = "Ik heb wonden verzorgd bij mevrouw De Boer."


@pytest.fixture(autouse=True)
def _index(cast):
    finding.refresh()


def answer(cast, text=TOLD, *, key="dag", seen="", who="anna", **more):
    sent = {"text": text, "seen": actions.mark_of(seen), **more}
    return cast.client(who).post(f"/ik/woorden/vragen/{key}/", sent)


def page(cast, url, who="anna"):
    return cast.client(who).get(url).content.decode()


def test_one_question_after_the_other_and_each_may_be_skipped(cast):
    for key, following in zip(KEYS, KEYS[1:], strict=False):
        assert f'href="/ik/woorden/vragen/{following}/"' in page(cast, f"/ik/woorden/vragen/{key}/")
        assert answer(cast, "", key=key)["Location"] == f"/ik/woorden/vragen/{following}/"
    assert not Draft.objects.exists()
    assert answer(cast, "", key=KEYS[-1])["Location"] == "/ik/woorden/vragen/woorden/"
    assert cast.client("anna").get("/ik/woorden/vragen/niets/").status_code == 404


def test_anna_stops_and_goes_on_later(cast):
    assert answer(cast, stop="1")["Location"] == "/ik/woorden/vragen/"
    start = page(cast, "/ik/woorden/vragen/")
    assert TOLD in start and "Ga verder" in start and 'href="/ik/woorden/vragen/vragen/"' in start
    assert TOLD in page(cast, "/ik/woorden/vragen/dag/")


def test_all_answers_together_give_words_and_choosing_throws_the_answers_away(cast):
    answer(cast)
    answer(cast, "Ik bewaar de rust op de afdeling.", key="onzichtbaar")
    shown = page(cast, "/ik/woorden/vragen/woorden/")
    assert "Wonden verzorgen" in shown and "Rust bewaren" in shown and "<mark>wonden verzorgd</mark>" in shown
    anna, wounds = cast.client("anna"), cast.skills["wonden"]
    assert "Er is nog niets gekozen." in anna.post("/ik/woorden/vragen/woorden/").content.decode()
    assert Draft.objects.exists()
    went = anna.post("/ik/woorden/vragen/woorden/", {"skill": [wounds.pk], "keep": "1"})
    claim = Claim.objects.get()
    assert went["Location"] == f"/ik/{claim.pk}/laatst/?dan=" and claim.words == TOLD and claim.level is None
    assert not Draft.objects.exists()


@pytest.mark.parametrize("who", [name for name in NAMES if name not in ("anna", "sofie")])
def test_nobody_else_reads_the_answers_whatever_their_role(cast, who):
    answer(cast)
    draft, other = Draft.objects.get(), cast.actor(who)
    assert not visible(Draft, other).exists() and not can(other, "view", draft) and not can(other, "change", draft)
    for url in ("", "dag/", "woorden/"):
        response = cast.client(who).get(f"/ik/woorden/vragen/{url}", follow=True)
        assert "De Boer" not in response.content.decode()
    cast.client(who).post("/ik/woorden/vragen/wis/")
    answer(cast, "Iets anders.", who=who)
    with pytest.raises(Http404):
        actions.forget(other, draft=draft)
    draft.refresh_from_db()
    assert draft.answers == {"dag": TOLD} and draft.person == cast.anna


def test_the_log_and_the_server_never_learn_the_words(cast, caplog):
    with caplog.at_level(logging.DEBUG):
        answer(cast)
        page(cast, "/ik/woorden/vragen/woorden/")
        cast.client("anna").post("/ik/woorden/vragen/wis/")
    assert not Draft.objects.exists() and "De Boer" not in caplog.text
    rows = Event.objects.filter(verb__startswith="discovery.")
    assert [event.verb for event in rows.order_by("number")] == ["discovery.written", "discovery.forgotten"]
    assert all(event.data == {} and "Boer" not in f"{event.object_id}{event.reason}" for event in rows)


def test_two_windows_lose_nothing(cast):
    answer(cast, "Ik bakte brood.")
    second = answer(cast, "Ik reed de bus.")  # this window still shows the empty question
    shown = second.content.decode()
    assert second.status_code == 409 and "Ik bakte brood." in shown and "Ik reed de bus." in shown
    assert Draft.objects.get().answers["dag"] == "Ik bakte brood."
    assert answer(cast, "Beide.", seen="Ik bakte brood.").status_code == 302
    assert answer(cast, "Een andere vraag.", key="vragen").status_code == 302
    assert Draft.objects.get().answers == {"dag": "Beide.", "vragen": "Een andere vraag."}


@pytest.mark.parametrize("text", ["a" * 100_000, "Rust\x00"])
def test_what_is_too_long_or_no_text_is_refused(cast, text):
    assert answer(cast, text).status_code == 400 and not Draft.objects.exists()


def test_html_in_an_answer_stays_text(cast):
    answer(cast, "<script>alert(1)</script> en ik heb wonden verzorgd")
    for url in ("", "dag/", "woorden/"):
        assert "<script>alert" not in page(cast, f"/ik/woorden/vragen/{url}")


def test_answers_go_away_after_thirty_days_and_come_along_before(cast):
    answer(cast)
    assert TOLD in str(everything_about(cast.anna.pk))
    expired = REGISTER[Draft].expired
    today = timezone.localdate()
    assert not expired(today + timedelta(days=29)).exists() and expired(today + timedelta(days=32)).exists()


def test_how_often_and_how_come_before_the_sentences_and_only_say_where_to_look(cast):
    claim = matrix.say(cast.actor("anna"), skill=cast.skills["rust"]).claim
    assert "Help mij kijken" in page(cast, f"/ik/{claim.pk}/")
    first, url, anna = page(cast, f"/ik/{claim.pk}/laatst/"), f"/ik/{claim.pk}/laatst/", cast.client("anna")
    assert "Hoe vaak deed je dit de laatste maand?" in first and 'name="level"' not in first
    then = anna.post(url, {"often": "few", "how": "help"}).content.decode()
    assert (
        then.count('name="level"') == 5
        and then.count("kijk hier eerst") == 2
        and not re.search('name="level"[^>]*pressed="true"', then)
    )
    claim.refresh_from_db()
    assert claim.level is None and claim.version == 1
    assert anna.post(url, {}).content.decode().count("kijk hier eerst") == 0
    anna.post(url, {"level": cast.levels["with_help"].pk, "version": 1})
    claim.refresh_from_db()
    assert claim.level == cast.levels["with_help"]


def test_one_skill_after_the_other_and_then_the_list(cast):
    anna = cast.actor("anna")
    one, two = (matrix.say(anna, skill=cast.skills[key]).claim for key in ("rust", "wonden"))
    other = matrix.say(cast.actor("bram"), skill=cast.skills["rust"]).claim
    client = cast.client("anna")
    url = f"/ik/{one.pk}/laatst/"
    went = client.post(url, {"level": cast.levels["independent"].pk, "version": 1, "dan": f"{other.pk}-{two.pk}-x"})
    assert went["Location"] == f"/ik/{two.pk}/laatst/?dan="
    went = client.post(went["Location"], {"level": cast.levels["independent"].pk, "version": 1})
    assert went["Location"] == "/ik/" and "Wil je dit met iemand nakijken?" in client.get("/ik/").content.decode()
    assert client.get(f"/ik/{other.pk}/laatst/").status_code == 404
    again = client.post(url, {"level": cast.levels["learning"].pk, "version": 1})
    assert again["Location"] == f"/ik/{one.pk}/"
    one.refresh_from_db()
    assert one.level == cast.levels["independent"]


def test_where_to_look_is_never_one_answer_for_who_says_nothing(cast):
    levels = list(cast.levels.values())
    assert where_to_look("day", "", levels) == set()
    assert where_to_look("", "alone", levels) == {cast.levels[key].pk for key in ("with_help", "independent")}
    assert where_to_look("no", "show", levels) == {cast.levels[key].pk for key in ("independent", "teaching")}
