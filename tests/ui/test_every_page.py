"""What every answer of Kanwil promises: nothing from elsewhere runs, and it speaks the reader's language."""

import pytest
from django.urls import reverse


def test_a_browser_may_run_and_load_only_what_comes_from_this_installation(cast):
    answer = cast.client("anna").get(reverse("style_guide"))
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_also_an_error_carries_the_policy(cast):
    assert "default-src 'self'" in cast.client("anna").get("/bestaat-niet/").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "spoken"), [("en-GB,en;q=0.9", "en"), ("nl-BE", "nl"), ("fr,de", "nl"), ("", "nl"), ("xx;q=oops", "nl")]
)
def test_a_stranger_reads_what_the_browser_asks_for_else_dutch(client, db, asked, spoken):
    answer = client.get("/bestaat-niet/", headers={"accept-language": asked})
    assert answer.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in answer.text


def test_the_cookie_goes_before_the_browser(client, db):
    client.cookies["kanwil_language"] = "en"
    assert client.get("/bestaat-niet/", headers={"accept-language": "nl"}).headers["Content-Language"] == "en"


def test_a_nonsense_cookie_is_no_language(client, db):
    client.cookies["kanwil_language"] = "../../etc"
    assert client.get("/bestaat-niet/", headers={"accept-language": "en"}).headers["Content-Language"] == "en"


def test_the_language_of_the_account_goes_before_everything(cast):
    cast.anna.user.language = "en"
    cast.anna.user.save()
    anna = cast.client("anna")
    anna.cookies["kanwil_language"] = "nl"
    assert "<h1>Style guide</h1>" in anna.get(reverse("style_guide")).text


def test_choosing_a_language_in_the_menu_stays_with_the_account(cast):
    anna = cast.client("anna")
    answer = anna.post(reverse("choose_language"), {"language": "en", "next": reverse("style_guide")}, follow=True)
    assert "<h1>Style guide</h1>" in answer.text
    cast.anna.user.refresh_from_db()
    assert cast.anna.user.language == "en"


def test_choosing_dark_colours_is_drawn_by_the_server_so_that_nothing_flashes(cast):
    anna = cast.client("anna")
    assert '<html lang="nl">' in anna.get(reverse("style_guide")).text
    answer = anna.post(reverse("choose_theme"), {"theme": "dark", "next": reverse("style_guide")}, follow=True)
    assert '<html lang="nl" data-theme="dark">' in answer.text


def test_a_theme_that_does_not_exist_changes_nothing(cast):
    answer = cast.client("anna").post(reverse("choose_theme"), {"theme": '"><script>'})
    assert "kanwil_theme" not in answer.cookies


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_after_choosing_you_never_land_on_another_site(cast, elsewhere):
    answer = cast.client("anna").post(reverse("choose_theme"), {"theme": "dark", "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_looking_at_the_address_of_a_choice_changes_nothing(cast):
    assert cast.client("anna").get(reverse("choose_theme")).status_code == 405


def test_a_message_can_offer_the_way_back(rf):
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.template.loader import render_to_string

    from kanwil.ui.saying import say_with_undo

    request = rf.get("/team/")
    request._messages = CookieStorage(request)
    say_with_undo(request, "Fatima ziet dit niet meer.", "/delen/3/terug/")
    html = render_to_string("ui/messages.html", {}, request)
    assert "Fatima ziet dit niet meer." in html
    assert '<form method="post" action="/delen/3/terug/">' in html and 'name="csrfmiddlewaretoken"' in html


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", ""])
def test_the_way_back_never_leads_to_another_site(rf, elsewhere):
    from kanwil.ui.saying import say_with_undo

    with pytest.raises(ValueError, match="this installation"):
        say_with_undo(rf.get("/"), "Klaar.", elsewhere)
