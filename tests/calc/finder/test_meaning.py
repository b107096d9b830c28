"""What people say in other words than the language does: synonyms, separable verbs, compounds, sentences."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwil.calc.finder import Concept, Why, build, search, search_text
from kanwil.calc.finder.kin import kin
from kanwil.calc.finder.lexicon import Lexicon, read, standard
from kanwil.calc.finder.text import LONGEST, pieces

LANGUAGE = [
    Concept("aankleden", "nl", "helpen met wassen en aankleden", ["ochtendzorg"]),
    Concept("overleden", "nl", "overledenen aankleden"),
    Concept("linnen", "nl", "huishoudlinnen wassen"),
    Concept("schilder", "nl", "muren schilderen"),
    Concept("paint", "en", "paint boats"),
    Concept("vervoer", "nl", "wetgeving inzake wegvervoer"),
    Concept("hand", "nl", "groenten met de hand snijden"),
    Concept("opruimen", "nl", "de werkplek opruimen"),
    Concept("koffie", "nl", "koffie zetten", [], "Je maakt koffie en thee voor bezoekers."),
    Concept("balie", "nl", "bezoekers ontvangen"),
    Concept("vergadering", "nl", "vergaderingen leiden"),
]
INDEX = build(LANGUAGE)


def ids(question, **extra):
    return [hit.id for hit in search(INDEX, question, **extra)]


@pytest.mark.parametrize(
    ("question", "skill"),
    [
        ("ik help bewoners met wassen en aankleden", "aankleden"),
        ("ik kleed bewoners aan en help ze met wassen", "aankleden"),
        ("ik heb de werkplek opgeruimd", "opruimen"),
        ("ik ruim elke dag alles op", "opruimen"),
        ("wanden verven", "schilder"),
        ("reglementering voor wegtransport", "vervoer"),
        ("groente manueel versnijden", "hand"),
        ("bijeenkomsten voorzitten", "vergadering"),
    ],
)
def test_other_words_find_the_same_skill(question, skill):
    assert ids(question)[0] == skill


def test_without_the_lists_of_words_other_words_are_not_found():
    assert "schilder" not in ids("wanden verven", lexicon=Lexicon())
    assert "schilder" in ids("wanden verven", lexicon=read(["wand, muur", "verven, schilderen"]))


def test_the_reason_says_that_two_words_mean_the_same():
    hit = search(INDEX, "verven")[0]
    assert [(one.asked, one.found, one.why) for one in hit.matches] == [("verven", "schilderen", Why.SAYS_THE_SAME)]


def test_the_example_in_the_explanation_is_right():
    index = build([Concept(label, "nl", label) for label in ("vis koop", "melk koop", "vis haal")])
    hits = search(index, "vis melk", lexicon=Lexicon())
    assert [hit.id for hit in hits] == ["melk koop", "vis koop", "vis haal"]
    assert [hit.score for hit in hits] == pytest.approx([0.749, 0.389, 0.322], abs=0.0006)
    assert [(one.asked, one.brought) for one in hits[0].matches] == [("melk", hits[0].score)]
    lifted = search(index, "vis melk", lexicon=Lexicon(), expected=["vis haal"])
    assert {hit.id: hit.score for hit in lifted}["vis haal"] == pytest.approx(0.322 + 0.6 * 0.322 * 0.678, abs=0.0006)


@pytest.mark.parametrize("question", ["koffie zetten voor bezoekers", "ik help met wassn en ruim op", "muren", "kofie"])
def test_what_the_words_brought_is_together_the_score(question):
    for hit in search(INDEX, question):
        assert sum(one.brought for one in hit.matches) == pytest.approx(hit.score, abs=0.002)


def test_a_word_of_the_explanation_is_named_as_the_reason():
    hit = search(INDEX, "koffie voor bezoekers")[0]
    assert hit.id == "koffie"
    assert {one.asked for one in hit.matches} == {"koffie", "bezoekers"}


def test_a_skill_of_ones_job_moves_up_and_nothing_is_left_out():
    without, with_job = search(INDEX, "aankleden"), search(INDEX, "aankleden", expected=["aankleden", "bestaat niet"])
    assert without[0].id == "overleden"
    assert with_job[0].id == "aankleden"
    assert with_job[0].expected
    assert {hit.id for hit in with_job} == {hit.id for hit in without}


def test_a_text_shows_which_of_its_words_led_to_a_skill():
    text = "Ik kleed mensen aan.\nDaarna zet ik koffie! En de werkplek is opgeruimd."
    hits = {hit.id: [text[start:end] for start, end in hit.spans] for hit in search_text(INDEX, text, 5)}
    assert hits["aankleden"] == ["kleed", "aan"]
    assert hits["koffie"] == ["zet", "koffie"]
    assert hits["opruimen"] == ["werkplek", "opgeruimd"]


def test_a_text_is_cut_in_sentences_and_long_sentences_in_parts():
    def words(text):
        return [" ".join(token.word for token in part) for part, _ in pieces(text)]

    assert words("Ik kook. Ik rij op de heftruck; klaar?") == ["ik kook", "ik rij op de heftruck", "klaar"]
    long = "ik maak brood, ik bak taarten in de oven en ik verkoop koffie achter de kassa"
    assert words(long)[1:] == ["ik maak brood", "ik bak taarten in de oven", "en ik verkoop koffie achter de kassa"]
    assert words("versie 2.0 van node.js") == ["versie 2.0 van node.js"]


def test_every_skill_of_a_text_comes_up_once():
    found = [hit.id for hit in search_text(INDEX, "Koffie zetten. Koffie zetten. Ik zet koffie.", 20)]
    assert len(found) == len(set(found))


def test_a_reader_of_dutch_is_not_sent_to_an_english_word_by_a_guess():
    index = build([Concept("en", "en", "kappas"), Concept("nl", "nl", "kapperszaak")])
    assert search(index, "kapp", language="nl")[0].id == "nl"
    assert search(index, "kapp", language="en")[0].id == "en"


HOSTILE = [
    "lassen " * 15_000,
    "x" * 100_000,
    "😀 " * 500,
    "\u202eneleda\u202c مرحبا שלום",
    "\x00\x00koffie\x00zetten",
    "de het een van",
    "," * 5_000,
    "aan aan aan op op uit",
    "\ud800",
    "koffie\u200b zetten",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_breaks_nothing_and_takes_no_time(text):
    assert search_text(INDEX, text, 5) == search_text(INDEX, text, 5)
    assert search(INDEX, text) == search(INDEX, text)
    assert all(end <= min(len(text), LONGEST) for hit in search_text(INDEX, text, 5) for _, end in hit.spans)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_an_answer_in_order_with_places_in_the_text(text):
    hits = search_text(INDEX, text, 5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= start < end <= len(text) for hit in hits for start, end in hit.spans)


def test_two_processes_give_the_same_answer():
    code = (
        "from kanwil.calc.finder import Concept, build, search\n"
        "i = build([Concept(str(n), 'nl', w) for n, w in enumerate(['muren verven', 'lakwerk'])])\n"
        "print(search(i, 'muur schilderen en lakken'), i.pieces, i.piece_weight.tolist())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert "Hit(" in runs.pop()


def test_the_lists_of_words_are_well_kept():
    lists = standard()
    assert len(lists.same) > 1000
    for term in (("met", "de", "hand"), ("eerste", "hulp")):
        assert lists.phrases[term]
    assert ("schilderen",) in lists.of_word("verven")


def test_small_words_belong_to_nothing_but_themselves():
    assert {INDEX.words[word] for word in kin(INDEX, "met", standard()).words.tolist()} == {"met"}
