"""Whatever somebody writes: it is drawn as words, and nothing outside is opened, run or fetched."""

import socket

import pytest

from kanwil.passport.printing import drawing
from kanwil.passport.printing.content import clean, is_link
from kanwil.passport.sheet import ProofLine, SkillLine
from tests.passport.paper import CHECK, WELDING, printed, sheet, structure, words


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


def hostile():
    return sheet(
        about="</p><link rel=attachment href='file:///etc/passwd'><style>*{color:red}</style>",
        skills=(
            SkillLine(
                "<script>alert(1)</script><img src=http://kwaad.example/x.png>", words="{{ settings.SECRET_KEY }}"
            ),
            SkillLine("Nul \x00 en \ud800 los", words="Ik las\u202e netkert\ufffe"),
        ),
        proof=(
            ProofLine("link", "Een", url="javascript:alert(1)"),
            ProofLine("link", "Twee", url="file:///etc/passwd"),
            ProofLine("link", "Drie", url="https://goed.example@kwaad.example/"),
            ProofLine("link", "Vier", url="https://goed.example/hoeklas"),
        ),
    )


def test_markup_comes_out_as_words(no_network):
    pdf = printed(hostile())
    text = words(pdf)
    for part in ("<script>alert(1)</script>", "<img src=http://kwaad.example/x.png>", "<link rel=attachment"):
        assert part in text
    assert "root:" not in text
    assert "{{ settings.SECRET_KEY }}" in text
    assert pdf.attachments == {}
    assert [kind for kind, _ in structure(pdf)].count("Figure") == 1, "only our own code"


def test_only_addresses_on_the_web_can_be_clicked(no_network):
    pdf = printed(hostile())
    links = [note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", [])]
    assert links == ["https://goed.example/hoeklas", CHECK]
    assert "javascript:alert(1)" in words(pdf)


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://kwaad.example/x.css", "data:text/css,*{}", "kanwil-own:../sheet.py",
     "kanwil-own:fonts/../../sheet.py", "kanwil-own:drawing.py", "ftp://kwaad.example/"],
)  # fmt: skip
def test_only_our_own_files_are_opened(no_network, address):
    drawing._engine()
    with pytest.raises(ValueError, match="not a file of the passport"):
        drawing._fetcher().fetch(address)


def test_even_a_page_that_asks_for_it_gets_nothing_from_outside(no_network):
    secret = (
        "<img src=http://kwaad.example/x.png><img src=file:///etc/passwd><link rel=stylesheet href=http://k.example>"
    )
    page = f"<html lang=nl><title>x</title><link rel=attachment href=file:///etc/passwd>{secret}<object data=file:///etc/passwd>"
    made = drawing._document(page).write_pdf()
    assert b"root:" not in made
    assert b"EmbeddedFile" not in made


@pytest.mark.parametrize(
    ("address", "good"),
    [("https://a.example/x?y=1#z", True), ("HTTP://a.example", True), ("javascript:alert(1)", False),
     ("https://a@b.example/", False), ("https://", False), ("https://a.example/ met spatie", False),
     ("//a.example", False), ("mailto:anna@a.example", False), ("http://[::1", False), ("", False)],
)  # fmt: skip
def test_what_may_become_a_link(address, good):
    assert is_link(address) is good


@pytest.mark.parametrize(
    "name",
    ["Ł. Wójcik-Żółtowska", "Олена Шевченко", "محمد الأمين", "Nguyễn Thị Hồng", "Zoë 👩‍🔧", "x" * 600,
     "Arbeidsongeschiktheidsverzekeringsmaatschappijmedewerkersvertegenwoordiging"],
)  # fmt: skip
def test_every_name_is_drawn_inside_the_page(name):
    pdf = printed(sheet(name=name, skills=(WELDING,), proof=(), qualifications=()))
    assert len(pdf.pages) <= 2
    assert pdf.metadata.title.startswith("Skillspaspoort van ")


def test_a_language_from_right_to_left_starts_right():
    assert clean("اللحام الكهربائي").dir == "rtl"
    assert clean("123 שלום").dir == "rtl"
    assert clean("Lassen (اللحام)").dir == "ltr"


def test_a_text_cannot_turn_what_stands_beside_it():
    assert clean("Anna\u202e netkert \u2067x\u2069") == "Anna netkert x"
    assert clean("regel\r\n\r\n\r\n\r\ntwee\x00\x07") == "regel\n\ntwee"


def test_a_shortened_text_ends_in_three_dots_at_a_word():
    assert clean("Ik las al dertig jaar, en graag.", 24) == "Ik las al dertig jaar …"
    assert clean("x" * 100, 20) == "x" * 20 + " …"
    assert clean("kort", 20) == "kort"
