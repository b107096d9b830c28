"""Finding colleagues, and keeping the list of people: what works, and what nobody may do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kanwil.audit.models import Event, Look
from kanwil.matrix import actions as matrix
from kanwil.people import actions
from kanwil.people.models import Leadership, Membership, Person, today
from tests.cast import SYSTEM, members

TODAY = today().isoformat()


def page(cast, name, url_name, *args, **query):
    return cast.client(name).get(reverse(url_name, args=args), query)


def post(cast, who, url_name, /, *args, **data):
    return cast.client(who).post(reverse(url_name, args=args), data)


def test_a_colleague_is_found_by_the_beginning_of_a_name_or_number(cast):
    for words in ("fat", "Fatimas", "N004", "fatima fati"):
        answer = page(cast, "anna", "people", q=words).content.decode()
        assert "Fatima Fatimasen" in answer
        assert "Yusuf" not in answer


@pytest.mark.parametrize("words", ["Fatma", "Fatiam", "fatíma"])
def test_one_typing_error_or_an_accent_does_not_matter(cast, words):
    answer = page(cast, "anna", "people", q=words)
    assert "Fatima Fatimasen" in answer.content.decode()


def test_the_people_of_a_unit_are_those_of_the_teams_below_it_too(cast):
    answer = page(cast, "anna", "people", unit=cast.units.care.pk).content.decode()
    assert "Piet" in answer and "Gijs" in answer
    assert "Chantal" not in answer


def test_a_long_list_goes_on_where_it_stopped(cast, monkeypatch):
    monkeypatch.setattr("kanwil.people.search.MANY", 5)
    seen, url = [], reverse("people")
    client = cast.client("anna")
    while url:
        answer = client.get(url)
        seen += [line.person.given_name for line in answer.context["found"].lines]
        after = answer.context["found"].after
        url = after and f"{reverse('people')}?after={after}"
    assert seen == sorted(seen) and len(seen) == Person.objects.current().count()


def test_the_list_asks_the_same_number_of_questions_for_more_people(cast):
    client = cast.client("anna")
    client.get(reverse("people"))

    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("people"))
        return len(asked)

    before = questions()
    for number in range(20):
        made = actions.join(SYSTEM, given_name=f"Aad{number}", number=f"X{number}")
        actions.place_in_team(SYSTEM, person=made, unit=cast.units.west)
    assert questions() == before


def test_strange_words_and_marks_do_no_harm(cast):
    for query in ({"q": "%_\\'\"<script>"}, {"q": "\x00"}, {"unit": "9" * 30}, {"after": "-1"}, {"unit": "x"}):
        answer = page(cast, "anna", "people", **query)
        assert answer.status_code == 200
        assert b"<script>a" not in answer.content


def test_a_page_of_a_colleague_says_the_team_the_job_and_who_leads(cast):
    answer = page(cast, "piet", "person", cast.anna.pk).content.decode()
    assert "Wijkteam Oost" in answer and "Verpleegkundige" in answer and "Bram Bramsen" in answer
    assert "N001" not in answer


def test_who_left_is_unknown_to_colleagues_and_known_to_keepers(cast):
    assert page(cast, "anna", "person", cast.sofie.pk).status_code == 404
    assert page(cast, "chantal", "person", cast.sofie.pk).status_code == 200
    assert page(cast, "anna", "person", 999999).status_code == 404


def share(cast, **audience):
    matrix.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["independent"], wish="learn")
    matrix.share(
        cast.actor("anna"), claims=list(cast.anna.claims.all()), audience=matrix.Audience(**audience), with_wish=False
    )


def test_what_a_colleague_shares_is_on_their_page_and_looking_is_written_down(cast):
    share(cast, unit=cast.units.east)
    answer = page(cast, "fatima", "person", cast.anna.pk).content.decode()
    assert "Wonden verzorgen" in answer and "Ik kan dit zelf" in answer
    assert 'class="wish' not in answer
    assert Look.objects.get(about_id=cast.anna.pk).viewer_id == cast.fatima.pk
    assert "Fatima" in page(cast, "anna", "looks").content.decode()


def test_attack_the_administrator_opens_a_page_and_sees_nothing_someone_can(cast):
    share(cast, unit=cast.units.east)
    for name in ("eva", "chantal", "hanna", "gijs"):
        assert "Wonden verzorgen" not in page(cast, name, "person", cast.anna.pk).content.decode()
    assert not Look.objects.filter(about_id=cast.anna.pk).exists()


def test_attack_a_keeper_does_not_walk_into_a_team_to_read_along(cast):
    answer = post(cast, "eva", "person_place", cast.eva.pk, unit=cast.units.east.pk, home="no", on=TODAY)
    assert answer.status_code == 422
    assert cast.eva.pk not in members(cast.units.east)
    answer = post(cast, "eva", "person_lead", cast.eva.pk, unit=cast.units.east.pk, alone="no", on=TODAY)
    assert answer.status_code == 422
    assert not Leadership.objects.filter(person=cast.eva).exists()


def test_an_employee_changes_nothing(cast):
    for url, args in (
        ("person_add", ()), ("person_change", (cast.anna.pk,)), ("person_place", (cast.anna.pk,)),
        ("person_leave_team", (cast.anna.pk, cast.units.east.pk)), ("person_lead", (cast.anna.pk,)),
        ("person_stop_leading", (cast.bram.pk, cast.units.east.pk)), ("person_leave", (cast.anna.pk,)),
        ("unit_add", ()), ("unit_rename", (cast.units.east.pk,)), ("unit_move", (cast.units.east.pk,)),
        ("unit_close", (cast.units.east.pk,)),
    ):  # fmt: skip
        before = Event.objects.count()
        assert page(cast, "piet", url, *args).status_code == 403, url
        assert post(cast, "piet", url, *args, on=TODAY, name="x").status_code == 403, url
        assert Event.objects.count() == before


def test_hr_adds_somebody_and_gives_a_team(cast):
    answer = post(cast, "chantal", "person_add", given_name="Noor", infix="de", family_name="Wit", number="N900",
                  language="nl")  # fmt: skip
    noor = Person.objects.get(number="N900")
    assert answer.url == reverse("person_place", args=[noor.pk])
    post(cast, "chantal", "person_place", noor.pk, unit=cast.units.west.pk, home="yes", on=TODAY)
    assert noor.pk in members(cast.units.west)


def test_adding_somebody_twice_is_asked_about(cast):
    given = {"given_name": "Noor", "family_name": "Wit", "language": "nl"}
    post(cast, "chantal", "person_add", **given)
    again = post(cast, "chantal", "person_add", **given)
    assert again.status_code == 422 and Person.objects.filter(given_name="Noor").count() == 1
    post(cast, "chantal", "person_add", **given, namesake="on")
    assert Person.objects.filter(given_name="Noor").count() == 2


def test_a_number_belongs_to_one_person(cast):
    answer = post(cast, "eva", "person_change", cast.piet.pk, given_name="Piet", number="n001", language="nl")
    assert answer.status_code == 422 and "Anna" in answer.content.decode()
    cast.piet.refresh_from_db()
    assert cast.piet.number == "N008"


def test_the_administrator_corrects_a_name_and_the_person_sees_that_in_the_log(cast):
    post(cast, "eva", "person_change", cast.piet.pk, given_name="Pieter", family_name="Pietsen", number="N008",
         language="nl")  # fmt: skip
    cast.piet.refresh_from_db()
    assert cast.piet.given_name == "Pieter"
    line = Event.objects.get(verb="people.changed")
    assert (line.about_id, line.by_id, line.data) == (cast.piet.pk, cast.eva.pk, {"fields": ["given_name"]})


def test_a_new_home_team_ends_the_old_one(cast):
    post(cast, "eva", "person_place", cast.anna.pk, unit=cast.units.west.pk, home="yes", on=TODAY)
    assert cast.anna.pk in members(cast.units.west) and cast.anna.pk not in members(cast.units.east)
    assert Membership.objects.on().get(person=cast.anna).job.name == "Verpleegkundige"


def test_a_day_that_has_not_come_yet_is_refused(cast):
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert post(cast, "eva", "person_leave", cast.anna.pk, on=tomorrow).status_code == 422
    assert Person.objects.current().filter(pk=cast.anna.pk).exists()


def test_who_leaves_gets_in_no_more_and_who_comes_back_does(cast):
    browser = cast.client("anna")
    assert browser.get(reverse("people")).status_code == 200
    post(cast, "eva", "person_leave", cast.anna.pk, on=TODAY)
    assert browser.get(reverse("people")).status_code in (302, 403)
    assert not Membership.objects.on().filter(person=cast.anna).exists()
    post(cast, "eva", "person_leave", cast.anna.pk, on=TODAY)
    assert Event.objects.filter(verb="people.left", about_id=cast.anna.pk).count() == 1
    post(cast, "eva", "person_come_back", cast.anna.pk)
    post(cast, "eva", "person_come_back", cast.anna.pk)
    assert Event.objects.filter(verb="people.came_back", about_id=cast.anna.pk).count() == 1
    assert cast.client("anna").get(reverse("people")).status_code == 200
    assert not Membership.objects.on().filter(person=cast.anna).exists()


def test_the_page_of_a_team_names_the_manager_of_now_and_before(cast):
    answer = page(cast, "piet", "unit", cast.units.east.pk).content.decode()
    assert "Bram Bramsen" in answer and "Hanna Hannasen" in answer
    actions.leave(SYSTEM, person=cast.hanna)
    assert "Hanna Hannasen" not in page(cast, "piet", "unit", cast.units.east.pk).content.decode()
    assert "Hanna Hannasen" in page(cast, "chantal", "unit", cast.units.east.pk).content.decode()


def test_the_way_to_the_team_table_is_for_the_team_only(cast):
    table = reverse("team", args=[cast.units.east.pk])
    assert table in page(cast, "anna", "unit", cast.units.east.pk).content.decode()
    for name in ("piet", "eva", "chantal", "hanna"):
        assert table not in page(cast, name, "unit", cast.units.east.pk).content.decode()


def test_the_tree_counts_everybody_once(cast):
    answer = page(cast, "anna", "units")
    assert answer.context["tops"][0].people == Person.objects.current().count()


def test_a_unit_does_not_hang_beneath_itself(cast):
    answer = post(cast, "eva", "unit_move", cast.units.care.pk, parent=cast.units.east.pk)
    assert answer.status_code == 422 and "errors" in answer.content.decode()
    cast.units.care.refresh_from_db()
    assert cast.units.care.parent_id == cast.units.top.pk


def test_units_are_made_renamed_moved_and_closed(cast):
    post(cast, "eva", "unit_add", name="Nachtteam", parent=cast.units.care.pk, code="nacht")
    made = cast.units.care.children.get(name="Nachtteam")
    assert post(cast, "eva", "unit_add", name="nachtteam", parent=cast.units.care.pk).status_code == 422
    post(cast, "eva", "unit_rename", made.pk, name="Team Nacht", place="Ede")
    post(cast, "eva", "unit_move", made.pk, parent=cast.units.office.pk)
    made.refresh_from_db()
    assert (made.name, made.place, made.parent_id) == ("Team Nacht", "Ede", cast.units.office.pk)
    assert post(cast, "eva", "unit_close", cast.units.east.pk, on=TODAY).status_code == 422
    post(cast, "eva", "unit_close", made.pk, on=TODAY)
    made.refresh_from_db()
    assert made.closed_on == today()
