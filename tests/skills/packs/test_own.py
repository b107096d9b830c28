"""The organisation's own list of skills, as people keep it in Excel."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kanwil.intake.refusals import CannotRead
from kanwil.skills.packs import Pack, own, read_pack
from kanwil.skills.packs.records import Mapping, Relation

LIST = """Vaardigheid;Uitleg;Soort;Groep;Synoniemen;Valt onder;Koppeling;Opmerking
Heftruck rijden;Je rijdt veilig met de heftruck.;vaardigheid;Magazijn;vorkheftruck|heffen;Rijden;breder http://data.europa.eu/esco/skill/1;ok
Rijden;;;;;;;
Heftruckbewijs;;bevoegdheid;Magazijn;;;;
"""


def term(pack: Pack, label: str):
    return next(concept for concept in pack.concepts if concept.labels.get("nl") == label)


def test_a_list_from_excel_becomes_words_in_groups():
    pack = read_pack(("skills.csv", LIST.encode()))
    forklift = term(pack, "Heftruck rijden")
    assert (pack.key, forklift.uri, forklift.kind) == ("eigen", "urn:kanwil:own:heftruck-rijden", "skill")
    assert forklift.explanation == {"nl": "Je rijdt veilig met de heftruck."}
    assert forklift.synonyms == {"nl": ["vorkheftruck", "heffen"]}
    assert (term(pack, "Heftruckbewijs").kind, term(pack, "Magazijn").kind) == ("qualification", "group")
    assert Relation(forklift.uri, term(pack, "Magazijn").uri) in pack.relations
    assert Relation(forklift.uri, term(pack, "Rijden").uri) in pack.relations
    assert pack.mappings == [Mapping(forklift.uri, "esco", "http://data.europa.eu/esco/skill/1", "broad")]
    assert [(note.code, note.params) for note in pack.notes] == [("pack_ignored_column", {"column": "Opmerking"})]


def test_the_same_list_as_xlsx_reads_the_same(tmp_path):
    book = openpyxl.Workbook()
    for line in LIST.splitlines():
        book.active.append(line.split(";"))
    out = io.BytesIO()
    book.save(out)
    one, other = read_pack(("skills.xlsx", out.getvalue())), read_pack(("skills.csv", LIST.encode()))
    assert (one.concepts, one.relations, one.mappings) == (other.concepts, other.relations, other.mappings)


def test_english_columns_and_a_second_language_are_understood():
    pack = read_pack(("s.csv", b"name,name english,kind,code\nLassen,Welding,skill,007\n"))
    welding = term(pack, "Lassen")
    assert (welding.labels, welding.code, welding.uri) == (
        {"nl": "Lassen", "en": "Welding"},
        "007",
        "urn:kanwil:own:007",
    )


def test_a_code_keeps_a_word_the_same_when_its_name_changes():
    before = read_pack(("s.csv", b"naam,code\nLassen,12\n"))
    after = read_pack(("s.csv", b"naam,code\nMIG-lassen,12\n"))
    assert before.concepts[0].uri == after.concepts[0].uri


def test_rows_that_cannot_be_used_are_named_and_the_rest_is_read():
    data = (
        "naam;soort;valt onder;link;koppeling\nLassen;;;;\nlassen;;;;\nA;talent;;;\n;;;;\nB;;Onbekend;;\n"
        "C;;;javascript:x;\nD;;;;zomaar tekst\n"
    )
    pack = read_pack(("s.csv", data.encode()))
    assert {concept.labels["nl"] for concept in pack.concepts} == {"Lassen", "B"}
    assert sorted((refusal.row, refusal.code) for refusal in pack.refusals) == [
        (3, "pack_same_name"),
        (4, "bad_choice"),
        (6, "pack_no_such_term"),
        (7, "pack_no_link"),
        (8, "pack_no_link"),
    ]


def test_a_word_beneath_itself_or_in_a_circle_is_refused():
    pack = read_pack(("s.csv", b"naam,valt onder\nA,B\nB,C\nC,A\nD,D\n"))
    assert len(pack.relations) == 2
    assert [refusal.code for refusal in pack.refusals] == ["pack_circle"]


def test_a_person_can_say_which_column_is_which():
    data = b"Kolom 1,Kolom 2\nLassen,Je maakt metaal vast.\n"
    with pytest.raises(CannotRead) as refused:
        read_pack(("s.csv", data))
    assert refused.value.refusal.code == "column_missing"
    pack = own.read(("s.csv", data), mapping={"Kolom 1": "name", "Kolom 2": "explanation"})
    assert term(pack, "Lassen").explanation == {"nl": "Je maakt metaal vast."}


def test_a_list_without_words_is_refused():
    with pytest.raises(CannotRead) as refused:
        read_pack(("s.csv", b"naam,uitleg\n,niets\n"))
    assert refused.value.refusal.code == "pack_no_skills"
