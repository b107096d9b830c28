"""What people notice on the page of their team."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanwil.audit.looks import looks_at
from kanwil.matrix import actions
from kanwil.matrix.actions import Audience
from kanwil.matrix.models import Claim, Confirmation, Share, TeamNeed, TeamSkill
from kanwil.people import actions as people_actions
from kanwil.people.models import today
from tests.cast import SYSTEM, person


@pytest.fixture
def oost(cast):
    """Wijkteam Oost has a list of three skills; it needs two people who can care for wounds by themselves."""
    for place, (key, group) in enumerate((("wonden", "Zorg"), ("rust", "Zorg"), ("plannen", "Samen"))):
        listed = TeamSkill.objects.create(unit=cast.units.east, skill=cast.skills[key], group=group, position=place)
        if key != "rust":
            TeamNeed.objects.create(team_skill=listed, level=cast.levels["independent"], people=2)
    return cast


def says(cast, name, skill, level=None, wish="", *, to=None, by_name=None, with_wish=True, words=""):
    """Somebody says something and perhaps shares it with a team or a person."""
    said = actions.say(
        cast.actor(name), skill=cast.skills[skill], level=cast.levels[level] if level else None, wish=wish, words=words
    )
    for audience in [Audience(unit=to)] if to else []:
        actions.share(cast.actor(name), claims=[said.claim], audience=audience, with_wish=with_wish)
    if by_name:
        actions.share(cast.actor(name), claims=[said.claim], audience=Audience(person=by_name), with_wish=with_wish)
    return said.claim


def url(cast, *more):
    return f"/team/{cast.units.east.pk}/" + "".join(f"{part}/" for part in more)


def cell(cast, page, name, skill):
    """The words in one cell of the table."""
    link = f"href=cel/{cast.people[name].pk}/{cast.skills[skill].pk}/"
    found = re.search(re.escape(link) + r">(.*?)</a>", page)
    return " ".join(re.sub("<[^>]+>", " ", found.group(1)).split()) if found else None


def page_of(cast, name, query=""):
    answer = cast.client(name).get(url(cast) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_colleague_sees_what_is_shared_with_the_team(oost):
    says(oost, "anna", "wonden", "independent", "learn", to=oost.units.east)
    page = page_of(oost, "fatima")
    assert cell(oost, page, "anna", "wonden") == "ik kan dit zelf wil ik leren"
    assert "Wat ons team kan en wil" in page


def test_unknown_not_shared_and_not_there_look_the_same_to_others(oost):
    says(oost, "anna", "wonden", "not_yet")
    says(oost, "anna", "rust", None, "more", to=oost.units.east, with_wish=False)
    page = page_of(oost, "fatima")
    assert {cell(oost, page, "anna", skill) for skill in ("wonden", "rust", "plannen")} == {"niet gedeeld"}
    opened = [
        oost.client("fatima").get(url(oost, "cel", oost.anna.pk, oost.skills[skill].pk)).content.decode()
        for skill in ("wonden", "rust", "plannen")
    ]
    assert all("Anna deelt dit niet. Dat is prima." in one for one in opened)


def test_not_yet_is_said_and_differs_from_unknown(oost):
    says(oost, "anna", "wonden", "not_yet", to=oost.units.east)
    assert cell(oost, page_of(oost, "fatima"), "anna", "wonden") == "nog niet"


def test_a_wish_that_is_not_shared_stays_hidden(oost):
    says(oost, "anna", "wonden", "independent", "less", to=oost.units.east, with_wish=False)
    assert cell(oost, page_of(oost, "fatima"), "anna", "wonden") == "ik kan dit zelf"
    opened = oost.client("fatima").get(url(oost, "cel", oost.anna.pk, oost.skills["wonden"].pk)).content.decode()
    assert "Geen wens gedeeld" in opened


def test_everybody_in_the_team_stands_in_the_list_by_the_alphabet_also_who_shares_nothing(oost):
    says(oost, "yusuf", "wonden", "teaching", to=oost.units.east)
    names = re.findall(r'<th scope="row" class="name"><span.*?<strong>(\w+)', page_of(oost, "anna"))
    assert names == ["Anna", "Bram", "Fatima", "Yusuf"]  # Sofie left


def test_the_leader_sees_only_what_is_shared_with_her_by_name(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    says(oost, "anna", "rust", "with_help", by_name=oost.bram)
    page = page_of(oost, "bram")
    assert cell(oost, page, "anna", "wonden") == "niet gedeeld"
    assert cell(oost, page, "anna", "rust") == "ik kan dit met hulp"


@pytest.mark.parametrize("name", ["lotte", "hanna", "piet", "gijs", "chantal", "daan", "eva", "jelle", "ivo", "karim"])
def test_who_does_not_work_in_the_team_or_lead_it_cannot_open_it(oost, name):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    for place in (
        url(oost),
        url(oost, "cel", oost.anna.pk, oost.skills["wonden"].pk),
        url(oost, "vaardigheid", oost.skills["wonden"].pk),
        url(oost, "meer"),
    ):
        answer = oost.client(name).get(place)
        assert answer.status_code in (403, 404), place
        assert "ik kan dit zelf" not in answer.content.decode()


def test_a_stranger_logs_in_first(oost):
    assert oost.client("stranger").get(url(oost)).status_code == 302


def test_a_team_that_is_not_there_is_not_found(oost):
    assert oost.client("anna").get("/team/999999/").status_code == 404


def test_a_confirmation_counts_only_for_the_level_that_is_said_now(oost):
    claim = says(oost, "anna", "wonden", "independent", to=oost.units.east)
    Confirmation.objects.create(claim=claim, level=claim.level, by=oost.karim, confirmed=True)
    assert cell(oost, page_of(oost, "fatima"), "anna", "wonden") == "ik kan dit zelf, bevestigd"
    says(oost, "anna", "wonden", "teaching")
    assert cell(oost, page_of(oost, "fatima"), "anna", "wonden") == "ik leer het anderen"


def test_looking_is_written_down_once_an_hour_and_not_about_yourself(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    says(oost, "fatima", "rust", "independent", to=oost.units.east)
    says(oost, "yusuf", "rust", "independent")
    for _ in range(2):
        page_of(oost, "fatima")
    assert [(look.viewer_id, look.page) for look in looks_at(oost.anna.pk)] == [(oost.fatima.pk, "team")]
    assert not looks_at(oost.fatima.pk).exists()
    assert not looks_at(oost.yusuf.pk).exists()


def test_opening_a_cell_says_which_skill_was_looked_at(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    skill = oost.skills["wonden"].pk
    oost.client("fatima").get(url(oost, "cel", oost.anna.pk, skill))
    assert [look.what for look in looks_at(oost.anna.pk)] == [f"skill:{skill}"]


def test_who_is_filtered_away_was_not_looked_at(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    page_of(oost, "fatima", "?zoek=Yusuf")
    assert not looks_at(oost.anna.pk).exists()


def test_what_only_you_see_is_marked_and_is_not_there_when_you_look_together(oost):
    says(oost, "anna", "wonden", "independent", "less")
    assert cell(oost, page_of(oost, "anna"), "anna", "wonden").startswith("ik kan dit zelf, alleen jij ziet dit")
    together = page_of(oost, "anna", "?samen=1")
    assert "ik kan dit zelf" not in cell(oost, together, "anna", "wonden")
    assert "Stop met samen bekijken" in together


def test_the_row_below_counts_what_the_team_sees(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    says(oost, "fatima", "wonden", "teaching")  # private: does not count, also not for herself
    for name in ("anna", "fatima"):
        page = page_of(oost, name)
        assert "<b>1</b> van 2" in page
        assert "<b>Wonden verzorgen</b> hangt aan 1 collega." in page
        assert "Voor <b>Plannen</b> is er nog niemand." in page


def test_a_wish_to_learn_is_good_news(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    says(oost, "yusuf", "wonden", "with_help", "learn", to=oost.units.east)
    assert "voor <b>Wonden verzorgen</b> wil iemand het leren" in page_of(oost, "fatima")


def test_filters_live_in_the_address(oost):
    says(oost, "anna", "wonden", "independent", to=oost.units.east)
    says(oost, "anna", "rust", "independent", "learn", to=oost.units.east)
    columns = {
        "?toon=een": {"wonden"},
        "?toon=te-weinig": {"plannen"},
        "?toon=leren": {"rust"},
        "?groep=Samen": {"plannen"},
        "?zoek=wonden": {"wonden"},
        "?toon=onzin&skill=abc&person=9e9&per=x": {"wonden", "rust", "plannen"},
    }
    for query, left in columns.items():
        page = page_of(oost, "fatima", query)
        shown = {skill for skill in ("wonden", "rust", "plannen") if cell(oost, page, "anna", skill) is not None}
        assert shown == left, query
    page = page_of(oost, "fatima", "?zoek=yusúf")
    assert cell(oost, page, "yusuf", "rust") and not cell(oost, page, "anna", "rust")
    assert "Niets gevonden" in page_of(oost, "fatima", "?zoek=bestaatniet")


def test_a_phone_gets_one_skill_with_the_one_before_and_after(oost):
    calm = oost.skills["rust"].pk
    page = page_of(oost, "anna", f"?per=skill&skill={calm}")
    assert re.search(rf'<option value="{calm}" selected>Rust bewaren', page)
    assert 'rel="prev"' in page and 'rel="next"' in page
    page = page_of(oost, "anna", f"?per=person&person={oost.yusuf.pk}")
    assert 'data-skill="Wonden verzorgen"' in page and 'data-face="person"' in page


def test_you_change_your_own_cell_and_take_it_back(oost):
    client, skill = oost.client("anna"), oost.skills["wonden"]
    place = url(oost, "cel", oost.anna.pk, skill.pk)
    assert "Dit kies jij zelf" in client.get(place).content.decode()
    sent = {"level": oost.levels["with_help"].pk, "wish": "learn", "version": 0, "share": "1"}
    answer = client.post(place, sent, follow=True)
    assert answer.redirect_chain[-1][0] == url(oost)
    claim = Claim.objects.get(person=oost.anna, skill=skill)
    assert (claim.level.key, claim.wish) == ("with_help", "learn")
    shared = Share.objects.get(claim=claim)
    assert shared.to_unit == oost.units.east and shared.until_on == today() + timedelta(days=365)
    change = re.search(r'name="change" value="([^"]+)"', answer.content.decode()).group(1)
    client.post(url(oost, "ongedaan"), {"change": change})
    assert not Claim.objects.filter(person=oost.anna, skill=skill).exists()


def test_nobody_changes_the_cell_of_a_colleague(oost):
    place = url(oost, "cel", oost.anna.pk, oost.skills["wonden"].pk)
    answer = oost.client("bram").post(place, {"level": oost.levels["teaching"].pk, "wish": "", "version": 0})
    assert answer.status_code == 404
    assert not Claim.objects.exists()


def test_the_second_window_is_told_and_nothing_is_overwritten(oost):
    place = url(oost, "cel", oost.anna.pk, oost.skills["wonden"].pk)
    says(oost, "anna", "wonden", "independent")
    answer = oost.client("anna").post(place, {"level": oost.levels["learning"].pk, "wish": "more", "version": 0})
    page, learning = answer.content.decode(), oost.levels["learning"].pk
    assert "Je hebt dit intussen ergens anders veranderd" in page
    assert Claim.objects.get(person=oost.anna).level.key == "independent"
    assert re.search(rf'value="{learning}"[^>]* checked', page)  # what was typed is kept


def test_several_skills_at_once_with_one_undo(oost):
    client = oost.client("anna")
    chosen = [oost.skills["wonden"].pk, oost.skills["rust"].pk]
    page = client.get(url(oost, "meer") + f"?skill={chosen[0]}").content.decode()
    assert re.search(rf'value="{chosen[0]}"[^>]* checked', page)
    sent = {"skill": chosen, "level": oost.levels["learning"].pk, "wish": "keep"}
    answer = client.post(url(oost, "meer"), sent, follow=True)
    assert Claim.objects.filter(person=oost.anna, level=oost.levels["learning"]).count() == 2
    change = re.search(r'name="change" value="([^"]+)"', answer.content.decode()).group(1)
    client.post(url(oost, "ongedaan"), {"change": change})
    assert not Claim.objects.filter(person=oost.anna).exists()


def test_choosing_nothing_for_several_skills_says_what_to_do(oost):
    answer = oost.client("anna").post(url(oost, "meer"), {"level": "keep", "wish": "keep"})
    page = answer.content.decode()
    assert "Kies één of meer vaardigheden." in page and "Kies wat er verandert" in page


def test_a_skill_not_on_the_list_or_somebody_of_another_team_is_not_found(oost):
    client = oost.client("anna")
    assert client.get(url(oost, "cel", oost.anna.pk, oost.skills["lassen"].pk)).status_code == 404
    assert client.get(url(oost, "cel", oost.piet.pk, oost.skills["wonden"].pk)).status_code == 404
    assert client.get(url(oost, "vaardigheid", oost.skills["lassen"].pk)).status_code == 404


def test_a_team_without_a_list_is_helped_to_start(cast):
    page = cast.client("anna").get(f"/team/{cast.units.east.pk}/").content.decode()
    assert "Kies eerst samen wat jullie nodig hebben" in page


def test_our_team_in_the_menu_goes_to_your_team(oost):
    assert oost.client("anna").get("/team/").url == url(oost)
    assert "Je zit nog niet in een team" not in oost.client("chantal").get("/team/", follow=True).content.decode()


def test_ten_people_or_twenty_take_the_same_number_of_questions(oost):
    def grow(numbers):
        for number in numbers:
            one = person(f"Collega{number}")
            people_actions.place_in_team(SYSTEM, person=one, unit=oost.units.east, on=today() - timedelta(days=9))
            claim = Claim.objects.create(person=one, skill=oost.skills["wonden"], level=oost.levels["independent"])
            Share.objects.create(claim=claim, to_unit=oost.units.east)

    def questions():
        client = oost.client("anna")
        client.get(url(oost))  # the first time it also writes that you looked
        with CaptureQueriesContext(connection) as asked:
            client.get(url(oost))
        return len(asked)

    grow(range(6))
    few = questions()
    grow(range(6, 16))
    assert questions() == few <= 14
