"""What people notice in the numbers about units above a team, and what nobody can get out of them."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.matrix.actions import Audience
from kanwil.matrix.figure_actions import count_again
from kanwil.matrix.models import Claim, Counted, Share, TeamNeed, TeamSkill, UnitFigures
from kanwil.people.models import Membership, Person, today
from kanwil.privacy.erase import erase
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


def crowd(cast, unit, count, name="Naam"):
    """So many more people in a unit."""
    people = Person.objects.bulk_create([Person(given_name=name, family_name=f"{unit.pk}-{n}") for n in range(count)])
    Membership.objects.bulk_create([Membership(person=one, unit=unit) for one in people])
    return people


def share(cast, people, skill="wonden", level="independent", wish="", **audience):
    """They say this about a skill and share it: with their team unless said otherwise; audience={} is nobody."""
    claims = Claim.objects.bulk_create(
        [Claim(person=one, skill=cast.skills[skill], level=cast.levels[level], wish=wish) for one in people]
    )
    homes = dict(Membership.objects.filter(person__in=people).values_list("person_id", "unit_id"))
    audience = audience or {"to_unit": True}
    Share.objects.bulk_create(
        [
            Share(claim=one, **(audience if "to_unit" not in audience else {"to_unit_id": homes[one.person_id]}))
            for one in claims
        ]
    )
    return claims


@pytest.fixture
def wijkzorg(cast):
    """Wijkteam Oost has 20 more people, of whom 8 care for wounds by themselves; West 14 more, 3 of them."""
    cast.oost = crowd(cast, cast.units.east, 20)
    cast.west = crowd(cast, cast.units.west, 14)
    share(cast, cast.oost[:8])
    share(cast, cast.west[:3])
    for place, key in enumerate(("wonden", "rust")):
        listed = TeamSkill.objects.create(unit=cast.units.east, skill=cast.skills[key], position=place)
        TeamNeed.objects.create(team_skill=listed, level=cast.levels["independent"], people=5 + place)
    west = TeamSkill.objects.create(unit=cast.units.west, skill=cast.skills["wonden"])
    TeamNeed.objects.create(team_skill=west, level=cast.levels["teaching"], people=2)
    count_again(SYSTEM)
    return cast


def page(cast, who, unit, query="", *, skill=None):
    more = f"vaardigheid/{cast.skills[skill].pk}/" if skill else ""
    answer = cast.client(who).get(f"/overzicht/{unit.pk}/{more}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def told(cast, who, unit, query="", *, skill=None):
    """Each line of the table: its name and the words of its six numbers."""
    rows = re.findall(r"<tr[^>]*><th scope=.?row.*?</tr>", page(cast, who, unit, query, skill=skill), flags=re.S)
    name = re.compile(r"<th[^>]*>(.*?)</th>", re.S)
    words = re.compile(r"class=.?told.?>(.*?)</span>", re.S)
    return {re.sub("<[^>]+>", "", name.search(row)[1]).strip(): six(words.findall(row)) for row in rows}


def six(words):
    """A line that says the same six times says it once on the page."""
    everywhere = " bij elk niveau en elke wens"
    return [words[0].removesuffix(everywhere)] * 6 if len(words) == 1 else words


def test_who_leads_several_teams_sees_numbers_and_no_names(wijkzorg):
    numbers = told(wijkzorg, "gijs", wijkzorg.units.care)
    assert numbers["Wonden verzorgen"][2] == "5 of meer"
    assert numbers["Rust bewaren"][2].startswith("minder dan ")
    shown = page(wijkzorg, "gijs", wijkzorg.units.care)
    assert not any(f"{one.given_name} {one.family_name}" in shown for one in Person.objects.exclude(given_name="Gijs"))


def test_what_teams_ask_for_stands_beside_what_people_share(wijkzorg):
    shown = page(wijkzorg, "gijs", wijkzorg.units.care)
    assert "nodig: 5" in shown and "nodig: 2" in shown and "genoeg" in shown
    assert "Teams hebben 2 vaardigheden nodig." in " ".join(shown.split())


def test_a_skill_stands_beside_each_unit_below(wijkzorg):
    numbers = told(wijkzorg, "gijs", wijkzorg.units.care, skill="wonden")
    assert numbers["Wijkteam Oost"][2] == "5 of meer"
    assert numbers["Wijkteam West"][2] == "minder dan 5"


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 403), ("bram", 403), ("lotte", 403), ("eva", 403), ("karim", 403), ("gijs", 200), ("chantal", 200),
     ("jelle", 200), ("daan", 200), ("ivo", 200), ("stranger", 302)],
)  # fmt: skip
def test_who_may_see_the_numbers_of_the_department(wijkzorg, who, status):
    unit, skill = wijkzorg.units.care.pk, wijkzorg.skills["wonden"].pk
    for more in ("", f"vaardigheid/{skill}/", "bestand.csv", "bestand.xlsx"):
        assert wijkzorg.client(who).get(f"/overzicht/{unit}/{more}").status_code == status


def test_who_leads_a_department_sees_nothing_of_another(wijkzorg):
    assert wijkzorg.client("gijs").get(f"/overzicht/{wijkzorg.units.office.pk}/").status_code == 403
    assert wijkzorg.client("gijs").get(f"/overzicht/{wijkzorg.units.top.pk}/").status_code == 403
    assert wijkzorg.client("gijs").get("/overzicht/999999/").status_code == 404


def test_the_menu_has_it_for_who_sees_numbers_only(wijkzorg):
    for who, there in (("gijs", True), ("chantal", True), ("bram", False), ("anna", False)):
        assert ('href="/overzicht/"' in wijkzorg.client(who).get("/vind/").content.decode()) is there
    assert wijkzorg.client("gijs").get("/overzicht/")["Location"] == f"/overzicht/{wijkzorg.units.care.pk}/"
    assert "Er is hier niets voor je te zien" in wijkzorg.client("anna").get("/overzicht/").content.decode()


def test_who_leads_one_team_has_the_table_of_the_team(wijkzorg):
    answer = wijkzorg.client("bram").get(f"/overzicht/{wijkzorg.units.east.pk}/")
    assert answer["Location"] == f"/team/{wijkzorg.units.east.pk}/"


def test_what_somebody_keeps_private_or_shows_one_colleague_counts_nowhere(wijkzorg):
    Share.objects.all().delete()
    Share.objects.bulk_create([Share(claim=one, to_person=wijkzorg.fatima) for one in Claim.objects.all()])
    Counted.objects.all().delete()
    count_again(SYSTEM)
    assert not any(row.skills for row in UnitFigures.objects.all())


def test_what_is_shared_with_the_manager_by_name_counts_while_that_is_so(wijkzorg):
    people = wijkzorg.oost[8:14]
    share(wijkzorg, people, "plannen", to_person=wijkzorg.bram, as_lead=True)
    share(wijkzorg, people, "lassen", to_person=wijkzorg.hanna, as_lead=True)
    count_again(SYSTEM)
    numbers = told(wijkzorg, "gijs", wijkzorg.units.care)
    assert numbers["Plannen"][2] == "5 of meer" and "Lassen" not in numbers


def test_a_wish_that_is_not_shared_does_not_count(wijkzorg):
    share(wijkzorg, wijkzorg.oost[:6], "plannen", "learning", "learn")
    share(wijkzorg, wijkzorg.oost[:6], "lassen", "learning", "learn", to_everyone=True, with_wish=False)
    count_again(SYSTEM)
    numbers = told(wijkzorg, "gijs", wijkzorg.units.care)
    assert (numbers["Plannen"][4], numbers["Lassen"][4]) == ("5 of meer", numbers["Rust bewaren"][4])
    assert list(told(wijkzorg, "gijs", wijkzorg.units.care, "?toon=leren")) == ["Plannen"]


# ── attacks ──


def test_attack_ask_twice_with_one_persons_difference(wijkzorg):
    """Four of the team plan. The fifth says so, and Anna says something else: no number on any page changes."""

    def pages():
        units = (wijkzorg.units.top, wijkzorg.units.care, wijkzorg.units.east)
        return [told(wijkzorg, "chantal", one, skill=skill) for one in units for skill in (None, "plannen", "wonden")]

    share(wijkzorg, wijkzorg.oost[8:12], "plannen")
    Counted.objects.all().delete()
    count_again(SYSTEM)
    before = pages()
    share(wijkzorg, wijkzorg.oost[12:13], "plannen")
    anna = wijkzorg.actor("anna")
    said = actions.say(anna, skill=wijkzorg.skills["wonden"], level=wijkzorg.levels["teaching"])
    actions.share(anna, claims=[said.claim], audience=Audience(unit=wijkzorg.units.east))
    assert pages() == before
    count_again(SYSTEM)
    assert pages() == before


def test_attack_wait_for_the_fifth(wijkzorg):
    """Nine share it, so "5 or more". The tenth makes it 10; but no figure changes because of one person."""
    share(wijkzorg, wijkzorg.oost[:9], "plannen")
    count_again(SYSTEM)
    unit = wijkzorg.units.east
    assert told(wijkzorg, "chantal", unit)["Plannen"][2] == "5 of meer"
    share(wijkzorg, wijkzorg.oost[9:10], "plannen")
    count_again(SYSTEM)
    assert told(wijkzorg, "chantal", unit)["Plannen"][2] == "5 of meer"
    share(wijkzorg, wijkzorg.oost[10:14], "plannen")
    count_again(SYSTEM)
    assert told(wijkzorg, "chantal", unit)["Plannen"][2] == "10 of meer"


def test_attack_four_people(wijkzorg):
    """Four people never make a number and never make a line; five do."""
    share(wijkzorg, wijkzorg.oost[:4], "plannen")
    count_again(SYSTEM)
    assert "Plannen" not in told(wijkzorg, "chantal", wijkzorg.units.top)
    share(wijkzorg, wijkzorg.oost[4:5], "plannen")
    Counted.objects.all().delete()
    count_again(SYSTEM)
    assert told(wijkzorg, "chantal", wijkzorg.units.east)["Plannen"][2] == "5 of meer"


def test_attack_is_there_a_line_for_a_skill_that_one_person_has(wijkzorg):
    """A search for a skill nobody says and for one that somebody says give the same answer."""
    share(wijkzorg, wijkzorg.oost[:1], "lassen", "teaching", "learn")
    Counted.objects.all().delete()
    count_again(SYSTEM)
    one = told(wijkzorg, "chantal", wijkzorg.units.top, "?zoek=lassen")["Lassen"]
    nobody = told(wijkzorg, "chantal", wijkzorg.units.top, "?zoek=plannen")["Plannen"]
    assert one == nobody


def test_attack_subtract_the_visible_teams_from_the_department(wijkzorg):
    """A third team of four joins the department: it has no number, and the department counts only visible teams and a
    rest of five or more."""
    from kanwil.people import actions as people_actions

    small = people_actions.open_unit(SYSTEM, name="Nachtzorg", parent=wijkzorg.units.care, code="nacht")
    share(wijkzorg, crowd(wijkzorg, small, 4))
    Counted.objects.all().delete()
    count_again(SYSTEM)
    counted = dict(UnitFigures.objects.values_list("unit__name", "counted"))
    assert "Nachtzorg" not in counted
    rest = counted["Wijkzorg"] - counted["Wijkteam Oost"] - counted["Wijkteam West"]
    assert rest == 0 or rest >= 5
    shown = page(wijkzorg, "chantal", small)
    assert "Te weinig mensen" in shown and "of meer" not in shown
    assert set(told(wijkzorg, "chantal", wijkzorg.units.care, skill="wonden")["Nachtzorg"]) == {"geen aantal"}


def test_attack_make_a_small_group_with_the_address(wijkzorg):
    """Filters choose rows; whatever is asked, a number that is shown is one of those that were let out."""
    whole = told(wijkzorg, "chantal", wijkzorg.units.care, "?zoek=e")
    tries = ["?toon=weinig", "?toon=leren", "?zoek=wond", "?unit=1&level=4&person=3", "?toon=%00&zoek=%00", "?page=-1"]
    for query in [*tries, "?page=99", f"?leeftijd=30&functie=verpleegkundige&person_id={wijkzorg.anna.pk}"]:
        for name, words in told(wijkzorg, "chantal", wijkzorg.units.care, query).items():
            assert words == told(wijkzorg, "chantal", wijkzorg.units.care)[name], query
    assert whole


def test_attack_wait_until_somebody_leaves(wijkzorg):
    """One of eight leaves; the numbers stay. Also when that person is erased: what counts has lost its name."""
    before = told(wijkzorg, "chantal", wijkzorg.units.east)
    gone = wijkzorg.oost[0]
    Person.objects.filter(pk=gone.pk).update(left_on=today())
    Membership.objects.filter(person=gone).update(until_on=today() - timedelta(days=1))
    count_again(SYSTEM)
    assert told(wijkzorg, "chantal", wijkzorg.units.east) == before
    erase(SYSTEM, person_id=gone.pk)
    count_again(SYSTEM)
    assert told(wijkzorg, "chantal", wijkzorg.units.east) == before
    assert Counted.objects.filter(person=None).count() == 1


def test_attack_read_it_in_the_log(wijkzorg):
    """The log of the night's count names nobody."""
    line = Event.objects.filter(verb="matrix.counted").latest("number")
    assert line.about_id is None and set(line.data) == {"units"}


def test_a_file_holds_exactly_what_the_page_shows(wijkzorg):
    client, unit = wijkzorg.client("chantal"), wijkzorg.units.care
    text = client.get(f"/overzicht/{unit.pk}/bestand.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    shown = told(wijkzorg, "chantal", unit)
    assert {row[0]: [row[1], row[3], row[5], row[7], row[9], row[10]] for row in rows[1:]} == shown
    answer = client.get(f"/overzicht/{unit.pk}/bestand.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [str(cell.value or "") for cell in sheet[2]] == rows[1]
    assert client.get(f"/overzicht/{unit.pk}/bestand.exe").status_code == 404
    only = client.get(f"/overzicht/{unit.pk}/bestand.csv?zoek=wonden").content.decode()
    assert "Wonden" in only and "Rust" not in only


def test_two_skills_or_twenty_ask_the_same_number_of_questions(wijkzorg):
    client, url = wijkzorg.client("chantal"), f"/overzicht/{wijkzorg.units.care.pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for key in ("plannen", "lassen"):
        TeamSkill.objects.create(unit=wijkzorg.units.west, skill=wijkzorg.skills[key])
        share(wijkzorg, wijkzorg.oost[:7], key)
    count_again(SYSTEM)
    with CaptureQueriesContext(connection) as more:
        client.get(url)
    assert len(few) == len(more) <= 20
