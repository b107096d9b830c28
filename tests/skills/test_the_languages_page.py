"""Bringing in a language through the pages, as Chantal (HR) does it, and taking it back."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kanwil.intake.models import Batch
from kanwil.matrix.actions import say
from kanwil.matrix.models import Claim
from kanwil.skills import finding
from kanwil.skills.listing import languages
from kanwil.skills.models import Framework, Skill, SkillLabel
from kanwil.skills.search import search
from tests.skills.packs import endpoint as stand_in
from tests.skills.packs import sample
from tests.skills.packs.sample import SKILL
from tests.skills.packs.test_skos import TURTLE

ZIP = sample.zipped({**sample.WHOLE_11, **sample.WHOLE_12_NL})


def bring(client, data: bytes = ZIP, name: str = "esco.zip", **more) -> Batch:
    """Choose a file on the page and go where the page leads."""
    answer = client.post("/invoer/nieuw/skills/", {"file": SimpleUploadedFile(name, data), **more})
    assert answer.status_code == 302, answer.content.decode()
    return Batch.objects.get(pk=int(re.search(r"/invoer/(\d+)/", answer["Location"])[1]))


def go(client, batch: Batch, what: str) -> Batch:
    assert client.post(f"/invoer/{batch.pk}/{what}/").status_code == 302
    batch.refresh_from_db()
    return batch


@pytest.fixture
def chantal(cast):
    return cast.client("chantal")


def test_a_zip_is_looked_at_first_and_then_taken_over(chantal):
    batch = bring(chantal)
    assert (batch.state, batch.counts["new"]) == ("checked", 7)
    assert not Framework.objects.filter(key="esco").exists()
    page = chantal.get(f"/invoer/{batch.pk}/").content.decode()
    assert "papieren bootjes vouwen" in page
    assert go(chantal, batch, "neem-over").state == "applied"
    assert Skill.objects.filter(framework__key="esco").count() == 7


def test_the_credit_stands_where_the_language_is_shown(chantal):
    go(chantal, bring(chantal), "neem-over")
    page = chantal.get("/skillstalen/").content.decode()
    assert "This service uses the ESCO classification of the European Commission." in page


def test_the_same_zip_again_would_change_nothing(chantal):
    go(chantal, bring(chantal), "neem-over")
    again = bring(chantal)
    assert (again.counts["unchanged"], again.changes_something) == (7, False)


def test_a_pack_with_a_file_missing_says_which_above_the_report(chantal):
    files = {"skills_en.csv": sample.SKILLS_EN, "digitalSkillsCollection_nl.csv": sample.PUDDLE_NL}
    batch = bring(chantal, sample.zipped(files))
    said = " ".join(note.message for note in batch.notes)
    assert "skills_nl.csv" in said
    assert "skillGroups_nl.csv" in said


def test_rows_that_cannot_be_used_stand_in_the_report_with_their_file_and_row(chantal):
    rows = sample.table(sample.SKILLS_HEADER, sample.skill(1, "goed"), {**sample.skill(2, "fout"), "conceptUri": "weg"})
    batch = bring(chantal, sample.zipped({"skills_nl.csv": rows}))
    line = batch.lines.get(outcome="refused")
    assert (line.key, line.row, line.reason) == ("skills_nl.csv", 3, "pack_no_link")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("kwaad.zip", sample.zipped({"../skills_nl.csv": sample.SKILLS_NL}), "pack_zip_outside"),
        ("bom.zip", sample.zipped({"skills_nl.csv": b"\0" * 9_000_000}), "pack_zip_bomb"),
        ("kwaad.rdf", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "doctype"),
        ("kwaad.jsonld", b'{"@context": "https://kwaad.example.org/c", "@id": "urn:x:y"}', "pack_remote_context"),
        ("foto.png", b"\x89PNG", "pack_unknown"),
    ],
)
def test_a_hostile_file_is_refused_with_its_reason_and_nothing_changes(chantal, name, data, code):
    before = Skill.objects.count()
    batch = bring(chantal, data, name)
    assert (batch.state, batch.error_code) == ("failed", code)
    assert chantal.get(f"/invoer/{batch.pk}/").status_code == 200
    assert Skill.objects.count() == before


def test_taking_back_puts_everything_back(chantal):
    go(chantal, bring(chantal), "neem-over")
    newer = sample.table(sample.SKILLS_HEADER, sample.skill(1, "bootjes vouwen"), sample.skill(8, "vliegers vouwen"))
    second = go(chantal, bring(chantal, sample.zipped({"skills_nl.csv": newer})), "neem-over")
    names = SkillLabel.objects.filter(skill__framework__key="esco", language="nl", kind="preferred")
    assert {"bootjes vouwen", "vliegers vouwen"} <= set(names.values_list("text", flat=True))
    assert go(chantal, second, "draai-terug").state == "undone"
    texts = set(names.values_list("text", flat=True))
    assert "papieren bootjes vouwen" in texts
    assert not {"bootjes vouwen", "vliegers vouwen"} & texts
    assert Skill.objects.filter(framework__key="esco", status="obsolete").count() == 1


def test_taking_back_the_first_import_takes_the_language_away(chantal):
    batch = go(chantal, bring(chantal), "neem-over")
    go(chantal, batch, "draai-terug")
    assert not Framework.objects.filter(key="esco").exists()


def test_taking_back_keeps_a_word_that_somebody_uses_or_that_changed_since(cast, chantal):
    batch = go(chantal, bring(chantal), "neem-over")
    Claim.objects.create(person=cast.anna, skill=Skill.objects.get(uri=f"{SKILL}1"))
    changed = Skill.objects.get(uri=f"{SKILL}2")
    SkillLabel.objects.create(skill=changed, language="nl", kind="synonym", text="papierdikte")
    go(chantal, batch, "draai-terug")
    kept = dict(batch.lines.exclude(kept="").values_list("data__uri", "kept"))
    assert kept == {f"{SKILL}1": "skills_in_use", f"{SKILL}2": "skills_changed_since"}
    assert set(Skill.objects.filter(framework__key="esco").values_list("uri", flat=True)) == set(kept)


def test_who_does_not_keep_the_language_cannot_bring_one_in(cast):
    for name in ("anna", "bram", "daan", "jelle"):
        client = cast.client(name)
        assert client.post("/invoer/nieuw/skills/", {"file": SimpleUploadedFile("e.zip", ZIP)}).status_code == 403
        assert client.post("/skillstalen/competentnl/").status_code == 403
        page = client.get("/skillstalen/")
        assert page.status_code == 200
        assert "/invoer/nieuw/skills/" not in page.content.decode()
    assert cast.client("stranger").get("/skillstalen/").status_code == 302
    assert not Batch.objects.exists()


def test_a_language_can_be_closed_for_choosing_and_opened_again(cast, chantal):
    go(chantal, bring(chantal), "neem-over")
    framework = Framework.objects.get(key="esco")
    assert [hit.matched for hit in search("bootjes vouwen")]
    chantal.post(f"/skillstalen/{framework.pk}/gebruik/", {"in_use": "no"})
    assert search("bootjes vouwen") == []
    assert cast.client("anna").post(f"/skillstalen/{framework.pk}/gebruik/", {"in_use": "yes"}).status_code == 403
    chantal.post(f"/skillstalen/{framework.pk}/gebruik/", {"in_use": "yes"})
    assert search("bootjes vouwen")


def test_competentnl_comes_through_its_api_with_the_key_of_the_organisation(chantal, settings, tmp_path):
    with stand_in.running() as double:
        settings.COMPETENTNL_URL, settings.COMPETENTNL_KEY, settings.DATA = double.address, stand_in.KEY, tmp_path
        assert "Haal CompetentNL op" in chantal.get("/skillstalen/").content.decode()
        answer = chantal.post("/skillstalen/competentnl/")
        batch = Batch.objects.get()
        assert answer["Location"] == f"/invoer/{batch.pk}/"
        assert (batch.state, batch.counts["new"]) == ("checked", 5)
        go(chantal, batch, "neem-over")
    assert Skill.objects.filter(framework__key="competentnl").count() == 5


def test_a_refused_key_is_said_on_the_page(chantal, settings, tmp_path):
    with stand_in.running() as double:
        settings.COMPETENTNL_URL, settings.COMPETENTNL_KEY, settings.DATA = double.address, "verkeerd", tmp_path
        chantal.post("/skillstalen/competentnl/")
    batch = Batch.objects.get()
    assert (batch.state, batch.error_code) == ("failed", "cnl_key_refused")
    assert "verkeerd" not in chantal.get(f"/invoer/{batch.pk}/").content.decode()


def test_words_are_found_with_typing_errors_after_an_import_and_newer_words_as_well(chantal, settings, tmp_path):
    settings.DATA = tmp_path
    go(chantal, bring(chantal), "neem-over")
    assert finding.refresh() > 4
    assert search("papiren botjes vouwen")[0].matched == "papieren bootjes vouwen"
    assert search("puddle sailing")[0].name.text == "sail on puddles"
    new = Skill.objects.create(framework=Framework.objects.get(key="esco"), uri="urn:x:nieuw")
    SkillLabel.objects.create(skill=new, language="nl", text="bootjes schilderen")
    assert search("schilderen")[0].skill_id == new.pk


def test_ten_languages_take_as_many_questions_as_one(cast, django_assert_max_num_queries):
    actor = cast.actor("chantal")
    for number in range(10):
        framework = Framework.objects.create(key=f"t{number}", name=f"Taal {number}")
        skill = Skill.objects.create(framework=framework, uri=f"urn:t:{number}")
        SkillLabel.objects.create(skill=skill, language="nl", text="woord")
    with django_assert_max_num_queries(2):
        assert len(languages(actor)) >= 10


def test_taking_back_an_import_returns_what_moved_to_a_successor(cast, chantal):
    gave_way = TURTLE.replace("2.0", "2.1")
    before = TURTLE.replace(" ; owl:deprecated true ; dct:isReplacedBy ex:stoken", "")
    go(chantal, bring(chantal, before.encode(), "vuur.ttl"), "neem-over")
    old = Skill.objects.get(uri="https://taal.example.org/vuur/tondel")
    claim = say(cast.actor("anna"), skill=old, level=cast.levels["teaching"]).claim
    update = go(chantal, bring(chantal, gave_way.encode(), "vuur.ttl"), "neem-over")
    claim.refresh_from_db()
    assert claim.skill.uri == "https://taal.example.org/vuur/stoken"
    assert go(chantal, update, "draai-terug").state == "undone"
    claim.refresh_from_db()
    old.refresh_from_db()
    assert (claim.skill, old.status, old.replaced_by) == (old, "current", None)
