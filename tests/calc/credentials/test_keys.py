"""Keys in a folder: made, replaced, given up, and what stays on the web when an installation closes."""

import json
import random
import stat
from datetime import timedelta

import pytest

from kanwil.calc import credentials as c
from tests.calc.credentials.conftest import LIST, NOW, SITE


@pytest.fixture
def keys(tmp_path):
    folder = c.KeyFolder(tmp_path / "keys", randomness=random.Random(3).randbytes)
    folder.make_organisation(SITE, now=NOW)
    folder.make_confirmer("bram", now=NOW)
    return folder


def confirmed(keys, scene, id="urn:uuid:00000000-0000-4000-8000-0000000000aa"):
    anna = keys.sign_as_person("anna") if (keys.folder / "people/anna").exists() else None
    anna = anna or (keys.make_person("anna", now=NOW) and keys.sign_as_person("anna"))
    bram, organisation = keys.sign_as_confirmer("bram"), keys.sign_as_organisation()
    said = c.SkillStatement(id, scene.statement.skill, c.Holder(anna.did), NOW, status=c.StatusEntry(LIST, 5))
    seen = c.confirm(c.Confirmation(id[:-1] + "b", said, c.Profile(bram.did, "Bram"), "Ja.", NOW), bram, now=NOW)
    linde = c.Profile(organisation.did, "De Linde")
    return c.issue_skill(said, linde, [seen], organisation, confirmers=keys.resolver(), now=NOW)


def look(keys, made, **more):
    return c.verify(c.compact(made), now=NOW, resolver=keys.resolver(), **more)


def test_only_the_owner_of_the_folder_can_read_a_private_key(keys):
    files = list(keys.folder.rglob("*.pem"))
    assert len(files) == 3
    assert {stat.S_IMODE(one.stat().st_mode) for one in files} == {0o600}
    assert b"PRIVATE" not in (keys.folder / "organisation/keyring.json").read_bytes()


def test_keys_with_a_passphrase_open_with_it_only(tmp_path):
    c.KeyFolder(tmp_path, passphrase="geheim").make_organisation(SITE, now=NOW)
    assert c.KeyFolder(tmp_path, passphrase="geheim").sign_as_organisation().did == "did:web:kanwil.example.nl"
    for wrong in ("", "anders"):
        with pytest.raises(c.Refused, match="key-not-opened"):
            c.KeyFolder(tmp_path, passphrase=wrong).sign_as_organisation()


def test_a_second_set_of_first_keys_is_refused(keys):
    with pytest.raises(c.Refused, match="keys-exist"):
        keys.make_organisation(SITE, now=NOW)
    assert keys.make_confirmer("bram", now=NOW).did == "did:web:kanwil.example.nl:profiles:bram"


@pytest.mark.parametrize("id", ["", "..", "a/b", "../organisation", "a\0b", "-x", "x" * 100])
def test_a_name_never_leads_out_of_the_folder(keys, id):
    for what in (keys.make_confirmer, keys.make_person):
        with pytest.raises(c.Refused, match="bad-name"):
            what(id, now=NOW)
    with pytest.raises(c.Refused, match="bad-name"):
        keys.forget_person(id)


def test_what_a_retired_key_signed_can_still_be_checked(keys, scene):
    made = confirmed(keys, scene)
    before = keys.organisation.keys
    ring = keys.rotate("organisation", now=NOW + timedelta(days=1))
    assert [one.state for one in ring.keys] == ["active", "active", "retired", "retired"]
    assert look(keys, made).findings[0].signature == "good"
    assert len(ring.document["assertionMethod"]) == 4
    assert not any((ring.folder / one.file).exists() for one in before)
    again = confirmed(keys, scene, "urn:uuid:00000000-0000-4000-8000-0000000000ca")
    assert again["proof"][0]["verificationMethod"] != made["proof"][0]["verificationMethod"]
    assert look(keys, again).findings[0].signature == "good"


def test_who_is_gone_signs_nothing_more_and_what_they_signed_stays_good(keys, scene):
    made = confirmed(keys, scene)
    keys.retire("organisation", now=NOW + timedelta(days=1))
    assert not list(keys.organisation.folder.glob("*.pem"))
    assert {one.state for one in keys.organisation.keys} == {"retired"}
    assert look(keys, made).findings[0].signature == "good"
    with pytest.raises(c.Refused, match="key-not-opened"):
        keys.sign_as_organisation()
    keys.retire("confirmers/nobody", now=NOW)


def test_what_a_leaked_key_signed_is_no_longer_believed(keys, scene):
    made = confirmed(keys, scene)
    keys.rotate("organisation", now=NOW, leaked=True)
    assert look(keys, made).findings[0].signature == "bad"
    assert look(keys, made).findings[0].parts[0].signature == "good"


def test_a_persons_key_can_be_erased_and_what_it_signed_stays_good(keys, scene):
    keys.make_person("anna", now=NOW)
    anna = keys.sign_as_person("anna")
    own = c.claim_skill(
        c.SkillStatement(
            "urn:uuid:00000000-0000-4000-8000-0000000000ad", scene.statement.skill, c.Holder(anna.did), NOW
        ),
        anna,
        now=NOW,
    )
    keys.forget_person("anna")
    assert not (keys.folder / "people/anna").exists()
    assert look(keys, own).verified
    with pytest.raises(c.Refused, match="key-not-opened"):
        keys.sign_as_person("anna")


def test_a_persons_name_is_their_key_so_it_is_not_rotated(keys):
    keys.make_person("anna", now=NOW)
    with pytest.raises(c.Refused, match="not-your-key"):
        keys.rotate("people/anna", now=NOW)


def test_the_public_files_hold_no_secret_and_stand_at_their_addresses(keys, scene, tmp_path):
    listed = c.sign_status_list(
        c.status_list(LIST, scene.linde, [5], valid_from=NOW, valid_until=NOW + timedelta(days=9)),
        keys.sign_as_organisation(),
        now=NOW,
    )
    written = c.closing.export(keys, tmp_path / "site", [listed])
    names = {str(one.relative_to(tmp_path / "site")) for one in written}
    assert names == {".well-known/did.json", ".well-known/jwks.json", "profiles/bram/did.json", "status/1"}
    text = "".join(one.read_text() for one in written)
    assert "PRIVATE" not in text and '"d"' not in text
    with pytest.raises(c.Refused, match="folder-not-empty"):
        c.closing.export(keys, tmp_path / "site")


def test_a_copy_of_the_keys_is_encrypted(keys, tmp_path):
    keys.make_person("anna", now=NOW)
    written = c.closing.export_private(keys, tmp_path / "safe", "lang wachtwoord")
    assert len(written) == 4
    for one in written:
        assert b"ENCRYPTED" in one.read_bytes() and stat.S_IMODE(one.stat().st_mode) == 0o600
        assert c.PrivateKey.from_pem(one.read_bytes(), "lang wachtwoord")
    with pytest.raises(c.Refused, match="no-passphrase"):
        c.closing.export_private(keys, tmp_path / "open", "")


def test_after_closing_old_credentials_can_be_checked_for_years_and_nothing_new_is_signed(keys, scene, tmp_path):
    made = confirmed(keys, scene)
    listed = c.sign_status_list(
        c.status_list(LIST, c.Profile(keys.organisation.did, "x"), [4], valid_from=NOW, valid_until=NOW + timedelta(9)),
        keys.sign_as_organisation(),
        now=NOW,
    )
    until = NOW + timedelta(days=3650)
    c.closing.close(keys, tmp_path / "site", [listed], now=NOW, until=until)
    assert not list(keys.folder.glob("organisation/*.pem")) and not list(keys.folder.glob("confirmers/*/*.pem"))
    with pytest.raises(c.Refused, match="key-not-opened"):
        keys.sign_as_organisation()
    assert "tot 2036-04-28" in (tmp_path / "site/LEESMIJ.txt").read_text()
    files = [
        json.loads(one.read_text()) for one in (tmp_path / "site").rglob("*") if one.is_file() and one.suffix != ".txt"
    ]
    known = c.dids.directory([one for one in files if "verificationMethod" in one])
    lists = {one["id"]: one for one in files if "credentialSubject" in one}
    later = c.verify(c.compact(made), now=NOW + timedelta(days=3000), resolver=known, status_lists=lists.get)
    assert later.verified


def test_closing_does_not_sign_a_list_that_is_not_its_own(keys, scene, tmp_path):
    forged = scene.status()
    with pytest.raises(c.Refused, match="bad-status-list"):
        c.closing.close(keys, tmp_path / "site", [forged], now=NOW, until=NOW + timedelta(days=9))
    assert keys.sign_as_organisation()


@pytest.mark.parametrize(
    "name",
    ["did:web:", "did:web:a/b", "did:web:a:..:b", "did:web:a:%2e%2e", "did:web:a%2Fb", "https://a", "did:web:a:b%2fc"],
)
def test_a_strange_name_leads_nowhere(name):
    with pytest.raises(c.Refused, match="bad-name"):
        c.dids.address(name)


@pytest.mark.parametrize("url", ["ftp://a.nl", "https://", "https://a.nl/?x=1", "https://u:p@a.nl", "https://a.nl/#x"])
def test_an_address_must_be_that_of_a_site(url):
    with pytest.raises(c.Refused, match="bad-name"):
        c.dids.web(url)


def test_a_document_that_was_fetched_must_be_that_of_the_name(scene):
    did = scene.organisation.did
    assert c.dids.read_document(c.compact(scene.documents[0]), did) == scene.documents[0]
    for text in (c.compact(scene.documents[1]), b"<html>", b"[]", b"{" * 5000):
        with pytest.raises(c.Refused):
            c.dids.read_document(text, did)


def test_a_key_in_another_form_is_read_and_a_private_half_never(scene):
    key = scene.organisation.key.public
    did = scene.organisation.did
    document = {
        "id": did,
        "verificationMethod": [{"id": "#k1", "type": "JsonWebKey", "controller": did, "publicKeyJwk": key.jwk()}],
        "assertionMethod": ["#k1"],
    }
    assert c.dids.key(f"{did}#k1", c.dids.directory([document])) == key
    document["verificationMethod"][0]["publicKeyJwk"] = key.jwk() | {"d": "x"}
    with pytest.raises(c.Refused, match="bad-key"):
        c.dids.key(f"{did}#k1", c.dids.directory([document]))
