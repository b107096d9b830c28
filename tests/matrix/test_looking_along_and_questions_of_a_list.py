"""Asking somebody to look, confirming, sending back, and the questions of an older list."""

import pytest

from kanwil.access import visible
from kanwil.audit.models import Look
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Confirmation, Listed
from kanwil.people import actions as people
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def claim(cast):
    level = cast.levels["independent"]
    words = "Ik zie het aan de randen."
    return actions.say(cast.actor("anna"), skill=cast.skills["wonden"], level=level, wish="learn", words=words).claim


@pytest.fixture
def asked(cast, claim):
    cast.client("anna").post(f"/ik/{claim.pk}/vraag/", {"of": cast.karim.pk})
    return Confirmation.objects.get()


def test_who_was_asked_sees_it_until_the_answer_and_not_the_wish(cast, claim, asked):
    client = cast.client("karim")
    assert "Wonden verzorgen" in text(client.get("/meekijken/"))
    page = text(client.get(f"/meekijken/{asked.pk}/"))
    assert "Ik zie het aan de randen." in page and "wish learn" not in page
    assert claim not in visible(Claim, cast.actor("karim"), "view_wish")
    client.post(f"/meekijken/{asked.pk}/", {"saw": "Ik zag je een wond verzorgen.", "confirm": "1"})
    assert claim not in visible(Claim, cast.actor("karim"))
    own = text(cast.client("anna").get("/ik/"))
    assert "Ik zag je een wond verzorgen." in own and "confirmed" in own


def test_looking_is_written_down_before_it_is_shown(cast, claim, asked):
    cast.client("karim").get(f"/meekijken/{asked.pk}/")
    look = Look.objects.get()
    assert (look.viewer_id, look.about_id) == (cast.karim.pk, cast.anna.pk)
    page = text(cast.client("anna").get("/wie-keek/"))
    assert "Karim" in page and "Wonden verzorgen" in page
    assert "Karim" not in text(cast.client("fatima").get("/wie-keek/"))


def test_sending_back_needs_a_sentence_and_only_the_person_reads_it(cast, claim, asked):
    client = cast.client("karim")
    assert client.post(f"/meekijken/{asked.pk}/", {"saw": "", "send_back": "1"}).status_code == 400
    client.post(f"/meekijken/{asked.pk}/", {"saw": "Laten we eerst samen kijken.", "send_back": "1"})
    asked.refresh_from_db()
    assert asked.answered_at and not asked.confirmed
    assert "Laten we eerst samen kijken." in text(cast.client("anna").get(f"/ik/{claim.pk}/"))
    assert "mark level-3 confirmed" not in text(cast.client("anna").get("/ik/"))


def test_my_own_manager_cannot_be_asked_and_cannot_look(cast, claim, asked):
    answer = cast.client("anna").post(f"/ik/{claim.pk}/vraag/", {"of": "colleague", "colleague": "Bram"})
    assert answer.status_code == 400 and "leidinggevende" in text(answer)
    assert not Confirmation.objects.filter(by=cast.bram).exists()
    people.lead(SYSTEM, person=cast.karim, unit=cast.units.east)
    client = cast.client("karim")
    assert client.get(f"/meekijken/{asked.pk}/").status_code in (403, 404)
    assert client.post(f"/meekijken/{asked.pk}/", {"saw": "Gezien.", "confirm": "1"}).status_code in (403, 404)
    assert claim not in visible(Claim, cast.actor("karim"))


@pytest.mark.parametrize("who", ["fatima", "bram", "chantal", "eva"])
def test_a_question_to_somebody_else_does_not_exist_for_you(cast, asked, who):
    client = cast.client(who)
    assert client.get(f"/meekijken/{asked.pk}/").status_code == 404
    assert client.post(f"/meekijken/{asked.pk}/terug/").status_code == 404


def test_both_can_take_it_back(cast, claim, asked):
    cast.client("anna").post(f"/meekijken/{asked.pk}/terug/")
    assert cast.client("karim").get(f"/meekijken/{asked.pk}/").status_code in (403, 404)
    cast.client("anna").post(f"/ik/{claim.pk}/vraag/", {"of": cast.karim.pk})
    again = Confirmation.objects.latest("pk")
    client = cast.client("karim")
    client.post(f"/meekijken/{again.pk}/", {"saw": "Ik zag het.", "confirm": "1"})
    client.post(f"/meekijken/{again.pk}/terug/")
    assert "Ik zag het." not in text(cast.client("anna").get("/ik/"))


def test_another_level_takes_the_sign_away(cast, claim, asked):
    cast.client("karim").post(f"/meekijken/{asked.pk}/", {"saw": "Ik zag het.", "confirm": "1"})
    client = cast.client("anna")
    assert "mark level-3 confirmed" in text(client.get("/ik/"))
    actions.say(cast.actor("anna"), skill=claim.skill, level=cast.levels["teaching"])
    assert "mark level-4 confirmed" not in text(client.get("/ik/"))


@pytest.fixture
def questions(cast):
    def ask(skill, level, written):
        return Listed.objects.create(
            person=cast.anna, skill=cast.skills[skill], level=level, written=written, source="lijst 2024"
        )

    return {
        "wonden": ask("wonden", cast.levels["independent"], "3"),
        "rust": ask("rust", cast.levels["teaching"], "4"),
        "plannen": ask("plannen", None, "x"),
        "lassen": ask("lassen", cast.levels["learning"], "1"),
    }


def test_a_list_counts_only_when_i_say_so(cast, questions):
    client = cast.client("anna")
    assert not Claim.objects.exists()
    assert "Klopt dat?" in text(client.get("/ik/"))
    client.post(
        "/klopt-dat/",
        {
            f"answer-{questions['wonden'].pk}": "yes",
            f"answer-{questions['rust'].pk}": "changed",
            f"level-{questions['rust'].pk}": cast.levels["with_help"].pk,
            f"answer-{questions['plannen'].pk}": "no",
        },
    )
    said = {c.skill_id: c.level for c in Claim.objects.filter(person=cast.anna)}
    assert said == {
        cast.skills["wonden"].pk: cast.levels["independent"],
        cast.skills["rust"].pk: cast.levels["with_help"],
    }
    assert "Lassen" in text(client.get("/klopt-dat/")) and Listed.objects.filter(answer="").count() == 1


def test_nearly_without_a_sentence_loses_no_other_answer(cast, questions):
    data = {f"answer-{questions['wonden'].pk}": "no", f"answer-{questions['rust'].pk}": "changed"}
    answer = cast.client("anna").post("/klopt-dat/", data)
    page = text(answer)
    assert answer.status_code == 400 and not Claim.objects.exists()
    assert f'name="answer-{questions["wonden"].pk}" value="no" checked' in page
    assert not Listed.objects.exclude(answer="").exists()


@pytest.mark.parametrize("who", ["bram", "fatima", "chantal", "eva", "daan"])
def test_nobody_else_sees_or_answers_the_questions(cast, questions, who):
    client = cast.client(who)
    assert "Wonden verzorgen" not in text(client.get("/klopt-dat/"))
    client.post("/klopt-dat/", {f"answer-{questions['wonden'].pk}": "yes"})
    assert not Claim.objects.exists() and Listed.objects.filter(answer="").count() == 4
