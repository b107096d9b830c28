"""A passport without a signature: plain data, and the European Learning Model."""

import json

from kanwil.calc import credentials as c
from tests.calc.credentials.conftest import NOW


def passport(scene):
    whole = c.Passport(scene.passport["id"], scene.statement.holder, "Paspoort", (scene.skill, scene.own), NOW)
    return whole, [c.Entry(scene.statement, (scene.confirmation,)), c.Entry(scene.statement)]


def test_plain_data_says_who_said_it(scene):
    made = c.plain(*passport(scene))
    assert "sameAs" not in made["skills"][0] and made["skills"][0]["alignments"]  # near is not the same
    assert [one["saidBy"] for one in made["skills"]] == ["others", "self"]
    assert made["skills"][0]["level"] == "ik kan dit zelf"
    assert made["skills"][0]["confirmations"][0]["by"] == "Bram de Wit"
    assert made["credentials"] == [scene.skill, scene.own]
    assert json.loads(json.dumps(made)) == made


def test_europe_gets_a_learning_outcome_with_both_languages_of_skills(scene):
    made = c.elm(*passport(scene), scene.linde, legal_number="NTRNL-12345678")
    assert made["type"] == ["VerifiableCredential", "EuropeanDigitalCredential"]
    outcome = made["credentialSubject"]["hasClaim"][0]["specifiedBy"]["learningOutcome"]
    assert outcome["relatedESCOSkill"][0]["id"].startswith("http://data.europa.eu/esco/skill/")
    assert outcome["relatedSkill"][0]["id"].startswith("https://linkeddata.competentnl.nl/")
    assert made["issuer"]["eIDASIdentifier"]["notation"] == "NTRNL-12345678"
    assert "proof" not in made


def test_the_export_for_europe_is_never_taken_for_something_signed(scene):
    report = scene.look(c.elm(*passport(scene), scene.linde))
    assert report.findings[0].signature in ("none", "not-checked") and not report.verified
