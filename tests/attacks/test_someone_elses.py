"""Somebody puts another's number in an address or a form, or presses twice: nothing of Anna changes or is shown."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from kanwil.matrix import actions
from kanwil.matrix.actions import Audience
from kanwil.matrix.figure_actions import count_again
from kanwil.matrix.models import Claim, Confirmation, Share, Statement
from kanwil.people.models import Membership, Person, today
from tests.cast import SYSTEM
from tests.matrix.test_numbers_about_units import crowd, share
from tests.pages.scene import make_scene

pytestmark = pytest.mark.django_db
OTHERS = {
    "a colleague in her team": "fatima",
    "her manager": "bram",
    "the manager of another team": "lotte",
    "her former manager": "hanna",
    "the manager above": "gijs",
    "HR": "chantal",
    "the administrator": "eva",
    "the works council": "daan",
    "somebody of another team": "piet",
    "whoever left": "sofie",
    "a stranger": "stranger",
}
REFUSED = (302, 403, 404)  # 302: log in first


def everything():
    """All that Anna's list is made of."""
    return [list(model.objects.order_by("pk").values()) for model in (Claim, Statement, Share, Confirmation)]


@pytest.fixture
def scene(cast):
    scene = make_scene(cast)
    actions.answer_look(cast.actor("karim"), asked=scene.asked, confirm=True, saw="Ik zag het bij een opname.")
    scene.change = Statement.objects.filter(person=cast.anna).latest("pk").change
    return scene


def forms(scene):
    """Every form about something of Anna, filled in as if it were the sender's own."""
    private, shared, level = scene.private, scene.shared, scene.cast.levels["teaching"].pk
    said = {"level": level, "wish": "less", "version": private.version, "words": "gehackt"}
    to_me = {"with_whom": "everyone", "until": "6", "with_wish": "on", "wat": private.pk, "claims": private.pk}
    for claim in (private, shared):
        yield reverse("claim", args=[claim.pk]), said
        yield reverse("say_level", args=[claim.pk]), said
        yield reverse("remove_claim", args=[claim.pk]), {}
        yield reverse("share_claim", args=[claim.pk]), to_me
        yield reverse("ask_to_look", args=[claim.pk]), {"of": scene.cast.fatima.pk}
    yield reverse("withdraw_confirmation", args=[scene.asked.pk]), {}
    yield reverse("look", args=[scene.asked.pk]), {"saw": "niets", "confirm": "1"}
    yield reverse("take_back", args=[scene.change]), {}
    yield reverse("team_undo", args=[scene.cast.units.east.pk]), {"change": str(scene.change)}
    yield reverse("stop_sharing"), {"share": [one.pk for one in shared.shares.all()]}
    yield reverse("share_with_team"), {"met": f"team:{scene.cast.units.east.pk}", "wat": private.pk}
    yield reverse("share_something"), to_me | {"share": "1"}
    yield reverse("listed"), {"listed": 1, "answer": "yes", "person": scene.cast.anna.pk}
    yield (
        reverse("team_cell", args=[scene.cast.units.east.pk, scene.cast.anna.pk, scene.cast.skills["wonden"].pk]),
        said | {"share": "1"},
    )


@pytest.mark.parametrize("who", OTHERS)
def test_attack_send_a_form_about_somebody_else(scene, who):
    client, before = scene.cast.client(OTHERS[who]), everything()
    for url, fields in forms(scene):
        answer = client.post(url, fields)
        assert answer.status_code < 500, url
        assert everything() == before, url
        assert "Wonden verzorgen" not in answer.content.decode() or answer.status_code not in (200, 400), url


def test_control_the_same_forms_do_change_things_for_anna_herself(scene):
    """Otherwise a form that is filled in wrongly would make the attack above look harmless."""
    client, changed, before = scene.cast.client("anna"), set(), everything()
    for url, fields in forms(scene):
        with transaction.atomic():
            client.post(url, fields)
            if everything() != before:
                changed.add(url)
            transaction.set_rollback(True)
    names = ("claim", "say_level", "remove_claim", "share_claim")
    wanted = {reverse(name, args=[scene.private.pk]) for name in names}
    wanted |= {reverse("withdraw_confirmation", args=[scene.asked.pk]), reverse("take_back", args=[scene.change])}
    wanted |= {reverse("stop_sharing"), reverse("share_with_team")}
    assert wanted <= changed


@pytest.mark.parametrize("who", [who for who in OTHERS if who != "a colleague in her team"])
def test_attack_open_what_is_not_shared_with_you(scene, who):
    private = scene.private.pk
    addresses = [reverse(name, args=[private]) for name in ("claim", "ask_to_look")]
    for url in [*addresses, f"/team/{scene.cast.units.east.pk}/cel/{scene.cast.anna.pk}/{scene.private.skill_id}/"]:
        answer = scene.cast.client(OTHERS[who]).get(url)
        seen = answer.content.decode()
        assert answer.status_code in REFUSED or "deelt dit niet" in seen, url
        assert "ik kan dit zelf" not in seen.lower(), url


def test_attack_press_twice(scene):
    """The same form sent two times, as a nervous thumb does: once in the list, once in the log."""
    anna, skill = scene.cast.client("anna"), scene.cast.skills["lassen"]
    for _ in range(2):
        anna.post(reverse("choose_these"), {"skill": skill.pk, "uit": "zoek"})
    said = Claim.objects.get(person=scene.cast.anna, skill=skill)
    sent = {"level": scene.cast.levels["learning"].pk, "version": said.version}
    answers = [anna.post(reverse("say_level", args=[said.pk]), sent).status_code for _ in range(2)]
    assert Statement.objects.filter(person=scene.cast.anna, skill=skill, level__key="learning").count() == 1
    assert answers[0] == 302 and answers[1] in (302, 409)
    for _ in range(2):
        anna.post(reverse("share_with_team"), {"met": f"team:{scene.cast.units.east.pk}", "wat": said.pk})
    assert said.shares.filter(to_unit=scene.cast.units.east).count() == 1
    for _ in range(2):
        anna.post(reverse("ask_to_look", args=[said.pk]), {"of": scene.cast.karim.pk, "person": scene.cast.karim.pk})
    assert Confirmation.objects.filter(claim=said).count() <= 1
    change = Statement.objects.filter(person=scene.cast.anna, skill=skill, level__key="learning").get().change
    for _ in range(2):
        anna.post(reverse("take_back", args=[change]))
    said.refresh_from_db()
    assert said.level is None


def test_attack_lay_the_files_of_three_days_beside_each_other(cast):
    """One person joins and shares, the next day one leaves: page, search, filter and file, of the department and of its
    teams, stay word for word the same, so no subtraction of any two of them is about one person."""
    oost, west = crowd(cast, cast.units.east, 20), crowd(cast, cast.units.west, 14)
    share(cast, oost[:8])
    share(cast, west[:6])
    count_again(SYSTEM)
    client = cast.client("chantal")
    routes = [
        f"/overzicht/{unit.pk}/{more}"
        for unit in (cast.units.top, cast.units.care, cast.units.east, cast.units.west)
        for more in (
            "", "?zoek=wonden", "?toon=leren", "?toon=weinig", "bestand.csv", "bestand.csv?zoek=wonden",
            f"vaardigheid/{cast.skills['wonden'].pk}/",
        )
    ]  # fmt: skip

    def day():
        count_again(SYSTEM)
        told = {}
        for url in routes:
            text = client.get(url).content.decode("utf-8-sig")
            csv_file = "bestand" in url
            told[url] = list(csv.reader(io.StringIO(text), delimiter=";")) if csv_file else _figures(text)
        return told

    first = day()
    assert any(first.values())
    newcomer = Person.objects.create(given_name="Nieuw", family_name="Hier")
    Membership.objects.create(person=newcomer, unit=cast.units.east)
    share(cast, [newcomer], level="teaching", wish="learn")
    assert day() == first
    Person.objects.filter(pk=west[0].pk).update(left_on=today())
    Membership.objects.filter(person=west[0]).update(until_on=today() - timedelta(days=1))
    assert day() == first
    anna = cast.actor("anna")
    said = actions.say(anna, skill=cast.skills["wonden"], level=cast.levels["teaching"]).claim
    actions.share(anna, claims=[said], audience=Audience(unit=cast.units.east))
    assert day() == first


def _figures(page):
    """What a page says about people: its tables, without the parts that are new on every visit."""
    start, end = page.find("<main"), page.find("</main>")
    return [line for line in page[start:end].splitlines() if "csrf" not in line]
