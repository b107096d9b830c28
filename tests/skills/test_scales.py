"""Scales: sentences with examples, and never a change of what somebody said."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError

from kanwil.matrix import actions as matrix
from kanwil.matrix.figure_actions import count_again
from kanwil.matrix.models import TeamNeed, TeamSkill
from kanwil.skills import own_actions, scale_actions
from kanwil.skills.models import Level, Scale, Skill
from kanwil.skills.own_words import OwnWord
from tests.cast import SYSTEM

FILLED = {
    "name": "Bij ons in de keuken",
    "sentence_nl_new0": "Ik kijk mee", "sentence_en_new0": "I watch", "example_nl_new0": "Je staat ernaast.",
    "example_en_new0": "You stand beside it.",
    "sentence_nl_new1": "Ik kook mee", "sentence_en_new1": "I cook along", "example_nl_new1": "Je snijdt de groente.",
    "example_en_new1": "You cut the vegetables.",
    "sentence_nl_new2": "Ik kook voor iedereen", "sentence_en_new2": "I cook for all",
    "example_nl_new2": "Je kookt de hele maaltijd.", "example_en_new2": "You cook the whole meal.",
}  # fmt: skip


@pytest.fixture
def chantal(cast):
    return cast.client("chantal")


@pytest.fixture
def kitchen(chantal) -> Scale:
    assert chantal.post("/schalen/nieuw/", FILLED).status_code == 302
    return Scale.objects.get(name="Bij ons in de keuken")


def form_of(client, scale: Scale, **changes) -> dict[str, str]:
    page = client.get(f"/schalen/{scale.pk}/").content.decode()
    data = {"name": scale.name, "seen": re.search(r'name="seen" value="([^"]+)"', page)[1]}
    for level in scale.levels.all():
        for text in ("sentence_nl", "sentence_en", "example_nl", "example_en"):
            data[f"{text}_{level.pk}"] = getattr(level, text)
    return {**data, **changes}


def test_everybody_sees_the_sentences_with_an_example_and_no_digits(cast, kitchen):
    page = cast.client("anna").get("/schalen/").content.decode()
    for words in ("Ik leer dit", "Collega’s komen naar je toe.", "Ik kook voor iedereen", "Je snijdt de groente."):
        assert words in page
    shown = re.sub(r"<[^>]+>", " ", page.partition("<h1>")[2].partition("</main>")[0])
    assert not re.search(r"\d", shown)


def test_the_rings_of_a_new_scale_go_from_empty_to_full(kitchen):
    assert list(kitchen.levels.order_by("position").values_list("mark", flat=True)) == [0, 2, 4]


def test_a_scale_of_one_sentence_half_a_level_or_a_digit_is_refused(chantal):
    one = {key: value for key, value in FILLED.items() if "new1" not in key and "new2" not in key}
    half = {key: value for key, value in FILLED.items() if key != "example_en_new1"}
    digit = {**FILLED, "sentence_nl_new1": "3"}
    for wrong in (one, half, digit):
        answer = chantal.post("/schalen/nieuw/", wrong)
        assert answer.status_code == 422 and "Ik kijk mee" in answer.content.decode()
    assert Scale.objects.count() == 1


def test_sentences_that_nobody_used_can_change(chantal, kitchen):
    level = kitchen.levels.first()
    chantal.post(f"/schalen/{kitchen.pk}/", form_of(chantal, kitchen, **{f"sentence_nl_{level.pk}": "Ik kijk eerst"}))
    level.refresh_from_db()
    assert level.sentence_nl == "Ik kijk eerst"


def test_a_sentence_that_somebody_said_stays_and_only_empty_texts_can_be_filled(cast, chantal, kitchen):
    level = kitchen.levels.order_by("-position").first()
    Level.objects.filter(pk=level.pk).update(example_en="")
    cook = own_actions.add_own_skill(cast.actor("chantal"), word=OwnWord(names={"nl": "Koken"}, scale_id=kitchen.pk))
    matrix.say(cast.actor("anna"), skill=cook, level=level)
    changed = {f"sentence_nl_{level.pk}": "Ik kook nooit", f"example_en_{level.pk}": "You cook it all."}
    chantal.post(f"/schalen/{kitchen.pk}/", form_of(chantal, kitchen, **changed))
    level.refresh_from_db()
    assert (level.sentence_nl, level.example_en) == ("Ik kook voor iedereen", "You cook it all.")
    with pytest.raises(ValidationError):
        scale_actions.change_scale(
            cast.actor("chantal"), scale=kitchen, name=kitchen.name, levels={level.pk: {"sentence_nl": "Anders"}}
        )


def test_the_scale_of_everybody_stands_fast(cast, chantal):
    default = Scale.objects.get(default=True)
    level = default.levels.first()
    chantal.post(f"/schalen/{default.pk}/", form_of(chantal, default, **{f"sentence_nl_{level.pk}": "Slecht"}))
    level.refresh_from_db()
    assert level.sentence_nl == "Nog niet"


def test_the_second_of_two_editors_is_told(cast, chantal, kitchen):
    level, eva = kitchen.levels.first(), cast.client("eva")
    first = form_of(chantal, kitchen, **{f"sentence_nl_{level.pk}": "Eerst kijken"})
    second = form_of(eva, kitchen, **{f"sentence_nl_{level.pk}": "Alleen kijken"})
    chantal.post(f"/schalen/{kitchen.pk}/", first)
    answer = eva.post(f"/schalen/{kitchen.pk}/", second)
    assert answer.status_code == 409 and "Alleen kijken" in answer.content.decode()
    level.refresh_from_db()
    assert level.sentence_nl == "Eerst kijken"


def test_a_scale_goes_to_the_words_of_a_language_that_nobody_uses_yet(cast, chantal, kitchen):
    matrix.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["teaching"])
    framework = cast.skills["rust"].framework
    chantal.post(f"/schalen/{kitchen.pk}/gebruik/", {"framework": framework.pk})
    assert Skill.objects.get(pk=cast.skills["rust"].pk).scale is None
    assert Skill.objects.get(pk=cast.skills["lassen"].pk).scale == kitchen
    page = cast.client("anna").get(f"/vaardigheden/{cast.skills['lassen'].pk}/").content.decode()
    assert "Ik kook voor iedereen" in page and "Ik leer het anderen" not in page


def test_a_word_in_use_keeps_its_scale(cast, kitchen):
    cook = own_actions.add_own_skill(cast.actor("chantal"), word=OwnWord(names={"nl": "Koken"}))
    matrix.say(cast.actor("anna"), skill=cook, level=cast.levels["teaching"])
    with pytest.raises(ValidationError):
        own_actions.change_own_skill(
            cast.actor("chantal"), skill=cook, word=OwnWord(names={"nl": "Koken"}, scale_id=kitchen.pk)
        )


def test_the_list_the_team_and_the_overview_work_with_a_scale_of_the_organisation(cast, kitchen):
    level = kitchen.levels.order_by("-position").first()
    cook = own_actions.add_own_skill(cast.actor("chantal"), word=OwnWord(names={"nl": "Koken"}, scale_id=kitchen.pk))
    row = TeamSkill.objects.create(unit=cast.units.east, skill=cook)
    TeamNeed.objects.create(team_skill=row, level=kitchen.levels.order_by("position")[1], people=2)
    said = matrix.say(cast.actor("anna"), skill=cook, level=level).claim
    matrix.share(cast.actor("anna"), claims=[said], audience=matrix.Audience(unit=cast.units.east))
    anna = cast.client("anna")
    for address in ("/ik/", f"/ik/{said.pk}/", f"/team/{cast.units.east.pk}/"):
        answer = anna.get(address)
        assert answer.status_code == 200 and "ik kook voor iedereen" in answer.content.decode().lower(), address
    count_again(SYSTEM)
    assert cast.client("gijs").get(f"/overzicht/{cast.units.care.pk}/").status_code == 200


@pytest.mark.parametrize("who", ["anna", "bram", "daan"])
def test_only_who_keeps_the_language_makes_a_scale(cast, who):
    assert cast.client(who).get("/schalen/nieuw/").status_code == 403
    assert cast.client(who).post("/schalen/nieuw/", FILLED).status_code == 403
