"""What somebody takes along is signed by who said it, can be checked by anybody, and can be withdrawn."""

import json
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from kanwil.calc.credentials import Refused, compact, issue_skill, verify
from kanwil.matrix import actions as matrix
from kanwil.people import actions as people
from kanwil.people.models import Leadership, today
from kanwil.proof import actions as proof
from kanwil.signing import exports, issuing, lists
from kanwil.signing.issuing import Said, credentials_for, whole
from kanwil.signing.keys import CannotSign, key_folder
from kanwil.signing.models import NO_KEYS, ONLY_BY_WHO_LEADS, Place, SignedSkill
from tests.cast import SYSTEM
from tests.signing.signed import URL, claim_of, confirm, confirmed, make_keys

pytestmark = pytest.mark.django_db
ID = "urn:uuid:16fd2706-8baf-433b-82eb-8c7fada847da"


def take(cast, *claims, who="anna", language="nl", **how):
    said = [Said(claim, **how) for claim in claims]
    return credentials_for(cast.actor(who), said, language=language)


def check(document, lists_known=True):
    """As somebody outside does it, with what is published here."""
    known = {f"{URL}/credentials/status/{n}": lists.published(n) for n in lists.numbers()} if lists_known else {}
    text = compact(document) if isinstance(document, dict) else document.encode()
    return verify(text, now=timezone.now(), resolver=key_folder().resolver(), status_lists=known.get)


def passport(cast, rows, who="anna", **more):
    said = {"passport_id": ID, "name": "Paspoort", "about": "Wat ik kan", "language": "nl", "made": timezone.now()}
    return whole(cast.actor(who), signed=rows, **said | more)


def test_a_confirmed_skill_is_signed_by_who_saw_it_and_by_the_organisation(cast):
    make_keys()
    (row,) = take(cast, confirmed(cast))
    report = check(row.document)
    assert report.verified, report
    (finding,) = report.findings
    assert finding.status == "standing" and finding.says.level == "Ik kan dit zelf"
    (seen,) = finding.parts
    assert seen.kind == "confirmation" and seen.signature == "good" and "val in de gang" in seen.says.comment
    assert row.confirmed and row.document["issuer"]["id"] == "did:web:kanwil.example.nl"
    assert check(row.token).verified


def test_what_only_anna_says_is_signed_by_anna_alone(cast):
    make_keys()
    (row,) = take(cast, claim_of(cast, words="Ik blijf kalm."))
    assert not row.confirmed and row.place is None and row.token == ""
    assert row.document["issuer"]["id"].startswith("did:key:") and "credentialStatus" not in row.document
    assert check(row.document).verified


def test_the_organisation_does_not_sign_what_nobody_saw(cast):
    """Her own words and a story nobody was shown stand beside it, signed by Anna."""
    make_keys()
    anna = cast.actor("anna")
    claim = claim_of(cast, words="Ik redde er honderd.")
    shown = proof.keep(anna, kind="story", said={"title": "De gang", "told": "Hij viel."}, claims=[claim])
    hidden = proof.keep(anna, kind="diploma", said={"title": "Professor"}, claims=[claim])
    asked = proof.ask_to_look(anna, claim=claim, of=cast.karim, show=[shown])
    matrix.answer_look(cast.actor("karim"), asked=asked, confirm=True, saw="Ja")
    by_all, own = take(cast, claim, evidence=(shown, hidden))
    said_by_all, said_by_anna = json.dumps(by_all.document), json.dumps(own.document)
    assert by_all.confirmed and "Hij viel" in said_by_all
    assert "Professor" not in said_by_all and "honderd" not in said_by_all
    assert not own.confirmed and "Professor" in said_by_anna and "honderd" in said_by_anna
    assert own.left_out == ""


def test_a_story_changed_after_it_was_looked_at_is_not_signed_by_the_organisation(cast):
    make_keys()
    anna = cast.actor("anna")
    claim = claim_of(cast)
    shown = proof.keep(anna, kind="story", said={"title": "De gang", "told": "Hij viel."}, claims=[claim])
    asked = proof.ask_to_look(anna, claim=claim, of=cast.karim, show=[shown])
    matrix.answer_look(cast.actor("karim"), asked=asked, confirm=True, saw="Ja")
    changed = proof.change(anna, row=shown, said={"title": "De gang", "told": "Ik opereerde."}, claims=[claim])
    by_all, own = take(cast, claim, evidence=(changed,))
    assert "opereerde" not in json.dumps(by_all.document) and "opereerde" in json.dumps(own.document)


def test_without_a_level_there_is_nothing_that_somebody_confirmed(cast):
    make_keys()
    (row,) = take(cast, confirmed(cast), with_level=False)
    assert not row.confirmed and "resultDescription" not in json.dumps(row.document) and row.left_out == ""


def test_the_same_again_is_not_signed_anew_and_a_change_is(cast):
    make_keys()
    claim = confirmed(cast)
    first, again = take(cast, claim), take(cast, claim)
    assert first == again and SignedSkill.objects.count() == 1
    confirm(cast, claim, "fatima")
    (later,) = take(cast, claim)
    assert later != first[0] and len(later.document["endorsement"]) == 2
    assert check(first[0].document).verified


def test_two_languages_are_two_statements(cast):
    make_keys()
    claim = confirmed(cast)
    (dutch,), (english,) = take(cast, claim), take(cast, claim, language="en")
    assert dutch.name == "Wonden verzorgen" and english.name == "Caring for wounds"
    assert "I can do this myself" in json.dumps(english.document) and "colleague" not in json.dumps(dutch.document)


def test_the_whole_passport_is_signed_by_anna_and_all_of_it_can_be_checked(cast):
    make_keys()
    rows = take(cast, confirmed(cast), claim_of(cast, skill="rust", words="Ik blijf kalm."))
    document = passport(cast, rows)
    report = check(document)
    assert report.verified, report
    assert [one.kind for one in report.all()] == ["passport", "skill", "confirmation", "own-claim"]
    assert document["issuer"]["id"] == rows[1].document["issuer"]["id"]


def test_verified_before_and_withdrawn_after_anna_takes_it_back(cast):
    make_keys()
    rows = take(cast, confirmed(cast))
    document = passport(cast, rows)
    assert check(document).verified
    answer = cast.client("anna").post(f"/ondertekend/{rows[0].pk}/trek-in/")
    assert answer.status_code == 302
    report = check(document)
    assert not report.verified and report.findings[0].parts[0].status == "withdrawn"
    assert not passport(cast, rows)["credentialSubject"].get("verifiableCredential")
    (anew,) = take(cast, SignedSkill.objects.get().claim)
    assert anew.place != rows[0].place and check(anew.document).verified


def test_a_withdrawn_confirmation_withdraws_what_was_signed_with_it(cast):
    make_keys()
    claim = claim_of(cast)
    given = confirm(cast, claim)
    (row,) = take(cast, claim)
    assert check(row.document).verified
    cast.client("karim").post(f"/meekijken/{given.pk}/terug/")
    assert check(row.document).findings[0].status == "withdrawn"
    (own,) = take(cast, claim)
    assert not own.confirmed
    matrix.remove(cast.actor("anna"), claim=claim)
    assert check(row.document).findings[0].status == "withdrawn"


def test_karim_takes_his_name_back_after_the_skill_is_off_the_list(cast):
    make_keys()
    claim = confirmed(cast)
    (row,) = take(cast, claim)
    matrix.remove(cast.actor("anna"), claim=claim)
    assert check(row.document).verified
    page = cast.client("karim").get("/ondertekend/").content.decode()
    assert "Anna Annasen" in page and "Wonden verzorgen" in page
    pk = row.place.signed_by.get().pk
    assert cast.client("fatima").post(f"/ondertekend/mijn-naam/{pk}/trek-in/").status_code == 404
    assert cast.client("karim").post(f"/ondertekend/mijn-naam/{pk}/trek-in/").status_code == 302
    assert check(row.document).findings[0].status == "withdrawn"


def test_another_level_leaves_what_was_signed_as_it_was(cast):
    make_keys()
    claim = confirmed(cast)
    (row,) = take(cast, claim)
    claim_of(cast, level="teaching")
    assert check(row.document).verified
    (own,) = take(cast, claim)
    assert not own.confirmed


def test_without_keys_of_the_organisation_it_is_anna_s_own_word_and_says_why(cast):
    claim = confirmed(cast)
    assert not issuing.ready()
    (row,) = take(cast, claim)
    assert not row.confirmed and row.left_out == NO_KEYS
    assert verify(compact(row.document), now=timezone.now()).verified
    assert "geen sleutels" in cast.client("anna").get("/ondertekend/").content.decode()


# ── attacks ──


def test_attack_the_number_of_somebody_else_s_skill(cast):
    make_keys()
    claim = confirmed(cast)
    with pytest.raises(Http404):
        take(cast, claim, who="fatima")
    matrix.share(cast.actor("anna"), claims=[claim], audience=matrix.Audience(person=cast.fatima))
    with pytest.raises(Exception, match="only possible|alleen"):
        take(cast, claim, who="fatima")
    assert not SignedSkill.objects.exists()


def test_attack_somebody_else_s_proof(cast):
    make_keys()
    story = proof.keep(cast.actor("fatima"), kind="story", said={"title": "Van Fatima", "told": "Ik."})
    with pytest.raises(Http404):
        take(cast, claim_of(cast), evidence=(story,))


def test_attack_somebody_else_s_signed_skill_in_a_passport_or_withdrawn(cast):
    make_keys()
    rows = take(cast, confirmed(cast))
    document = passport(cast, rows, who="fatima")
    assert not document["credentialSubject"].get("verifiableCredential")
    assert cast.client("fatima").post(f"/ondertekend/{rows[0].pk}/trek-in/").status_code == 404
    with pytest.raises(Http404):
        issuing.withdraw(cast.actor("fatima"), signed=rows[0])
    assert exports.tokens(cast.actor("fatima"), signed=rows) == []


def test_attack_a_colleague_who_became_the_manager_after_confirming(cast):
    make_keys()
    claim = confirmed(cast, by="fatima")
    (before,) = take(cast, claim)
    people.lead(SYSTEM, person=cast.fatima, unit=cast.units.east)
    (after,) = take(cast, claim)
    assert before.confirmed and not after.confirmed and after.left_out == ONLY_BY_WHO_LEADS


def test_attack_a_manager_then_who_leads_no_longer_now(cast):
    """Hanna confirmed while she led Anna's team; the row could have come from an older version or an import."""
    make_keys()
    claim = claim_of(cast)
    given = confirm(cast, claim, "hanna")
    given.answered_at = timezone.now() - timedelta(days=60)
    given.save()
    (row,) = take(cast, claim)
    assert not row.confirmed and row.left_out == ONLY_BY_WHO_LEADS


def test_attack_a_manager_through_a_second_team_and_as_appointed_confirmer(cast):
    """Karim is an appointed confirmer. Anna also works in the office, which Karim leads."""
    make_keys()
    claim = confirmed(cast, by="karim")
    people.place_in_team(SYSTEM, person=cast.anna, unit=cast.units.office, home=False)
    Leadership.objects.create(person=cast.karim, unit=cast.units.office, from_on=today())
    (row,) = take(cast, claim)
    assert not row.confirmed and row.left_out == ONLY_BY_WHO_LEADS


def test_attack_one_good_confirmation_does_not_carry_the_manager_s_along(cast):
    make_keys()
    claim = confirmed(cast, by="fatima")
    confirm(cast, claim, "karim")
    people.lead(SYSTEM, person=cast.fatima, unit=cast.units.east)
    (row,) = take(cast, claim)
    assert row.confirmed and [one["issuer"]["name"] for one in row.document["endorsement"]] == ["Karim Karimsen"]


def test_attack_the_organisation_s_key_asked_to_sign_a_claim_of_one_s_own(cast):
    make_keys()
    (row,) = take(cast, claim_of(cast))
    folder = key_folder()
    organisation = folder.sign_as_organisation()
    said = exports.entry(row.document).statement
    from kanwil.calc.credentials import Profile

    with pytest.raises(Refused) as refused:
        issue_skill(
            said,
            Profile(organisation.did, "Meander"),
            [],
            organisation,
            confirmers=folder.resolver(),
            now=timezone.now(),
        )
    assert refused.value.code == "nobody-confirmed"


@pytest.mark.parametrize("whose", ["organisation", "confirmers", "people"])
def test_attack_keys_that_others_on_the_server_can_read(cast, keys, whose):
    make_keys()
    claim = confirmed(cast)
    take(cast, claim)
    SignedSkill.objects.all().delete()
    for file in (keys / whose).rglob("*.pem"):
        file.chmod(0o644)
    with pytest.raises(CannotSign) as refused:
        take(cast, claim)
    assert refused.value.code == "keys-not-private" and not SignedSkill.objects.exists()


def test_attack_another_level_written_into_what_was_signed(cast):
    make_keys()
    (row,) = take(cast, confirmed(cast))
    forged = json.loads(json.dumps(row.document).replace("#independent", "#teaching"))
    assert not check(forged).verified


def test_a_key_that_leaked_signs_nothing_any_more_and_it_is_signed_anew(cast):
    make_keys()
    claim = confirmed(cast)
    (row,) = take(cast, claim)
    key_folder().rotate("organisation", now=timezone.now(), leaked=True)
    assert not check(row.document).verified
    (anew,) = take(cast, claim)
    assert anew != row and check(anew.document).verified


# ── nothing half ──


def test_a_full_disk_keeps_nothing(cast, monkeypatch):
    make_keys()
    claim = confirmed(cast)

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kanwil.calc.credentials.keyring._write_new", full)
    with pytest.raises(CannotSign) as refused:
        take(cast, claim)
    assert refused.value.code == "keys-not-written"
    assert not SignedSkill.objects.exists() and not Place.objects.exists()


def test_killed_between_the_keys_and_the_row_goes_on_with_the_same_keys(cast, monkeypatch):
    make_keys()
    claim = confirmed(cast)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("kanwil.signing.desk.take_place", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
        take(cast, claim)
    made = {ring.did for ring in key_folder().people()}
    assert not SignedSkill.objects.exists()
    (row,) = take(cast, claim)
    assert {ring.did for ring in key_folder().people()} == made == {row.document["credentialSubject"]["id"]}


def test_a_place_that_is_taken_is_never_given_again(cast, monkeypatch):
    make_keys()
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("kanwil.signing.desk.secrets.randbelow", lambda _most: next(drawn))
    first, second = confirmed(cast), claim_of(cast, skill="rust")
    confirm(cast, second)
    rows = take(cast, first, second)
    assert [row.place.number for row in rows] == [7, 8]


def test_erased_anna_s_key_is_gone_her_place_stays_and_what_she_holds_stays_good(
    cast, keys, django_capture_on_commit_callbacks
):
    from kanwil.privacy.erase import erase

    make_keys()
    rows = take(cast, confirmed(cast))
    document = passport(cast, rows)
    with django_capture_on_commit_callbacks(execute=True):
        erase(SYSTEM, person_id=cast.anna.pk)
    assert not list((keys / "people").glob("*/*.pem")) and not SignedSkill.objects.exists()
    assert Place.objects.filter(number=rows[0].place.number).exists()
    assert check(document).verified


def test_erased_karim_signs_nothing_any_more_and_what_he_signed_stays_good(
    cast, keys, django_capture_on_commit_callbacks
):
    from kanwil.privacy.erase import erase

    make_keys()
    (row,) = take(cast, confirmed(cast))
    with django_capture_on_commit_callbacks(execute=True):
        erase(SYSTEM, person_id=cast.karim.pk)
    assert not list((keys / "confirmers").glob("*/*.pem"))
    assert check(row.document).verified
    assert "Karim" not in str(list(Place.objects.values()))


# ── without a signature ──


def test_plain_and_european_say_what_was_signed(cast, settings):
    settings.LEGAL_NUMBER = "NTRNL-12345678"
    make_keys()
    rows = take(cast, confirmed(cast), claim_of(cast, skill="rust", words="Ik blijf kalm."))
    about = {"passport_id": ID, "name": "Paspoort", "about": "", "language": "nl", "made": timezone.now()}
    plain = exports.plain(cast.actor("anna"), signed=rows, **about)
    first, second = plain["skills"]
    assert first["saidBy"] == "others" and first["level"] == "Ik kan dit zelf" and len(first["levels"]) == 5
    assert first["confirmations"][0]["by"] == "Karim Karimsen"
    assert second["saidBy"] == "self" and second["ownWords"] == "Ik blijf kalm."
    european = exports.elm(cast.actor("anna"), signed=rows, **about)
    assert "NTRNL-12345678" in json.dumps(european) and "proof" not in european
    assert [name for name, _token in exports.tokens(cast.actor("anna"), signed=rows)] == ["Wonden verzorgen"]
