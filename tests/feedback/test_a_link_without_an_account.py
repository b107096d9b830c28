"""Somebody without an account answers once, through a link; every link that does not work tells nothing."""

import logging
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kanwil.config.logs import WithoutLinks
from kanwil.feedback import actions, links
from kanwil.feedback.models import Question, Story
from kanwil.people import actions as people
from kanwil.people.models import today
from tests.cast import SYSTEM
from tests.feedback.test_asking_telling_and_keeping import TOLD, listed

pytestmark = pytest.mark.django_db
ANSWER = {**TOLD, "name": "Marjan de Boer"}


@pytest.fixture(autouse=True)
def nobody_tried_yet(db):
    cache.clear()


@pytest.fixture
def link(cast):
    """Anna's link, as she gives it to the daughter of a resident."""
    sent = {"for_whom": "De dochter van een bewoner", "about": "De val in de gang", "until": "30"}
    sent["claim"] = listed(cast).pk
    made = cast.client("anna").post("/verhalen/link/", sent).content.decode()
    return re.search(r'value="http://testserver(/wat-zag-je/[\w-]{30,}/)"', made)[1]


@pytest.fixture
def marjan():
    """A browser of somebody without an account."""
    return Client()


def calm(answer):
    """What the page says, without the parts that are new on every visit."""
    return re.sub(r'csrf\w*["\s:=]+[\w"]+|X-CSRFToken.*?}', "", answer.content.decode())


def test_the_link_is_shown_once_and_only_a_fingerprint_is_kept(cast, link):
    token = link.split("/")[2]
    assert token not in str(list(Question.objects.values())) and Question.objects.get().link_hash
    assert token not in cast.client("anna").get("/verhalen/").content.decode()
    assert "De dochter van een bewoner" in cast.client("anna").get("/verhalen/").content.decode()


def test_without_logging_in_it_says_who_asks_what_happens_and_until_when(link, marjan):
    answer = marjan.get(link)
    shown = answer.content.decode()
    for words in (
        "Anna Annasen vraagt wat jij zag", "De val in de gang", "Rust bewaren", "Alleen Anna leest wat je schrijft",
        "Na een jaar verdwijnt je naam", "Deze pagina werkt één keer, tot",
    ):  # fmt: skip
        assert words in shown
    assert "De dochter van een bewoner" not in shown and "Meander" not in shown and "<nav" not in shown
    assert 'content="noindex' in shown and "noindex" in answer["X-Robots-Tag"] and "no-store" in answer["Cache-Control"]


def test_it_works_once_and_only_anna_reads_the_answer(cast, link, marjan):
    answer = marjan.post(link, ANSWER)
    assert answer.status_code == 302 and link not in answer["Location"]
    thanks = marjan.get(answer["Location"])
    assert "Dank je wel" in thanks.content.decode() and "Anna" not in thanks.content.decode()
    mine = cast.client("anna").get("/verhalen/").content.decode()
    assert "Marjan de Boer" in mine and "Je bleef rustig." in mine
    assert "Je bleef rustig." not in cast.client("bram").get("/verhalen/").content.decode()


def test_a_mistake_keeps_what_was_typed_and_the_link(link, marjan):
    answer = marjan.post(link, {**ANSWER, "name": ""})
    assert answer.status_code == 400 and "Je bleef rustig." in answer.content.decode()
    assert marjan.post(link, ANSWER).status_code == 302


def ways_to_end(cast, link, how):
    if how == "used":
        Client().post(link, ANSWER)
    elif how == "past its day":
        Question.objects.update(until_on=today() - timedelta(days=1))
    elif how == "stopped by Anna":
        cast.client("anna").post(reverse("story_stop", args=[Question.objects.get().pk]))
    elif how == "Anna left":
        people.leave(SYSTEM, person=cast.anna)
    return link if how != "guessed" else f"/wat-zag-je/{'a' * 32}/"


@pytest.mark.parametrize("how", ["used", "past its day", "stopped by Anna", "Anna left", "guessed"])
def test_attack_a_link_that_does_not_work_tells_nothing_and_takes_nothing(cast, link, marjan, how):
    told = Story.objects.count() + (how == "used")
    url = ways_to_end(cast, link, how)
    guessed = f"/wat-zag-je/{'b' * 32}/"
    for answer, other in (
        (marjan.get(url), marjan.get(guessed)),
        (marjan.post(url, ANSWER), marjan.post(guessed, ANSWER)),
    ):
        assert answer.status_code == 404 and answer["Referrer-Policy"] == "no-referrer"
        assert "Anna" not in answer.content.decode() and "gang" not in answer.content.decode()
        assert calm(answer) == calm(other)
    assert Story.objects.count() == told


def test_attack_the_same_link_in_two_windows(link):
    first, second = Client(), Client()
    assert first.get(link).status_code == second.get(link).status_code == 200
    assert first.post(link, ANSWER).status_code == 302
    assert second.post(link, ANSWER).status_code == 404
    assert Story.objects.count() == 1


def test_attack_guess_links(link, marjan):
    for number in range(20):
        assert marjan.get(f"/wat-zag-je/{number:032}/").status_code == 404
    assert marjan.get(f"/wat-zag-je/{'z' * 32}/").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/wat-zag-je/{'z' * 32}/").status_code == 404
    assert marjan.get(link).status_code == 200  # behind a proxy everybody may come from one address


@pytest.mark.parametrize("token", ["x" * 3000, "%00", "..%2f..%2fik", "é", "' OR 1=1"])
def test_attack_an_address_that_is_no_link(db, marjan, token):
    assert marjan.get(f"/wat-zag-je/{token}/").status_code == 404


@pytest.mark.parametrize("field", ["moment", "did", "effect", "name"])
@pytest.mark.parametrize("text", ["x" * 100_000, "a\x00b", "  "])
def test_attack_hurt_with_a_text_that_does_not_fit(link, marjan, field, text):
    assert marjan.post(link, {**ANSWER, field: text}).status_code == 400
    assert not Story.objects.exists()


def test_attack_html_from_outside_stays_text(cast, link, marjan):
    evil = "<script>alert(1)</script><b onclick=x>"
    marjan.post(link, {**dict.fromkeys(TOLD, evil), "name": evil})
    for url in ("/verhalen/", f"/verhalen/{Story.objects.get().pk}/", "/ik/"):
        shown = cast.client("anna").get(url).content.decode()
        assert "<script>alert" not in shown and "<b onclick" not in shown


def test_attack_post_from_another_site(link):
    """Without the sign of the form it is refused, and with the form's own sign it works."""
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link, ANSWER).status_code == 403 and not Story.objects.exists()
    sign = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(link).content.decode())[1]
    assert strict.post(link, {**ANSWER, "csrfmiddlewaretoken": sign}).status_code == 302


def test_the_page_with_the_form_never_passes_its_address_on_and_can_still_be_sent(link, marjan):
    """With "no-referrer" a browser sends "Origin: null" with the form, and Django refuses that."""
    assert marjan.get(link)["Referrer-Policy"] == "strict-origin"
    strict = Client(enforce_csrf_checks=True, HTTP_ORIGIN="null")
    sign = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(link).content.decode())[1]
    assert strict.post(link, {**ANSWER, "csrfmiddlewaretoken": sign}).status_code == 403


def test_the_secret_part_stands_in_no_log(link, marjan, caplog):
    token = link.split("/")[2]
    with caplog.at_level(logging.DEBUG):
        Client(enforce_csrf_checks=True).post(link, ANSWER)
        marjan.post(link, ANSWER)
        marjan.get(link)
    written = [(record.getMessage(), record.args) for record in caplog.records if record.name.startswith("django.")]
    told = str([line for line in written if "wat-zag-je" in str(line)])
    assert told.count("wat-zag-je") >= 2 and token not in told


def test_the_filter_leaves_other_lines_as_they_are():
    line = logging.LogRecord("django.request", logging.WARNING, "", 1, "Not Found: %s %s", ("/ik/3/", 4), None)
    assert WithoutLinks().filter(line) and line.getMessage() == "Not Found: /ik/3/ 4"


def test_a_link_needs_to_be_for_somebody(cast):
    answer = cast.client("anna").post("/verhalen/link/", {"until": "30"})
    assert answer.status_code == 400 and not Question.objects.exists()


def test_too_many_open_questions_make_no_link(cast):
    for number in range(12):
        links.make_link(cast.actor("anna"), for_whom=f"bezoeker {number}")
    answer = cast.client("anna").post("/verhalen/link/", {"for_whom": "nog een", "until": "30"})
    assert answer.status_code == 400 and Question.objects.count() == 12
    actions.stop(cast.actor("anna"), question=Question.objects.first())
    assert cast.client("anna").post("/verhalen/link/", {"for_whom": "nog een", "until": "30"}).status_code == 200
