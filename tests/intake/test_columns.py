"""Names of columns as organisations write them, and values as people type them."""

import datetime as dt

import pytest

from kanwil.intake import values
from kanwil.intake.columns import Column, check_mapping, clean_mapping, counter, recognise, rows_as
from kanwil.intake.refusals import BadValue
from kanwil.intake.tables import open_table

COLUMNS = [
    Column("number", "number", {"nl": ["Personeelsnummer", "Pers.nr"], "en": ["Employee number"]}, required=True),
    Column("first", "first name", {"nl": ["Voornaam", "Roepnaam"], "en": ["First name", "Given name"]}, required=True),
    Column("email", "e-mail", {"nl": ["E-mail", "E-mailadres"], "en": ["Email address"]}, parse=values.email),
    Column("start", "start", {"nl": ["In dienst", "Datum in dienst"], "en": ["Start date"]}, parse=values.date),
]


def test_columns_are_recognised_in_dutch_english_and_without_care_for_capitals_or_dots():
    for headers in (
        ["personeelsnummer", "VOORNAAM", "Email-adres", "Datum in-dienst"],
        ["Employee_Number", "First Name", "e-mail address", "start date"],
        ["Pers. nr.", "Roepnaam", "É-mail", "in dienst"],
    ):
        found = recognise(COLUMNS, headers)
        assert list(found.mapping.values()) == ["number", "first", "email", "start"], headers
        assert not found.missing


def test_a_typing_error_is_a_guess_that_is_said():
    found = recognise(COLUMNS, ["Personeelnumer", "Vornaam", "Team", "Naam"])
    assert found.mapping == {"Personeelnumer": "number", "Vornaam": "first"}
    assert found.guessed == {"Personeelnumer", "Vornaam"}


def test_two_columns_for_one_thing_are_said_and_the_first_is_taken():
    found = recognise(COLUMNS, ["Nummer", "Voornaam", "Roepnaam"])
    assert found.doubtful == {"first": ["Voornaam", "Roepnaam"]}
    assert found.mapping == {"Voornaam": "first"}
    assert found.missing == ["number"]


def test_a_chosen_mapping_is_checked():
    headers = ["A", "B", "C"]
    codes = [r.code for r in check_mapping(COLUMNS, headers, {"A": "first", "B": "first", "C": ""})]
    assert codes == ["column_missing", "column_twice"]
    assert clean_mapping(COLUMNS, headers, {"A": "first", "B": "hack", "Z": "number"}) == {"A": "first"}


def test_every_refused_value_names_its_row_and_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Nr;Naam;Mail;Start\n1;Anna;anna@zorg.nl;1-3-2024\n;Bram;bram;31-02-2024\n", encoding="utf-8")
    mapping = {"Nr": "number", "Naam": "first", "Mail": "email", "Start": "start"}
    with open_table(path) as table:
        good, bad = rows_as(COLUMNS, table, mapping)
    assert good.values == {"number": "1", "first": "Anna", "email": "anna@zorg.nl", "start": dt.date(2024, 3, 1)}
    assert [(r.row, r.column, r.code) for r in bad.refusals] == [
        (3, "Nr", "missing"), (3, "Mail", "bad_email"), (3, "Start", "bad_date"),
    ]  # fmt: skip


def test_known_names_find_the_row_with_names_below_a_busy_title(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Lijst;van;alle;mensen;hier\nPersoneelsnummer;Voornaam;E-mail;;\n1;Anna;a@b.nl;;\n", encoding="utf-8"
    )
    with open_table(path, recognise=counter(COLUMNS)) as table:
        assert table.header_row == 2


@pytest.mark.parametrize(
    "written",
    ["2024-03-01", "1-3-2024", "01/03/2024", "1.3.2024", "1 maart 2024", "1 mrt. 2024", "1-mar-2024", "20240301",
     "45352", "2024-03-01 00:00:00", "2024-03-01T00:00:00Z", "01-03-2024 00:00:00", "1 March, 2024"],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(written):
    assert values.date(written) == dt.date(2024, 3, 1)


@pytest.mark.parametrize("written", ["31-02-2024", "03/15/2024", "morgen", "0000-00-00", "1 foo 2024", "99999999999"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(BadValue) as caught:
        values.date(written)
    assert caught.value.code == "bad_date"


def test_a_short_year_is_not_guessed():
    with pytest.raises(BadValue) as caught:
        values.date("01-03-24")
    assert caught.value.code == "short_year"


def test_yes_no_choices_and_lists():
    assert [values.yes_no(v) for v in ("Ja", "x", "NEE", "0", "")] == [True, True, False, False, None]
    language = values.choice({"nl": "nl", "Nederlands": "nl", "en": "en"})
    assert [language(v) for v in ("nederlands", "EN", "")] == ["nl", "en", ""]
    with pytest.raises(BadValue):
        language("fr")
    assert values.several(values.text(50))("Nacht; Dag | Nacht") == ["Nacht", "Dag"]
