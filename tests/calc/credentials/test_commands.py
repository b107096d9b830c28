"""`kanwil passport verify` and `kanwil credentials …`, as somebody types them."""

import json
import stat

import pytest

from kanwil.calc import credentials as c
from kanwil.cli import main
from tests.calc.credentials.conftest import NOW

AT = ("--at", NOW.isoformat())


@pytest.fixture
def files(scene, tmp_path):
    """The files somebody has on their desk: a passport, and what the issuer publishes."""
    (tmp_path / "known").mkdir()
    for number, one in enumerate([*scene.documents, scene.status()]):
        (tmp_path / "known" / f"{number}.json").write_bytes(c.compact(one))
    (tmp_path / "paspoort.json").write_bytes(c.compact(scene.passport))
    return tmp_path


def verify(capsys, *arguments):
    code = main(["passport", "verify", *map(str, arguments)])
    return code, capsys.readouterr().out


def test_everything_verified_gives_zero(files, capsys):
    code, out = verify(capsys, files / "paspoort.json", "--did", files / "known", *AT)
    assert code == 0
    assert out.startswith("Alles is nagekeken en klopt.")
    assert "Vaardigheid: Wondzorg geven – niveau: ik kan dit zelf" in out
    assert "Bevestiging: Wondzorg geven: ik kan dit zelf" in out
    assert "Zegt iemand over zichzelf" in out


def test_without_keys_it_says_what_was_not_checked(files, capsys):
    code, out = verify(capsys, files / "paspoort.json", *AT, "--language", "en")
    assert code == 1
    assert "Not checked: the issuer's key could not be looked up without your administrator's permission." in out
    assert "Whether it was withdrawn was not checked." in out


def test_single_documents_can_be_given_too(files, capsys, scene):
    (files / "own.json").write_bytes(c.compact(scene.skill))
    known = [files / "known/0.json", files / "known/1.json"]
    code, _ = verify(capsys, files / "own.json", "--did", *known, "--status", files / "known/2.json", *AT)
    assert code == 0


def test_something_changed_gives_one_and_says_so_as_data(files, capsys, scene):
    scene.passport["credentialSubject"]["verifiableCredential"][0]["name"] = "Alles"
    (files / "x.json").write_bytes(c.compact(scene.passport))
    code, out = verify(capsys, files / "x.json", "--did", files / "known", "--json", *AT)
    data = json.loads(out)
    assert code == 1 and data["verified"] is False
    inner = data["findings"][0]["parts"][0]
    assert inner["signature"] == "bad" and inner["problems"][0]["code"] == "bad-signature"
    assert inner["problems"][0]["sentence"].startswith("De handtekening klopt niet")


def test_what_cannot_be_read_gives_two(files, capsys):
    (files / "x.txt").write_text("hallo")
    assert verify(capsys, files / "x.txt")[0] == 2
    code, out = verify(capsys, files / "bestaat-niet.json")
    assert code == 2 and "niet te openen" in out
    assert json.loads(verify(capsys, files / "x.txt", "--json")[1])["readable"] is False


def test_other_things_in_a_folder_are_passed_over_and_a_named_file_is_not(files, capsys):
    (files / "known/foto.png").write_bytes(b"\x89PNG")
    assert verify(capsys, files / "paspoort.json", "--did", files / "known", *AT)[0] == 0
    code, out = verify(capsys, files / "paspoort.json", "--did", files / "known/foto.png", *AT)
    assert code == 2 and "foto.png" in out


def test_from_first_keys_to_closing(tmp_path, capsys, scene):
    folder = ("credentials", "--folder", str(tmp_path / "keys"))
    assert main([*folder, "new-keys", "--url", "https://kanwil.example.nl"]) == 0
    assert "publish: https://kanwil.example.nl/.well-known/did.json" in capsys.readouterr().out
    assert main([*folder, "new-keys", "--confirmer", "bram"]) == 0
    assert main([*folder, "new-keys", "--url", "https://kanwil.example.nl"]) == 1
    assert main([*folder, "rotate"]) == 0
    assert capsys.readouterr().out.count("retired") == 2
    assert main([*folder, "export", str(tmp_path / "site")]) == 0
    (tmp_path / "secret").write_text("lang wachtwoord\n")
    private = ["--private-passphrase-file", str(tmp_path / "secret")]
    assert main([*folder, "export", str(tmp_path / "copy"), *private]) == 0
    copied = list((tmp_path / "copy/private").rglob("*.pem"))
    assert len(copied) == 3 and all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in copied)
    (tmp_path / "lists").mkdir()
    close = [*folder, "close", str(tmp_path / "last"), "--lists", str(tmp_path / "lists"), "--until", "2099-01-01"]
    assert main(close) == 1 and list((tmp_path / "keys").rglob("*.pem"))
    assert main([*close, "--yes"]) == 0
    assert not list((tmp_path / "keys").rglob("*.pem"))
    assert (tmp_path / "last/.well-known/did.json").is_file()


def test_a_passphrase_in_the_settings_encrypts_the_keys(tmp_path, monkeypatch):
    monkeypatch.setenv("KANWIL_KEYS_PASSPHRASE", "geheim")
    assert main(["credentials", "--folder", str(tmp_path), "new-keys", "--url", "https://kanwil.example.nl"]) == 0
    assert all(b"ENCRYPTED" in one.read_bytes() for one in tmp_path.rglob("*.pem"))


def test_keys_go_in_the_data_folder_unless_told_otherwise(tmp_path, monkeypatch):
    monkeypatch.setenv("KANWIL_DATA", str(tmp_path))
    assert main(["credentials", "new-keys", "--url", "https://kanwil.example.nl"]) == 0
    assert (tmp_path / "keys/organisation/keyring.json").is_file()
