"""Files as people really bring them: what Kanwil reads in them, and what it says."""

import datetime as dt
import re

import pytest
from openpyxl.styles import numbers

from kanwil.intake.refusals import CannotRead
from kanwil.intake.tables import Limits, open_table

from .workbooks import PEOPLE, repacked, workbook


def read(path, **options):
    with open_table(path, **options) as table:
        return table, list(table.rows)


def codes(table):
    return [note.code for note in table.notes]


def refused(path, **options):
    with pytest.raises(CannotRead) as caught:
        read(path, **options)
    return caught.value.refusal


def csv(tmp_path, text, encoding="utf-8", name="mensen.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_names_with_accents_are_right_in_every_encoding(tmp_path, encoding):
    table, rows = read(csv(tmp_path, "Naam;Team\r\nRenée Çelik – Yıldız;Café\r\n".replace("ı", "i"), encoding))
    assert rows[0].values == ("Renée Çelik – Yildiz", "Café")
    assert ("assumed_encoding" in codes(table)) == (encoding in ("utf-16-le", "utf-16-be", "cp1252"))


def test_a_person_can_choose_the_encoding_and_hears_when_it_does_not_fit(tmp_path):
    path = csv(tmp_path, "Naam;Team\nRenée;Café\n", "cp1252")
    assert read(path, encoding="cp1252")[1][0].values[0] == "Renée"
    assert refused(path, encoding="utf-8").code == "wrong_encoding"
    assert refused(path, encoding="klingon").code == "wrong_encoding"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path, delimiter):
    lines = [["Naam", "Team", "Opmerking"], ["Anna", "Zorg, nacht; dag", "a|b"], ["Bram", "Bouw", ""]]
    text = "\n".join(delimiter.join(f'"{c}"' for c in line) for line in lines)
    table, rows = read(csv(tmp_path, text))
    assert table.headers == ("Naam", "Team", "Opmerking")
    assert rows[0].values == ("Anna", "Zorg, nacht; dag", "a|b")


def test_the_line_sep_of_excel_is_no_row(tmp_path):
    table, rows = read(csv(tmp_path, "sep=;\nNaam;Team\nAnna;Zorg\n"))
    assert table.headers == ("Naam", "Team")
    assert rows[0].number == 3


def test_row_numbers_are_those_of_the_file_also_after_empty_rows_and_breaks_in_a_cell(tmp_path):
    _, rows = read(csv(tmp_path, 'Naam;Team\nAnna;"Zorg\nnacht"\n;\n\nBram;Bouw\n'))
    assert [(row.number, row.values[0]) for row in rows] == [(2, "Anna"), (5, "Bram")]


def test_rows_above_the_names_are_skipped_and_said(tmp_path):
    text = "Personeelslijst van 2024;;\n;;\nNummer;Naam;Team\n1;Anna;Zorg\n"
    table, rows = read(csv(tmp_path, text))
    assert table.headers == ("Nummer", "Naam", "Team")
    assert table.header_row == 3
    assert "skipped_rows" in codes(table)
    assert rows[0].number == 4


def test_a_person_can_choose_the_row_with_names(tmp_path):
    path = csv(tmp_path, "een;twee\ndrie;vier\nvijf;zes\n")
    assert read(path, header_row=2)[0].headers == ("drie", "vier")
    assert refused(path, header_row=9).code == "no_such_row"


def test_two_columns_with_one_name_keep_their_own_values(tmp_path):
    table, rows = read(csv(tmp_path, "Naam;Naam;;Team;;\nAnna;A;x;Zorg;;\n"))
    assert table.headers == ("Naam", "Naam (2)", "[C]", "Team")
    assert rows[0].values == ("Anna", "A", "x", "Zorg")
    assert "double_headers" in codes(table)


def test_a_separator_too_many_refuses_that_row_only(tmp_path):
    _, rows = read(csv(tmp_path, "Naam;Team\nAnna;Zorg;nacht\nBram;Bouw;;\n"))
    assert [p.code for p in rows[0].problems] == ["too_many_cells"]
    assert rows[0].problems[0].row == 2
    assert not rows[1].problems


def test_an_open_quotation_mark_names_the_row(tmp_path):
    refusal = refused(csv(tmp_path, 'Naam;Team\nAnna;Zorg\nBram;"Bouw\nCarla;Zorg\n'))
    assert (refusal.code, refusal.row, refusal.file) == ("broken_quotes", 3, "mensen.csv")


def test_nul_and_other_characters_no_keyboard_makes_refuse_the_row(tmp_path):
    _, rows = read(csv(tmp_path, "Naam;Team\nAn\x00na;Zorg\nBram;Bouw\n"))
    assert [p.code for p in rows[0].problems] == ["unreadable_characters"]
    assert "\x00" not in rows[0].values[0]
    assert not rows[1].problems


def test_an_empty_file_and_names_without_rows(tmp_path):
    assert refused(csv(tmp_path, "")).code == "empty_file"
    assert refused(csv(tmp_path, "\n\n;;\n")).code == "empty_file"
    assert read(csv(tmp_path, "Naam;Team\n"))[1] == []


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (b"%PDF-1.7 x", "not_a_table"),
        (b"\x89PNG\r\n\x1a\n", "not_a_table"),
        (b"<html><table><tr><td>x", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (bytes(range(1, 256)) * 4, "not_text"),
        (b"PK\x03\x04 and nothing more", "broken_file"),
    ],
)
def test_a_file_that_is_something_else_is_called_by_its_name(tmp_path, start, code):
    assert refused(csv(tmp_path, start, name="mensen.xlsx")).code == code


def test_a_workbook_is_known_by_what_it_holds_not_by_its_name(tmp_path):
    path = workbook(tmp_path / "mensen.csv")
    assert read(path)[0].headers == tuple(PEOPLE[0])
    assert read(csv(tmp_path, "Naam;Team\nAnna;Zorg\n", name="a.xlsx"))[1][0].values == ("Anna", "Zorg")


def test_numbers_and_dates_of_a_workbook_read_as_a_person_sees_them(tmp_path):
    def change(book):
        sheet = book.active
        sheet.append(["a", "b", "c", "d", "e", "f"])
        sheet.append([1012.0, 42, dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 14, 30), 0.1 + 0.2, True])
        sheet["B2"].number_format = "00000"
        sheet.append([45352, "007", "  Anna\u00a0Bos ", None, 1e21, dt.time(9, 5)])
        sheet["A3"].number_format = numbers.FORMAT_DATE_DDMMYY

    _, rows = read(workbook(tmp_path / "a.xlsx", [], change))
    assert rows[0].values == ("1012", "00042", "2024-03-01", "2024-03-01 14:30:00", "0.3", "true")
    assert rows[1].values == ("2024-03-01", "007", "Anna Bos", "", "1000000000000000000000", "09:05:00")


def test_a_formula_without_a_result_is_refused_by_its_cell(tmp_path):
    def change(book):
        book.active["D2"] = '=CONCATENATE("Thuis","zorg")'

    _, rows = read(workbook(tmp_path / "a.xlsx", change=change))
    problem = rows[0].problems[0]
    assert (problem.code, problem.row, problem.column, problem.params["cell"]) == ("formula", 2, "D", "D2")
    assert not rows[1].problems


def test_a_formula_with_a_result_gives_its_result(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Naam", "Team"], ["Anna", "X9"]])
    repacked(
        path,
        {
            "xl/worksheets/sheet1.xml": lambda xml: re.sub(
                rb'<c r="B2".*?</c>', b'<c r="B2" t="str"><f>A2</f><v>Zorg</v></c>', xml
            )
        },
    )
    assert read(path)[1][0].values == ("Anna", "Zorg")


def test_an_error_of_excel_refuses_the_row(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["Naam", "Team"], ["Anna", "#N/A"], ["Bram", "Zorg"]])
    _, rows = read(path)
    assert [p.code for p in rows[0].problems] == ["cell_error"]


def test_merged_cells_keep_their_first_value_and_are_said(tmp_path):
    table, rows = read(workbook(tmp_path / "a.xlsx", change=lambda book: book.active.merge_cells("D2:D3")))
    assert [row.values[3] for row in rows] == ["Thuiszorg", ""]
    assert [n.params["cells"] for n in table.notes if n.code == "merged_cells"] == ["D2:D3"]


def test_sheets_can_be_chosen_and_hidden_ones_stay_out(tmp_path):
    def change(book):
        book.active.title = "Uitleg"
        for row in PEOPLE:
            book.create_sheet("Mensen").append(row) if "Mensen" not in book.sheetnames else book["Mensen"].append(row)
        book.create_sheet("Geheim").append(["Salaris"])
        book["Geheim"].sheet_state = "veryHidden"

    path = workbook(tmp_path / "a.xlsx", [["Vul het tweede blad in"]], change)
    table, _ = read(path)
    assert (table.sheet, table.sheets) == ("Mensen", ("Uitleg", "Mensen"))
    assert {"several_sheets", "hidden_sheets"} <= set(codes(table))
    assert read(path, sheet="Mensen")[0].headers == tuple(PEOPLE[0])
    assert refused(path, sheet="Geheim").code == "no_such_sheet"


def test_too_many_rows_columns_or_letters(tmp_path):
    path = csv(tmp_path, "Naam;Team\n" + "Anna;Zorg\n" * 20 + "B" * 300 + ";x\n")
    assert refused(path, limits=Limits(rows=10)).code == "too_many_rows"
    assert refused(path, limits=Limits(size=100)).code == "too_big"
    assert refused(path, limits=Limits(columns=1)).code == "too_many_columns"
    assert [p.code for p in read(path, limits=Limits(cell=200))[1][-1].problems] == ["cell_too_long"]
