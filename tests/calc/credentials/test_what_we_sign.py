"""What Kanwil signs: the shape the standards ask for, and who may sign what."""

from dataclasses import replace

import pytest

from kanwil.calc import credentials as c
from tests.calc.credentials.conftest import LIST, NOW, SITE


def codes(report):
    return {problem.code for one in report.all() for problem in one.problems} | {one.code for one in report.problems}


def test_a_whole_passport_can_be_checked_credential_by_credential(scene):
    report = scene.look(scene.passport)
    assert report.verified
    assert [(one.kind, one.signer.vouched) for one in report.all()] == [
        ("passport", "key"),
        ("skill", "domain"),
        ("confirmation", "domain"),
        ("own-claim", "key"),
    ]
    skill = report.findings[0].parts[0]
    assert (skill.says.title, skill.says.level) == ("Wondzorg geven", "ik kan dit zelf")
    assert skill.says.about_name == "Anna Jansen"
    assert [one.framework for one in skill.says.targets] == ["ESCO 1.2", "CompetentNL"]
    assert skill.says.evidence[0].narrative == "Ik zag het op tijd."
    assert skill.status == "standing"
    assert skill.parts[0].says.comment == "Ik zag haar dit drie keer zelf doen."


def test_every_part_can_be_handed_over_alone(scene):
    for one in (scene.skill, scene.endorsement, scene.own, scene.token, scene.status()):
        assert scene.look(one).verified


def test_the_shape_is_that_of_open_badges(scene):
    made = scene.skill
    assert made["@context"][:2] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert made["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert isinstance(made["proof"], list)
    subject = made["credentialSubject"]
    assert subject["id"].startswith("did:key:")
    described = subject["achievement"]["resultDescription"][0]
    assert described["resultType"] == "RubricCriterionLevel"
    reached = subject["result"][0]["achievedLevel"]
    assert reached in [level["id"] for level in described["rubricCriterionLevel"]]
    assert subject["achievement"]["alignment"][0]["targetType"] == "ext:ESCOSkill"
    assert made["validFrom"] == "2026-05-01T09:00:00Z"
    assert made["credentialStatus"]["statusListCredential"] == LIST
    assert scene.passport["partial"] is True


def test_the_level_is_a_sentence_and_never_a_digit(scene):
    for level in scene.skill["credentialSubject"]["achievement"]["resultDescription"][0]["rubricCriterionLevel"]:
        assert not level["level"].isdigit() and level["level"] == level["name"]


def test_a_skill_without_a_level_says_no_level(scene):
    made = c.claim_skill(replace(scene.statement, level=None), scene.anna, now=NOW)
    assert "result" not in made["credentialSubject"]
    assert scene.look(made).findings[0].says.level == ""


def test_an_email_address_is_never_in_the_open(scene):
    assert "anna@example.org" not in str(scene.passport)
    salt, digest = c.hash_email("Anna@example.org ", "zout")
    assert digest in str(scene.passport)


def test_the_same_input_gives_the_same_signature(scene):
    again = c.confirm(scene.confirmation, scene.bram, now=NOW)
    assert again == scene.endorsement


def test_what_somebody_says_of_themselves_is_never_signed_by_the_organisation(scene):
    own = replace(scene.statement, id="urn:uuid:00000000-0000-4000-8000-000000000009")
    for signer in (scene.organisation, scene.bram):
        with pytest.raises(c.Refused, match="not-your-key"):
            c.claim_skill(own, signer, now=NOW)
    with pytest.raises(c.Refused, match="nobody-confirmed"):
        c.issue_skill(own, scene.linde, [], scene.organisation, confirmers=scene.known, now=NOW)
    with pytest.raises(c.Refused, match="not-your-key"):
        c.issue_skill(own, scene.linde, [scene.endorsement], scene.anna, confirmers=scene.known, now=NOW)
    with pytest.raises(c.Refused, match="not-your-key"):
        c.sign_status_list(scene.own | {"type": ["BitstringStatusListCredential"]}, scene.organisation, now=NOW)


def test_nobody_confirms_themselves(scene):
    own = replace(scene.confirmation, by=c.Profile(scene.anna.did, "Anna"))
    with pytest.raises(c.Refused, match="own-confirmation"):
        c.confirm(own, c.ConfirmerSigner(scene.anna.did, scene.anna.key), now=NOW)


def test_the_organisation_looks_at_a_confirmation_before_it_signs(scene):
    changed = scene.endorsement
    changed["credentialSubject"]["endorsementComment"] = "Ze kan alles."
    with pytest.raises(c.Refused, match="bad-signature"):
        c.issue_skill(scene.statement, scene.linde, [changed], scene.organisation, confirmers=scene.known, now=NOW)


def test_a_confirmation_of_something_else_is_not_signed_along(scene):
    other = replace(scene.statement, id="urn:uuid:00000000-0000-4000-8000-000000000008")
    with pytest.raises(c.Refused, match="about-somebody-else"):
        c.issue_skill(other, scene.linde, [scene.endorsement], scene.organisation, confirmers=scene.known, now=NOW)


def test_a_confirmation_may_stand_beside_what_it_confirms(scene):
    """Some programs refuse a credential that holds something about itself; and an own claim has no room for it."""
    bare = c.issue_skill(
        scene.statement,
        scene.linde,
        [scene.endorsement],
        scene.organisation,
        confirmers=scene.known,
        now=NOW,
        embed=False,
    )
    assert "endorsement" not in bare and scene.look(bare).verified
    whole = c.Passport(scene.passport["id"], scene.statement.holder, "P", (bare, scene.endorsement), NOW)
    report = scene.look(c.issue_passport(whole, scene.anna, now=NOW))
    assert report.verified and [one.kind for one in report.findings[0].parts] == ["skill", "confirmation"]
    with pytest.raises(c.Refused, match="about-somebody-else"):
        c.issue_passport(replace(whole, credentials=(scene.own, scene.endorsement)), scene.anna, now=NOW)
    with pytest.raises(c.Refused, match="nobody-confirmed"):
        c.issue_skill(
            scene.statement, scene.linde, [], scene.organisation, confirmers=scene.known, now=NOW, embed=False
        )


def test_the_organisation_cannot_sign_another_level_than_was_confirmed(scene):
    higher = replace(scene.statement, level=scene.statement.skill.scale.levels[4])
    with pytest.raises(c.Refused, match="about-something-else"):
        c.issue_skill(higher, scene.linde, [scene.endorsement], scene.organisation, confirmers=scene.known, now=NOW)


def test_a_passport_holds_only_what_is_about_its_person(scene):
    key = c.PrivateKey.make("Ed25519")
    cem = c.HolderSigner(c.dids.key_name(key.public), key)
    whole = c.Passport("urn:uuid:00000000-0000-4000-8000-00000000000a", c.Holder(cem.did), "x", (scene.skill,), NOW)
    with pytest.raises(c.Refused, match="about-somebody-else"):
        c.issue_passport(whole, cem, now=NOW)
    with pytest.raises(c.Refused, match="unsigned-inside"):
        c.issue_passport(replace(whole, credentials=({"id": "urn:x"},)), cem, now=NOW)


def test_a_level_of_another_scale_is_refused(scene):
    other = c.Level(f"{SITE}/schalen/2#meester", "meester")
    with pytest.raises(c.Refused, match="level-points-nowhere"):
        c.claim_skill(replace(scene.statement, level=other), scene.anna, now=NOW)


def test_a_moment_needs_a_zone(scene):
    with pytest.raises(c.Refused, match="no-time-zone"):
        c.claim_skill(replace(scene.statement, valid_from=NOW.replace(tzinfo=None)), scene.anna, now=NOW)


def test_the_token_says_whose_key_signed_it(scene):
    from kanwil.calc.credentials import proofs

    header, document = proofs.open_token(scene.token, c.Limits().start())
    key = scene.organisation.token_key.public.multibase
    assert header == {"alg": "ES256", "kid": f"{scene.organisation.did}#{key}", "typ": "JWT"}
    assert document["iss"] == scene.organisation.did and document["jti"] == scene.statement.id


def test_words_that_mean_two_things_are_never_signed(scene):
    from kanwil.calc.credentials import signing

    for word in ("endorsementJwt", "jti"):
        with pytest.raises(c.Refused, match="two-meanings"):
            signing._signed(
                {key: value for key, value in scene.own.items() if key != "proof"} | {word: "x:y"}, scene.anna, NOW
            )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"skillPoints": 3}, "undefined-term"),
        ({"name": {"nl": "Lassen", "en": "Welding"}}, "undefined-term"),
        ({"id": "lassen/7"}, "undefined-term"),
        ({"description": None}, "not-covered"),
        ({"https://example.org/x": "y"}, "unusual-spelling"),
        ({"@included": []}, "unusual-spelling"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", {"x": "https://x.example/"}]}, "own-context"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", "https://x.example/context"]}, "unknown-context"),
    ],
)
def test_nothing_is_signed_that_the_signature_would_not_cover(scene, change, code):
    from kanwil.calc.credentials import signing

    unsigned = {key: value for key, value in scene.own.items() if key != "proof"}
    with pytest.raises(c.Refused, match=code):
        signing._signed(unsigned | change, scene.anna, NOW)


def test_unsigned_words_are_only_found_in_what_we_know(scene):
    """Every code has a sentence in both languages, and every sentence is used."""
    import re
    from pathlib import Path

    from kanwil.calc.credentials import words

    text = "\n".join(one.read_text() for one in Path(c.__file__).parent.glob("*.py") if one.name != "words.py")
    used = set(re.findall(r'(?:Refused|Problem)\(\s*"([a-z0-9-]+)"', text))
    used |= set(re.findall(r'else "([a-z]+-[a-z-]+)"\)', text)) | {"not-a-credential"}
    used |= set(re.findall(r'else Refused\("([a-z-]+)"', text))
    assert used == set(words.SENTENCES)
    assert all(len(pair) == 2 and all(pair) for pair in words.SENTENCES.values())
