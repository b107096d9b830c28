"""`kanwil find` on a file of one's own: no database, clear answers, clear refusals."""

import json

import pytest

from kanwil.cli import main

CONCEPTS = """uri,label_nl,alt_labels_nl,description_nl
http://x/1,lassen,laswerk doen | metaal aan elkaar smelten,Metaal verbinden.
http://x/2,muren schilderen,,
http://x/3,overledenen aankleden,,
"""


@pytest.fixture
def concepts(tmp_path):
    file = tmp_path / "taal.csv"
    file.write_text(CONCEPTS, encoding="utf-8")
    return file


def test_a_text_gives_the_address_the_name_the_score_and_the_words(concepts, capsys):
    assert main(["find", "wanden verven", "--concepts", str(concepts), "--json", "--limit", "1"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert (found["uri"], found["label"]) == ("http://x/2", "muren schilderen")
    assert 0 < found["score"] < 1
    assert [(one["asked"], one["found"], one["why"]) for one in found["matched"]] == [
        ("wanden", "muren", "says_the_same"),
        ("verven", "schilderen", "says_the_same"),
    ]


def test_without_json_a_person_can_read_it(concepts, capsys):
    assert main(["find", "lassn", "--concepts", str(concepts)]) == 0
    out = capsys.readouterr().out
    assert "lassen" in out
    assert "http://x/1" in out
    assert main(["find", "qqqq", "--concepts", str(concepts)]) == 0
    assert "nothing found" in capsys.readouterr().out


def test_a_file_of_questions_gives_one_line_each_in_order(concepts, tmp_path, capsys):
    questions = tmp_path / "vragen.csv"
    questions.write_text('\ufeffnr,query\n1,"laswerk, graag"\n2,\n3,ik kleed mensen aan\n', encoding="utf-8")
    assert main(["find", "--batch", str(questions), "--concepts", str(concepts), "--limit", "2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["query"] for line in lines] == ["laswerk, graag", "", "ik kleed mensen aan"]
    assert [line["hits"][0]["uri"] if line["hits"] else "" for line in lines] == ["http://x/1", "", "http://x/3"]
    assert all(len(line["hits"]) <= 2 for line in lines)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is not there"),
        ("", "column query is missing"),
        ("vraag\nlassen\n", "column query is missing"),
        ("query\n", "no queries"),
        (b"query\n\xff\xfe\n", "not in UTF-8"),
        ('query\nlassen\n"snijden\n', 'is a " missing?'),
        ("query\nlassen, snijden\n", "line 2 has too many cells"),
        ('"query\n', "names of the columns cannot be read"),
    ],
)
def test_a_file_of_questions_that_cannot_be_used_is_refused(concepts, tmp_path, capsys, content, says):
    questions = tmp_path / "vragen.csv"
    if content is not None:
        questions.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert main(["find", "--batch", str(questions), "--concepts", str(concepts)]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("uri,naam\nx,y\n", "column label_nl is missing"),
        ("uri,label_nl\n", "no concepts"),
        ("uri,label_nl\nhttp://x/1,\n", "row 2 has no label_nl"),
    ],
)
def test_a_file_of_concepts_that_cannot_be_used_is_refused(tmp_path, capsys, content, says):
    file = tmp_path / "taal.csv"
    file.write_text(content, encoding="utf-8")
    assert main(["find", "lassen", "--concepts", str(file)]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("wrong", [[], ["  "], ["lassen", "--limit", "0"], ["lassen", "--batch", "x.csv"]])
def test_a_question_that_makes_no_sense_is_refused(concepts, capsys, wrong):
    assert main(["find", *wrong, "--concepts", str(concepts)]) == 2
    assert capsys.readouterr().err.startswith("kanwil find: ")
