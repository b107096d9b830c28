"""Files made to deceive, to break or to stop the page where anybody may check a passport. Named after the attack."""

import html
import random
import re
import struct
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from kanwil.brought import checking, known, uploads
from kanwil.calc import credentials as c
from tests.brought.conftest import LIST, NOW, everything_kept, outcome, pdf, said
from tests.calc.credentials.test_what_people_bring import PNG, SVG, packed_pdf, puzzle
from tests.proof.test_the_worst_files import png

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("linde_is_known")]


def test_a_level_raised_after_signing(scene, bring):
    result = scene.skill["credentialSubject"]["result"][0]
    result["achievedLevel"] = result["achievedLevel"].replace("zelf", "anderen")
    answer = bring(scene.skill)
    assert outcome(answer) == "changed" and "Dit is veranderd of nagemaakt." in said(answer)


@pytest.mark.parametrize("part", ["narrative", "evidence", "issuer", "validUntil", "name"])
def test_any_word_changed_after_signing(scene, bring, part):
    if part == "narrative":
        scene.skill["credentialSubject"][part] += "."
    elif part in ("evidence", "issuer"):
        one = scene.skill[part][0] if part == "evidence" else scene.skill[part]
        one["name"] = "Iets anders"
    else:
        scene.skill[part] = "2031-01-01T00:00:00Z" if part == "validUntil" else "Iets anders"
    assert outcome(bring(scene.skill)) == "changed"


def test_a_confirmation_forged_inside_a_valid_passport(scene, bring):
    """The outside is signed again by Anna, so that only looking inside finds it."""
    forged = scene.skill["endorsement"][0]
    forged["credentialSubject"]["endorsementComment"] = "De beste die ik ooit zag."
    whole = c.Passport("urn:uuid:1", scene.statement.holder, "Paspoort", (scene.skill, scene.own), NOW)
    answer = bring(c.issue_passport(whole, scene.anna, now=NOW))
    assert outcome(answer) == "changed" and "Een deel hiervan is veranderd of nagemaakt." in said(answer)
    found = re.findall(r'data-kind="([\w-]+)" data-signature="([\w-]+)"', said(answer))
    assert ("passport", "good") in found and ("confirmation", "bad") in found and ("own-claim", "good") in found


def test_a_stranger_who_calls_himself_de_linde(scene, bring):
    """A good signature of a key that anybody can make, under the name of an organisation."""
    key = c.PrivateKey.make("Ed25519", random.Random(3).randbytes)
    mallory = c.ConfirmerSigner(c.dids.key_name(key.public), key)
    made = c.Confirmation("urn:uuid:9", scene.statement, c.Profile(mallory.did, "Zorggroep De Linde"), "Top", NOW)
    answer = bring(c.confirm(made, mallory, now=NOW))
    assert outcome(answer) == "nobody-known" and "We weten niet wie het is." in said(answer)


def test_a_key_of_somebody_else(scene, bring):
    scene.skill["issuer"]["id"] = "did:web:kanwil.example.nl:profiles:bram"
    assert outcome(bring(scene.skill)) == "changed"


def test_no_signature_at_all(scene, bring):
    del scene.own["proof"]
    answer = bring(scene.own)
    assert outcome(answer) == "unsigned" and "Het bewijst niets." in said(answer)


def test_withdrawn(monkeypatch, scene, bring):
    monkeypatch.setattr(known, "STATUS_LISTS", [{LIST: scene.status(4711)}.get])
    answer = bring(scene.skill)
    assert outcome(answer) == "withdrawn" and "Dit is ingetrokken." in said(answer)
    assert 'data-signature="good"' in said(answer)
    assert "Een deel hiervan is ingetrokken." in said(bring(scene.passport))


def test_suspended(monkeypatch, scene, bring):
    held = replace(scene.statement, status=c.StatusEntry(LIST, 4711, "suspension"))
    given = [c.confirm(replace(scene.confirmation, statement=held), scene.bram, now=NOW)]
    skill = c.issue_skill(held, scene.linde, given, scene.organisation, confirmers=scene.known, now=NOW)
    monkeypatch.setattr(known, "STATUS_LISTS", [{LIST: scene.status(4711, purpose="suspension")}.get])
    answer = bring(skill)
    assert outcome(answer) == "suspended" and "Dit geldt nu even niet." in said(answer)


def test_expired_and_not_yet_begun(monkeypatch, scene, bring):
    for moved, key in ((timedelta(days=400), "expired"), (timedelta(days=-40), "not-yet")):
        fresh = scene.status(now=NOW + moved)
        monkeypatch.setattr(known, "STATUS_LISTS", [{LIST: fresh}.get])
        monkeypatch.setattr(checking.timezone, "now", lambda moved=moved: NOW + moved)
        answer = bring(scene.skill)
        assert outcome(answer) == key and 'data-signature="good"' in said(answer)


def test_a_word_that_nobody_defined(scene, bring):
    scene.skill["cumLaude"] = True
    assert outcome(bring(scene.skill)) == "not-signed-for"


def test_a_file_that_explains_its_own_words(scene, bring):
    scene.skill["@context"].append({"cumLaude": "https://example.org/x"})
    assert outcome(bring(scene.skill)) == "not-signed-for"


def test_a_skill_of_somebody_else_in_my_passport(scene, bring):
    scene.passport["credentialSubject"]["id"] = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    assert outcome(bring(scene.passport)) == "changed"


def test_nested_without_end(scene, bring):
    made = scene.endorsement
    for number in range(9):
        made = scene.endorsement | {"endorsement": [made], "id": f"urn:x:{number}"}
    for deep in (made, b'{"a":' * 5000 + b"1" + b"}" * 5000, b"[" * 100_000):
        assert bring(deep).status_code == 400


UNREADABLE = {
    "a picture of 200 megapixels": png(20_000, 10_000),
    "a picture that says it is enormous": png(2_000_000_000, 2_000_000_000),
    "a packed text in a picture": PNG[:33]
    + (lambda body: struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body)))(
        b"openbadgecredential\0\1\0\0\0" + zlib.compress(b"0" * 50_000_000)
    )
    + PNG[33:],
    "a pdf full of zeros": packed_pdf(b"/FlateDecode", zlib.compress(b"0" * 50_000_000, 9)),
    "a pdf packed in a pdf": packed_pdf(b"[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(b"0" * 50_000_000))),
    "a pdf with nothing in it": pdf(),
    "a pdf with a program in it": pdf(x_exe=b"MZ"),
    "half a pdf": b"%PDF-1.7\n1 0 obj<<",
    "a zip": b"PK\x03\x04" + bytes(200),
    "a page": b"<html><script>alert(1)</script></html>",
    "a program": b"MZ" + bytes(300),
    "zeros": bytes(5000),
    "a drawing with entities": b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>',
    "a list": b"[1, 2]",
    "a name twice": b'{"a": 1, "a": 2}',
    "no words": b'"\\ud800"',
}


@pytest.mark.parametrize("attack", UNREADABLE)
def test_a_file_that_is_no_passport(bring, attack):
    before = everything_kept()
    answer = bring(UNREADABLE[attack], "paspoort.pdf", "application/pdf")
    assert answer.status_code == 400 and outcome(answer) == "unreadable"
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said(answer)))
    assert "We konden dit niet controleren." in text
    for inside in ("Traceback", "Error", "pypdf", "site-packages", "None", "zlib", "/src/"):
        assert inside not in text
    assert everything_kept() == before


@pytest.mark.parametrize(
    "harm",
    [
        b"<script>alert(1)</script>",
        b'<rect onload="alert(1)"/>',
        b'<image href="https://elders.example/x.png"/>',
        b"<foreignObject><body/></foreignObject>",
    ],
    ids=["script", "onload", "fetches", "a page inside"],
)
def test_a_drawing_that_runs_something(scene, bring, harm):
    answer = bring(c.bake_svg(SVG, scene.skill).replace(b"<rect", harm + b"<rect", 1), "badge.svg", "image/svg+xml")
    assert outcome(answer) == "unreadable" and "start of iets ophaalt" in said(answer)


def test_a_picture_that_is_also_a_zip_and_a_pdf(scene, bring):
    baked = c.bake_png(PNG, scene.skill)
    for behind in (b"PK\x03\x04 rest", pdf(), b"<script>alert(1)</script>"):
        answer = bring(baked + behind)
        assert outcome(answer) == "unreadable" and "tweede bestand" in said(answer)


def test_a_page_in_a_name(scene, bring):
    """Whatever stands in a signed file is text: nothing of it becomes part of the page."""
    harm = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=javascript:x>"
    for document in (scene.skill, scene.own):
        document["name"] = harm
        document["issuer"]["name"] = harm
        document["id"] = "urn:uuid:" + harm
        document["evidence"] = [{"id": "javascript:alert(1)", "type": ["Evidence"], "name": harm, "narrative": harm}]
        subject = document["credentialSubject"]
        subject["achievement"]["name"] = subject["narrative"] = harm
        subject["achievement"]["alignment"] = [{"targetName": harm, "targetUrl": "javascript:alert(1)"}]
        words = said(bring(document))
        assert "<script>alert" not in words and "<img" not in words and "<a href=javascript" not in words
        assert 'href="javascript' not in words and html.escape("<script>alert(1)</script>") in words


def test_a_file_of_nine_megabytes_is_not_even_read(bring, stranger):
    answer = bring(b"%PDF-" + bytes(9 * 1024 * 1024))
    assert answer.status_code == 413 and "Hoogstens 8 MB" in said(answer)
    answer = stranger.generic("POST", "/verify", b"", content_type="text/plain", CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 413


def test_a_file_just_above_the_bound_inside_a_form_that_fits(bring):
    assert bring(b"%PDF-" + bytes(8 * 1024 * 1024)).status_code == 413


def test_a_huge_paste(stranger):
    answer = stranger.post("/verify", {"text": "{" + "x" * 4_000_000})
    assert answer.status_code == 413 and "te groot" in said(answer)
    assert stranger.post("/verify", {"text": '{"a": "' + "x" * 2_000_000 + '"}'}).status_code == 400


def test_ten_thousand_fields(stranger):
    assert stranger.post("/verify", {f"f{n}": "x" for n in range(25_000)}).status_code == 400


def test_a_puzzle_that_would_never_end(scene, bring):
    answer = bring(puzzle(scene, 12))
    assert outcome(answer) == "unreadable" and "duurt te lang" in said(answer)


def test_looking_stops_when_its_time_is_over(monkeypatch, scene, bring):
    """The page gives a file some seconds; on a clock that runs a second a glance, this one needs more."""
    ticks = iter(range(10**9))
    assert uploads.LIMITS.seconds <= 20
    hurried = c.Limits(seconds=uploads.LIMITS.seconds, monotonic=lambda: next(ticks))
    monkeypatch.setattr(checking, "LIMITS", hurried)
    assert outcome(bring(scene.passport)) == "unreadable"


def test_a_pdf_that_keeps_its_reader_busy_for_minutes(monkeypatch, bring):
    monkeypatch.setattr(checking, "LIMITS", c.Limits(pdf_seconds=1))
    answer = bring(packed_pdf(b"[/FlateDecode/ASCII85Decode]", zlib.compress(b"z" * 70_000_000, 9)))
    assert outcome(answer) == "unreadable" and "duurt te lang" in said(answer)


def test_strange_values_in_every_place(scene, bring):
    from kanwil.brought.turns import turns

    for key in scene.own:
        for value in (1, [[]], {"id": [1]}, [{}], "9999-99-99T99:99:99Z", "0001-01-01T00:00:00+23:59"):
            turns.forget()
            answer = bring(scene.own | {key: value})
            assert answer.status_code in (200, 400) and outcome(answer) not in ("good", "own-words"), (key, value)
