"""A question ends while somebody is writing: their own words come back on the screen, and are kept nowhere."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from kanwil.audit.models import Event
from kanwil.feedback import actions, links
from kanwil.feedback.forms import StoryForm
from kanwil.feedback.given_back import LONGEST
from kanwil.feedback.models import Question, Story
from kanwil.people import actions as people
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db

TOLD = {"moment": "De val in de gang.", "did": "Anna bleef rustig.", "effect": "Ik durfde weer."}


@pytest.fixture
def question(cast):
    (asked,) = actions.ask(cast.actor("anna"), of=[cast.fatima], about="De val in de gang")
    return asked


def url(question):
    return reverse("tell", args=[question.pk])


def shown(answer):
    return html.unescape(answer.content.decode())


def kept_anywhere(words):
    return Story.objects.filter(did=words).exists() or any(words in str(event.data) for event in Event.objects.all())


def test_anna_stops_the_question_while_fatima_types(cast, question):
    client = cast.client("fatima")
    assert client.get(url(question)).status_code == 200
    actions.stop(cast.actor("anna"), question=question)
    answer = client.post(url(question), TOLD)
    page = shown(answer)
    assert answer.status_code == 404 and "Deze vraag is gestopt" in page
    assert all(words in page for words in TOLD.values())
    assert not kept_anywhere(TOLD["did"])


def test_the_words_can_go_on_as_a_card(cast, question):
    actions.stop(cast.actor("anna"), question=question)
    client = cast.client("fatima")
    page = shown(client.post(url(question), TOLD))
    assert "Aan Anna sturen als kaart?" in page and f'name="to" value="{cast.anna.pk}"' in page
    card = {"to": cast.anna.pk, "moment": f"{TOLD['moment']}\n{TOLD['did']}", "effect": TOLD["effect"]}
    assert client.post(reverse("send_card"), card).status_code == 302
    story = Story.objects.get()
    assert story.kind == "card" and story.receiver == cast.anna and TOLD["did"] in story.moment


def test_stopped_in_the_moment_between_looking_and_writing(cast, question, monkeypatch):
    """The question is open when the page looks, and gone when the answer is written down."""
    told = StoryForm.told

    def stop_first(form):
        actions.stop(cast.actor("anna"), question=question)
        return told(form)

    monkeypatch.setattr(StoryForm, "told", stop_first)
    answer = cast.client("fatima").post(url(question), TOLD)
    assert answer.status_code == 404 and TOLD["did"] in shown(answer) and not Story.objects.exists()


def test_a_second_answer_from_another_window_is_given_back(cast, question):
    client = cast.client("fatima")
    assert client.post(url(question), TOLD).status_code == 302
    answer = client.post(url(question), {**TOLD, "did": "Iets anders."})
    page = shown(answer)
    assert answer.status_code == 409 and "Je vertelde dit al" in page and "Iets anders." in page
    assert Story.objects.get().did == TOLD["did"]
    assert client.post(url(question), TOLD).status_code == 302  # the same twice is one


def test_who_was_never_asked_hears_nothing_of_whose_question_it_is(cast, question):
    """The words of the writer come back, whatever number is in the address; nobody is named."""
    actions.stop(cast.actor("anna"), question=question)
    for number in (question.pk, 999_999):
        page = shown(cast.client("yusuf").post(reverse("tell", args=[number]), TOLD | {"did": "Rustig."}))
        assert "Rustig." in page and "Anna" not in page and 'name="to"' not in page


def test_without_words_it_is_not_found(cast, question):
    actions.stop(cast.actor("anna"), question=question)
    client = cast.client("fatima")
    assert client.get(url(question)).status_code == 404
    assert client.post(url(question), {"moment": "  ", "did": "\x00"}).status_code == 404


def test_a_card_is_not_offered_to_who_left(cast, question):
    people.leave(SYSTEM, person=cast.anna)
    page = shown(cast.client("fatima").post(url(question), TOLD | {"did": "Rustig."}))
    assert "Rustig." in page and 'name="to"' not in page


def test_what_comes_back_is_text_and_has_an_end(cast, question):
    actions.stop(cast.actor("anna"), question=question)
    sent = {"moment": "<script>alert(1)</script>", "did": "x" * 100_000}
    page = cast.client("fatima").post(url(question), sent).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page and "x" * (LONGEST + 1) not in page


@pytest.mark.parametrize("how", ["stopped", "used in another window", "guessed"])
def test_by_a_link_the_words_come_back_and_nobody_is_named(cast, how):
    question, token = links.make_link(cast.actor("anna"), for_whom="Marjan")
    address = reverse("told_by_link", args=[token])
    mine = {"moment": "De gang.", "did": "Rustig gebleven.", "effect": "Fijn.", "name": "Marjan"}
    if how == "stopped":
        actions.stop(cast.actor("anna"), question=question)
    elif how == "guessed":
        address = reverse("told_by_link", args=["b" * 32])
    else:
        links.answer_link(SYSTEM, token=token, name="Marjan", moment="Eerst.", did="Eerst.", effect="Eerst.")
    answer = Client().post(address, mine)
    page = shown(answer)
    assert answer.status_code == 404 and "Rustig gebleven." in page and "niet verstuurd" in page
    assert "Anna" not in page and "no-store" in answer["Cache-Control"]
    assert not Story.objects.filter(did="Rustig gebleven.").exists()


def test_also_after_many_tries_the_words_come_back(cast):
    client = Client()
    for _n in range(21):
        answer = client.post(reverse("told_by_link", args=["c" * 32]), {"did": "Rustig gebleven."})
    assert answer.status_code == 429 and "Rustig gebleven." in shown(answer)


def test_after_a_day_nobody_hears_any_more_whose_question_it_was(cast, question):
    from datetime import timedelta

    actions.stop(cast.actor("anna"), question=question)
    Question.objects.update(stopped_at=Question.objects.get().stopped_at - timedelta(days=2))
    assert "Anna" not in shown(cast.client("fatima").post(url(question), TOLD | {"did": "Rustig."}))
