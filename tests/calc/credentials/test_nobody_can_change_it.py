"""Every change to what was signed is seen, and every verdict stands by itself."""

from datetime import timedelta

import pytest

from kanwil.calc import credentials as c
from tests.calc.credentials.conftest import LIST, NOW
from tests.calc.credentials.test_what_we_sign import codes


def achievement(made):
    return made["credentialSubject"]["achievement"]


def raise_level(made):
    levels = achievement(made)["resultDescription"][0]["rubricCriterionLevel"]
    made["credentialSubject"]["result"][0]["achievedLevel"] = levels[-1]["id"]


def swap_subject(made):
    made["credentialSubject"]["id"] = c.dids.key_name(c.PrivateKey.make("Ed25519").public)


def swap_esco(made):
    achievement(made)["alignment"][0]["targetUrl"] = "http://data.europa.eu/esco/skill/other"


def change_level_text(made):
    achievement(made)["resultDescription"][0]["rubricCriterionLevel"][3]["description"] = "Kan alles."


def longer(made):
    made["validUntil"] = "2099-01-01T00:00:00Z"


def another_place(made):
    made["credentialStatus"]["statusListIndex"] = "4712"


def another_name(made):
    made["issuer"]["name"] = "Een beter bekende organisatie"


CHANGES = [
    raise_level,
    swap_subject,
    swap_esco,
    change_level_text,
    longer,
    another_place,
    another_name,
    lambda made: made.pop("evidence"),
    lambda made: made.pop("validUntil"),
    lambda made: made.pop("credentialStatus"),
    lambda made: made.pop("endorsement"),
    lambda made: achievement(made).update(name="Alles kunnen"),
    lambda made: made["proof"][0].update(created="2026-05-02T09:00:00Z"),
    lambda made: made["endorsement"][0]["credentialSubject"].update(endorsementComment="Ze kan alles."),
    lambda made: made["proof"][0].update(proofValue="z" + "1" * 64),
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_changed_skill_has_a_bad_signature(scene, change):
    change(scene.skill)
    report = scene.look(scene.skill)
    assert not report.verified
    assert report.findings[0].signature == "bad"
    assert "bad-signature" in codes(report)


@pytest.mark.parametrize("change", [raise_level, swap_subject, swap_esco])
def test_a_changed_skill_inside_a_passport_is_seen_there_too(scene, change):
    change(scene.passport["credentialSubject"]["verifiableCredential"][0])
    report = scene.look(scene.passport)
    assert report.findings[0].signature == "bad" and report.findings[0].parts[0].signature == "bad"
    assert report.findings[0].parts[1].signature == "good"


def test_a_forged_confirmation_inside_something_validly_signed_is_seen(scene):
    """Somebody with the organisation's key, but not Bram's, puts words in his mouth and signs around them."""
    from kanwil.calc.credentials import signing

    scene.skill["endorsement"][0]["credentialSubject"]["endorsementComment"] = "Ze kan alles."
    unsigned = {key: value for key, value in scene.skill.items() if key != "proof"}
    report = scene.look(signing._signed(unsigned, scene.organisation, NOW, confirmed=True))
    assert report.findings[0].signature == "good"
    assert report.findings[0].parts[0].signature == "bad"
    assert not report.verified


def test_a_good_confirmation_of_something_else_does_not_count(scene):
    from kanwil.calc.credentials import signing

    scene.skill["id"] = "urn:uuid:00000000-0000-4000-8000-0000000000ff"
    unsigned = {key: value for key, value in scene.skill.items() if key != "proof"}
    report = scene.look(signing._signed(unsigned, scene.organisation, NOW, confirmed=True))
    assert report.findings[0].parts[0].signature == "good"
    assert codes(report) == {"about-something-else"}


def test_somebody_elses_skill_in_a_passport_is_seen(scene):
    from kanwil.calc.credentials import signing

    key = c.PrivateKey.make("Ed25519")
    thief = c.HolderSigner(c.dids.key_name(key.public), key)
    unsigned = {key: value for key, value in scene.passport.items() if key != "proof"}
    unsigned["issuer"] = {"id": thief.did, "type": ["Profile"]}
    unsigned["credentialSubject"]["id"] = thief.did
    report = scene.look(signing._signed(unsigned, thief, NOW))
    assert report.findings[0].signature == "good"
    assert codes(report) == {"about-somebody-else"} and not report.verified


def test_a_key_of_somebody_else_does_not_sign_for_the_issuer(scene):
    other = c.PrivateKey.make("Ed25519")
    method = f"did:key:{other.public.multibase}#{other.public.multibase}"
    scene.skill["proof"][0]["verificationMethod"] = method
    assert "foreign-key" in codes(scene.look(scene.skill))


def test_another_key_under_the_same_name_is_seen(scene):
    strange = c.dids.document(scene.organisation.did, [c.PrivateKey.make("Ed25519").public])
    report = scene.look(scene.skill, known=c.dids.directory([strange, scene.documents[1]]))
    assert report.findings[0].signature == "bad" and "key-not-listed" in codes(report)


def test_a_key_that_is_no_longer_vouched_for_is_refused(scene):
    scene.documents[0]["assertionMethod"] = []
    assert "key-not-listed" in codes(scene.look(scene.skill))


def test_a_document_of_another_name_is_not_used(scene):
    other = scene.documents[0] | {"id": "did:web:elders.example"}
    report = scene.look(scene.skill, known=lambda did: other)
    assert report.findings[0].signature == "bad"


def test_without_looking_up_keys_nothing_is_said_about_the_signature(scene):
    finding = scene.look(scene.skill, known=c.dids.nobody).findings[0]
    assert finding.signature == "not-checked" and not finding.verified
    assert c.words.sentence("key-not-looked-up", "en").startswith(
        "Not checked: the issuer's key could not be looked up"
    )


def test_before_and_after_its_time(scene):
    assert scene.look(scene.skill, now=NOW - timedelta(days=1), status=scene.status()).findings[0].validity == "not-yet"
    late = NOW + timedelta(days=400)
    finding = scene.look(scene.skill, now=late, status=scene.status(now=late)).findings[0]
    assert (finding.validity, finding.signature, finding.verified) == ("expired", "good", False)


def test_a_withdrawn_skill_has_a_good_signature_and_is_not_verified(scene):
    report = scene.look(scene.passport, status=scene.status(4711))
    skill = report.findings[0].parts[0]
    assert (skill.signature, skill.status, skill.validity) == ("good", "withdrawn", "valid")
    assert not report.verified
    assert scene.look(scene.skill, status=scene.status(4710, 4712)).verified


def test_without_the_list_it_is_not_known_whether_it_was_withdrawn(scene):
    report = c.verify(c.compact(scene.skill), now=NOW, resolver=scene.known)
    assert report.findings[0].status == "not-checked" and not report.verified


def test_a_list_of_somebody_else_says_nothing(scene):
    other = c.OrganisationSigner("did:web:elders.example", c.PrivateKey.make("Ed25519"))
    known = c.dids.directory([*scene.documents, c.dids.document(other.did, [other.key.public])])
    forged = c.status_list(LIST, c.Profile(other.did, "x"), [], valid_from=NOW, valid_until=NOW + timedelta(days=9))
    report = scene.look(scene.skill, known=known, status=c.sign_status_list(forged, other, now=NOW))
    assert report.findings[0].status == "unclear" and "list-of-somebody-else" in codes(report)


@pytest.mark.parametrize("change", ["bits", "old", "unsigned", "purpose"])
def test_a_list_that_is_not_sound_says_nothing(scene, change):
    made = scene.status()
    now = NOW
    if change == "bits":
        made["credentialSubject"]["encodedList"] = scene.status(5)["credentialSubject"]["encodedList"]
    elif change == "old":
        now = NOW + timedelta(days=100)
    elif change == "unsigned":
        del made["proof"]
    else:
        made = scene.status(purpose="suspension")
    finding = scene.look(scene.skill, status=made, now=now).findings[0]
    assert finding.status == "unclear" and finding.signature == "good"


def test_a_suspended_skill_is_told_apart_from_a_withdrawn_one(scene):
    from dataclasses import replace

    statement = replace(scene.statement, status=c.StatusEntry(LIST, 9, "suspension"))
    made = c.issue_skill(
        statement, scene.linde, [scene.endorsement], scene.organisation, confirmers=scene.known, now=NOW
    )
    assert scene.look(made, status=scene.status(9, purpose="suspension")).findings[0].status == "suspended"


def test_the_organisation_keeps_the_list_of_those_who_confirm_under_its_name(scene):
    from dataclasses import replace

    with_status = replace(scene.confirmation, status=c.StatusEntry(LIST, 12))
    made = c.confirm(with_status, scene.bram, now=NOW)
    assert scene.look(made).verified
    assert scene.look(made, status=scene.status(12)).findings[0].status == "withdrawn"


OLD_END = {"https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z"}


def above(made):
    return {"id": made["id"], "type": ["Profile"], "name": "x"}


def result(made):
    return made["credentialSubject"]["result"][0]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda made: made.update(skillPoints=3), "undefined-term"),
        (lambda made: achievement(made).update(salary="veel"), "undefined-term"),
        (lambda made: made.update(OLD_END), "unusual-spelling"),
        (lambda made: made.update({"@graph": []}), "unusual-spelling"),
        (lambda made: made.update(description="half \ud800"), "not-json"),
        (lambda made: made.update(description=None), "not-covered"),
        (lambda made: made.update(credentialSubject=[[made["credentialSubject"]]]), "unusual-spelling"),
        (lambda made: made["@context"].append({"@vocab": "https://x.example/"}), "own-context"),
        (lambda made: made["@context"].append("https://x.example/context.json"), "unknown-context"),
        (lambda made: achievement(made).update({"@context": {"name": "https://x.example/"}}), "own-context"),
        (lambda made: made["issuer"].update(parentOrg=above(made)), "described-twice"),
        (lambda made: made.pop("proof"), "unsigned"),
        (lambda made: made["proof"][0].update(cryptosuite="ecdsa-rdfc-2019"), "unsupported-proof"),
        (lambda made: made["proof"][0].update(proofPurpose="authentication"), "bad-proof"),
        (lambda made: made.update(validFrom="gisteren"), "bad-date"),
        (lambda made: result(made).update(achievedLevel="https://x.example/9"), "level-points-nowhere"),
        (lambda made: [made["credentialSubject"].pop(key) for key in ("id", "identifier")], "about-nobody"),
        (lambda made: made["credentialStatus"].update(type="1EdTechRevocationList"), "unknown-status-kind"),
        (lambda made: made.update(type=["VerifiableCredential"]), "unknown-credential-kind"),
    ],
)
def test_what_is_not_as_it_should_be_is_named(scene, change, code):
    change(scene.skill)
    report = scene.look(scene.skill)
    assert code in {one.code for one in report.findings[0].problems}
    assert not report.verified


def test_an_end_hidden_elsewhere_in_the_same_statements_is_seen(scene):
    """JSON-LD lets the end of a credential stand under another mention of it: same statements, another reading."""
    end = scene.skill.pop("validUntil")
    subject = scene.skill["endorsement"][0]["credentialSubject"]
    subject["type"] = ["EndorsementSubject", "VerifiableCredential"]
    subject["validUntil"] = end
    assert "described-twice" in codes(scene.look(scene.skill))


def test_a_profile_may_be_described_in_two_places(scene):
    """As in the complete example of Open Badges: who made the achievement is described again, in other words."""
    unsigned = {key: value for key, value in scene.skill.items() if key != "proof"}
    achievement(unsigned)["creator"] = {"id": scene.organisation.did, "type": ["Profile"], "name": "Anders gezegd"}
    from kanwil.calc.credentials import signing

    assert scene.look(signing._signed(unsigned, scene.organisation, NOW, confirmed=True)).verified


def test_a_level_reached_that_is_described_elsewhere_is_seen(scene):
    result(scene.skill)["id"] = "urn:x:result"
    achievement(scene.skill)["related"] = [{"id": "urn:x:result", "type": ["Result"], "status": "Failed"}]
    assert "described-twice" in codes(scene.look(scene.skill))


def test_a_token_of_the_old_form_is_read_and_not_believed(scene):
    import base64

    body = base64.urlsafe_b64encode(c.compact({"vc": scene.skill, "iss": "x"})).rstrip(b"=").decode()
    finding = scene.look(f"{scene.token.split('.')[0]}.{body}.{'A' * 86}").findings[0]
    assert finding.says.title == "Wondzorg geven" and finding.signature == "not-checked"
    assert "old-format" in {one.code for one in finding.problems}


def test_a_changed_token_is_seen(scene):
    head, body, signature = scene.token.split(".")
    other = c.PrivateKey.make("P-256")
    from dataclasses import replace

    forged = c.issue_skill_token(
        scene.statement,
        scene.linde,
        [scene.endorsement],
        replace(scene.organisation, token_key=other),
        confirmers=scene.known,
    )
    assert scene.look(forged).findings[0].signature == "bad"
    assert scene.look(f"{head}.{body}.{'A' * 86}").findings[0].signature == "bad"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ({"alg": "none"}, "unsupported-proof"),
        ({"alg": "HS256", "kid": "x"}, "unsupported-proof"),
        ({"alg": "ES256", "jwk": {"kty": "EC"}}, "key-in-the-file"),
        ({"alg": "ES256", "kid": "did:web:elders.example#k"}, "foreign-key"),
        ({"alg": "ES256", "kid": "x", "crit": ["y"]}, "unsupported-proof"),
    ],
)
def test_a_token_that_brings_its_own_key_proves_nothing(scene, header, code):
    import base64

    first = base64.urlsafe_b64encode(c.compact(header)).rstrip(b"=").decode()
    finding = scene.look(".".join([first, *scene.token.split(".")[1:]])).findings[0]
    assert finding.signature != "good" and code in {one.code for one in finding.problems}
