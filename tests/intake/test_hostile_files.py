"""Files meant to do harm, and files broken by chance: always a refusal in words, never a crash, never a full memory."""

import io
import random
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kanwil.intake.archive import ArchiveLimits
from kanwil.intake.refusals import CannotRead
from kanwil.intake.tables import Limits, open_table

from .workbooks import PEOPLE, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"
CSV = 'Personeelsnummer;Voornaam;Team\n0101;Renée;Zorg\n0102;Bram;"Bouw; dag"\n'.encode("cp1252")


def outcome(path, **options):
    """ "read", or the code of the refusal. Anything else fails the test."""
    try:
        with open_table(path, **options) as table:
            for row in table.rows:
                assert all("\x00" not in value for value in row.values)
    except CannotRead as error:
        return error.refusal.code
    return "read"


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    path = repacked(workbook(tmp_path / "a.xlsx"), {SHEET: b"<worksheet>" + b" " * 60_000_000})
    started = time.monotonic()
    assert outcome(path) == "too_big_inside"
    assert time.monotonic() - started < 2


def test_a_zip_that_lies_about_its_size_is_noticed_while_reading(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    repacked(path, {"xl/media/picture.png": b"\0" * 30_000_000})
    data = bytearray(path.read_bytes())
    lie = (1000).to_bytes(4, "little")
    real = (30_000_000).to_bytes(4, "little")
    assert data.count(real) >= 1
    path.write_bytes(bytes(data).replace(real, lie))
    assert outcome(path) in ("too_big_inside", "broken_file")


def test_many_small_parts_together_can_be_too_big(tmp_path):
    parts = {f"xl/media/{i}.bin": random.Random(i).randbytes(200_000) for i in range(12)}
    path = repacked(workbook(tmp_path / "a.xlsx"), parts)
    assert outcome(path, limits=Limits(archive=ArchiveLimits(uncompressed=2_000_000))) == "too_big_inside"
    assert outcome(path, limits=Limits(archive=ArchiveLimits(members=10))) == "too_big_inside"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "[Content_Types].xml", "docProps/core.xml"]
)
def test_entities_are_never_opened(tmp_path, part, encoding):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "file://{secret}"><!ENTITY lol "lol">]>'

    def poison(xml):
        text = xml.decode("utf-8")
        text = text.split("?>", 1)[1] if text.startswith("<?xml") else text
        return (f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{text}').encode(encoding)

    assert outcome(repacked(workbook(tmp_path / "a.xlsx"), {part: poison})) == "doctype"


@pytest.mark.parametrize(
    "sheet",
    [
        b'<?xml version="1.0" encoding="klingon"?><worksheet/>',
        b"<worksheet><sheetData><row",
        b"not xml at all",
        b"",
        b"<a>" * 200_000 + b"</a>" * 200_000,
    ],
)
def test_broken_xml_is_refused(tmp_path, sheet):
    assert outcome(repacked(workbook(tmp_path / "a.xlsx"), {SHEET: sheet})) in ("broken_file", "no_table")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="2"', b'r="999999999"'),
        (b'r="3"', b'r="1"'),
        (b'r="2"', b'r="twee"'),
        (b'r="D2"', b'r="XFD2"'),
        (b'r="D2"', b'r="ZZZZ2"'),
        (b'r="D2" t="s"', b'r="D2" s="99999" t="s"'),
        (b'r="D2" t="s"><v>', b'r="D2" t="s"><v>99999'),
        (b'r="D2" t="s"><v>', b'r="D2" t="n"><v>1e999'),
        (b'r="D2" t="s"><v>', b'r="D2" t="d"><v>x'),
        (b'r="D2" t="s"><v>', b'r="D2" t="b"><v>x'),
    ],
)
def test_a_sheet_with_impossible_cells_never_crashes(tmp_path, old, new):
    path = workbook(tmp_path / "a.xlsx")
    repacked(path, {SHEET: lambda xml: xml.replace(old, new)})
    started = time.monotonic()
    assert outcome(path) in ("read", "broken_file", "no_table")
    assert time.monotonic() - started < 2


def test_a_locked_zip_asks_for_a_file_without_password(tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    data = bytearray(path.read_bytes())
    for sign, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    path.write_bytes(bytes(data))
    assert outcome(path) == "encrypted"


def test_other_zips_are_called_by_their_name(tmp_path):
    for names, kind in ((["[Content_Types].xml", "word/document.xml"], "Word"), (["a.txt"], "ZIP")):
        path = tmp_path / "x.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            for name in names:
                archive.writestr(name, "x")
        with pytest.raises(CannotRead) as caught:
            open_table(path)
        assert caught.value.refusal.params == {"kind": kind}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_refused(tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    outcome(path)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6))
def test_flipped_bytes_in_a_csv(tmp_path, flips):
    data = bytearray(CSV)
    for place, value in flips:
        data[place % len(data)] = value
    path = tmp_path / "x.csv"
    path.write_bytes(bytes(data))
    outcome(path)


def test_flipped_bytes_in_a_workbook(tmp_path):
    original = workbook(tmp_path / "a.xlsx").read_bytes()
    path, dice, seen = tmp_path / "x.xlsx", random.Random(7), set()
    for _ in range(300):
        data = bytearray(original)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(bytes(data))
        seen.add(outcome(path))
    assert "broken_file" in seen


def test_flipped_bytes_in_the_xml_of_a_workbook(tmp_path):
    """The zip is whole, its XML is not: this reaches deeper than broken zips do."""
    original, dice = workbook(tmp_path / "a.xlsx").read_bytes(), random.Random(11)
    parts = {
        name: zipfile.ZipFile(io.BytesIO(original)).read(name)
        for name in zipfile.ZipFile(io.BytesIO(original)).namelist()
    }
    for _ in range(300):
        name = dice.choice(sorted(parts))
        data = bytearray(parts[name])
        for _ in range(dice.randint(1, 3)):
            data[dice.randrange(len(data))] = dice.randrange(32, 127)
        path = tmp_path / "x.xlsx"
        path.write_bytes(original)
        outcome(repacked(path, {name: bytes(data)}))


def test_a_cut_file_is_refused(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", PEOPLE).read_bytes()
    for size in range(4, len(whole), max(1, len(whole) // 60)):
        path = tmp_path / "x.xlsx"
        path.write_bytes(whole[:size])
        assert outcome(path) == "broken_file"
