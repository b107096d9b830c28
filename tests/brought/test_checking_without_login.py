"""An HR adviser at another employer got a passport, and wants to know whether it is genuine."""

import re

import pytest
from django.test import Client

from kanwil.brought import known
from kanwil.brought.turns import MINUTES, OFTEN, NotNow, Turns
from kanwil.calc import credentials as c
from tests.brought.conftest import LIST, NOW, SimpleUploadedFile, everything_kept, outcome, pdf, said, uploaded
from tests.calc.credentials.test_what_people_bring import PNG, SVG

pytestmark = pytest.mark.django_db


def test_the_page_is_open_to_everybody_and_found_by_no_search_engine(stranger):
    page = stranger.get("/verify")
    assert page.status_code == 200 and "noindex" in page["X-Robots-Tag"] and "noindex" in said(page)
    assert "Je hebt geen account nodig" in said(page)
    for address in ("/controleer/", "/verify/"):
        assert stranger.get(address)["Location"] == "/verify"


def test_the_login_page_shows_the_way(stranger):
    assert 'href="/verify"' in said(stranger.get("/account/login/"))


def test_a_good_passport_is_said_to_be_good_in_one_sentence(linde_is_known, scene, bring):
    answer = bring(scene.passport)
    assert (answer.status_code, outcome(answer)) == (200, "good")
    words = said(answer)
    assert "Dit paspoort klopt: het is niet veranderd nadat het werd ondertekend." in words
    assert "Ze zegt niet dat het waar is" in words
    for shown in ("Wondzorg geven", "ik kan dit zelf", "Zorggroep De Linde", "Bram de Wit", "Anna Jansen"):
        assert shown in words


def test_every_credential_is_told_by_itself_with_three_separate_answers(linde_is_known, scene, bring):
    words = said(bring(scene.passport))
    assert re.findall(r'data-kind="([\w-]+)"', words) == ["passport", "skill", "confirmation", "own-claim"]
    assert len(re.findall(r"<dt>(Handtekening|Ingetrokken\?|Datum)</dt>", words)) == 12


def test_there_is_no_score_and_no_tally(linde_is_known, scene, bring):
    words = re.sub(r"<[^>]+>", " ", said(bring(scene.passport)))
    assert "%" not in words and not re.search(r"\d+ (van|of) (de )?\d+", words)


@pytest.mark.parametrize("carrier", ["json", "token", "png", "svg", "pdf"])
def test_every_kind_of_file_is_read(linde_is_known, scene, bring, carrier):
    made = {
        "json": lambda: c.compact(scene.skill),
        "token": lambda: scene.token,
        "png": lambda: c.bake_png(PNG, scene.skill),
        "svg": lambda: c.bake_svg(SVG, scene.skill),
        "pdf": lambda: pdf(paspoort_json=c.compact(scene.passport)),
    }[carrier]()
    assert outcome(bring(made, f"iets.{carrier}")) == "good"


@pytest.mark.parametrize("name", ["passport.docx", "x", "../../etc/passwd", "C:\\x.exe", "a" * 250])
def test_the_name_and_the_type_that_a_file_claims_do_not_matter(linde_is_known, scene, bring, name):
    answer = bring(scene.passport, name, "text/html")
    assert outcome(answer) == "good" and "passwd" not in said(answer)


def test_a_pasted_text_and_a_token_broken_by_an_email(linde_is_known, scene, stranger):
    broken = "\r\n".join(scene.token[at : at + 70] for at in range(0, len(scene.token), 70))
    assert outcome(stranger.post("/verify", {"text": broken})) == "good"
    assert outcome(stranger.post("/verify", {"text": f"\n  {c.compact(scene.passport).decode()}  "})) == "good"


def test_it_is_said_in_english_too(linde_is_known, scene):
    answer = Client(headers={"accept-language": "en"}).post("/verify", {"file": uploaded(scene.passport)})
    assert "This passport is genuine" in said(answer) and "The signature is good." in said(answer)


def test_an_unknown_signer_is_no_accusation(scene, bring):
    answer = bring(scene.skill)
    assert outcome(answer) == "unknown-signer"
    assert "we kennen de ondertekenaar niet" in said(answer) and "kanwil.example.nl" in said(answer)
    assert "Zo staat het in het bestand" in said(answer)


def test_what_somebody_says_of_themselves_is_called_that(scene, bring):
    answer = bring(scene.own)
    assert outcome(answer) == "own-words" and "Iemand zegt het over zichzelf" in said(answer)


def test_a_list_of_withdrawals_that_is_not_here_leaves_that_question_open(monkeypatch, linde_is_known, scene, bring):
    monkeypatch.setattr(known, "STATUS_LISTS", [])
    assert outcome(bring(scene.passport)) == "withdrawal-open"


def test_nothing_at_all_is_stored(linde_is_known, scene, bring, stranger, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("something was put on the disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refuse)
    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    before = everything_kept()
    large = pdf(paspoort_json=c.compact(scene.passport), foto_bin=bytes(range(256)) * 14_000)
    assert len(large) > 3_000_000 and outcome(bring(large)) == "good"
    scene.passport["name"] = "Iets anders"
    assert outcome(bring(scene.passport)) == "changed"
    assert bring(b"niets").status_code == 400
    stranger.post("/verify", {"text": "ey" * 3_000_000})
    assert everything_kept() == before
    assert set(stranger.cookies) <= {"csrftoken"}


def test_a_form_from_another_site_is_refused(scene):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/verify", {"file": uploaded(scene.passport)}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', said(strict.get("/verify")))[1]
    sent = {"file": uploaded(scene.passport), "csrfmiddlewaretoken": token}
    assert strict.post("/verify", sent).status_code == 200


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Kies een bestand, of plak een tekst."),
        ({"text": "   "}, "Kies een bestand, of plak een tekst."),
        ({"file": SimpleUploadedFile("leeg.json", b"")}, "Dit bestand is leeg."),
        ({"file": SimpleUploadedFile("a.json", b"{}"), "text": "{}"}, "niet allebei"),
        ({"file": [SimpleUploadedFile("a.json", b"{}"), SimpleUploadedFile("b.json", b"{}")]}, "één bestand tegelijk"),
        ({"text": "{\0}"}, "niet heel"),
    ],
    ids=["nothing", "spaces", "empty file", "file and text", "two files", "null in text"],
)
def test_what_is_not_one_thing_to_check_gets_one_plain_sentence(stranger, sent, words):
    answer = stranger.post("/verify", sent)
    assert answer.status_code == 400 and words in said(answer)


def test_a_body_that_is_no_form_at_all_breaks_nothing(stranger):
    for kind in ("application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x"):
        answer = stranger.generic("POST", "/verify", b"{}", content_type=kind)
        assert answer.status_code == 400 and "<h1>" in said(answer)


def test_somebody_who_asks_without_end_has_to_wait_and_others_do_not(bring, stranger):
    for _ in range(OFTEN):
        assert bring(b"x").status_code == 400
    assert bring(b"x").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.7").post("/verify", {"text": "x"}).status_code == 400


def test_behind_a_proxy_of_our_own_its_last_word_counts(settings, bring):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(OFTEN + 1):
        made_up = Client(headers={"x-forwarded-for": f"198.51.100.{number}, 192.0.2.9"})
        last = made_up.post("/verify", {"text": "x"}).status_code
    assert last == 429
    other = Client(headers={"x-forwarded-for": "192.0.2.9, 192.0.2.10"})
    assert other.post("/verify", {"text": "x"}).status_code == 400


def test_a_turn_comes_back_after_a_quarter_of_an_hour_and_nothing_is_remembered_then():
    clock = [0.0]
    turns = Turns(lambda: clock[0])
    for _ in range(OFTEN):
        with turns.one("a"):
            pass
    with pytest.raises(NotNow) as caught, turns.one("a"):
        pass
    assert caught.value.often
    clock[0] = MINUTES * 60 + 1.0
    with turns.one("b"):
        assert list(turns.asked) == ["b"]


def test_only_two_are_looked_at_at_once_and_one_per_address():
    turns = Turns(lambda: 0.0)
    with turns.one("a"):
        with pytest.raises(NotNow), turns.one("a"):
            pass
        with turns.one("b"), pytest.raises(NotNow), turns.one("c"):
            pass
    with turns.one("c"):
        pass


def test_the_names_of_this_installation_are_known_by_themselves(settings, tmp_path, bring, scene):
    settings.KEYS = tmp_path / "keys"
    folder = c.KeyFolder(tmp_path / "keys")
    folder.make_organisation("https://kanwil.example.nl", now=NOW)
    folder.make_confirmer("bram", now=NOW)
    signer, bram = folder.sign_as_organisation(), folder.sign_as_confirmer("bram")
    endorsement = c.confirm(scene.confirmation, bram, now=NOW)
    statement, linde = scene.statement, scene.linde
    skill = c.issue_skill(statement, linde, [endorsement], signer, confirmers=folder.resolver(), now=NOW)
    answer = bring(skill)
    assert outcome(answer) == "withdrawal-open" and "Hier bekend: deze handtekening is van ons." in said(answer)


def test_nobody_can_stand_in_for_this_installation(settings, tmp_path, monkeypatch, bring, scene):
    """Also not a room or an administrator that knows other keys under our own name."""
    settings.KEYS = tmp_path / "keys"
    c.KeyFolder(tmp_path / "keys").make_organisation("https://kanwil.example.nl", now=NOW)
    monkeypatch.setattr(known, "RESOLVERS", [scene.known])
    assert outcome(bring(scene.skill)) == "changed"


def test_a_room_above_registers_once():
    def look(name):
        return None

    for register, kept in (
        (known.register_resolver, known.RESOLVERS),
        (known.register_status_lists, known.STATUS_LISTS),
    ):
        before = list(kept)
        register(look)
        register(look)
        assert kept == [*before, look]
        kept.remove(look)


def test_a_list_of_withdrawals_is_asked_for_once_in_a_look(linde_is_known, monkeypatch, scene, bring):
    asked = []
    monkeypatch.setattr(known, "STATUS_LISTS", [lambda url: asked.append(url) or scene.nothing_withdrawn])
    bring(scene.passport)
    assert asked == [LIST]
