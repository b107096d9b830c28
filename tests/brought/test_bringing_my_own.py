"""Anna brings the passport of her former employer, and chooses what of it she keeps as proof."""

import json
import re

import pytest
from django.http import Http404

from kanwil.access import find, visible
from kanwil.brought import known
from kanwil.brought.models import BroughtFile, BroughtItem
from kanwil.calc.credentials import documents, signing
from kanwil.matrix import actions as matrix
from kanwil.matrix.actions import Audience
from kanwil.matrix.models import Claim, Confirmation
from kanwil.privacy.erase import erase
from kanwil.privacy.export import everything_about
from kanwil.proof import actions as proof
from kanwil.proof.models import Evidence
from kanwil.skills.models import Mapping
from tests.brought.conftest import everything_kept, outcome, pdf, said, uploaded
from tests.calc.credentials.conftest import NOW
from tests.cast import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("linde_is_known")]


@pytest.fixture
def anna(cast):
    return cast.client("anna")


@pytest.fixture
def brought(anna, scene):
    """Anna's file, in her own place."""

    def it(thing=None, name="Paspoort De Linde.json"):
        answer = anna.post("/meegebracht/", {"file": uploaded(thing or scene.passport, name)})
        assert answer.status_code == 302, said(answer)
        return BroughtFile.objects.get(pk=int(answer.url.split("/")[2]))

    return it


def keep(client, file, **sent):
    return client.post(f"/meegebracht/{file.pk}/", sent)


def test_she_sees_the_outcome_and_whose_name_is_in_it(anna, brought):
    file = brought()
    page = anna.get(f"/meegebracht/{file.pk}/")
    assert outcome(page) == "good"
    words = re.sub(r"<[^>]+>", "", said(page))
    assert "Het staat op naam van Anna Jansen. Jij heet hier Anna Annasen." in words
    assert "Bevestigd door Bram de Wit, elders." in words and "Anna Jansen zegt dit over zichzelf." in words


def test_what_she_chooses_becomes_proof_that_only_she_sees(cast, anna, brought):
    file = brought()
    claim = matrix.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["learning"]).claim
    answer = keep(anna, file, **{"keep_1-1": "on", "with_1-1": f"mine:{claim.pk}"})
    assert answer.url == "/bewijs/"
    row = Evidence.objects.get()
    assert (row.kind, row.title, row.issuer) == ("brought", "Wondzorg geven", "Zorggroep De Linde")
    assert [one.claim_id for one in row.about.all()] == [claim.pk]
    assert {name for name in cast.people if row in visible(Evidence, cast.actor(name))} == {"anna"}
    words = re.sub(r"<[^>]+>", "", said(anna.get(f"/bewijs/{row.pk}/")))
    assert "Bevestigd door Bram de Wit, elders." in words and "Niemand hier bevestigde het." in words
    assert "De handtekening klopt." in words and "Nagekeken vandaag:" in words
    claim.refresh_from_db()
    assert claim.level == cast.levels["learning"] and not Confirmation.objects.exists()
    assert "Dit bewaar je al." in said(anna.get(f"/meegebracht/{file.pk}/"))


def test_a_skill_of_the_language_is_proposed_by_its_esco_address_and_comes_without_a_level(cast, anna, scene, brought):
    uri = scene.statement.skill.alignments[0].url
    Mapping.objects.create(skill=cast.skills["wonden"], scheme="esco", target_uri=uri, match="exact")
    file = brought()
    page = said(anna.get(f"/meegebracht/{file.pk}/"))
    assert "Zet op mijn lijst: Wonden verzorgen" in page and not Claim.objects.exists()
    keep(anna, file, **{"keep_1-1": "on", "with_1-1": f"new:{cast.skills['wonden'].pk}"})
    claim = Claim.objects.get()
    assert claim.level is None and claim.skill == cast.skills["wonden"]
    again = brought()
    assert f'value="mine:{claim.pk}" selected' in said(anna.get(f"/meegebracht/{again.pk}/"))


def test_sharing_one_statement_does_not_give_away_the_rest(cast, anna, scene, brought, bring):
    """What goes along is the one statement, and it can be checked by itself."""
    keep(anna, brought(), **{"keep_1-1": "on"})
    row = Evidence.objects.get()
    proof.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.fatima)])
    given = cast.client("fatima").get(f"/bewijs/{row.pk}/bestand/")
    assert json.loads(given.content) == scene.skill and "attachment" in given["Content-Disposition"]
    assert outcome(bring(given.content)) == "good"
    assert "elders" in said(cast.client("fatima").get(f"/bewijs/{row.pk}/"))
    for address in ("", "bestand/", "weg/"):
        assert cast.client("fatima").get(f"/meegebracht/{BroughtFile.objects.get().pk}/{address}").status_code == 404


def test_the_file_stays_as_it_was_and_can_be_taken_along(cast, anna, scene, brought):
    made = pdf(paspoort_json=json.dumps(scene.passport).encode())
    file = brought(made, "../../mijn <b>paspoort</b>.exe")
    answer = anna.get(f"/meegebracht/{file.pk}/bestand/")
    assert answer.content == made and answer["Content-Type"] == "application/pdf"
    assert file.name == "b paspoort b.pdf" or ("/" not in file.name and "<" not in file.name)
    told = json.dumps(everything_about(cast.anna.pk), default=str)
    assert file.name in told
    assert brought(made).pk == file.pk  # the same file twice stays one


@pytest.mark.parametrize("harm", ["forged", "unsigned", "withdrawn", "loose key", "not a passport"])
def test_nothing_of_a_bad_file_is_kept(cast, anna, scene, monkeypatch, harm):
    thing = scene.skill
    if harm == "forged":
        thing["credentialSubject"]["narrative"] = "Beter"
    elif harm == "unsigned":
        del thing["proof"]
    elif harm == "withdrawn":
        monkeypatch.setattr(known, "STATUS_LISTS", [lambda url: scene.status(4711)])
    elif harm == "loose key":
        thing = scene.endorsement
    else:
        thing = b"hallo"
    before = {name: kept for name, kept in everything_kept().items() if "session" not in name}
    answer = anna.post("/meegebracht/", {"file": uploaded(thing)})
    assert answer.status_code in (200, 400) and "We bewaarden niets van dit bestand." in said(answer)
    assert {name: kept for name, kept in everything_kept().items() if "session" not in name} == before


def test_a_forged_part_of_a_good_passport_cannot_be_kept(anna, scene, brought):
    scene.skill["credentialSubject"]["narrative"] = "Beter"
    scene.passport["credentialSubject"]["verifiableCredential"] = [scene.skill, scene.own]
    file = brought()
    assert "Dit kun je niet bewaren." in said(anna.get(f"/meegebracht/{file.pk}/"))
    assert keep(anna, file, **{"keep_1-1": "on"}).status_code == 400 and not Evidence.objects.exists()


def test_a_forged_confirmation_is_not_passed_on(anna, scene, brought):
    """The organisation's own signature around it is good; what stands inside was changed before."""
    forged = scene.endorsement | {"name": "Wondzorg geven: ik leer het anderen"}
    document = documents.skill_credential(scene.statement, scene.linde, (forged,))
    file = brought(signing._signed(document, scene.organisation, NOW, confirmed=True))
    page = said(anna.get(f"/meegebracht/{file.pk}/"))
    assert 'data-kind="skill" data-signature="good"' in page and "Bevestigd door" not in page


def test_an_unknown_signer_may_be_kept_and_is_called_not_checked(anna, scene, brought, monkeypatch):
    monkeypatch.setattr(known, "RESOLVERS", [])
    keep(anna, brought(), **{"keep_1-1": "on"})
    words = re.sub(r"<[^>]+>", "", said(anna.get(f"/bewijs/{Evidence.objects.get().pk}/")))
    assert "We kennen deze ondertekenaar niet." in words and "Dat is niet nagekeken." in words
    assert "Bevestigd door" not in words


def test_the_words_that_were_signed_stay_when_she_gives_it_another_title(anna, brought):
    keep(anna, brought(), **{"keep_1-1": "on"})
    row = Evidence.objects.get()
    sent = {"title": "Hersenoperaties", "issuer": "De koning", "version": row.version}
    assert anna.post(f"/bewijs/{row.pk}/wijzig/", sent).status_code == 302
    row.refresh_from_db()
    assert row.issuer == "Zorggroep De Linde"
    assert "<b>Wondzorg geven</b> · ik kan dit zelf" in said(anna.get(f"/bewijs/{row.pk}/"))


def test_nobody_makes_such_proof_by_hand(anna):
    assert anna.post("/bewijs/erbij/brought/", {"title": "x"}).status_code == 404


def test_removing_the_file_leaves_what_was_kept_and_erasing_takes_all(cast, anna, brought):
    file = brought()
    keep(anna, file, **{"keep_1-1": "on"})
    assert "voorgoed weg" in said(anna.get(f"/meegebracht/{file.pk}/weg/"))
    anna.post(f"/meegebracht/{file.pk}/weg/")
    assert not BroughtFile.objects.exists() and BroughtItem.objects.get().file is None
    brought()
    erase(SYSTEM, person_id=cast.anna.pk)
    assert not BroughtFile.objects.exists() and not BroughtItem.objects.exists()


def test_somebody_elses_file_and_claim_are_out_of_reach(cast, anna, brought):
    file = brought()
    hers = matrix.say(cast.actor("fatima"), skill=cast.skills["rust"], level=None).claim
    assert keep(anna, file, **{"keep_1-1": "on", "with_1-1": f"mine:{hers.pk}"}).status_code == 400
    for name in ("bram", "eva", "fatima", "karim"):
        with pytest.raises(Http404):
            find(BroughtFile, cast.actor(name), pk=file.pk)
    assert not Evidence.objects.exists()


def test_choosing_nothing_is_said(anna, brought):
    answer = keep(anna, brought(), keep="")
    assert answer.status_code == 400 and "Kies wat je wilt bewaren." in said(answer)


def test_the_way_there_stands_with_my_proof(anna):
    assert 'href="/meegebracht/"' in said(anna.get("/bewijs/"))
    assert "Alleen jij ziet het bestand." in said(anna.get("/meegebracht/"))


def test_too_big_and_nobody_logged_in(anna, stranger):
    assert anna.post("/meegebracht/", {"file": uploaded(bytes(9_000_000))}).status_code == 413
    assert "/account/login" in stranger.post("/meegebracht/", {"file": uploaded(b"{}")}).url
