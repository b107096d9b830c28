"""Finding a skill in your own words: forgiving, the same every time, and with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwil.calc.finder import Concept, Why, build, search
from kanwil.calc.finder.lexicon import Lexicon

LANGUAGE = [
    Concept("lassen", "nl", "lassen", ["laswerk doen", "metaal aan elkaar smelten"], "Metaal verbinden met hitte."),
    Concept("lassen", "en", "welding", ["join metal"]),
    Concept("wassen", "nl", "iemand helpen met wassen", ["iemand wassen", "lichamelijke verzorging"]),
    Concept("wasgoed", "nl", "wasgoed wassen", ["de was doen"], "Kleding en lakens schoonmaken."),
    Concept("storing", "nl", "een storing zoeken", ["storingen oplossen"], "Vinden waarom een machine stilstaat."),
    Concept("storing", "en", "find a fault", ["troubleshooting"]),
    Concept("onderhoud", "nl", "onderhoud doen", ["machines smeren"]),
    Concept("robot", "nl", "een lasrobot instellen", ["robot programmeren"]),
    Concept("coord", "nl", "activiteiten coördineren"),
    Concept("plan", "nl", "een planning maken", ["werk plannen"]),
    Concept("gesprek", "nl", "een gesprek voeren met cliënten"),
    Concept("c++", "en", "C++", []),
    Concept("c", "en", "C", []),
]
INDEX = build(LANGUAGE)


def first(question, **extra):
    hits = search(INDEX, question, **extra)
    return hits[0].id if hits else None


@pytest.mark.parametrize(
    ("question", "skill"),
    [
        ("lassen", "lassen"),
        ("LASSEN", "lassen"),
        ("storing zoeken", "storing"),
        ("ik zoek storingen", "storing"),
        ("coordineren", "coord"),
        ("gesprekken met clienten", "gesprek"),
        ("plannen", "plan"),
        ("onderh", "onderhoud"),
        ("welding", "lassen"),
        ("troubleshoot", "storing"),
        ("robot", "robot"),
        ("de was doen", "wasgoed"),
        ("C++", "c++"),
        ("C", "c"),
    ],
)
def test_a_skill_is_found_in_the_words_people_use(question, skill):
    assert first(question) == skill


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("onderhuod", "onderhoud"),
        ("storign zoeken", "storing"),
        ("coordinern", "coord"),
        ("programeren", "robot"),
        ("weldingg", "lassen"),
        ("lichamlijke verzorgign", "wassen"),
    ],
)
def test_a_typing_error_does_not_matter(typed, skill):
    assert first(typed) == skill


def test_a_compound_is_found_by_its_parts_and_the_parts_by_the_compound():
    index = build(
        [
            Concept("1", "nl", "kraan bedienen", ["de kraan keuren"]),
            Concept("2", "nl", "machinist zijn", ["machinist"]),
            Concept("3", "nl", "kraanmachinist"),
            Concept("4", "nl", "brood bakken"),
        ]
    )
    assert [hit.id for hit in search(index, "kraanmachinist")][0] == "3"
    assert {hit.id for hit in search(index, "kraanmachinist")} >= {"1", "2", "3"}
    assert "3" in {hit.id for hit in search(index, "machinist")}
    assert "4" not in {hit.id for hit in search(index, "kraanmachinist")}


def test_a_label_that_is_exactly_the_question_always_comes_first():
    for concept in LANGUAGE:
        for label in (concept.label, *concept.synonyms):
            assert first(label) == concept.id


def test_each_hit_says_which_word_matched_and_how():
    hit = search(INDEX, "onderhuod machines")[0]
    assert hit.id == "onderhoud"
    assert [(one.asked, one.found, one.why) for one in hit.matches][-1] == ("machines", "machines", Why.SAME)
    typed = search(INDEX, "onderhuod")[0].matches
    assert [(one.asked, one.found, one.why) for one in typed] == [("onderhuod", "onderhoud", Why.TYPING_ERROR)]
    assert search(INDEX, "onderh")[0].matches[0].why is Why.BEGINS


def test_words_that_name_the_same_skills_find_each_other_across_languages():
    index = build(
        [
            Concept("muur", "nl", "muren schilderen"),
            Concept("muur", "en", "painting walls"),
            Concept("deur", "nl", "deuren schilderen"),
            Concept("deur", "en", "painting doors"),
            Concept("boot", "en", "painting boats"),
            Concept("brood", "en", "baking bread"),
        ]
    )
    hits = search(index, "schilderen", lexicon=Lexicon())
    assert [{hit.id for hit in hits[:2]}, hits[2].id, len(hits)] == [{"muur", "deur"}, "boot", 3]
    assert (hits[2].matches[0].found, hits[2].matches[0].why) == ("painting", Why.RELATED)


def test_a_hit_shows_the_label_that_fits_and_whether_it_is_the_preferred_one():
    hit = search(INDEX, "laswerk")[0]
    assert (hit.label, hit.preferred, hit.language) == ("laswerk doen", False, "nl")


def test_a_skill_in_two_languages_comes_up_once():
    found = [hit.id for hit in search(INDEX, "een storing zoeken find a fault")]
    assert len(found) == len(set(found))


def test_the_language_of_the_reader_goes_first():
    index = build([Concept("en", "en", "planning"), Concept("nl", "nl", "planning")])
    assert search(index, "planning werk", language="nl")[0].id == "nl"
    assert search(index, "planning werk", language="en")[0].id == "en"


@pytest.mark.parametrize("nothing", ["", "   ", "?!", "日本", "\x00", "qqqqzzzzxxxx"])
def test_a_question_without_words_finds_nothing_and_breaks_nothing(nothing):
    assert search(INDEX, nothing) == []


def test_an_empty_language_finds_nothing():
    assert search(build([]), "lassen") == []


def test_a_whole_story_can_be_pasted():
    assert search(INDEX, "lassen " + "en dan nog iets anders dat lang is " * 500)


@given(st.text(max_size=60))
def test_any_question_gives_an_answer_in_order_and_the_same_twice(question):
    hits = search(INDEX, question)
    assert hits == search(INDEX, question)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 < hit.score <= 1 for hit in hits)
    assert len(hits) <= 10


@given(st.integers(1, 20))
def test_a_longer_list_begins_with_the_shorter_one(limit):
    assert search(INDEX, "storing robot wassen", limit=limit) == search(INDEX, "storing robot wassen", limit=20)[:limit]
