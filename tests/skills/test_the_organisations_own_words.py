"""Chantal (HR) adds, changes, hangs and retires words of the organisation, through the pages."""

from __future__ import annotations

import re

import pytest

from kanwil.access import Denied
from kanwil.audit.models import Event
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.skills import own_actions, own_words
from kanwil.skills.models import Behaviour, Broader, Mapping, Skill, SkillLabel
from kanwil.skills.own_words import OwnWord

NEW = {
    "name_nl": "Koffie schenken met aandacht",
    "name_en": "Pouring coffee with attention",
    "kind": "skill",
    "explanation_nl": "Je neemt de tijd voor een praatje.",
    "explanation_en": "You take time for a chat.",
    "synonyms_nl": "bakje doen\nkoffieronde",
    "synonyms_en": "",
}


@pytest.fixture
def chantal(cast):
    return cast.client("chantal")


@pytest.fixture
def coffee(cast) -> Skill:
    word = OwnWord(names={"nl": "Koffie schenken"}, explanations={"nl": "Je schenkt koffie."})
    return own_actions.add_own_skill(cast.actor("chantal"), word=word)


def seen_on(page: str) -> str:
    return re.search(r'name="seen" value="([^"]+)"', page)[1]


def form_of(client, skill: Skill, **changes) -> dict[str, str]:
    page = client.get(f"/vaardigheden/{skill.pk}/wijzig/").content.decode()
    word = own_words.read(skill)
    return {
        "seen": seen_on(page), "name_nl": word.names.get("nl", ""), "name_en": word.names.get("en", ""),
        "kind": word.kind, "explanation_nl": word.explanations.get("nl", ""), **changes,
    }  # fmt: skip


def test_a_new_word_is_found_at_once_in_both_languages_and_by_its_other_words(cast, chantal):
    answer = chantal.post("/vaardigheden/nieuw/", NEW)
    assert answer.status_code == 302 and "/plaats/?zoek=Koffie" in answer["Location"]
    anna = cast.client("anna")
    for typed in ("koffie schenken", "pouring coffee", "koffieronde"):
        assert "Koffie schenken met aandacht" in anna.get("/vaardigheden/", {"zoek": typed}).content.decode()
    page = anna.get(f"/vaardigheden/{Skill.objects.get(framework__own=True).pk}/").content.decode()
    assert "Je neemt de tijd voor een praatje." in page and "You take time for a chat." in page


def test_examples_per_level_stand_on_the_page_of_the_word(cast, chantal):
    level = cast.levels["with_help"]
    chantal.post("/vaardigheden/nieuw/", {**NEW, f"example_{level.pk}_nl": "Je vraagt wie suiker wil."})
    skill = Skill.objects.get(framework__own=True)
    assert Behaviour.objects.get(skill=skill).text == "Je vraagt wie suiker wil."
    assert "Je vraagt wie suiker wil." in cast.client("anna").get(f"/vaardigheden/{skill.pk}/").content.decode()


def test_a_word_without_a_name_or_that_is_there_already_is_refused_and_keeps_what_was_typed(chantal, coffee):
    nameless = chantal.post("/vaardigheden/nieuw/", {**NEW, "name_nl": " ", "name_en": ""})
    assert nameless.status_code == 422 and "Je neemt de tijd voor een praatje." in nameless.content.decode()
    double = chantal.post("/vaardigheden/nieuw/", {**NEW, "name_nl": "KOFFIE schenken"})
    assert double.status_code == 422 and "is al een van je eigen woorden" in double.content.decode()


def test_a_changed_word_can_be_put_back(chantal, coffee):
    chantal.post(f"/vaardigheden/{coffee.pk}/wijzig/", form_of(chantal, coffee, name_nl="Thee schenken"))
    assert own_words.read(coffee).names == {"nl": "Thee schenken"}
    page = chantal.get(f"/vaardigheden/{coffee.pk}/").content.decode()
    was = re.search(r'name="was" value="([^"]+)"', page)[1]
    chantal.post(f"/vaardigheden/{coffee.pk}/zet-terug/", {"was": was})
    assert own_words.read(coffee).names == {"nl": "Koffie schenken"}


def test_putting_back_never_undoes_what_somebody_changed_after_that(cast, chantal, coffee):
    chantal.post(f"/vaardigheden/{coffee.pk}/wijzig/", form_of(chantal, coffee, name_nl="Thee schenken"))
    was = re.search(r'name="was" value="([^"]+)"', chantal.get(f"/vaardigheden/{coffee.pk}/").content.decode())[1]
    eva = cast.client("eva")
    eva.post(f"/vaardigheden/{coffee.pk}/wijzig/", form_of(eva, coffee, name_nl="Soep schenken"))
    answer = chantal.post(f"/vaardigheden/{coffee.pk}/zet-terug/", {"was": was}, follow=True)
    assert "sindsdien weer gewijzigd" in answer.content.decode()
    assert own_words.read(coffee).names == {"nl": "Soep schenken"}


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(cast, chantal, coffee):
    eva = cast.client("eva")
    first, second = form_of(chantal, coffee, name_nl="Thee schenken"), form_of(eva, coffee, name_nl="Soep schenken")
    chantal.post(f"/vaardigheden/{coffee.pk}/wijzig/", first)
    answer = eva.post(f"/vaardigheden/{coffee.pk}/wijzig/", second)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Thee schenken" in page and 'value="Soep schenken"' in page
    assert own_words.read(coffee).names == {"nl": "Thee schenken"}
    eva.post(f"/vaardigheden/{coffee.pk}/wijzig/", {**second, "seen": seen_on(page)})
    assert own_words.read(coffee).names == {"nl": "Soep schenken"}


def test_an_own_word_hangs_beneath_and_beside_other_words_and_comes_loose_again(cast, chantal, coffee):
    calm, plan = cast.skills["rust"], cast.skills["plannen"]
    place = f"/vaardigheden/{coffee.pk}/plaats/"
    assert "Rust bewaren" in chantal.get(place, {"zoek": "rust"}).content.decode()
    chantal.post(place, {"zoek": "rust", "other": calm.pk, "how": "beneath"})
    chantal.post(place, {"zoek": "plannen", "other": plan.pk, "how": "related"})
    page = cast.client("anna").get(f"/vaardigheden/{coffee.pk}/").content.decode()
    assert f'href="/vaardigheden/{calm.pk}/"' in page and "hoort bij" in page
    assert "Koffie schenken" in cast.client("anna").get(f"/vaardigheden/{calm.pk}/").content.decode()
    hangs = Broader.objects.get(narrower=coffee)
    chantal.post(f"/vaardigheden/{coffee.pk}/los/", {"which": f"place-{hangs.pk}"})
    chantal.post(f"/vaardigheden/{coffee.pk}/los/", {"which": f"link-{Mapping.objects.get(skill=coffee).pk}"})
    assert not Broader.objects.filter(narrower=coffee).exists() and not Mapping.objects.filter(skill=coffee).exists()


def test_a_word_cannot_hang_beneath_itself_by_a_detour(cast, chantal, coffee):
    tea = own_actions.add_own_skill(cast.actor("chantal"), word=OwnWord(names={"nl": "Thee"}), beneath=coffee)
    answer = chantal.post(f"/vaardigheden/{coffee.pk}/plaats/", {"zoek": "thee", "other": tea.pk, "how": "beneath"})
    assert answer.status_code == 422 and "kring" in answer.content.decode()


def test_a_retired_word_takes_what_people_said_to_its_successor_and_back(cast, chantal, coffee):
    calm = cast.skills["rust"]
    said = matrix.say(cast.actor("anna"), skill=coffee, level=cast.levels["teaching"], words="Met een koekje.").claim
    seen = seen_on(chantal.get(f"/vaardigheden/{coffee.pk}/niet-meer/").content.decode())
    answer = chantal.post(
        f"/vaardigheden/{coffee.pk}/niet-meer/", {"zoek": "rust", "successor": calm.pk, "seen": seen}, follow=True
    )
    assert "Het is vervangen door:" in answer.content.decode()
    claim = Claim.objects.get(pk=said.pk)
    assert (claim.skill, claim.level, claim.words) == (calm, cast.levels["teaching"], "Met een koekje.")
    assert "“Koffie schenken” heet nu “Rust bewaren”" in cast.client("anna").get("/ik/").content.decode()
    chantal.post(f"/vaardigheden/{coffee.pk}/weer/")
    claim.refresh_from_db()
    coffee.refresh_from_db()
    assert (claim.skill, coffee.status, coffee.replaced_by) == (coffee, "current", None)


def test_the_page_never_says_how_many_people_had_the_word(cast, chantal, coffee):
    matrix.say(cast.actor("anna"), skill=coffee, level=cast.levels["teaching"])
    seen = own_words.fingerprint(coffee)
    data = {"zoek": "rust", "successor": cast.skills["rust"].pk, "seen": seen}
    page = chantal.post(f"/vaardigheden/{coffee.pk}/niet-meer/", data, follow=True).content.decode()
    assert not re.search(r"\b1 (keer|persoon|medewerker|lijst)", page) and "Anna" not in page


def test_a_word_that_somebody_changed_meanwhile_is_not_retired_unseen(cast, chantal, coffee):
    seen = own_words.fingerprint(coffee)
    own_actions.change_own_skill(cast.actor("eva"), skill=coffee, word=OwnWord(names={"nl": "Soep schenken"}))
    assert chantal.post(f"/vaardigheden/{coffee.pk}/niet-meer/", {"seen": seen}).status_code == 409
    coffee.refresh_from_db()
    assert coffee.status == "current"


def test_words_of_another_language_are_not_changed_here(cast, chantal):
    other = cast.skills["rust"]
    for page in ("wijzig", "plaats", "niet-meer"):
        assert chantal.get(f"/vaardigheden/{other.pk}/{page}/").status_code == 404


def test_only_who_keeps_the_language_writes_in_it_and_everything_is_in_the_log(cast, coffee):
    for who in ("anna", "bram", "daan"):
        assert cast.client(who).get("/vaardigheden/nieuw/").status_code == 403
        assert cast.client(who).post(f"/vaardigheden/{coffee.pk}/weer/").status_code == 403
        with pytest.raises(Denied):
            own_actions.change_own_skill(cast.actor(who), skill=coffee, word=OwnWord(names={"nl": "X"}))
    hr = cast.actor("chantal")
    own_actions.change_own_skill(hr, skill=coffee, word=OwnWord(names={"nl": "Thee"}))
    own_actions.place_beneath(hr, skill=coffee, broader=cast.skills["rust"])
    own_actions.place_beside(hr, skill=coffee, other=cast.skills["plannen"], match="close")
    own_actions.retire(hr, skill=coffee)
    own_actions.use_again(hr, skill=coffee)
    assert set(Event.objects.filter(object_type="skills.skill").values_list("verb", flat=True)) == {
        "skills.own_word_added", "skills.own_word_changed", "skills.own_word_placed", "skills.linked",
        "skills.own_word_retired", "skills.own_word_used_again",
    }  # fmt: skip


def test_words_only_for_finding_stay_when_a_word_changes(cast, coffee):
    SkillLabel.objects.create(skill=coffee, language="nl", kind="hidden", text="bakkie")
    own_actions.change_own_skill(cast.actor("chantal"), skill=coffee, word=OwnWord(names={"nl": "Thee"}))
    assert SkillLabel.objects.filter(skill=coffee, kind="hidden", text="bakkie").exists()
