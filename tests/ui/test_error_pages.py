"""When something is not possible: said kindly, with the reason, and a way on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation
from django.views import defaults

from kanwil.ui.middleware import ChosenLanguage


def shown(view, **kwargs) -> str:
    request = RequestFactory().get("/ergens/")
    return ChosenLanguage(lambda asked: view(asked, **kwargs))(request).text


def test_a_page_that_is_not_there_does_not_tell_whether_it_exists(cast):
    answer = cast.client("anna").get("/bestaat-niet/")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text and "bestaat-niet" not in answer.text


def test_what_you_may_not_do_comes_with_the_reason():
    html = shown(defaults.permission_denied, exception=PermissionDenied("Alleen Bram plant dit gesprek."))
    assert "Alleen Bram plant dit gesprek." in html


def test_a_reason_cannot_bring_code_onto_the_page():
    assert "<script>x" not in shown(defaults.permission_denied, exception=PermissionDenied("<script>x"))


def test_a_broken_page_is_shown_without_anything_that_could_break_again():
    with translation.override("nl"):
        html = shown(defaults.server_error)
    assert "Er ging iets mis bij ons" in html and "Ga naar het begin" in html


def test_a_form_that_was_open_too_long_says_that_nothing_was_saved(cast):
    anna = cast.client("anna")
    anna.handler.enforce_csrf_checks = True
    answer = anna.post("/weergave/", {"theme": "dark"})
    assert answer.status_code == 403 and "Er is niets bewaard" in answer.text


def test_the_address_of_a_button_opened_as_a_page_says_so(cast):
    answer = cast.client("anna").get(reverse("share_with_team"))
    assert answer.status_code == 405 and "Dit adres is een knop" in answer.text and answer["Allow"] == "POST"


def test_who_was_away_too_long_comes_back_to_the_page_and_not_to_the_button(client, cast):
    button = reverse("share_with_team")
    at_the_page = client.post(button, headers={"referer": f"http://testserver{reverse('sharing')}"})
    assert at_the_page.url == f"{reverse('account_login')}?next={reverse('sharing')}"
    assert client.post(button, headers={"referer": "https://elders.example/kwaad/"}).url.endswith("?next=/")
    assert client.post(button).url.endswith("?next=/")
    within = client.post(button, headers={"hx-request": "true", "hx-current-url": f"http://testserver{reverse('own')}"})
    assert within["HX-Redirect"] == f"{reverse('account_login')}?next={reverse('own')}"


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "429", "500", "507"])
def test_every_error_page_can_be_drawn_with_nothing_known(name):
    html = HttpResponse(get_template(f"{name}.html").render()).text
    assert html.count("<h1>") == 1 and 'href="/"' in html
