"""Files from outside that mean harm, or are simply broken."""

from __future__ import annotations

import io
import zipfile

import pytest

from kanwil.skills.packs import PackRefused, read_pack
from kanwil.skills.packs.sources import Sources, gather
from tests.skills.packs import sample


def refusal(*places) -> str:
    with pytest.raises(PackRefused) as refused:
        read_pack(*places)
    return refused.value.refusal.code


def test_a_zip_that_points_outside_itself_is_refused(tmp_path):
    for name in ("../../etc/skills_nl.csv", "/etc/skills_nl.csv", "..\\skills_nl.csv", "C:\\skills_nl.csv"):
        assert refusal(("pack.zip", sample.zipped({name: sample.SKILLS_NL}))) == "pack_zip_outside"
    assert list(tmp_path.iterdir()) == []


def test_a_zip_bomb_is_refused_before_it_unpacks():
    assert refusal(("pack.zip", sample.zipped({"skills_nl.csv": b"\0" * 30_000_000}))) == "pack_zip_bomb"


def test_a_zip_that_lies_about_its_size_is_stopped_while_reading(monkeypatch):
    data = bytearray(sample.zipped({"skills_nl.csv": sample.SKILLS_NL * 2000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refusal(("pack.zip", bytes(data))) in {"pack_zip_broken", "pack_no_esco_skills"}


def test_a_file_larger_than_may_be_is_stopped_while_reading(monkeypatch):
    monkeypatch.setattr("kanwil.skills.packs.sources.LARGEST_FILE", 1000)
    assert refusal(("skills_nl.csv", sample.SKILLS_NL * 100)) == "too_big"


def test_a_zip_with_a_password_is_refused():
    data = bytearray(sample.zipped({"skills_nl.csv": sample.SKILLS_NL}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    assert refusal(("pack.zip", bytes(data))) == "encrypted"


def test_a_damaged_zip_is_refused():
    assert refusal(("pack.zip", b"PK\x03\x04 dit is geen zip")) == "pack_zip_broken"
    data = bytearray(sample.zipped({"skills_nl.csv": sample.SKILLS_NL * 50}))
    middle = 60 + len(data) // 3
    data[middle : middle + 40] = b"\xff" * 40
    assert refusal(("pack.zip", bytes(data))) == "pack_zip_broken"


def test_a_zip_with_thousands_of_files_is_refused():
    assert refusal(("pack.zip", sample.zipped({f"{n}.csv": b"" for n in range(2100)}))) == "pack_too_many_files"


def test_a_zip_within_a_zip_is_left_out_and_named():
    inner = sample.zipped({"skills_en.csv": sample.SKILLS_EN})
    pack = read_pack(("pack.zip", sample.zipped({"skills_nl.csv": sample.SKILLS_NL, "meer.zip": inner})))
    assert [(r.code, r.params["member"]) for r in pack.refusals] == [("pack_zip_in_zip", "meer.zip")]
    assert pack.languages == ["nl"]


def test_a_link_in_a_folder_that_leads_elsewhere_is_not_followed(tmp_path):
    secret = tmp_path / "geheim.csv"
    secret.write_bytes(sample.SKILLS_EN)
    folder = sample.folder(tmp_path / "pack", {"skills_nl.csv": sample.SKILLS_NL})
    (folder / "skills_en.csv").symlink_to(secret)
    assert read_pack(folder).languages == ["nl"]


def test_a_missing_place_and_no_files_at_all_are_said(tmp_path):
    assert refusal(tmp_path / "weg") == "pack_no_file"
    assert refusal(tmp_path) == "pack_no_files"
    assert refusal(("foto.png", b"\x89PNG")) == "pack_unknown"


def test_files_of_the_same_name_from_two_places_both_count(tmp_path):
    one = sample.folder(tmp_path / "v1.1.1", {"skills_nl.csv": sample.SKILLS_NL})
    newer = sample.table(sample.SKILLS_HEADER, sample.skill(1, "boten van papier vouwen"))
    two = sample.folder(tmp_path / "v1.2.0", {"skills_nl.csv": newer})
    pack = read_pack(one, two)
    assert {concept.labels["nl"] for concept in pack.concepts} == {"boten van papier vouwen", "dikte van papier"}


def test_a_table_with_a_quote_that_never_closes_is_named_with_its_row():
    with pytest.raises(Exception) as refused:
        read_pack(("skills_nl.csv", sample.SKILLS_NL + b'x,"' + b"y" * 200_000))
    assert refused.value.refusal.code == "broken_quotes"
    assert refused.value.refusal.row == 4


def test_an_upload_can_be_read_again():
    upload = io.BytesIO(sample.zipped({"a.csv": b"hallo"}))
    upload.name = "a.zip"
    sources = gather(upload)
    assert sources.read("a.csv") == sources.read("a.csv") == b"hallo"
    assert isinstance(sources, Sources)
    assert zipfile.is_zipfile(upload)
