"""The starter language that comes with the product, and what happens when its files hold a mistake."""

from __future__ import annotations

import pytest

from kanwil.skills.packs import PackRefused, read_pack, starter
from kanwil.skills.packs.records import Mapping, Relation

GROUPS = b'- {id: papier, nl: "Papier", en: "Paper", sector: spel}\n'
SKILLS = b"""
- id: vouwen
  kind: skill
  group: papier
  nl: {label: "Papier vouwen", explain: "Je vouwt papier.", synonyms: ["plooien"]}
  en: {label: "Folding paper", explain: "You fold paper.", synonyms: ["creasing"]}
  behaviour:
    learning: {nl: "Je kijkt mee.", en: "You watch."}
    teaching: {nl: "Je doet het voor.", en: "You show it."}
  esco:
    - {uri: "http://data.europa.eu/esco/skill/1", match: broad}
- id: vouwbewijs
  kind: qualification
  group: papier
  broader: [vouwen]
  nl: {label: "Vouwbewijs"}
  en: {label: "Folding licence"}
  legal_ground: {nl: "Vouwwet, artikel 3", en: "Folding Act, article 3"}
  valid_months: 60
"""


def test_words_examples_and_grounds_are_read():
    pack = read_pack(("groups.yaml", GROUPS), ("spel.yaml", SKILLS))
    group, folding, licence = pack.concepts
    assert (group.uri, group.kind) == ("urn:kanwil:starter:group:papier", "group")
    assert (folding.uri, folding.labels["en"]) == ("urn:kanwil:starter:vouwen", "Folding paper")
    assert folding.extra["behaviour"]["teaching"] == {"nl": "Je doet het voor.", "en": "You show it."}
    assert folding.extra["sector"] == "spel"
    assert (licence.extra["legal_ground"]["nl"], licence.extra["valid_months"]) == ("Vouwwet, artikel 3", 60)
    assert pack.relations == [
        Relation(folding.uri, group.uri),
        Relation(licence.uri, group.uri),
        Relation(licence.uri, folding.uri),
    ]
    assert pack.mappings == [Mapping(folding.uri, "esco", "http://data.europa.eu/esco/skill/1", "broad")]
    assert pack.refusals == []


def test_mistakes_are_named_with_their_file_and_place():
    wrong = b"""
- {id: a, kind: talent, group: papier, nl: {label: A}, en: {label: A}}
- {id: b, kind: skill, group: weg, nl: {label: B}, en: {label: B}}
- {id: c, kind: skill, group: papier, broader: [weg], nl: {label: C}, en: {label: C}, esco: [{uri: nergens}]}
- {id: c, group: papier, nl: {label: C2}}
- zomaar
"""
    pack = read_pack(("groups.yaml", GROUPS), ("spel.yaml", wrong))
    assert sorted((refusal.file, refusal.row, refusal.code) for refusal in pack.refusals) == [
        ("spel.yaml", 1, "pack_unknown_value"),
        ("spel.yaml", 2, "pack_no_such_term"),
        ("spel.yaml", 3, "pack_no_link"),
        ("spel.yaml", 3, "pack_no_such_term"),
        ("spel.yaml", 4, "pack_same_name"),
        ("spel.yaml", 5, "pack_no_id"),
    ]


def test_a_file_that_is_not_well_written_is_refused_with_its_row():
    with pytest.raises(PackRefused) as refused:
        read_pack(("spel.yaml", b"- id: a\n  nl: {label: 'x\n"))
    assert (refused.value.refusal.code, refused.value.refusal.row) == ("pack_not_well_formed", 3)
    with pytest.raises(PackRefused) as refused:
        read_pack(("spel.yaml", b"!!python/object/apply:os.system ['true']"))
    assert refused.value.refusal.code == "pack_not_well_formed"


@pytest.mark.skipif(not (starter.PLACE / "groups.yaml").is_file(), reason="the starter language is not complete yet")
def test_the_starter_language_of_the_product_holds_no_mistake():
    pack = starter.read()
    assert pack.refusals == []
    assert [note for note in pack.notes if note.kind != "ignored"] == []
    words = [concept for concept in pack.concepts if concept.kind != "group"]
    assert len(words) >= 180
    assert all({"nl", "en"} <= concept.labels.keys() for concept in pack.concepts)
    assert all({"nl", "en"} <= concept.explanation.keys() for concept in words)
