"""Showing a passport by a link: until a day, ended in one click, not found by search engines, counted."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache

from kanwil.audit.models import Event
from kanwil.config.logs import without_links
from kanwil.passport import actions
from kanwil.passport.models import Link, Passport
from kanwil.people import actions as people
from kanwil.people.models import today
from kanwil.privacy.erase import remove_expired
from tests.cast import SYSTEM
from tests.passport.scene import made, said, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _rested():
    cache.clear()


def given(cast, *keys, months="1"):
    """Anna makes a link the way the page does; gives back the address as it was shown, once."""
    row = made(cast, *keys)
    page = cast.client("anna").post(f"/paspoort/{row.pk}/link/", {"for_whom": "Ziekenhuis Oost", "months": months})
    return row, re.search(r'value="http://testserver(/p/[\w-]{30,}/)"', page.content.decode())[1]


def test_whoever_has_the_link_reads_what_was_chosen_without_an_account(cast):
    mine = said(cast)
    _row, address = given(cast, f"skill:{mine.wounds.pk}")
    answer = cast.client("stranger").get(address)
    page = text(answer)
    assert (
        "Anna" in page
        and "Ook bij mensen die bang zijn." in page
        and "Karim Karimsen, aangewezen bevestiger, zag dit" in page
    )
    for left_out in ("De nacht", "BIG-77", "vaker doen", "Rust"):
        assert left_out not in page
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_the_person_sees_how_often_it_was_opened_and_their_own_look_does_not_count(cast):
    row, address = given(cast)
    anna = cast.client("anna")
    assert "Nog niet geopend." in text(anna.get(f"/paspoort/{row.pk}/"))
    anna.get(address)
    cast.client("stranger").head(address)
    assert Link.objects.get().opened == 0
    for _again in range(2):
        cast.client("stranger").get(address)
    assert "2 keer geopend" in text(anna.get(f"/paspoort/{row.pk}/"))
    line = Event.objects.filter(verb="passport.link_opened").latest("pk")
    assert line.about_id == cast.anna.pk and line.by_id is None


def test_ending_it_takes_one_click_and_works_at_once(cast):
    row, address = given(cast)
    anna = cast.client("anna")
    anna.post(f"/paspoort/link/{Link.objects.get().pk}/stop/")
    gone = cast.client("stranger").get(address)
    assert gone.status_code == 404
    assert "werkt niet (meer)" in text(gone)
    assert "Anna" not in text(gone)
    assert "Links die voorbij zijn" in text(anna.get(f"/paspoort/{row.pk}/"))


@pytest.mark.parametrize("how", ["ended", "past its day", "guessed", "too long", "passport removed"])
def test_every_link_that_does_not_work_gives_the_same_page(cast, how):
    row, address = given(cast)
    if how == "ended":
        actions.end_link(cast.actor("anna"), link=Link.objects.get())
    elif how == "past its day":
        Link.objects.update(until_on=today() - timedelta(days=1))
    elif how == "passport removed":
        actions.remove(cast.actor("anna"), row=row)
    else:
        address = f"/p/{'a' * (32 if how == 'guessed' else 200)}/"
    answer = cast.client("stranger").get(address)
    assert answer.status_code == 404
    cache.clear()
    assert text(answer) == text(cast.client("stranger").get(f"/p/{'b' * 32}/"))


def test_guessing_many_links_is_stopped_and_the_right_one_goes_on_working(cast):
    _row, address = given(cast)
    answers = [cast.client("stranger").get(f"/p/{number:032}/").status_code for number in range(25)]
    assert answers[-1] == 429
    assert cast.client("stranger").get(address).status_code == 200


def test_the_secret_is_kept_nowhere(cast):
    _row, address = given(cast)
    token = address.split("/")[2]
    assert token not in str(list(Link.objects.values())) + str(list(Event.objects.values()))
    assert token not in without_links(f'"GET {address} HTTP/1.1" 404')


def test_a_link_works_on_its_last_day_and_for_a_year_at_most(cast):
    row, address = given(cast, months="12")
    assert Link.objects.get().until_on <= today() + timedelta(days=366)
    Link.objects.update(until_on=today())
    assert cast.client("stranger").get(address).status_code == 200
    with pytest.raises(Exception, match="jaar"):
        actions.give_link(cast.actor("anna"), row=row, for_whom="x", until=today() + timedelta(days=800))


def test_a_link_for_nobody_is_not_made(cast):
    row = made(cast)
    answer = cast.client("anna").post(f"/paspoort/{row.pk}/link/", {"for_whom": "   ", "months": "1"})
    assert answer.status_code == 400
    assert not Link.objects.exists()


def test_what_changes_in_the_passport_changes_behind_the_link_at_once(cast):
    mine = said(cast)
    row, address = given(cast, f"skill:{mine.wounds.pk}")
    actions.change(cast.actor("anna"), row=row, said={"title": "x", "about": "", "language": "nl"}, chosen=[])
    page = text(cast.client("stranger").get(address))
    assert "bang zijn" not in page
    assert "Er is nog niets gekozen." in page


def test_nobody_else_ends_or_sees_the_links_of_somebody(cast):
    given(cast)
    link = Link.objects.get()
    for name in ("bram", "fatima", "chantal", "eva"):
        assert cast.client(name).post(f"/paspoort/link/{link.pk}/stop/").status_code == 404
    link.refresh_from_db()
    assert link.works


def test_who_leaves_keeps_the_passport_and_its_link_until_it_is_erased(cast):
    row, address = given(cast)
    people.leave(SYSTEM, person=cast.anna, on=today() - timedelta(days=1))
    assert cast.client("stranger").get(address).status_code == 200
    anna = cast.client("anna")
    assert "Ziekenhuis Oost" in text(anna.get(f"/paspoort/{row.pk}/"))
    assert "Kies opnieuw" not in text(anna.get(f"/paspoort/{row.pk}/"))
    assert anna.get(f"/paspoort/{row.pk}/kies/").status_code == 403
    anna.post(f"/paspoort/link/{Link.objects.get().pk}/stop/")
    assert cast.client("stranger").get(address).status_code == 404


def test_with_the_person_the_passport_is_erased(cast):
    _row, address = given(cast)
    cast.anna.delete()
    assert cast.client("stranger").get(address).status_code == 404


def test_half_a_year_after_it_ended_nothing_is_known_of_a_link(cast):
    given(cast)
    Link.objects.update(until_on=today() - timedelta(days=184))
    remove_expired(SYSTEM, day=today())
    assert not Link.objects.exists() and Passport.objects.exists()


def test_beside_every_thing_behind_a_link_it_says_that_somebody_outside_reads_it(cast):
    mine = said(cast)
    anna = cast.client("anna")
    keys = (f"skill:{mine.calm.pk}", f"proof:{mine.story.pk}", f"qualification:{mine.licence.pk}")
    pages = ("/ik/", "/bewijs/", "/bevoegdheden/")
    assert not any("Wie je link heeft" in text(anna.get(page)) for page in pages)
    given(cast, *keys)
    assert all("Wie je link heeft" in text(anna.get(page)) for page in pages)
    actions.end_link(cast.actor("anna"), link=Link.objects.get())
    assert not any("Wie je link heeft" in text(anna.get(page)) for page in pages)
