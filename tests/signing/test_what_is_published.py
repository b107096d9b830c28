"""Public keys and lists of withdrawals: for everybody, with nobody's name, and exactly where credentials point."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from kanwil import cli
from kanwil.calc.credentials import closing, dids, verify_document
from kanwil.config import health
from kanwil.people import actions as people
from kanwil.privacy.erase import ON_ERASING
from kanwil.signing import lists
from kanwil.signing.issuing import Said, credentials_for
from kanwil.signing.jobs import nightly
from kanwil.signing.keys import key_folder, ready
from kanwil.signing.models import KeyToErase, Place, PublicName, PublishedList
from tests.cast import SYSTEM
from tests.signing.signed import URL, claim_of, confirm, confirmed, make_keys

pytestmark = pytest.mark.django_db


def take(cast, *claims):
    return credentials_for(cast.actor("anna"), [Said(claim) for claim in claims], language="nl")


def path_of(url):
    return "/" + url.split("/", 3)[3]


def look(cast, path, status=200):
    answer = cast.client("stranger").get(path)
    assert answer.status_code == status, path
    return answer


@pytest.mark.parametrize("url", [URL, "https://example.nl/kanwil", "https://example.nl/a/b"])
def test_every_address_in_a_credential_answers_here(cast, url):
    """Also with a path in the organisation's name, and when the server in front takes that path away."""
    make_keys(url)
    (row,) = take(cast, confirmed(cast))
    signers = [row.document["issuer"]["id"], row.document["endorsement"][0]["issuer"]["id"]]
    documents = []
    for did in signers:
        path = path_of(dids.address(did))
        documents.append(look(cast, path).json())
        if "well-known" not in path:
            inside = path.removeprefix(path_of(url + "/").rstrip("/"))
            assert look(cast, inside).json() == documents[-1]
    address = row.document["credentialStatus"]["statusListCredential"]
    listed = look(cast, path_of(address)).json()
    assert listed["id"] == address
    report = verify_document(
        row.document, now=timezone.now(), resolver=dids.directory(documents), status_lists={address: listed}.get
    )
    assert report.verified, report


def test_what_is_published_is_what_closing_writes(cast):
    make_keys()
    take(cast, confirmed(cast))
    listed = lists.published(1)
    for path, document in closing.site_files(key_folder(), [listed]).items():
        assert look(cast, f"/{path}").json() == document


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/.well-known/did.json", "application/did+ld+json"),
        ("/.well-known/jwks.json", "application/jwk-set+json"),
        ("/credentials/status/1", "application/ld+json"),
    ],
)
def test_public_documents_are_for_any_site_set_no_cookie_and_may_be_kept(cast, path, kind):
    make_keys()
    answer = look(cast, path)
    assert answer["Content-Type"] == kind and answer["Access-Control-Allow-Origin"] == "*"
    assert "public" in answer["Cache-Control"] and not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert cast.client("anna").get(path).content == answer.content
    assert cast.client("stranger").post(path).status_code == 405


def test_without_keys_there_is_nothing_to_publish(cast):
    for path in ("/.well-known/did.json", "/.well-known/jwks.json", "/credentials/status/1", "/profiles/x/did.json"):
        look(cast, path, 404)
    assert not ready()


def test_no_name_of_a_person_stands_in_what_is_published(cast):
    make_keys()
    take(cast, confirmed(cast))
    name = PublicName.objects.get(person=cast.karim).name
    texts = [look(cast, f"/profiles/{name}/did.json"), look(cast, "/credentials/status/1")]
    for text in (answer.content.decode().lower() for answer in texts):
        assert "karim" not in text and "anna" not in text and str(cast.karim.number).lower() not in text


def test_attack_the_key_of_a_person_is_not_published_by_its_name(cast):
    make_keys()
    take(cast, claim_of(cast))
    name = PublicName.objects.get(person=cast.anna).name
    for path in (f"/profiles/{name}/did.json", "/profiles/../people/did.json", "/profiles/organisation/did.json"):
        look(cast, path, 404)


def test_a_withdrawal_is_in_the_list_at_once_and_else_the_list_is_not_signed_anew(cast):
    make_keys()
    rows = take(cast, confirmed(cast))
    first = look(cast, "/credentials/status/1").content
    assert look(cast, "/credentials/status/1").content == first
    Place.objects.filter(pk=rows[0].place_id).update(withdrawn_at=timezone.now())
    assert look(cast, "/credentials/status/1").content != first


def test_an_old_list_is_signed_anew_every_night(cast):
    make_keys()
    lists.published(1)
    old = timezone.now() - timedelta(days=2)
    PublishedList.objects.update(made_at=old)
    nightly(timezone.localdate())
    assert PublishedList.objects.get().made_at > old


def test_keys_that_do_not_open_keep_the_old_list_but_hide_no_withdrawal(cast, settings):
    settings.KEYS_PASSPHRASE = "lang-genoeg-geheim"
    make_keys()
    rows = take(cast, confirmed(cast))
    listed = look(cast, "/credentials/status/1").content
    settings.KEYS_PASSPHRASE = "iets-anders"
    PublishedList.objects.update(made_at=timezone.now() - timedelta(days=2))
    assert look(cast, "/credentials/status/1").content == listed
    Place.objects.filter(pk=rows[0].place_id).update(withdrawn_at=timezone.now())
    look(cast, "/credentials/status/1", 503)


def test_a_list_half_full_gets_no_more_and_a_second_one_begins(cast, monkeypatch):
    make_keys()
    monkeypatch.setattr("kanwil.signing.desk.SMALLEST", 4)
    first, second, third = (claim_of(cast, skill=skill) for skill in ("wonden", "rust", "plannen"))
    for claim in (first, second, third):
        confirm(cast, claim)
    rows = take(cast, first, second, third)
    assert [row.place.list for row in rows] == [1, 1, 2]
    assert rows[2].document["credentialStatus"]["statusListCredential"] == f"{URL}/credentials/status/2"
    assert look(cast, "/credentials/status/2").json()["id"].endswith("/2")


def test_the_lists_as_files_are_what_closing_asks_for(cast, tmp_path, monkeypatch, capsys):
    make_keys()
    rows = take(cast, confirmed(cast))
    Place.objects.filter(pk=rows[0].place_id).update(withdrawn_at=timezone.now())
    assert cli.main(["credentials", "lists", str(tmp_path / "lists")]) == 0
    (file,) = (tmp_path / "lists").iterdir()
    assert str(file) in capsys.readouterr().out
    until = (timezone.now() + timedelta(days=4000)).isoformat()
    said = ["credentials", "--folder", str(key_folder().folder), "close", str(tmp_path / "site")]
    assert cli.main([*said, "--lists", str(file.parent), "--until", until, "--yes"]) == 0
    kept = json.loads((tmp_path / "site/credentials/status/1").read_text())
    report = verify_document(
        rows[0].document, now=timezone.now(), resolver=key_folder().resolver(), status_lists={kept["id"]: kept}.get
    )
    assert report.status == "withdrawn"
    assert not ready()


def test_without_keys_the_command_says_so(cast, tmp_path, capsys):
    assert cli.main(["credentials", "lists", str(tmp_path / "lists")]) == 1
    assert "new-keys" in capsys.readouterr().err


def test_a_night_finishes_erasing_keys_that_was_cut_short(cast, keys):
    """The process was killed between erasing the person and erasing the file."""
    make_keys()
    take(cast, claim_of(cast))
    name = PublicName.objects.get(person=cast.anna).name
    for step in ON_ERASING:
        step(cast.anna.pk)  # the transaction of the test never ends, so the files stay, as after a crash
    assert list((keys / "people" / name).glob("*.pem"))
    nightly(timezone.localdate())
    assert not (keys / "people" / name).exists() and not KeyToErase.objects.exists()


def test_who_leaves_keeps_the_key_until_erased(cast, keys):
    make_keys()
    take(cast, claim_of(cast))
    people.leave(SYSTEM, person=cast.anna)
    assert list((keys / "people").glob("*/*.pem"))


def test_the_check_of_an_installation_says_how_the_keys_are(cast, keys):
    def said():
        return next(line for line in health.check().lines if " keys: " in line)

    assert said().startswith("note ") and "new-keys" in said()
    make_keys()
    assert said() == "ok    keys: the organisation can sign"
    for file in (keys / "organisation").glob("*.pem"):
        file.chmod(0o640)
    assert said().startswith("WRONG") and "not-private" in said()
