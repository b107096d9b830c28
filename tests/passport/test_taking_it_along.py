"""Taking a passport along: the PDF with the signed file inside, and the signed file checked by anybody."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfReader

from kanwil.audit.models import Event
from kanwil.calc import credentials
from kanwil.matrix import actions as matrix
from kanwil.passport import actions
from kanwil.people import actions as people
from kanwil.people.models import today
from kanwil.privacy.export import FILES
from kanwil.signing import keys
from tests.cast import SYSTEM
from tests.passport.scene import made, said, text

pytestmark = pytest.mark.django_db
NOW = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"
    keys.key_folder().make_organisation("https://kanwil.example.nl", now=timezone.now() - timedelta(days=1))


def taken(cast, row, form):
    return cast.client("anna").post(f"/paspoort/{row.pk}/mee/{form}/")


def checked(data):
    return credentials.verify(data, now=timezone.now() + NOW, resolver=keys.key_folder().resolver())


def test_the_pdf_carries_the_signed_file_and_it_is_good(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", f"proof:{mine.story.pk}")
    answer = taken(cast, row, "pdf")
    assert answer.content.startswith(b"%PDF") and answer["Content-Disposition"].startswith("attachment")
    kinds = [(one.kind, one.signature) for one in checked(answer.content).all()]
    assert ("passport", "good") in kinds and ("skill", "good") in kinds and ("confirmation", "good") in kinds
    assert Event.objects.filter(verb="passport.taken", about_id=cast.anna.pk).exists()


@pytest.mark.parametrize("form", ["pdf", "ondertekend"])
def test_whoever_gets_it_checks_it_here_without_an_account(cast, form):
    """All the way: taken along by Anna, checked by a stranger, and again after Karim took his word back."""
    mine = said(cast)
    content = taken(cast, made(cast, f"skill:{mine.wounds.pk}"), form).content
    stranger = cast.client("stranger")
    first = stranger.post("/verify", {"file": SimpleUploadedFile("x", content)}).content.decode()
    assert 'data-outcome="good"' in first and "deze handtekening is van ons" in first
    matrix.withdraw_confirmation(cast.actor("karim"), given=mine.wounds.confirmations.get())
    assert (
        'data-outcome="withdrawn"'
        in stranger.post("/verify", {"file": SimpleUploadedFile("x", content)}).content.decode()
    )


def test_what_was_not_ticked_is_not_in_any_file_either(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", parts=frozenset({"level"}))
    for form in ("ondertekend", "gewoon", "europees", "los"):
        content = taken(cast, row, form).content
        if form == "los":
            content = b"".join(
                zipfile.ZipFile(io.BytesIO(content)).read(n) for n in zipfile.ZipFile(io.BytesIO(content)).namelist()
            )
        told = content.decode()
        for left_out in ("bang zijn", "De nacht", "Rust", "BIG-77", "vaker"):
            assert left_out not in told, (form, left_out)


def test_the_signed_file_says_what_the_sheet_says_and_nothing_was_changed(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", f"skill:{mine.calm.pk}")
    content = taken(cast, row, "ondertekend").content
    report = checked(content)
    assert report.findings[0].kind == "passport"
    changed = content.replace(b"Ik kan dit zelf", b"Ik leer het anderen")
    assert changed != content and not checked(changed).verified
    assert {one.signature for one in report.all()} == {"good"}


def test_each_confirmed_skill_goes_as_a_token_by_itself(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}", f"skill:{mine.calm.pk}")
    packed = zipfile.ZipFile(io.BytesIO(taken(cast, row, "los").content))
    assert packed.namelist() == ["01 wonden-verzorgen.jwt"]
    assert checked(packed.read(packed.namelist()[0])).findings[0].signature == "good"


def test_without_keys_of_the_organisation_it_still_goes_along_and_says_so(cast, settings, tmp_path):
    settings.KEYS = tmp_path / "none"
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    page = text(cast.client("anna").get(f"/paspoort/{row.pk}/"))
    assert "heeft nog geen sleutels" in page
    assert [one.kind for one in checked_alone(taken(cast, row, "ondertekend").content).all()] == [
        "passport",
        "own-claim",
    ]


def checked_alone(data):
    return credentials.verify(data, now=timezone.now() + NOW)


def test_a_confirmer_who_became_the_manager_half_way_is_no_source_and_signs_nothing(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    people.lead(SYSTEM, person=cast.karim, unit=cast.units.east, on=today())
    client = cast.client("anna")
    page = text(client.get(f"/paspoort/{row.pk}/"))
    assert "Iemand die jou leidt" in page and "Karim Karimsen, " not in page
    told = json.loads(taken(cast, row, "ondertekend").content)
    assert "Karim" not in json.dumps(told)


def test_who_has_the_link_checks_the_signed_file_until_it_says_something_else(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    page = cast.client("anna").post(f"/paspoort/{row.pk}/link/", {"for_whom": "Ziekenhuis", "months": "1"})
    address = page.content.decode().split('value="http://testserver')[1].split('"')[0]
    stranger = cast.client("stranger")
    assert "ondertekende bestand" in text(stranger.get(address))
    file = stranger.get(f"{address}bestand/")
    assert file.status_code == 200 and checked(file.content).findings[0].kind == "passport"
    matrix.say(cast.actor("anna"), skill=cast.skills["wonden"], words="Nu anders.")
    assert "ondertekende bestand" not in text(stranger.get(address))
    assert stranger.get(f"{address}bestand/").status_code == 404


def test_the_link_of_a_passport_whose_confirmation_was_taken_back_offers_no_old_file(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    taken(cast, row, "ondertekend")
    _link, token = actions.give_link(cast.actor("anna"), row=row, for_whom="x", until=today())
    matrix.withdraw_confirmation(cast.actor("karim"), given=mine.wounds.confirmations.get())
    assert cast.client("stranger").get(f"/p/{token}/bestand/").status_code == 404


def test_somebody_elses_passport_and_an_unknown_form_are_not_taken(cast):
    said(cast)
    row = made(cast)
    assert cast.client("bram").post(f"/paspoort/{row.pk}/mee/pdf/").status_code == 404
    assert taken(cast, row, "wat").status_code == 404
    assert cast.client("anna").get(f"/paspoort/{row.pk}/mee/pdf/").status_code == 405


def test_an_empty_passport_can_be_taken_along_too(cast):
    row = made(cast)
    answer = taken(cast, row, "ondertekend")
    assert answer.status_code == 200, answer
    assert checked(answer.content).findings[0].signature == "good"


def test_all_my_passports_go_along_when_i_take_everything(cast):
    mine = said(cast)
    made(cast, f"skill:{mine.calm.pk}", title="Één / twee")
    room = next(files for files in FILES if "passports" in str(files.words) or "paspoort" in str(files.words))
    found = dict(room.of(cast.anna.pk))
    assert [name.rpartition(".")[2] for name in found] == ["json", "pdf"]


def test_the_public_page_knows_what_was_withdrawn_here(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    file = taken(cast, row, "pdf").content

    def looked():
        return text(cast.client("stranger").post("/verify", {"file": SimpleUploadedFile("paspoort.pdf", file)}))

    assert "niet nagekeken" not in looked() and "ingetrokken op" not in looked()
    matrix.withdraw_confirmation(cast.actor("karim"), given=mine.wounds.confirmations.get())
    assert "is ingetrokken" in looked()


def test_everything_on_the_sheet_is_in_the_pdf_as_text_also_what_does_not_fit(cast):
    mine = said(cast)
    keys_of = (f"skill:{mine.wounds.pk}", f"proof:{mine.story.pk}", f"qualification:{mine.licence.pk}")
    file = PdfReader(io.BytesIO(taken(cast, made(cast, *keys_of), "pdf").content))
    told = file.attachments["paspoort.txt"][0].decode()
    for words in ("Ook bij mensen die bang zijn.", "Karim Karimsen, aangewezen", "Ik bleef rustig.", "Voorbehouden"):
        assert words in told
    assert "BIG-77" not in told and "vaker" not in told


def test_who_left_still_takes_the_passport_along(cast):
    mine = said(cast)
    row = made(cast, f"skill:{mine.wounds.pk}")
    people.leave(SYSTEM, person=cast.anna, on=today() - timedelta(days=1))
    answer = taken(cast, row, "ondertekend")
    assert {one.signature for one in checked(answer.content).all()} == {"good"}
