"""The index is one file that comes back as it was, and that refuses anything else."""

import numpy as np
import pytest

from kanwil.calc.finder import Concept, build, load, save, search
from kanwil.calc.finder.words import compound_parts, fold, split_words, stem, typing_errors

CONCEPTS = [
    Concept("1", "nl", "brood bakken", ["deeg kneden"], "Van meel brood maken."),
    Concept("2", "nl", "koffie zetten"),
    Concept("2", "en", "make coffee"),
]


def test_an_index_comes_back_from_its_file_as_it_was(tmp_path):
    index = build(CONCEPTS)
    save(index, tmp_path / "taal.npz")
    again = load(tmp_path / "taal.npz")
    for question in ("brood", "cofee", "deeg", "meel", "maak koffie"):
        assert search(again, question) == search(index, question)
    assert [path.name for path in tmp_path.iterdir()] == ["taal.npz"]


def test_the_same_words_always_give_the_same_file(tmp_path):
    for name in ("a", "b"):
        save(build(CONCEPTS), tmp_path / name)
    with np.load(tmp_path / "a") as one, np.load(tmp_path / "b") as other:
        assert all((one[name] == other[name]).all() for name in one.files)


def test_a_file_that_is_something_else_is_refused(tmp_path):
    (tmp_path / "tekst.npz").write_text("geen index")
    np.savez(tmp_path / "ander.npz", iets=np.arange(3))
    for name in ("tekst.npz", "ander.npz"):
        with pytest.raises(ValueError, match="not an index"):
            load(tmp_path / name)


def test_an_index_of_another_version_asks_to_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr("kanwil.calc.finder.index.FORMAT", 0)
    save(build(CONCEPTS), tmp_path / "oud.npz")
    monkeypatch.undo()
    with pytest.raises(ValueError, match="make it again"):
        load(tmp_path / "oud.npz")


def test_a_file_cannot_smuggle_in_code(tmp_path):
    np.savez(tmp_path / "kwaad.npz", text=np.array([{"a": print}], dtype=object))
    with pytest.raises(ValueError, match="not an index"):
        load(tmp_path / "kwaad.npz")


@pytest.mark.parametrize(
    ("one", "other", "errors"),
    [
        ("lassen", "lassen", 0),
        ("lasen", "lassen", 1),
        ("lassne", "lassen", 1),
        ("lassem", "lassen", 1),
        ("lssne", "lassen", 2),
        ("wassen", "passende", 3),
        ("a", "abcd", 3),
    ],
)
def test_typing_errors_are_counted_up_to_two(one, other, errors):
    assert typing_errors(one, other) == (errors if errors <= 2 else None)
    assert typing_errors(other, one) == typing_errors(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("plannen", "planning"), ("verkopen", "verkoop"), ("bakken", "bak"), ("leven", "leef"), ("machines", "machine")],
)
def test_forms_of_a_word_meet_in_one_stem(one, other):
    assert stem(one) == stem(other)


def test_words_are_cut_at_their_seams():
    known = {"las", "robot", "onderhoud", "werk", "kraan"}
    assert compound_parts("lasrobot", known) == ("las", "robot")
    assert compound_parts("onderhoudswerk", known) == ("onderhoud", "werk")
    assert compound_parts("banaan", known) is None


def test_accents_and_capitals_do_not_matter():
    assert fold("COÖRDINATIE Één ĳs") == "coordinatie een ijs"
    assert split_words("C++ en C#, node.js: foto's!") == ["c++", "en", "c#", "node.js", "fotos"]
