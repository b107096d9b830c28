"""What the preview shows of proof and qualifications is what that other person really gets."""

import html
from datetime import timedelta

import pytest

from kanwil.audit.models import Look
from kanwil.matrix import actions as matrix
from kanwil.people.models import today
from kanwil.proof import actions
from kanwil.proof.models import EvidenceShare
from tests.qualifications.licence import hold

pytestmark = pytest.mark.django_db

TITLES = ("Voor het team", "Voor Bram", "Alleen van mij", "Verlopen")
AS = {"bram": "person", "fatima": "person", "lotte": "person"}


@pytest.fixture
def proof(cast):
    anna = cast.actor("anna")
    kept = {t: actions.keep(anna, kind="story", said={"title": t, "told": "Het ging goed."}) for t in TITLES}
    actions.share(anna, row=kept["Voor het team"], audiences=[matrix.Audience(unit=cast.units.east)])
    actions.share(anna, row=kept["Voor Bram"], audiences=[matrix.Audience(person=cast.bram)])
    actions.share(anna, row=kept["Verlopen"], audiences=[matrix.Audience(person=cast.bram)])
    EvidenceShare.objects.filter(evidence=kept["Verlopen"]).update(until_on=today() - timedelta(days=1))
    return kept


def preview(cast, key):
    answer = cast.client("anna").get("/delen/zo-ziet-het-eruit/", {"met": key})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def titles_in(text):
    return {title for title in TITLES if title in text}


@pytest.mark.parametrize("who", AS)
def test_the_proof_in_the_preview_is_the_proof_on_the_page_of_that_person(cast, proof, who):
    shown = titles_in(preview(cast, f"person:{cast.people[who].pk}"))
    real = titles_in(html.unescape(cast.client(who).get(f"/mensen/{cast.anna.pk}/").content.decode()))
    assert shown == real
    assert shown == {"bram": {"Voor Bram"}, "fatima": {"Voor het team"}, "lotte": set()}[who]


def test_the_eyes_of_a_team_see_what_is_for_the_team(cast, proof):
    assert titles_in(preview(cast, f"team:{cast.units.east.pk}")) == {"Voor het team"}


@pytest.mark.parametrize(("who", "sees"), [("bram", True), ("fatima", False)])
def test_who_leads_sees_validity_in_the_preview_as_on_the_real_page(cast, who, sees):
    hold(cast, "anna")
    page = preview(cast, f"person:{cast.people[who].pk}")
    assert ("Voorbehouden handelingen" in page) is sees
    assert "BIG-77" not in page and "Opleidingscentrum" not in page
    real = cast.client(who).get("/bevoegdheden/teams/")
    assert ("Voorbehouden handelingen" in real.content.decode()) is sees


def test_borrowing_eyes_is_no_looking(cast, proof):
    hold(cast, "anna")
    preview(cast, f"person:{cast.bram.pk}")
    assert not Look.objects.filter(about_id=cast.anna.pk).exists()
