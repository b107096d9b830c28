"""A table that leaves Kanwil never runs anything in someone's spreadsheet."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import load_workbook

from kanwil.intake import export
from kanwil.intake.tables import open_table

ATTACKS = ["=1+1", "+31612345678", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1+1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_starts_a_formula(attack, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(export.csv_bytes(["Naam", attack], [[attack, "Anna"]]))
    with open_table(path, header_row=1) as table:
        row = next(iter(table.rows))
        assert row.values[0].startswith("'")
    data = export.xlsx_bytes("Mensen", ["Naam", "Van"], [[attack, "Anna"]])
    cell = load_workbook(io.BytesIO(data)).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_numbers_stay_numbers_and_text_stays_text():
    data = export.xlsx_bytes("x", ["a", "b", "c", "d", "e"], [[-5, 1.5, "0012", dt.date(2024, 3, 1), None]])
    row = [cell.value for cell in load_workbook(io.BytesIO(data)).active[2]]
    assert row[:4] == [-5, 1.5, "0012", "2024-03-01"]


def test_what_kanwil_writes_it_can_read_again(tmp_path):
    rows = [["0012", "Renée", "regel 1\nregel 2"], ["0013", "Bram; 'x'", 'a"b']]
    for name, data in (
        ("a.csv", export.csv_bytes(["Nummer", "Naam", "Tekst"], rows)),
        ("a.xlsx", export.xlsx_bytes("Mensen", ["Nummer", "Naam", "Tekst"], rows)),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with open_table(path) as table:
            assert [list(row.values) for row in table.rows] == rows


def test_characters_that_break_a_workbook_are_left_out():
    data = export.xlsx_bytes("a/b:c*?[]" + "x" * 40, ["a"], [["\x00\x0bAnna\ufffe\ud800"]])
    book = load_workbook(io.BytesIO(data))
    assert book.active["A2"].value == "Anna"
    assert len(book.sheetnames[0]) <= 31


def test_two_sheets_with_one_name_get_a_number():
    target = io.BytesIO()
    export.write_xlsx(target, [("Team", ["a"], []), ("team", ["a"], [])])
    assert load_workbook(target).sheetnames == ["Team", "team (2)"]
