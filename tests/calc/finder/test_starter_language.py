"""Our own starter language, in the words of people who do the work: the right skill stands on top."""

import pytest
import yaml

from kanwil.calc.finder import Concept, build, search_text
from kanwil.calc.finder.lexicon import PLACE

STARTER = PLACE.parent / "starter"


@pytest.fixture(scope="module")
def starter():
    """The index, and the Dutch name of each skill."""
    concepts, names = [], {}
    for file in sorted(STARTER.glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")):
            if entry.get("kind") == "skill":
                names[entry["id"]] = entry["nl"]["label"]
                concepts += [
                    Concept(entry["id"], language, said["label"], said.get("synonyms", ()), said.get("explain", ""))
                    for language in ("nl", "en")
                    if (said := entry.get(language))
                ]
    return build(concepts), names


@pytest.mark.parametrize(
    ("told", "skill"),
    [
        ("ik help bewoners met wassen en aankleden", "Helpen met wassen en aankleden"),
        ("ik kleed mensen aan", "Helpen met wassen en aankleden"),
        ("lassn", "Lassen"),
        ("bloeddruk meten", "Bloeddruk en temperatuur meten"),
        ("ik schilder muren", "Schilderen"),
        ("roosters maken", "Rooster maken"),
        ("facturen sturen", "Facturen maken"),
        ("collega's inwerken", "Nieuwe collega’s inwerken"),
        ("ik ruim op na het werk", "Opruimen en netjes houden"),
    ],
)
def test_a_plain_sentence_finds_the_skill_first(starter, told, skill):
    assert found(starter, told, 5)[0] == skill


def test_a_story_of_two_sentences_finds_both_skills(starter):
    story = "Ik geef medicijnen en schrijf op wat ik heb gedaan. Daarna bel ik met de familie."
    assert {"Medicijnen geven", "Familie en mantelzorgers betrekken"} <= set(found(starter, story, 3))


def test_an_english_sentence_finds_the_skill_too(starter):
    assert found(starter, "I help people get dressed", 1, "en") == ["Helpen met wassen en aankleden"]


def found(starter, told, limit, language="nl"):
    index, names = starter
    return [names[hit.id] for hit in search_text(index, told, limit, language=language)]
