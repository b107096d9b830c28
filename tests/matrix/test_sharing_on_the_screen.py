"""Sharing, stopping, seeing it through the other's eyes, and a new manager: through the front door."""

import re

import pytest

from kanwil.access import visible
from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Share
from kanwil.people import actions as people
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast):
    """Anna keeps two skills for herself."""
    anna = cast.actor("anna")
    wounds = actions.say(anna, skill=cast.skills["wonden"], level=cast.levels["independent"], wish="learn").claim
    calm = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"], words="Eerst één rondje.").claim
    return wounds, calm


def text(response):
    return response.content.decode()


def form(claims, whom, **more):
    return {"claims": [c.pk for c in claims], "with_whom": whom, "until": "6"} | more


def share(client, claims, whom, **more):
    """Look first, then press the button under what was seen."""
    filled = form(claims, whom, **more)
    seen = re.search(r'name="share" value="([^"]+)"', text(client.post("/delen/iets/", filled)))
    return client.post("/delen/iets/", filled | {"share": seen.group(1) if seen else "1"})


def sees(cast, who, action="view"):
    return set(visible(Claim, cast.actor(who), action).filter(person=cast.anna))


def test_sharing_with_the_team_is_its_members_and_the_manager_by_name(cast, two):
    share(cast.client("anna"), two[:1], f"team:{cast.units.east.pk}", with_wish="on")
    assert sees(cast, "fatima") == sees(cast, "bram") == {two[0]}
    assert not sees(cast, "lotte")
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    assert not sees(cast, "lotte")


def test_sharing_lasts_six_months_unless_somebody_chooses_otherwise(cast, two):
    client = cast.client("anna")
    share(client, two[:1], f"person:{cast.fatima.pk}")
    row = Share.objects.get()
    assert 180 <= (row.until_on - row.from_on).days <= 184 and not row.with_wish
    share(client, two[:1], "everyone", until="0")
    assert Share.objects.get(to_everyone=True).until_on is None


@pytest.mark.parametrize("whom", ["lead", "person", "team", "everyone"])
@pytest.mark.parametrize("with_wish", [True, False])
def test_the_preview_is_exactly_what_the_other_then_sees(cast, two, whom, with_wish):
    key = {
        "lead": f"lead:{cast.bram.pk}",
        "person": f"person:{cast.piet.pk}",
        "team": f"team:{cast.units.east.pk}",
        "everyone": "everyone",
    }[whom]
    eyes = {"lead": "bram", "person": "piet", "team": "yusuf", "everyone": "ivo"}[whom]
    client = cast.client("anna")
    filled = form(two[:1], key, **({"with_wish": "on"} if with_wish else {}))
    lines = Event.objects.count()
    preview = text(client.post("/delen/iets/", filled))
    assert not Share.objects.exists() and Event.objects.count() == lines
    shown = preview.split('class="eyes"')[1].split('id="messages"')[0]
    assert "Wonden verzorgen" in shown and "Eerst één rondje." not in shown
    assert ('class="wish learn"' in shown) == with_wish
    assert "Ook niet dát er meer is" in shown
    share(client, two[:1], key, **({"with_wish": "on"} if with_wish else {}))
    assert sees(cast, eyes) == {two[0]}
    assert (sees(cast, eyes, "view_wish") == {two[0]}) == with_wish


def test_only_what_was_seen_is_shared(cast, two):
    """The choice changed after looking (another tab, a quick tap): look again, share nothing yet."""
    client = cast.client("anna")
    preview = text(client.post("/delen/iets/", form(two[:1], f"lead:{cast.bram.pk}")))
    seen = re.search(r'name="share" value="([^"]+)"', preview).group(1)
    for changed in (form(two[:1], "everyone"), form(two, f"lead:{cast.bram.pk}")):
        answer = client.post("/delen/iets/", changed | {"share": seen})
        assert "Kijk eerst" in text(answer) and not Share.objects.exists()


def test_stopping_is_one_click_and_can_be_undone(cast, two):
    client = cast.client("anna")
    share(client, two, f"person:{cast.fatima.pk}", with_wish="on")
    page = text(client.get("/delen/"))
    assert "2 vaardigheden met Fatima" in page
    before = list(Share.objects.order_by("claim").values_list("claim", "to_person", "until_on", "with_wish"))
    ids = re.findall(r'name="share" value="(\d+)"', page)
    answer = text(client.post("/delen/stop/", {"share": ids}, follow=True))
    assert not sees(cast, "fatima")
    kept = re.search(r'name="kept" value="([^"]+)"', answer).group(1)
    client.post("/delen/opnieuw/", {"kept": kept})
    assert list(Share.objects.order_by("claim").values_list("claim", "to_person", "until_on", "with_wish")) == before


def test_nobody_undoes_or_stops_for_somebody_else(cast, two):
    client = cast.client("anna")
    share(client, two, f"person:{cast.fatima.pk}")
    row = Share.objects.first()
    assert cast.client("bram").post("/delen/stop/", {"share": [row.pk]}).status_code == 404
    answer = text(client.post("/delen/stop/", {"share": [row.pk]}, follow=True))
    kept = re.search(r'name="kept" value="([^"]+)"', answer).group(1)
    assert cast.client("bram").post("/delen/opnieuw/", {"kept": kept}).status_code == 403
    assert cast.client("anna").post("/delen/opnieuw/", {"kept": kept + "x"}).status_code == 403
    assert Share.objects.count() == 1


def test_somebody_elses_skill_cannot_be_shared(cast, two):
    answer = cast.client("bram").post("/delen/iets/", form(two, "everyone", share="1"))
    assert answer.status_code in (200, 400) and not Share.objects.exists()


@pytest.mark.parametrize("whom", ["team:999", "person:999999", "lead:x", "colleague", "", "team:"])
def test_a_wrong_audience_shares_nothing_and_keeps_what_was_ticked(cast, two, whom):
    answer = cast.client("anna").post("/delen/iets/", form(two[:1], whom, share="1"))
    assert answer.status_code == 400 and not Share.objects.exists()
    assert re.search(rf'value="{two[0].pk}"[^>]*checked', text(answer))


def test_a_colleague_is_found_by_name_and_the_page_asks_which_one(cast, two):
    client = cast.client("anna")
    page = text(share(client, two[:1], "colleague", colleague="a"))
    assert "Wie bedoel je" in page and not Share.objects.exists()
    share(client, two[:1], "colleague", colleague="fatima")
    assert Share.objects.get().to_person == cast.fatima


def test_from_the_page_of_one_skill(cast, two):
    client = cast.client("anna")
    client.post(f"/ik/{two[0].pk}/deel/", {"with_whom": f"lead:{cast.bram.pk}", "until": "1", "with_wish": "on"})
    assert sees(cast, "bram") == {two[0]}
    assert "Bram" in text(client.get(f"/ik/{two[0].pk}/"))


def test_quick_with_my_team(cast, two):
    data = {"wat": [c.pk for c in two], "met": f"team:{cast.units.east.pk}"}
    assert f'name="met" value="{data["met"]}"' in text(cast.client("anna").get("/delen/"))
    cast.client("anna").post("/delen/team/", data)
    assert sees(cast, "fatima") == set(two)
    assert cast.client("anna").post("/delen/team/", data | {"met": f"team:{cast.units.west.pk}"}).status_code == 404


def test_a_new_manager_is_asked_about_and_gets_only_what_i_choose(cast, two):
    actions.share(cast.actor("anna"), claims=two, audience=actions.Audience(person=cast.bram))
    client = cast.client("anna")
    assert "Wat mag" not in text(client.get("/ik/"))
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    assert "Wat mag Lotte zien?" in text(client.get("/ik/"))
    page = text(client.get("/delen/nieuwe-leidinggevende/"))
    assert "Wonden verzorgen" in page and not re.search(r'name="wat"[^>]*checked', page)
    assert not sees(cast, "lotte") and not sees(cast, "bram")
    answer = {"leader": cast.lotte.pk, "wat": [two[1].pk], "until": "6", "share": "1"}
    client.post("/delen/nieuwe-leidinggevende/", answer)
    assert sees(cast, "lotte") == {two[1]} and not sees(cast, "bram")
    assert "Wat mag Lotte zien?" not in text(client.get("/ik/"))


def test_a_new_manager_may_get_nothing(cast, two):
    actions.share(cast.actor("anna"), claims=two, audience=actions.Audience(person=cast.bram))
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    client = cast.client("anna")
    client.post("/delen/nieuwe-leidinggevende/", {"leader": cast.lotte.pk, "wat": [two[0].pk], "nothing": "1"})
    assert not sees(cast, "lotte") and not Share.objects.exists()


def test_seeing_it_as_they_do_leaves_no_trace_and_asks_only_for_my_own(cast, two):
    from kanwil.audit.models import Look

    client = cast.client("anna")
    share(client, two[:1], f"person:{cast.fatima.pk}")
    page = text(client.get(f"/delen/zo-ziet-het-eruit/?met=person:{cast.fatima.pk}"))
    assert "Wonden verzorgen" in page and "Rust bewaren" not in page and not Look.objects.exists()
    assert client.get("/delen/zo-ziet-het-eruit/?met=team:12345").status_code == 404
