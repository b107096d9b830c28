"""A passport holds what its owner ticked, in their order, and nothing else."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kanwil.audit.models import Event
from kanwil.matrix import actions as matrix
from kanwil.passport import actions
from kanwil.passport.choosing import Picked, moved
from kanwil.passport.models import Item, Passport
from kanwil.passport.reading import sheet_of
from tests.passport.scene import ALL, confirmed, made, said, text

pytestmark = pytest.mark.django_db


def test_nobody_has_a_passport_before_making_one(cast):
    page = text(cast.client("anna").get("/paspoort/"))
    assert "Nog geen paspoort" in page
    assert "Maak mijn paspoort" in page


def test_the_page_offers_all_my_things_and_nothing_of_others(cast):
    mine = said(cast)
    matrix.say(cast.actor("fatima"), skill=cast.skills["plannen"], level=cast.levels["teaching"])
    page = text(cast.client("anna").get("/paspoort/maak/"))
    for words in ("Rust", "De nacht", "Voorbehouden handelingen", "Ook bij mensen die bang zijn.", "Karim"):
        assert words in page
    assert "Plannen" not in page
    assert mine.story.title in page


def test_what_is_ticked_stands_in_it_and_the_rest_does_not(cast):
    mine = said(cast)
    client = cast.client("anna")
    fields = {
        "title": "Voor de opleiding",
        "about": "Ik werk met hart.",
        "language": "nl",
        "item": [f"skill:{mine.wounds.pk}"],
        f"level-skill:{mine.wounds.pk}": "1",
        f"words-skill:{mine.wounds.pk}": "1",
    }
    answer = client.post("/paspoort/maak/", fields)
    row = Passport.objects.get()
    assert answer.url == f"/paspoort/{row.pk}/"
    page = text(client.get(answer.url))
    assert "Ik werk met hart." in page and "Ook bij mensen die bang zijn." in page and "Ik kan dit zelf" in page
    for left_out in ("Karim", "vaker doen", "De nacht", "BIG-77", "Voorbehouden handelingen"):
        assert left_out not in page


def test_each_part_of_a_skill_is_chosen_by_itself(cast):
    mine = said(cast)
    key = f"skill:{mine.wounds.pk}"
    only = {part: sheet_of(made(cast, key, parts=frozenset({part, "level"}))).skills[0] for part in ALL}
    assert only["words"].words and not only["level"].words
    assert only["wish"].wish and not only["level"].wish
    assert "Karim" in only["sources"].sources[0] and not only["level"].sources
    without_level = sheet_of(made(cast, key, parts=frozenset({"sources", "words"}))).skills[0]
    assert not without_level.level and not without_level.sources


def test_a_confirmation_of_another_level_or_one_taken_back_is_no_source(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    given = confirmed(cast, mine.wounds, "fatima", saw="")
    assert [re.sub(r" op .*", "", one) for one in sheet_of(row).skills[0].sources] == [
        "Karim Karimsen, aangewezen bevestiger, zag dit",
        "Fatima Fatimasen, een collega, zag dit",
    ]
    matrix.withdraw_confirmation(cast.actor("fatima"), given=given)
    assert len(sheet_of(row).skills[0].sources) == 1
    matrix.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["teaching"])
    row.refresh_from_db()
    assert sheet_of(Passport.objects.get(pk=row.pk)).skills[0].sources == ()


def test_the_number_of_a_qualification_stays_out_unless_it_is_ticked(cast):
    mine = said(cast)
    key = f"qualification:{mine.licence.pk}"
    assert sheet_of(made(cast, key)).qualifications[0].number == ""
    assert sheet_of(made(cast, key, parts=ALL)).qualifications[0].number == "BIG-77"


def test_things_stand_in_the_order_of_the_person_and_can_be_moved(cast):
    mine = said(cast)
    calm, wounds = f"skill:{mine.calm.pk}", f"skill:{mine.wounds.pk}"
    row = made(cast, calm, wounds)
    assert [item.key for item in row.items.all()] == [calm, wounds]
    fields = {"title": row.title, "language": "nl", "version": row.version, "item": [calm, wounds]}
    answer = cast.client("anna").post(f"/paspoort/{row.pk}/kies/", fields | {"move": f"up:{wounds}"})
    assert answer.url.endswith(f"#skill-{mine.wounds.pk}")
    assert [item.key for item in row.items.all()] == [wounds, calm]


def test_moving_stays_among_the_same_kind():
    rows = [Picked(key, frozenset()) for key in ("skill:1", "proof:1", "skill:2")]
    assert [one.key for one in moved(rows, "skill:2", -1)] == ["skill:2", "proof:1", "skill:1"]
    assert moved(rows, "proof:1", 1) == rows
    assert moved(rows, "skill:9", 1) == rows


def test_a_passport_in_english_speaks_english_also_to_a_dutch_reader(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", language="en")
    page = text(cast.client("anna").get(f"/paspoort/{row.pk}/"))
    assert "I can do this on my own" in page or "I can do this myself" in page
    assert "saw this on" in page


def test_someone_elses_skill_in_the_form_is_left_out(cast):
    """The attack: change the number behind the tick."""
    mine = said(cast)
    hers = matrix.say(cast.actor("fatima"), skill=cast.skills["plannen"], level=cast.levels["teaching"]).claim
    row = made(cast, f"skill:{hers.pk}", f"skill:{mine.calm.pk}", "skill:-1", "skill:9" * 9, "nothing", "job:1")
    assert [item.key for item in row.items.all()] == [f"skill:{mine.calm.pk}"]


def test_only_the_owner_finds_a_passport(cast):
    said(cast)
    row = made(cast)
    for name in ("bram", "gijs", "hanna", "fatima", "chantal", "daan", "eva", "karim"):
        client = cast.client(name)
        assert client.get(f"/paspoort/{row.pk}/").status_code == 404
        assert client.get(f"/paspoort/{row.pk}/kies/").status_code == 404
        assert client.post(f"/paspoort/{row.pk}/weg/").status_code == 404
        assert client.post(f"/paspoort/{row.pk}/link/", {"for_whom": "mij", "months": "1"}).status_code == 404
    assert Passport.objects.filter(pk=row.pk).exists()


def test_saving_from_two_windows_overwrites_nothing(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.calm.pk}")
    client = cast.client("anna")
    fields = {"title": "Een", "language": "nl", "version": row.version, "item": [f"skill:{mine.calm.pk}"]}
    assert client.post(f"/paspoort/{row.pk}/kies/", fields).status_code == 302
    late = client.post(f"/paspoort/{row.pk}/kies/", fields | {"title": "Twee", "item": []})
    assert late.status_code == 409
    assert "intussen ergens anders" in text(late)
    row.refresh_from_db()
    assert row.title == "Een" and row.items.count() == 1


def test_a_skill_taken_off_my_list_leaves_the_passport_too(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", f"skill:{mine.calm.pk}")
    matrix.remove(cast.actor("anna"), claim=mine.wounds)
    assert [item.key for item in Item.objects.filter(passport=row)] == [f"skill:{mine.calm.pk}"]


def test_throwing_it_away_asks_once_and_keeps_the_skills(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.calm.pk}")
    client = cast.client("anna")
    assert "Gooi" in text(client.get(reverse("passport_remove", args=[row.pk])))
    client.post(reverse("passport_remove", args=[row.pk]))
    assert not Passport.objects.exists()
    mine.calm.refresh_from_db()
    assert Event.objects.filter(verb="passport.removed", about_id=cast.anna.pk).exists()


def test_words_with_signs_of_html_stay_words(cast):
    row = made(cast, about="<script>alert(1)</script><b>vet</b>")
    page = cast.client("anna").get(f"/paspoort/{row.pk}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_more_passports_than_anybody_needs_are_refused(cast):
    for _again in range(actions.MOST):
        made(cast)
    answer = cast.client("anna").post("/paspoort/maak/", {"title": "Nog een", "language": "nl"})
    assert answer.status_code == 400
    assert Passport.objects.count() == actions.MOST


def test_the_sheet_asks_the_same_number_of_questions_for_two_skills_as_for_many(cast, django_assert_num_queries):
    mine = said(cast)
    few = made(cast, f"skill:{mine.calm.pk}", f"skill:{mine.wounds.pk}", f"proof:{mine.story.pk}")
    many = [f"skill:{mine.calm.pk}", f"skill:{mine.wounds.pk}", f"proof:{mine.story.pk}"]
    for number in range(8):
        many.append(f"skill:{matrix.say(cast.actor('anna'), own_label=f'Woord {number}').claim.pk}")
    full = made(cast, *many)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        sheet_of(Passport.objects.select_related("person").get(pk=few.pk))
    with django_assert_num_queries(len(asked)):
        sheet_of(Passport.objects.select_related("person").get(pk=full.pk))
