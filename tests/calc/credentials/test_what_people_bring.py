"""Files from outside: pictures and PDFs that carry a credential, and files made to do harm."""

import io
import json
import struct
import time
import zlib

import pypdf
import pytest

from kanwil.calc import credentials as c
from kanwil.calc.credentials import canonical, contexts, status, unsigned
from kanwil.calc.credentials.limits import LIMITS
from tests.calc.credentials.conftest import LIST, NOW
from tests.calc.credentials.test_what_we_sign import codes

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
PNG = unsigned._blank_page(8, 8)


def pdf(**files):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    for name, content in files.items():
        writer.add_attachment(name.replace("_", "."), content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_picture_carries_a_document_or_a_token(scene):
    for credential in (scene.skill, scene.token):
        for made, kind in ((c.bake_png(PNG, credential), "png"), (c.bake_svg(SVG, credential), "svg")):
            report = scene.look(made)
            assert (report.kind, report.verified) == (kind, True)


def test_baking_again_replaces_what_was_there(scene):
    for bake, picture in ((c.bake_png, PNG), (c.bake_svg, SVG)):
        twice = bake(bake(picture, scene.skill), scene.own)
        assert scene.look(twice).findings[0].kind == "own-claim"


def test_a_pdf_carries_a_whole_passport(scene):
    report = scene.look(pdf(paspoort_json=c.compact(scene.passport), lees_txt=b"niets", foto_jpg=b"\xff\xd8"))
    assert report.kind == "pdf" and report.verified
    assert [one.where for one in report.findings] == ["paspoort.json"]


def test_a_changed_passport_in_a_pdf_is_seen(scene):
    scene.passport["name"] = "Iets anders"
    assert scene.look(pdf(paspoort_json=c.compact(scene.passport))).findings[0].signature == "bad"


def test_a_pdf_with_a_bomb_or_a_circle_in_it_is_given_up(scene):
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    assert codes(scene.look(pdf(paspoort_json=b"0" * 2_000_000))) == {"too-big"}
    assert codes(scene.look(pdf(**{f"a{number}_json": b"{}" for number in range(30)}))) == {"too-big"}
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    tree = DictionaryObject()
    itself = writer._add_object(tree)
    tree[NameObject("/Kids")] = ArrayObject([itself, itself])
    writer._root_object[NameObject("/Names")] = DictionaryObject({NameObject("/EmbeddedFiles"): itself})
    target = io.BytesIO()
    writer.write(target)
    assert codes(scene.look(target.getvalue())) == {"nothing-in-it"}


def packed_pdf(filters, stream):
    """A PDF with one attachment, packed as somebody wants it."""
    things = [
        b"<</Type/Catalog/Names<</EmbeddedFiles<</Names[(a.json) 2 0 R]>>>>>>",
        b"<</Type/Filespec/F(a.json)/UF(a.json)/EF<</F 3 0 R>>>>",
        b"<</Filter%s/Length %d>>stream\n%s\nendstream " % (filters, len(stream), stream),
    ]
    made, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(things, 1):
        places.append(len(made))
        made += b"%d 0 obj%sendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n" + table + b"trailer<</Size 4/Root 1 0 R>>\n"
    return made + head + b"startxref\n%d\n%%%%EOF" % len(made)


def test_a_pdf_that_keeps_its_reader_busy_is_stopped_by_the_system(scene):
    """Seventy kilobytes that unpack to hundreds of megabytes of zeros: reading it took minutes."""
    bomb = packed_pdf(b"[/FlateDecode/ASCII85Decode]", zlib.compress(b"z" * 70_000_000, 9))
    assert codes(scene.look(bomb, limits=c.Limits(pdf_seconds=1))) == {"too-much-work"}


def test_a_pdf_packed_in_the_ordinary_way_is_read(scene):
    assert scene.look(packed_pdf(b"/FlateDecode", zlib.compress(c.compact(scene.skill)))).verified


def test_a_drawing_of_a_hundred_thousand_lines_is_too_much(scene):
    drawn = c.bake_svg(SVG, scene.skill).replace(b"<rect", b"<g/>" * 100_000 + b"<rect", 1)
    assert codes(scene.look(drawn)) == {"too-big"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "nothing-in-it"),
        (b"hallo", "nothing-in-it"),
        (b"PK\x03\x04", "nothing-in-it"),
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "name-twice"),
        (b'{"a": NaN}', "not-json"),
        (b'{"a": "\xff"}', "not-json"),
        (b'{"a": "\\ud800", "a": 1}', "name-twice"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "too-deep"),
        (b'{"a":' + b"[" * 100_000, "too-deep"),
        (b'{"a": "' + b"x" * 10 * 1024 * 1024 + b'"}', "too-big"),
        (b'{"a": "' + b"x" * 2 * 1024 * 1024 + b'"}', "too-big"),
        (PNG, "nothing-in-it"),
        (PNG[:-4], "broken-file"),
        (PNG[:40] + b"\0" + PNG[41:], "broken-file"),
        (SVG, "nothing-in-it"),
        (b"<svg>", "broken-file"),
        (b"<html></html>", "nothing-in-it"),
        (pdf(), "nothing-in-it"),
        (pdf(x_json=b"[]"), "nothing-in-it"),
        (b"%PDF-1.7 kapot", "broken-file"),
    ],
    ids=range(21),
)
def test_a_file_that_is_no_credential_is_named_and_nothing_breaks(scene, data, code):
    report = scene.look(data)
    assert not report.readable and not report.verified
    assert codes(report) == {code}


def test_json_with_strange_values_everywhere_never_breaks_the_look(scene):
    """Whatever stands where something is expected: there is a report, and it is not 'verified'."""
    strange = [1, [[]], {"id": [1]}]
    for key in scene.own:
        for value in strange:
            assert not scene.look(scene.own | {key: value}).verified, (key, value)
    for key in ("id", "issuer", "endorsement", "credentialStatus", "evidence", "credentialSubject"):
        assert not scene.look(scene.skill | {key: [{}]}).verified
    for key in ("achievement", "result", "identifier", "type"):
        made = scene.own | {"credentialSubject": scene.own["credentialSubject"] | {key: [1, {}]}}
        assert not scene.look(made).verified


def test_a_png_with_a_second_file_behind_it_is_refused(scene):
    baked = c.bake_png(PNG, scene.skill)
    assert codes(scene.look(baked + b"PK\x03\x04 zip")) == {"two-files-in-one"}


def test_a_png_with_two_credentials_is_refused(scene):
    body = b"openbadgecredential\0\0\0\0\0" + c.compact(scene.own)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    baked = c.bake_png(PNG, scene.skill)
    assert codes(scene.look(baked[:33] + chunk + baked[33:])) == {"two-files-in-one"}


def test_a_compressed_text_in_a_png_is_not_unpacked(scene):
    body = b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"0" * 1_000_000)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    assert codes(scene.look(PNG[:33] + chunk + PNG[33:])) == {"broken-file"}


@pytest.mark.parametrize(
    "harm",
    [
        b"<script>alert(1)</script>",
        b'<rect onload="alert(1)"/>',
        b'<a href="javascript:alert(1)"/>',
        b'<a href=" java&#10;script:alert(1)"/>',
        b'<image href="https://elders.example/x.png"/>',
        b'<use xmlns:x="http://www.w3.org/1999/xlink" x:href="//elders.example/x.svg#a"/>',
        b"<foreignObject><body/></foreignObject>",
        b'<a href="data:text/html,x"/>',
        b'<?xml-stylesheet href="https://elders.example/x.css"?>',
    ],
)
def test_a_picture_that_runs_or_fetches_something_is_refused(scene, harm):
    baked = c.bake_svg(SVG, scene.skill).replace(b"<rect", harm + b"<rect", 1)
    assert codes(scene.look(baked)) == {"runs-something"}


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE svg [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>',
        b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "https://elders.example/x.dtd"> %x;]>',
    ],
)
def test_entities_and_outside_definitions_are_refused(scene, head):
    assert codes(scene.look(head + c.bake_svg(SVG, scene.skill))) == {"runs-something"}


def test_the_doctype_that_drawing_programs_write_is_fine_and_never_fetched(scene):
    head = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert scene.look(head + c.bake_svg(SVG, scene.skill)).verified


def test_credentials_inside_credentials_inside_credentials_stop_somewhere(scene):
    made = scene.endorsement
    for number in range(7):
        made = scene.endorsement | {"endorsement": [made], "id": f"urn:x:{number}"}
    assert codes(scene.look(made)) & {"too-big", "too-deep"}


def test_hundreds_of_credentials_are_not_all_looked_at(scene):
    small = {"@context": scene.own["@context"], "type": ["VerifiableCredential"], "id": "urn:x:1"}
    scene.passport["credentialSubject"]["verifiableCredential"] = [small] * 300
    report = scene.look(scene.passport)
    assert codes(report) == {"too-big"} and not report.readable


def puzzle(scene, size):
    """Nodes without a name that look all alike: trying every order of them takes longer than anybody lives."""
    alike = [{"type": ["Profile"], "parentOrg": {"type": ["Profile"]}} for _ in range(size)]
    nodes = [{"type": ["Profile"], "parentOrg": alike} for _ in range(2)]
    return scene.own | {"issuer": {"id": scene.anna.did, "type": ["Profile"], "parentOrg": nodes}}


def test_a_puzzle_of_nodes_is_given_up_quickly(scene):
    started = time.monotonic()
    report = scene.look(puzzle(scene, 12))
    assert codes(report) == {"too-much-work"}
    assert time.monotonic() - started < 5


def test_looking_stops_when_its_time_is_over(scene):
    ticks = iter(range(10**9))
    limits = c.Limits(seconds=3, monotonic=lambda: next(ticks))
    assert codes(scene.look(scene.passport, limits=limits)) == {"too-much-work"}


def test_a_list_that_unpacks_to_something_enormous_is_refused():
    import base64
    import gzip

    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(9 * 1024 * 1024), mtime=0)).decode().rstrip("=")
    with pytest.raises(c.Refused, match="too-big"):
        status.decode(bomb)


def test_every_place_of_a_list_is_its_own():
    bits = status.decode(status.encode([0, 7, 8, 131_071]))
    assert len(bits) * 8 == 131_072
    assert [place for place in range(131_072) if status.is_set(bits, place)] == [0, 7, 8, 131_071]
    assert bits[0] == 0b10000001  # the first bit is the leftmost, as the standard says
    for wrong in (-1, 131_072):
        with pytest.raises(c.Refused, match="not-on-the-list"):
            status.is_set(bits, wrong)
        with pytest.raises(c.Refused, match="not-on-the-list"):
            status.encode([wrong])


def test_a_short_list_is_never_made_or_believed():
    with pytest.raises(c.Refused, match="list-too-small"):
        status.encode([], 1024)


def test_places_are_drawn_and_never_twice():
    drawn = iter([3, 3, 9])
    assert c.free_place({3}, lambda size: next(drawn)) == 9


@pytest.mark.parametrize(
    "change",
    [{"statusListIndex": "-1"}, {"statusListIndex": "9" * 30}, {"statusListIndex": "٣"}, {"statusListCredential": 3}],
)
def test_a_strange_place_on_a_list_is_seen(scene, change):
    scene.skill["credentialStatus"].update(change)
    assert "bad-status-entry" in codes(scene.look(scene.skill))


def test_only_known_contexts_exist():
    for url in contexts.PINNED:
        assert contexts.document(url)["@context"]
    for url in ("https://www.w3.org/2018/credentials/v1", "file:///etc/passwd", "http://localhost/"):
        with pytest.raises(c.Refused, match="unknown-context"):
            contexts.loader(url)


def test_a_context_that_was_changed_on_the_disk_is_refused(tmp_path, monkeypatch):
    name = contexts.PINNED[contexts.VC][0]
    (tmp_path / name).write_text('{"@context": {}}')
    monkeypatch.setattr(contexts, "FOLDER", tmp_path)
    with pytest.raises(c.Refused, match="changed-context"):
        contexts.document.__wrapped__(contexts.VC)


def test_no_two_known_words_mean_the_same_where_it_matters():
    """Otherwise somebody could spell the end of a credential in a way that we do not read."""
    mattering = {"validFrom", "validUntil", "credentialStatus", "credentialSubject", "issuer", "proof", "evidence"}
    meanings = {}

    def walk(value):
        if isinstance(value, dict):
            for key, inside in value.items():
                address = inside.get("@id") if isinstance(inside, dict) else inside
                if isinstance(address, str) and address.startswith("http") and not key.startswith("@"):
                    meanings.setdefault(address, set()).add(key)
                walk(inside)

    for url in contexts.PINNED:
        walk(contexts.document(url))
    assert {key for words in meanings.values() if len(words) > 1 for key in words} & mattering == set()


def test_the_report_never_holds_more_text_than_somebody_reads(scene):
    scene.own["name"] = "x" * 100_000
    scene.own["credentialSubject"]["achievement"]["name"] = "\x1b[31mrood\x00" + "y" * 100_000
    said = scene.look(scene.own).findings[0].says
    assert len(said.title) <= 4_000 and "\x1b" not in said.title and "\x00" not in said.title


def test_a_look_leaves_the_document_alone(scene):
    before = json.dumps(scene.skill)
    c.verify_document(scene.skill, now=NOW, resolver=scene.known, status_lists={LIST: scene.status()}.get)
    assert json.dumps(scene.skill) == before


def test_statements_do_not_depend_on_the_order_of_the_json(scene):
    turned = json.loads(json.dumps(scene.skill, sort_keys=True))
    assert canonical.canonical(turned, LIMITS.start()) == canonical.canonical(scene.skill, LIMITS.start())
    assert scene.look(turned).verified
