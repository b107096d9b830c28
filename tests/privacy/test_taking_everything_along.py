"""Somebody takes along everything Kanwil holds about them, and only that: one file that anybody can open."""

import io
import json
import tracemalloc
import zipfile

import pytest
from django.utils import translation

from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.privacy import export, packing
from kanwil.proof import actions as proof
from kanwil.proof.files import Kept
from kanwil.proof.models import EvidenceFile

pytestmark = pytest.mark.django_db

ADDRESS = "/privacy/neem-mee/"


def taken_by(cast, who):
    """What is in the download of this person, by name."""
    answer = cast.client(who).post(ADDRESS)
    assert answer["Content-Type"] == "application/zip" and "attachment" in answer["Content-Disposition"]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert archive.testzip() is None
    return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def keep_a_file(cast, who, *, title="Diploma zorg", name="diploma.pdf", content=b"%PDF-1.7 echt van mij"):
    kept = Kept(name, "application/pdf", content)
    return proof.keep(cast.actor(who), kind="file", said={"title": title}, file=kept)


def test_my_file_has_my_words_and_nobody_elses(cast):
    level = cast.levels["independent"]
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=level, words="Mijn eigen rustige woorden.")
    actions.say(cast.actor("fatima"), skill=cast.skills["rust"], level=level, words="Woorden van Fatima.")
    taken = taken_by(cast, "anna")
    for name in ("alles.json", "overzicht.html"):
        text = taken[name].decode()
        assert "Mijn eigen rustige woorden." in text and "Woorden van Fatima." not in text
    assert json.loads(taken["alles.json"])["person"] == cast.anna.pk


def test_the_overview_says_in_words_what_is_kept_why_and_for_whom(cast):
    level = cast.levels["independent"]
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=level, wish="learn", words="Met <b>rust</b>.")
    page = taken_by(cast, "anna")["overzicht.html"].decode()
    for words in ("Anna Annasen", "Waarom wordt dit bewaard?", "Wie ziet het?", "wil ik leren"):
        assert words in page
    assert str(cast.skills["rust"].labels.get(language="nl").text) in page
    assert "&lt;b&gt;rust&lt;/b&gt;" in page and "<script" not in page
    assert "urn:test" not in page and "skill_id" not in page


def test_the_letter_is_in_the_language_the_person_reads(cast):
    assert "Open deze eerst" in taken_by(cast, "anna")["LEESMIJ.txt"].decode()
    cast.fatima.user.language = "en"
    cast.fatima.user.save()
    taken = taken_by(cast, "fatima")
    assert (
        "Open this one first" in taken["READ-ME.txt"].decode() and '<html lang="en">' in taken["overview.html"].decode()
    )


def test_the_files_of_my_proof_go_along_and_not_those_of_others(cast):
    keep_a_file(cast, "anna")
    keep_a_file(cast, "fatima", title="Van Fatima", content=b"%PDF-1.7 van fatima")
    taken = taken_by(cast, "anna")
    assert taken["bewijs/Diploma zorg - diploma.pdf"] == b"%PDF-1.7 echt van mij"
    assert not any("Fatima" in name or b"van fatima" in content for name, content in taken.items())


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\anna\\cv.pdf", "cv.pdf"),
        ("con.pdf", "_con.pdf"),
        (".htaccess", "htaccess"),
        ('a\x00b\nc<d>:"|?*.pdf', "a b c d.pdf"),
        ("...", "_"),
        ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ("Één blad (2).jpg", "Één blad (2).jpg"),
    ],
)
def test_a_name_in_the_download_is_safe(name, safe):
    assert packing.safe_name(name) == safe


def test_two_files_of_one_name_both_go_along(cast):
    keep_a_file(cast, "anna", content=b"%PDF-1")
    keep_a_file(cast, "anna", title="DIPLOMA zorg", content=b"%PDF-2")
    taken = taken_by(cast, "anna")
    assert taken["bewijs/Diploma zorg - diploma.pdf"] == b"%PDF-1"
    assert taken["bewijs/DIPLOMA zorg - diploma (2).pdf"] == b"%PDF-2"


def test_a_room_above_lets_its_own_files_go_along(cast, monkeypatch):
    monkeypatch.setattr(export, "FILES", list(export.FILES))
    monkeypatch.setattr(packing, "FILES", export.FILES)

    def passports(person_id):
        yield "../paspoort.pdf", f"van {person_id}".encode()

    for _twice in range(2):
        export.register_files(passports, folder="paspoort", words="Je skillspaspoorten.")
    taken = taken_by(cast, "anna")
    assert taken["paspoort/paspoort.pdf"] == f"van {cast.anna.pk}".encode()
    assert [name for name in taken if name.startswith("paspoort/")] == ["paspoort/paspoort.pdf"]
    assert "Je skillspaspoorten." in cast.client("anna").get(ADDRESS).content.decode()


def test_a_large_download_is_never_whole_in_memory(cast):
    piece, megabyte = keep_a_file(cast, "anna"), 1024 * 1024
    EvidenceFile.objects.filter(evidence=piece).update(content=b"0" * 4 * megabyte, size=4 * megabyte)
    for n in range(9):
        keep_a_file(cast, "anna", title=f"Stuk {n}", content=b"0" * 4 * megabyte)
    with translation.override("nl"):
        everything = export.everything_about(cast.anna.pk)
        tracemalloc.start()
        with packing.packed(cast.anna.pk, everything) as file:
            most = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            size = file.seek(0, io.SEEK_END)
    assert size > 40 * megabyte > 2 * most  # what is unpacked is no more than what was downloaded
    assert most < 20 * megabyte


def test_the_page_before_it_says_what_is_in_it_and_how_big(cast):
    keep_a_file(cast, "anna", content=b"%PDF" + b"0" * 2_000_000)
    page = cast.client("anna").get(ADDRESS).content.decode()
    assert "Foto’s en bestanden die je als bewijs bewaart." in page and "1,9 MB" in page.replace("\xa0", " ")
    assert "1,9" not in cast.client("fatima").get(ADDRESS).content.decode()


def test_taking_along_leaves_a_line_in_the_log(cast):
    taken_by(cast, "anna")
    line = Event.objects.get(verb="privacy.exported")
    assert (line.by_id, line.about_id) == (cast.anna.pk, cast.anna.pk)


def test_opening_the_address_takes_nothing_along(cast):
    answer = cast.client("anna").get(ADDRESS)
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    assert not Event.objects.filter(verb="privacy.exported").exists()
