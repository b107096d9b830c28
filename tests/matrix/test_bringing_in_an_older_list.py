"""An older list of names × skills becomes questions to people, and never says anything about them by itself."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanwil.audit.models import Event
from kanwil.intake.models import Batch
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Listed, TeamSkill

LIST = """Naam;Wonden verzorgen;Rust bewaren;Opmerking
Anna Annasen;3;x;ok
Fatima Fatimasen;1;;
Onbekende Persoon;3;3;
Piet Pietsen;2;;
Yusuf Yusufsen;9;;
"""


@pytest.fixture
def oost(cast):
    for place, key in enumerate(("wonden", "rust")):
        TeamSkill.objects.create(unit=cast.units.east, skill=cast.skills[key], position=place)
    return cast


def bring(cast, who="bram", text=LIST):
    file = SimpleUploadedFile("matrix 2019.csv", text.encode())
    answer = cast.client(who).post("/invoer/nieuw/listed/", {"file": file})
    return answer, Batch.objects.order_by("-pk").first()


def say_columns(cast, batch, who="bram"):
    client, place = cast.client(who), f"/oude-lijst/{batch.pk}/kolommen/"
    page = client.get(place).content.decode()
    chosen = dict(re.findall(r'name="(column-\d+)"><option value="">.*?value="([^"]+)" selected', page))
    return client.post(place, chosen), chosen


def say_values(cast, batch, meaning, who="bram"):
    client, place = cast.client(who), f"/oude-lijst/{batch.pk}/waarden/"
    page = client.get(place).content.decode()
    values = re.findall(r'for="value-(\d+)"><strong>([^<]+)<', page)
    sent = {f"value-{n}": meaning.get(value, "") for n, value in values}
    return client.post(place, sent), {value for _n, value in values}


@pytest.fixture
def checked(oost):
    _answer, batch = bring(oost)
    say_columns(oost, batch)
    levels = oost.levels
    meaning = {"3": levels["independent"].pk, "1": levels["learning"].pk, "2": levels["with_help"].pk}
    say_values(oost, batch, {**meaning, "x": levels["independent"].pk, "9": "none"})
    batch.refresh_from_db()
    return oost, batch


def test_columns_are_recognised_by_the_words_of_the_language(oost):
    answer, batch = bring(oost)
    assert answer.url == f"/oude-lijst/{batch.pk}/kolommen/"
    answer, chosen = say_columns(oost, batch)
    assert set(chosen.values()) == {"name", *(f"skill:{oost.skills[key].pk}" for key in ("wonden", "rust"))}
    assert answer.url == f"/oude-lijst/{batch.pk}/waarden/"


def test_a_digit_has_no_meaning_until_somebody_says_so(oost):
    _answer, batch = bring(oost)
    say_columns(oost, batch)
    answer, values = say_values(oost, batch, {"3": oost.levels["independent"].pk})
    assert values == {"3", "1", "x", "2", "9"}
    assert answer.status_code == 422
    assert "Kies bij elke waarde wat die betekent." in answer.content.decode()
    assert not Listed.objects.exists()


def test_the_check_asks_nobody_yet_and_names_the_rows_it_cannot_use(checked):
    oost, batch = checked
    assert batch.state == Batch.CHECKED and batch.counts["new"] == 3
    refused = {line.row: line.reason for line in batch.lines.filter(outcome="refused")}
    assert refused == {4: "listed_nobody", 5: "listed_nobody"}  # Piet works in another team
    assert not Listed.objects.exists()
    page = oost.client("bram").get(f"/invoer/{batch.pk}/?show=refused").content.decode()
    assert "Niemand in je teams heeft deze naam of dit nummer." in page


def test_each_value_becomes_a_question_to_that_person_and_never_a_claim(checked):
    oost, batch = checked
    oost.client("bram").post(f"/invoer/{batch.pk}/neem-over/")
    asked = {(row.person.given_name, row.skill_id, row.level.key, row.written) for row in Listed.objects.all()}
    assert asked == {
        ("Anna", oost.skills["wonden"].pk, "independent", "3"),
        ("Anna", oost.skills["rust"].pk, "independent", "x"),
        ("Fatima", oost.skills["wonden"].pk, "learning", "1"),
    }
    assert not Claim.objects.exists()
    assert set(Event.objects.filter(verb="matrix.listed").values_list("about_id", flat=True)) == {
        oost.anna.pk,
        oost.fatima.pk,
    }
    assert "matrix 2019.csv" in oost.client("anna").get("/klopt-dat/").content.decode()


def test_taking_it_back_removes_what_nobody_answered(checked):
    oost, batch = checked
    client = oost.client("bram")
    client.post(f"/invoer/{batch.pk}/neem-over/")
    Listed.objects.filter(person=oost.fatima).update(answer="no")
    client.post(f"/invoer/{batch.pk}/draai-terug/")
    assert [row.person_id for row in Listed.objects.all()] == [oost.fatima.pk]


def test_what_somebody_says_already_is_not_asked_and_not_told_to_who_brings_the_list(oost):
    actions.say(oost.actor("anna"), skill=oost.skills["wonden"], level=oost.levels["independent"])
    _answer, batch = bring(oost, text="Naam;Wonden verzorgen\nAnna Annasen;Ik kan dit zelf\n")
    say_columns(oost, batch)
    say_values(oost, batch, {"ik kan dit zelf": oost.levels["independent"].pk})
    batch.refresh_from_db()
    assert batch.counts["new"] == 1  # the same as for somebody who said nothing
    oost.client("bram").post(f"/invoer/{batch.pk}/neem-over/")
    assert not Listed.objects.exists()


def test_who_arranges_no_list_brings_none_in_and_sees_none(checked):
    oost, batch = checked
    for name in ("anna", "daan", "eva"):
        answer, _batch = bring(oost, who=name)
        assert answer.status_code == 403, name
    for name in ("anna", "lotte", "chantal"):
        for place in (f"/oude-lijst/{batch.pk}/kolommen/", f"/oude-lijst/{batch.pk}/waarden/"):
            assert oost.client(name).get(place).status_code in (403, 404), name


def test_a_file_that_is_no_table_says_so(oost):
    _answer, batch = bring(oost, text="%PDF-1.4 nonsense")
    page = oost.client("bram").get(f"/oude-lijst/{batch.pk}/kolommen/", follow=True).content.decode()
    assert "PDF" in page
    assert not Listed.objects.exists()


def test_a_list_with_given_names_and_half_words_is_understood_and_digits_stand_in_order(oost):
    _answer, batch = bring(oost, text="Naam;Wonden;Zegt\nAnna;10;1\nFatima;2;1\nYusuf;x;1\n")
    _answer, chosen = say_columns(oost, batch)
    assert set(chosen.values()) == {"name", f"skill:{oost.skills['wonden'].pk}"}
    page = oost.client("bram").get(f"/oude-lijst/{batch.pk}/waarden/").text
    assert re.findall(r"<strong>([^<]+)<", page)[-3:] == ["2", "10", "x"]
    level = oost.levels["learning"].pk
    say_values(oost, batch, {"2": level, "10": level, "x": "none"})
    assert set(batch.lines.values_list("about_id", "outcome")) == {(oost.anna.pk, "new"), (oost.fatima.pk, "new")}
