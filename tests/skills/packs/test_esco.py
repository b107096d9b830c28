"""What a keeper of the language notices when bringing in an ESCO pack, whole or not."""

from __future__ import annotations

import io

import pytest

from kanwil.skills.packs import PackRefused, esco, format_of, gather, read_pack
from kanwil.skills.packs.records import Pack, Relation
from tests.skills.packs import sample
from tests.skills.packs.sample import SKILL


def term(pack: Pack, end: object):
    return next(concept for concept in pack.concepts if concept.uri == f"{SKILL}{end}")


def notes(pack: Pack) -> set[tuple[str, str]]:
    return {(note.code, note.file) for note in pack.notes}


def test_a_pack_of_layout_1_1_is_read_whole(tmp_path):
    pack = read_pack(sample.folder(tmp_path / "ESCO dataset - v1.1.1 - classification - en - csv", sample.WHOLE_11))
    assert (pack.key, pack.version, pack.languages) == ("esco", "1.1.1", ["en"])
    assert pack.credit == "This service uses the ESCO classification of the European Commission."
    boats = term(pack, 1)
    assert boats.labels == {"en": "fold paper boats"}
    assert boats.synonyms == {"en": ["make paper boats", "paper boat folding"]}
    assert boats.explanation == {"en": "Folding boats."}
    assert (term(pack, 2).kind, boats.kind, term(pack, "S01").kind) == ("knowledge", "skill", "group")
    assert term(pack, 3).extra["hidden"] == {"en": ["puddle sailing"]}
    assert term(pack, 4).status == "obsolete"
    assert Relation(f"{SKILL}1", f"{SKILL}S011") in pack.relations
    assert not pack.refusals


def test_codes_that_look_like_numbers_keep_their_zero(tmp_path):
    pack = read_pack(sample.folder(tmp_path, sample.WHOLE_11))
    assert term(pack, "011").code == "011"
    assert pack.occupations[0].code == "0110.1"


def test_links_to_what_is_not_in_the_pack_are_left_out_and_counted(tmp_path):
    pack = read_pack(sample.folder(tmp_path, sample.WHOLE_11))
    assert all(f"{SKILL}77" not in (relation.narrower, relation.broader) for relation in pack.relations)
    needs = {(need.skill, need.strength) for need in pack.needs}
    assert needs == {(f"{SKILL}1", "essential"), (f"{SKILL}2", "optional")}
    assert {"pack_loose_links", "pack_loose_needs"} <= {note.code for note in pack.notes}


def test_two_languages_and_two_layouts_become_one_language(tmp_path):
    english = sample.folder(tmp_path / "v1.1.1_en", sample.WHOLE_11)
    dutch = sample.folder(tmp_path / "v1.2.1_nl", sample.WHOLE_12_NL)
    pack = read_pack(english, dutch)
    assert pack.version == "1.2.1"
    assert term(pack, 1).labels == {"en": "fold paper boats", "nl": "papieren bootjes vouwen"}
    assert term(pack, 1).synonyms["nl"] == ["bootjes maken", "papier vouwen"]
    assert term(pack, 3).labels == {"en": "sail on puddles"}
    assert term(pack, 3).word("nl") == ("sail on puddles", "en")
    assert ("pack_versions", "") in notes(pack)
    fallback = next(note for note in pack.notes if note.code == "pack_fallback" and note.params["language"] == "nl")
    assert fallback.params == {"language": "nl", "count": 3, "total": 7}


def test_english_labels_in_the_relations_of_a_dutch_pack_are_not_taken_for_dutch(tmp_path):
    pack = read_pack(sample.folder(tmp_path, sample.WHOLE_12_NL))
    assert "an English label" not in str(pack.concepts)
    assert Relation(f"{SKILL}1", f"{SKILL}S011") in pack.relations


def test_an_explanation_left_in_english_is_not_shown_as_dutch(tmp_path):
    folding = term(read_pack(sample.folder(tmp_path, sample.WHOLE_12_NL)), "S011")
    assert folding.explanation == {"en": "Using the hands and other tools to fold paper for boats."}


def test_short_rows_of_the_hierarchy_still_give_groups_and_their_place(tmp_path):
    files = {name: data for name, data in sample.WHOLE_12_NL.items() if name not in {"skillGroups_nl.csv"}}
    pack = read_pack(sample.folder(tmp_path, files))
    assert (term(pack, "S011").code, term(pack, "S011").labels) == ("S011", {"nl": "vouwen"})
    assert Relation(f"{SKILL}S011", f"{SKILL}S01") in pack.relations


def test_a_pack_without_its_skills_uses_the_collections_and_says_so(tmp_path):
    english = sample.folder(tmp_path / "en", sample.WHOLE_11)
    dutch = sample.folder(tmp_path / "nl", {"digitalSkillsCollection_nl.csv": sample.PUDDLE_NL})
    pack = read_pack(english, dutch)
    sailing = term(pack, 3)
    assert sailing.labels == {"en": "sail on puddles", "nl": "varen op plassen"}
    assert sailing.synonyms["nl"] == ["plasvaren", "over plassen varen"]
    assert sailing.extra["collections"] == ["digital"]
    assert term(pack, 5).labels == {"nl": "regen voorspellen"}
    missing = {note.file: note for note in pack.notes if note.kind == "missing"}
    assert missing["skills_nl.csv"].params == {"language": "nl", "count": 2}
    assert "skillGroups_nl.csv" in missing


def test_collections_place_their_skills_when_the_relations_are_missing(tmp_path):
    pack = read_pack(
        sample.folder(
            tmp_path, {"greenSkillsCollection_nl.csv": sample.PUDDLE_NL, "skillGroups_en.csv": sample.GROUPS_EN}
        )
    )
    assert set(pack.relations) == {Relation(f"{SKILL}3", f"{SKILL}011"), Relation(f"{SKILL}3", f"{SKILL}S01")}
    assert ("pack_missing_broader", "broaderRelationsSkillPillar.csv") in notes(pack)


def test_an_official_zip_and_uploads_are_read_like_a_folder(tmp_path):
    place = "ESCO dataset - v1.2.0 - classification - nl - csv"
    inside = {f"{place}/{name}": data for name, data in sample.WHOLE_12_NL.items()}
    from_zip = read_pack(("pack.zip", sample.zipped(inside)))
    upload = io.BytesIO(sample.SKILLS_NL)
    upload.name = "skills_nl.csv"
    from_upload = read_pack(upload, ("skillGroups_nl.csv", sample.GROUPS_NL))
    assert from_zip.version == "1.2.0"
    assert term(from_zip, 1).labels == term(from_upload, 1).labels == {"nl": "papieren bootjes vouwen"}


def test_only_the_asked_languages_are_kept(tmp_path):
    folder = sample.folder(tmp_path, {**sample.WHOLE_11, **sample.WHOLE_12_NL})
    assert read_pack(folder, languages=["nl"]).languages == ["nl"]


def test_files_without_any_skill_are_refused_with_what_to_add(tmp_path):
    with pytest.raises(PackRefused) as refused:
        read_pack(sample.folder(tmp_path, {"skillGroups_nl.csv": sample.GROUPS_NL}))
    assert refused.value.refusal.code == "pack_no_esco_skills"


def test_rows_that_cannot_be_used_are_named_with_file_row_and_reason(tmp_path):
    rows = sample.table(
        sample.SKILLS_HEADER,
        sample.skill(1, "goed"),
        {**sample.skill(2, "geen link"), "conceptUri": "javascript:alert(1)"},
        {**sample.skill(3, "vreemde status"), "status": "misschien"},
        {**sample.skill(4, "vreemde soort"), "skillType": "talent"},
        sample.skill(6, " \t\n"),
    )
    pack = read_pack(sample.folder(tmp_path, {"skills_nl.csv": rows, "skills_de.csv": b"conceptUri;x\n1;2\n"}))
    assert [concept.labels["nl"] for concept in pack.concepts] == ["goed"]
    assert [(refusal.file, refusal.row, refusal.code) for refusal in pack.refusals] == [
        ("skills_de.csv", 1, "pack_columns_missing"),
        ("skills_nl.csv", 3, "pack_no_link"),
        ("skills_nl.csv", 4, "pack_unknown_value"),
        ("skills_nl.csv", 5, "pack_unknown_value"),
        ("skills_nl.csv", 6, "pack_no_label"),
    ]


def test_a_thousand_bad_rows_do_not_make_a_thousand_messages(tmp_path):
    rows = [{**sample.skill(n, "x"), "conceptUri": "nergens"} for n in range(1000)]
    pack = read_pack(
        sample.folder(tmp_path, {"skills_nl.csv": sample.table(sample.SKILLS_HEADER, sample.skill(1, "goed"), *rows)})
    )
    assert len(pack.refusals) == 201
    assert pack.refusals[-1].params == {"count": 800}


def test_a_file_saved_again_in_excel_is_still_read(tmp_path):
    text = (
        "conceptType;conceptUri;skillType;preferredLabel;status\n"
        f"KnowledgeSkillCompetence;{SKILL}1;skill/competence;één bootje;released\n"
    )
    pack = read_pack(sample.folder(tmp_path, {"skills_nl.csv": text.encode("cp1252")}))
    assert term(pack, 1).labels == {"nl": "één bootje"}
    assert ("pack_assumed_encoding", "skills_nl.csv") in notes(pack)


def test_a_name_without_a_language_is_asked_for(tmp_path):
    pack = read_pack(sample.folder(tmp_path, {"skills.csv": sample.SKILLS_NL, "skills_en.csv": sample.SKILLS_EN}))
    assert [(refusal.file, refusal.code) for refusal in pack.refusals] == [("skills.csv", "pack_no_language")]
    assert pack.languages == ["en"]


def test_a_circle_is_broken_and_named(tmp_path):
    pack = read_pack(
        sample.folder(
            tmp_path,
            {
                "skills_en.csv": sample.SKILLS_EN,
                "broaderRelationsSkillPillar.csv": sample.broader(("1", "2"), ("2", "3"), ("3", "1")),
            },
        )
    )
    assert len(pack.relations) == 2
    assert [refusal.code for refusal in pack.refusals] == ["pack_circle"]


def test_esco_is_recognised_by_its_names_and_nothing_else_is(tmp_path):
    assert format_of(gather(sample.folder(tmp_path / "a", sample.WHOLE_11))) == "esco"
    assert not esco.recognises(gather(("personeel.csv", b"naam\n")))


def test_other_files_beside_the_pack_are_left_alone_and_named(tmp_path):
    pack = read_pack(sample.folder(tmp_path, {**sample.WHOLE_11, "leesmij.pdf": b"%PDF"}))
    assert ("pack_ignored_file", "leesmij.pdf") in notes(pack)
