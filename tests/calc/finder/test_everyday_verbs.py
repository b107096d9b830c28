"""One everyday verb finds what it means, and not what only looks like it."""

import pytest

from kanwil.calc.finder import Concept, Why, build, search
from kanwil.calc.finder.lexicon import Lexicon, read, standard
from kanwil.calc.finder.words import compound_parts, verb_in

LANGUAGE = [
    Concept("riool", "nl", "een riool leggen", ["rioolbuizen leggen"]),
    Concept("tegels", "nl", "tegels leggen"),
    Concept("toelichten", "nl", "een keuze toelichten"),
    Concept("slachten", "nl", "kippen slachten"),
    Concept("klachten", "nl", "klachten afhandelen"),
    Concept("ruimen", "nl", "sneeuw ruimen"),
    Concept("loskoppelen", "nl", "wagons loskoppelen"),
    Concept("wegvervoer", "nl", "vervoer over de weg", ["transport over de weg"]),
]
INDEX = build(LANGUAGE)


def ids(question, **extra):
    return [hit.id for hit in search(INDEX, question, language="nl", **extra)]


@pytest.mark.parametrize(
    ("verb", "not_these"),
    [
        ("uitleggen", {"riool", "tegels"}),
        ("leggen", {"toelichten"}),
        ("wachten", {"slachten", "klachten"}),
        ("lachen", {"slachten", "klachten"}),
        ("opruimen", {"loskoppelen"}),
        ("afmaken", {"riool", "tegels", "slachten"}),
    ],
)
def test_an_everyday_verb_does_not_find_what_only_looks_like_it(verb, not_these):
    assert not not_these & set(ids(verb))


def test_the_meaning_of_a_verb_with_a_particle_is_found():
    assert ids("uitleggen") == ["toelichten"]
    assert set(ids("leggen")) == {"riool", "tegels"}


def test_a_real_typing_error_is_still_forgiven():
    hit = search(INDEX, "slahcten", language="nl")[0]
    assert (hit.id, hit.matches[0].why) == ("slachten", Why.TYPING_ERROR)


def test_a_word_that_exists_is_no_typing_error_of_another_word():
    assert "slachten" in ids("wachten", lexicon=Lexicon())
    assert "slachten" not in ids("wachten", lexicon=read(["wachten"]))
    assert standard().of_word("wachten") == ()  # it stands in the list of everyday words, and has no synonym there


def test_a_compound_with_a_word_that_can_be_a_particle_is_still_a_compound():
    assert compound_parts("wegtransport", {"weg", "transport"}) == ("weg", "transport")
    assert compound_parts("wegmarkeringen", {"weg", "markeringen"}) == ("weg", "markeringen")
    assert compound_parts("uitleggen", {"uit", "leggen"}) is None
    assert ids("wegtransport")[0] == "wegvervoer"


@pytest.mark.parametrize(
    ("word", "verb"), [("uitleggen", "leggen"), ("opruimen", "ruimen"), ("leggen", None), ("wegmarkering", None)]
)
def test_the_verb_in_a_verb_with_a_particle(word, verb):
    assert verb_in(word) == verb
