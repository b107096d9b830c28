"""An administrator makes another organisation's signature known, by hand. Nothing is ever fetched."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from kanwil.audit.models import Event
from kanwil.brought import known, signers
from kanwil.brought.models import KnownList, KnownSigner
from kanwil.calc import credentials as c
from tests.brought.conftest import LIST, NOW, outcome, said, uploaded

pytestmark = pytest.mark.django_db
PAGE = "/bekende-ondertekenaars/"


@pytest.fixture
def eva(cast, monkeypatch):
    monkeypatch.setattr("kanwil.brought.actions.timezone", SimpleNamespace(now=lambda: NOW))
    return cast.client("eva")


@pytest.fixture
def give(eva, scene):
    def it(document=None, note="De Linde", **more):
        return eva.post(PAGE, {"file": uploaded(document or scene.documents[0]), "note": note, **more})

    return it


def test_what_a_known_organisation_signed_is_then_checked(scene, give, bring):
    assert outcome(bring(scene.own | {})) == "own-words"
    assert outcome(bring(scene.endorsement)) == "unknown-signer"
    assert give().status_code == 302 and give(scene.documents[1], "Bram van De Linde").status_code == 302
    assert outcome(bring(scene.skill)) == "withdrawal-open"
    assert give(scene.nothing_withdrawn).status_code == 302
    answer = bring(scene.passport)
    assert outcome(answer) == "good" and "Hier bekend als: De Linde." in said(answer)


def test_a_list_of_withdrawals_given_by_hand_is_believed(scene, give, bring):
    give(), give(scene.documents[1], "Bram van De Linde"), give(scene.status(4711))
    assert outcome(bring(scene.skill)) == "withdrawn"
    give(scene.status(4711, now=NOW - timedelta(days=1)))  # given again
    assert KnownList.objects.get().url == LIST


def test_forgetting_makes_it_unknown_again(scene, give, bring, eva):
    give(), give(scene.nothing_withdrawn)
    row = KnownSigner.objects.get()
    assert "De Linde vergeten?" in said(eva.get(f"{PAGE}{row.pk}/weg/"))
    eva.post(f"{PAGE}{row.pk}/weg/")
    assert not KnownSigner.objects.exists() and not KnownList.objects.exists()
    assert outcome(bring(scene.skill)) == "unknown-signer"
    verbs = list(Event.objects.filter(verb__startswith="brought.").order_by("number").values_list("verb", flat=True))
    assert verbs == ["brought.signer_known", "brought.list_known", "brought.signer_forgotten"]


@pytest.mark.parametrize("who", ["anna", "bram", "chantal", "jelle"])
def test_only_an_administrator(cast, scene, who):
    answer = cast.client(who).post(PAGE, {"file": uploaded(scene.documents[0]), "note": "x"})
    assert answer.status_code == 403 and not KnownSigner.objects.exists()


def test_wrong_documents_get_one_plain_sentence_and_are_not_kept(scene, give):
    good = scene.documents[0]
    forged = scene.status(4711) | {"validUntil": "2031-01-01T00:00:00Z"}
    for document, words in (
        ({"a": 1}, "geen did.json"),
        (good | {"id": "did:key:z6Mk"}, "niet de naam van een andere organisatie"),
        (good | {"id": "did:web:../../x"}, "niet de naam van een andere organisatie"),
        (good | {"assertionMethod": []}, "geen sleutel"),
        (good | {"verificationMethod": [], "assertionMethod": ["did:web:kanwil.example.nl#x", 3, {}]}, "geen sleutel"),
        (scene.nothing_withdrawn, "Geef eerst hun did.json"),
        (good | {"assertionMethod": 7, "type": 7}, "geen sleutel"),
        ({"type": 7, "id": []}, "geen did.json"),
        ("niets", "niet heel"),
        ("{" + "x" * 1_100_000, "Hoogstens 1 MB"),
    ):
        answer = give(document)
        assert answer.status_code == 400 and words in said(answer), words
    assert "van wie" in said(give(note=""))
    assert not KnownSigner.objects.exists()
    give()
    for document in (forged, scene.status(now=NOW - timedelta(days=200))):
        assert give(document).status_code == 400
    assert not KnownList.objects.exists()


def test_our_own_name_cannot_be_given_another_key(settings, tmp_path, scene, give):
    settings.KEYS = tmp_path / "keys"
    c.KeyFolder(tmp_path / "keys").make_organisation("https://kanwil.example.nl", now=NOW)
    for document in scene.documents[:2]:
        assert "niet de naam van een andere organisatie" in said(give(document))


def test_a_name_with_a_page_in_it_is_text(give, eva, scene):
    give(note="<script>alert(1)</script>")
    assert "<script>alert" not in said(eva.get(PAGE))


def test_registered_by_itself():
    assert signers.document_of in known.RESOLVERS and signers.list_of in known.STATUS_LISTS
    assert signers.document_of("did:web:nobody.example") is None and signers.list_of("https://x.example") is None
