"""What people notice when they arrange what a team needs, and when they take the table along."""

from __future__ import annotations

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from kanwil.audit.looks import looks_at
from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.matrix.actions import Audience
from kanwil.matrix.models import Claim, JobSkill, Share, TeamNeed, TeamSkill
from kanwil.people.models import Job, Membership
from tests.cast import skill


def url(cast, more=""):
    return f"/team/{cast.units.east.pk}/lijst/{more}"


def on_list(cast):
    rows = TeamSkill.objects.filter(unit=cast.units.east).order_by("position")
    names = {made.pk: key for key, made in cast.skills.items()}
    return [names[pk] for pk in rows.values_list("skill_id", flat=True)]


def put_on(cast, *keys, who="bram", group=""):
    chosen = [cast.skills[key].pk for key in keys]
    return cast.client(who).post(url(cast, "erbij/"), {"skill": chosen, "group": group}, follow=True)


def seen(page):
    return re.search(r'name="seen" value="(\w+)"', page).group(1)


def test_a_leader_starts_with_an_empty_list_and_searches(cast):
    client = cast.client("bram")
    assert "Kies eerst samen wat jullie nodig hebben" in client.get(url(cast)).content.decode()
    assert "Wonden verzorgen" in client.get(url(cast) + "?zoek=wonden").content.decode()
    page = put_on(cast, "wonden", "rust", group="Zorg").content.decode()
    assert on_list(cast) == ["wonden", "rust"]
    assert "Op de lijst gezet." in page


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 403), ("lotte", 403), ("hanna", 403), ("eva", 403), ("daan", 403), ("bram", 200), ("chantal", 200)],
)
def test_only_the_leader_and_hr_arrange_the_list(cast, name, status):
    client = cast.client(name)
    assert client.get(url(cast)).status_code == status
    if status != 200:
        for more in ("erbij/", "ongedaan/", "ploegen/"):
            assert client.post(url(cast, more), {"skill": cast.skills["wonden"].pk}).status_code == status
        assert on_list(cast) == []


def test_a_job_profile_brings_skills_in(cast):
    nurse = Job.objects.get(code="verpleegkundige")
    JobSkill.objects.create(job=nurse, skill=cast.skills["wonden"])
    page = cast.client("bram").get(url(cast)).content.decode()
    assert "Verpleegkundige" in page and "Wonden verzorgen" in page


def test_needs_are_saved_and_can_be_taken_back(cast):
    put_on(cast, "wonden")
    client, pk = cast.client("bram"), cast.skills["wonden"].pk
    level = cast.levels["independent"].pk
    sent = {"seen": seen(client.get(url(cast)).content.decode()), "do": "save", f"group-{pk}": "Zorg"}
    answer = client.post(url(cast), {**sent, f"people-{pk}": "2", f"level-{pk}": level}, follow=True)
    need = TeamNeed.objects.get(team_skill__unit=cast.units.east)
    assert (need.people, need.level_id, need.team_skill.group) == (2, level, "Zorg")
    was = re.search(r'name="was" value="([^"]+)"', answer.content.decode()).group(1)
    assert "weer zoals het was" in client.post(url(cast, "ongedaan/"), {"was": was}, follow=True).content.decode()
    assert not TeamNeed.objects.exists() and on_list(cast) == ["wonden"]
    assert Event.objects.filter(verb="matrix.need").count() == 2


def test_a_need_per_shift_counts_the_people_of_that_shift(cast):
    put_on(cast, "wonden")
    client, pk, level = cast.client("bram"), cast.skills["wonden"].pk, cast.levels["independent"].pk
    page = client.get(url(cast, f"{pk}/")).content.decode()
    sent = {"seen": seen(page), "people-0": "1", "level-0": level, "at-0": "Nacht", "people-1": "2", "level-1": level}
    client.post(url(cast, f"{pk}/"), sent)
    client.post(url(cast, "ploegen/"), {f"at-{cast.anna.pk}": "Nacht", f"at-{cast.piet.pk}": "Nacht"})
    assert Membership.objects.on().get(person=cast.anna).at == "Nacht"
    assert Membership.objects.on().get(person=cast.piet).at == ""  # works in another team
    for name in ("anna", "fatima"):
        said = actions.say(cast.actor(name), skill=cast.skills["wonden"], level=cast.levels["independent"])
        actions.share(cast.actor(name), claims=[said.claim], audience=Audience(unit=cast.units.east))
    table = cast.client("anna").get(f"/team/{cast.units.east.pk}/").content.decode()
    assert "<b>Nacht</b> 1 van 1" in table and "<b>1</b> van 1" in table


def test_a_wrong_number_is_told_beside_the_list_and_kept(cast):
    put_on(cast, "wonden")
    client, pk = cast.client("bram"), cast.skills["wonden"].pk
    for wrong in ("-1", "veel", "1.5", "9999"):
        sent = {"seen": seen(client.get(url(cast)).content.decode()), "do": "save", f"people-{pk}": wrong}
        page = client.post(url(cast), sent).content.decode()
        assert "Vul een heel getal in, of niets." in page and f'value="{wrong}"' in page
    assert not TeamNeed.objects.exists()


def test_skills_move_and_leave_but_what_people_said_stays(cast):
    put_on(cast, "wonden", "rust", "plannen")
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["learning"])
    client = cast.client("bram")
    for do, left in (
        (f"up-{cast.skills['plannen'].pk}", ["wonden", "plannen", "rust"]),
        (f"down-{cast.skills['wonden'].pk}", ["plannen", "wonden", "rust"]),
        (f"remove-{cast.skills['rust'].pk}", ["plannen", "wonden"]),
    ):
        client.post(url(cast), {"seen": seen(client.get(url(cast)).content.decode()), "do": do})
        assert on_list(cast) == left
    assert Claim.objects.filter(person=cast.anna).count() == 1


def test_two_people_arrange_the_list_and_the_second_is_told(cast):
    put_on(cast, "wonden")
    client = cast.client("chantal")
    mark = seen(client.get(url(cast)).content.decode())
    put_on(cast, "rust")
    page = client.post(url(cast), {"seen": mark, "do": f"remove-{cast.skills['wonden'].pk}"}).content.decode()
    assert "Iemand anders heeft deze lijst intussen veranderd" in page
    assert on_list(cast) == ["wonden", "rust"]


def test_an_undo_of_another_team_or_made_up_is_not_found(cast):
    put_on(cast, "wonden")
    assert cast.client("bram").post(url(cast, "ongedaan/"), {"was": "W10:nonsense:nonsense"}).status_code == 404


def test_the_list_holds_no_groups_of_the_language_and_nothing_that_does_not_exist(cast):
    group = skill(cast.skills["wonden"].framework, "zorg", "Zorg", "Care", kind="group")
    cast.client("bram").post(url(cast, "erbij/"), {"skill": [group.pk, 999999]})
    assert on_list(cast) == []


# ── taking the table along ──


@pytest.fixture
def shared(cast):
    put_on(cast, "wonden", "rust")
    said = actions.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["independent"], wish="less")
    actions.share(cast.actor("anna"), claims=[said.claim], audience=Audience(unit=cast.units.east), with_wish=False)
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["teaching"])
    return cast


def rows_of(cast, name, form="csv"):
    answer = cast.client(name).get(f"/team/{cast.units.east.pk}/tabel.{form}")
    assert answer.status_code == 200
    if form == "xlsx":
        return [[str(v or "") for v in row] for row in load_workbook(io.BytesIO(answer.content)).active.values]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_holds_exactly_what_the_team_sees_in_words(shared, form):
    rows = rows_of(shared, "fatima", form)
    assert rows[0][0] == "Ontwikkelgesprek – niet voor beoordeling"
    anna = next(row for row in rows if row[0].startswith("Anna"))
    assert anna[1:4] == ["Verpleegkundige", "ik kan dit zelf", "niet gedeeld"]
    assert not any("liever niet" in cell or "ik leer het anderen" in cell for row in rows for cell in row)


def test_what_you_keep_to_yourself_is_not_in_your_file_either(shared):
    assert not any("ik leer het anderen" in cell for row in rows_of(shared, "anna") for cell in row)


def test_the_leader_takes_along_only_what_is_shared_with_her(shared):
    assert not any("ik kan dit zelf" in cell for row in rows_of(shared, "bram") for cell in row)


def test_taking_along_is_written_down_for_who_is_in_it_and_in_the_log(shared):
    rows_of(shared, "fatima")
    assert [(look.viewer_id, look.page) for look in looks_at(shared.anna.pk)] == [(shared.fatima.pk, "team_export")]
    event = Event.objects.get(verb="matrix.exported")
    assert (event.by_id, event.data["people"], event.data["form"]) == (shared.fatima.pk, 1, "csv")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_name_becomes_a_formula(shared, form):
    shared.yusuf.given_name = "=HYPERLINK(1)"
    shared.yusuf.save()
    names = [row[0] for row in rows_of(shared, "fatima", form)]
    assert any(name.startswith("'=HYPERLINK") for name in names) and not any(name.startswith("=") for name in names)


def test_who_may_not_open_the_team_gets_no_file(shared):
    for name in ("chantal", "lotte", "hanna", "eva"):
        assert shared.client(name).get(f"/team/{shared.units.east.pk}/tabel.csv").status_code in (403, 404)
    assert shared.client("fatima").get(f"/team/{shared.units.east.pk}/tabel.exe").status_code == 404
    assert Share.objects.count() == 1
