"""The passport on paper, as its reader, a screen reader and whoever checks it come across it."""

import io
import random
import subprocess
import sys
from datetime import UTC, datetime

import pypdf
import pytest

from kanwil.calc import credentials
from kanwil.calc.credentials.containers import carried
from kanwil.passport.printing import CannotPrint, passport_pdf, ready
from tests.passport.paper import CHECK, FAULTS, WELDING, printed, sheet, structure, words
from tools import libraries


@pytest.fixture(scope="module")
def pdf():
    return printed(attachments=[("skillspaspoort.json", "application/json", "Om na te kijken", b'{"a": 1}')])


def test_own_words_come_first_then_the_level_then_who_saw_it(pdf):
    text = words(pdf)
    order = ["Anna de Vries", "Ik maak graag iets", "Lassen met elektrode", "aan het smeltbad", "Ik kan dit zelf.",
             "Doe ik graag vaker.", "Bram Bramsen, collega, zag dit op 3 maart 2026.", "Heftruck rijden",
             "De brug van Doesburg", "Zo controleer je dit paspoort"]  # fmt: skip
    places = [text.find(part) for part in order]
    assert -1 not in places
    assert places == sorted(places)


def test_what_somebody_says_and_what_others_saw_differ_in_words_too():
    assert "Eigen woord" not in words(printed(sheet(skills=(WELDING,))))
    text = words(printed(sheet(skills=(FAULTS,), proof=(), qualifications=())))
    assert "Eigen woord" in text
    assert "Bevestigd" not in text


def test_a_level_is_a_sentence_and_never_a_number(pdf):
    skills = words(pdf).partition("Wat ik kan")[2].partition("Bevoegdheden")[0].replace("3 maart 2026", "")
    assert not any(letter.isdigit() or letter == "%" for letter in skills)


def test_a_wish_only_stands_there_when_it_was_chosen():
    assert "graag vaker" not in words(printed(sheet(skills=(FAULTS,))))


def test_an_english_passport_is_english():
    pdf = printed(sheet(language="en"))
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "This is how you check this passport" in words(pdf)
    assert "12 March 2026" in words(pdf)
    assert "controleer" not in words(pdf)


def test_the_code_and_the_words_lead_to_the_page_for_checking(pdf):
    assert CHECK in words(pdf)
    (code,) = [element for kind, element in structure(pdf) if kind == "Figure"]
    assert code["/Alt"] == f"QR-code met het adres {CHECK}"
    left, bottom, right, top = (float(place) for place in code["/A"]["/BBox"])
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def test_an_address_for_checking_must_be_on_the_web():
    with pytest.raises(ValueError, match="on the web"):
        passport_pdf(sheet(), check_url="javascript:alert(1)")


def test_a_screen_reader_finds_its_way(pdf):
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or str(root["/MarkInfo"]["/Marked"]).lower() == "true"
    assert root["/Lang"] == "nl"
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"
    assert pdf.metadata.title == "Skillspaspoort van Anna de Vries"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()
    headings = [kind for kind, _ in structure(pdf) if kind[0] == "H" and kind[1:].isdigit()]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in zip(headings, headings[1:], strict=False))
    assert all(page["/Tabs"] == "/S" for page in pdf.pages)
    titles = [one["/Title"] for one in pdf.outline if isinstance(one, dict)]
    assert titles == ["Anna de Vries"]


def test_the_table_of_qualifications_tells_which_heading_belongs_to_what(pdf):
    headings = [element for kind, element in structure(pdf) if kind == "TH"]
    assert [heading["/A"]["/Scope"] for heading in headings] == ["/Column", "/Column", "/Column", "/Row"]
    names = {heading["/ID"] for heading in headings}
    cells = [element for kind, element in structure(pdf) if kind == "TD"]
    assert len(cells) == 2
    assert all(len(cell["/A"]["/Headers"]) == 2 and set(cell["/A"]["/Headers"]) <= names for cell in cells)


def test_every_link_says_where_it_goes(pdf):
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    assert [link["/Contents"] for link in links] == [CHECK]
    assert [link["/A"]["/URI"] for link in links] == [CHECK]
    assert "Link" in [kind for kind, _ in structure(pdf)]


def test_the_foot_of_the_page_is_not_read_out(pdf):
    assert "Bladzijde 1 van" in words(pdf)
    for page in pdf.pages:
        drawn = page.get_contents().get_data()
        marked = drawn.count(b"BDC") - drawn.count(b"/Artifact <<")
        parents = pdf.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"][1].get_object()
        assert b"/Subtype /Footer" in drawn
        if page is pdf.pages[0]:
            assert marked == sum(one.get_object() is not None for one in parents if one is not None)


def test_every_letter_travels_along(pdf):
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            for below in font.get_object().get("/DescendantFonts", []):
                assert "/FontFile2" in below.get_object()["/FontDescriptor"]


def test_the_file_inside_is_tied_to_the_passport(pdf):
    (file,) = pdf.trailer["/Root"]["/AF"]
    file = file.get_object()
    assert (file["/UF"], file["/Desc"], file["/AFRelationship"]) == ("skillspaspoort.json", "Om na te kijken", "/Data")
    assert file["/EF"]["/F"]["/Subtype"] == "/application/json"
    assert pdf.attachments["skillspaspoort.json"] == [b'{"a": 1}']
    assert "skillspaspoort.json" in words(pdf)


def signed():
    """A passport that Anna really signed, with a skill that the organisation really signed."""
    now, made = datetime(2026, 3, 12, 9, tzinfo=UTC), random.Random(1).randbytes
    organisation, colleague = (
        kind(did, credentials.PrivateKey.make("Ed25519", made))
        for kind, did in (
            (credentials.OrganisationSigner, "did:web:de-linde.example"),
            (credentials.ConfirmerSigner, "did:web:de-linde.example:bram"),
        )
    )
    key = credentials.PrivateKey.make("Ed25519", made)
    anna = credentials.HolderSigner(credentials.dids.key_name(key.public), key)
    level = credentials.Level("https://de-linde.example/s#zelf", "ik kan dit zelf")
    scale = credentials.Scale("https://de-linde.example/s", "Kanwil", (level,))
    skill = credentials.Skill("https://de-linde.example/v/7", "Lassen", "Je last staal.", (), scale)
    said = credentials.SkillStatement(
        "urn:uuid:1b4e28ba-2fa1-4d2d-883f-0016d3cca427", skill, credentials.Holder(anna.did, "Anna"), now, level
    )
    bram = credentials.Profile(colleague.did, "Bram", "collega")
    seen = credentials.Confirmation("urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e", said, bram, "Ik zag het.", now)
    known = credentials.dids.directory(
        [credentials.dids.document(one.did, [one.key.public]) for one in (organisation, colleague)]
    )
    one = credentials.issue_skill(
        said,
        credentials.Profile(organisation.did, "De Linde"),
        [credentials.confirm(seen, colleague, now=now)],
        organisation,
        confirmers=known,
        now=now,
    )
    whole = credentials.Passport(
        "urn:uuid:16fd2706-8baf-433b-82eb-8c7fada847da", said.holder, "Paspoort van Anna", (one,), now
    )
    return credentials.compact(credentials.issue_passport(whole, anna, now=now)), known, now


def test_the_signed_file_is_found_again_and_still_good():
    file, known, now = signed()
    paper = passport_pdf(
        sheet(),
        check_url=CHECK,
        attachments=[
            ("skillspaspoort.json", "application/json", "Het ondertekende paspoort", file),
            ("europass.jsonld", "application/ld+json", "Voor Europass", b'{"@context": "x"}'),
        ],
    )
    (found,) = carried(paper)
    assert (found.kind, found.name) == ("pdf", "skillspaspoort.json")
    report = credentials.verify(paper, now=now, resolver=known)
    assert report.verified
    assert [(one.kind, one.signature) for one in report.all()] == [
        ("passport", "good"),
        ("skill", "good"),
        ("confirmation", "good"),
    ]


def test_the_same_passport_gives_the_same_file():
    attachments = [("skillspaspoort.json", "application/json", "", b"{}")]
    once = passport_pdf(sheet(), check_url=CHECK, attachments=attachments)
    assert passport_pdf(sheet(), check_url=CHECK, attachments=attachments) == once
    assert passport_pdf(sheet(name="Bram Bramsen"), check_url=CHECK, attachments=attachments) != once
    assert b"WeasyPrint" in pypdf.PdfReader(io.BytesIO(once)).trailer["/Root"]["/Metadata"].get_object().get_data()


def test_without_the_libraries_kanwil_says_what_to_install(monkeypatch):
    monkeypatch.setattr("kanwil.passport.printing.drawing.missing", lambda: ("libpango-1.0-0",))
    with pytest.raises(CannotPrint, match="libpango-1.0-0"):
        passport_pdf(sheet(), check_url=CHECK)
    monkeypatch.setattr(ready, "missing", lambda: ("libpango-1.0-0",))
    (advice,) = ready.a_pdf_can_be_made(None)
    assert advice.hint == "sudo apt install libpango-1.0-0"


def test_a_library_that_does_not_open_is_named(monkeypatch):
    def closed(name):
        raise OSError(name)

    monkeypatch.setattr("ctypes.CDLL", closed)
    ready.missing.cache_clear()
    try:
        assert ready.missing() == ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
    finally:
        ready.missing.cache_clear()


def test_looking_whether_a_pdf_can_be_made_does_not_load_the_library():
    asked = (
        "import sys, django; django.setup(); from kanwil.passport import printing; printing.missing();"
        "print('weasyprint' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]


def test_what_is_installed_for_a_demo_and_a_test_is_what_a_pdf_needs():
    assert libraries.NEEDED == ready.DEBIAN
