"""The readers on the real packs, where those are at hand. They are not part of the project."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from kanwil.skills.packs import read_pack

HERE = Path(__file__).resolve()
PLACES = (
    [Path(os.environ["TEST_REAL_DATA"])]
    if os.environ.get("TEST_REAL_DATA")
    else [parent.parent / "shared" / "data" for parent in HERE.parents]
)
DATA = next((place for place in PLACES if (place / "esco").is_dir()), None)
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(DATA is None, reason="no real ESCO and CompetentNL files: set KANWIL_REAL_DATA to their folder"),
]


def test_the_english_pack_with_its_relations_and_the_dutch_one_with_a_file_missing():
    esco = DATA / "esco"
    pack = read_pack(esco / "v1.1.1_en", esco / "v1.1.1_relations", esco / "v1.2.1_nl")
    kinds = Counter(concept.kind for concept in pack.concepts)
    assert kinds["skill"] + kinds["knowledge"] == 14_028
    assert kinds["group"] >= 640
    assert pack.coverage()["nl"] > 3_000
    assert len(pack.relations) > 20_000
    assert len(pack.needs) > 120_000
    assert pack.refusals == []
    missing = {note.file for note in pack.notes if note.kind == "missing"}
    assert missing == {"skills_nl.csv"}
    assert {concept.code for concept in pack.concepts if concept.kind == "group"} >= {"S1.2.5", "T4", "K", "011"}


def test_the_dutch_pack_alone_still_gives_its_collections():
    pack = read_pack(DATA / "esco" / "v1.2.1_nl")
    assert pack.languages == ["nl"]
    assert len([concept for concept in pack.concepts if concept.kind != "group"]) > 2_300
    assert {"skills_nl.csv", "broaderRelationsSkillPillar.csv", "occupationSkillRelations.csv"} == {
        note.file for note in pack.notes if note.kind == "missing"
    }


def test_the_labels_of_competentnl():
    pack = read_pack(DATA / "competentnl")
    assert len([concept for concept in pack.concepts if concept.kind == "skill"]) == 112
    assert len(pack.occupations) == 3_262
    assert pack.refusals == []
    assert all(label == label.strip() for concept in pack.concepts for label in concept.labels.values())
