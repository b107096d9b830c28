"""Keeping proof, sharing it, showing it to somebody who looks along, and taking it away."""

import html
import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from PIL import Image

from kanwil.access import visible, who_can
from kanwil.feedback import actions as feedback
from kanwil.feedback import receiving
from kanwil.matrix import actions as matrix
from kanwil.matrix.actions import Audience
from kanwil.matrix.models import Confirmation
from kanwil.people import actions as people
from kanwil.people.models import today
from kanwil.privacy.erase import erase
from kanwil.proof import actions
from kanwil.proof.models import Evidence, EvidenceFile, EvidenceShare, Shown
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(cast):
    return matrix.say(cast.actor("anna"), skill=cast.skills["wonden"], level=cast.levels["independent"]).claim


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def kept(cast, title="De nacht", **said):
    return actions.keep(cast.actor("anna"), kind="story", said={"title": title, "told": "Ik bleef rustig.", **said})


def seers(cast, row):
    return {name for name in cast.people if row in visible(Evidence, cast.actor(name))}


def test_anna_tells_a_story_and_only_she_sees_it(cast, claim):
    client = cast.client("anna")
    told = {"title": "De nacht dat de stroom uitviel", "told": "Ik hield iedereen rustig.", "skills": [claim.pk]}
    answer = client.post("/bewijs/erbij/story/", told)
    row = Evidence.objects.get()
    assert answer.url == f"/bewijs/{row.pk}/" and seers(cast, row) == {"anna"}
    page = text(client.get(answer.url))
    assert "Ik hield iedereen rustig." in page and "Dit ziet alleen jij" in page
    assert "De nacht dat de stroom uitviel" in text(client.get(f"/ik/{claim.pk}/"))


def test_the_steps_of_starr_are_kept_and_read_as_questions(cast):
    steps = {"situation": "Een dinsdagnacht.", "task": "Rust houden.", "action": "Lampen gehaald.", "result": "Stil.", "reflection": "Eerst bellen."}  # fmt: skip  # noqa: E501
    client = cast.client("anna")
    client.post("/bewijs/erbij/story/", {"title": "De nacht", "told": "", **steps})
    page = text(client.get(f"/bewijs/{Evidence.objects.get().pk}/"))
    assert all(words in page for words in steps.values())


def test_an_empty_story_is_asked_for_a_few_sentences(cast):
    answer = cast.client("anna").post("/bewijs/erbij/story/", {"title": "De nacht"})
    assert answer.status_code == 400 and not Evidence.objects.exists()


def test_the_team_and_who_leads_see_what_is_shared_and_nobody_else(cast):
    row = kept(cast)
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(unit=cast.units.east)])
    assert seers(cast, row) == {"anna", "fatima", "yusuf"}
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.bram)])
    assert seers(cast, row) == {"anna", "fatima", "yusuf", "bram"}
    assert {holder.person_id for holder in who_can("view", row)} == {cast.people[n].pk for n in seers(cast, row)}


def test_a_new_manager_inherits_no_proof(cast):
    row = kept(cast)
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.bram)])
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    people.stop_leading(SYSTEM, person=cast.bram, unit=cast.units.east)
    assert seers(cast, row) == {"anna"}


def test_proof_is_never_for_everybody_at_once(cast):
    answer = cast.client("anna").post(f"/bewijs/{kept(cast).pk}/deel/", {"with_whom": "everyone", "until": "6"})
    assert answer.status_code == 400 and not EvidenceShare.objects.exists()


def test_sharing_ends_on_its_day_and_stops_at_once(cast):
    row = kept(cast)
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.fatima)], until=today())
    EvidenceShare.objects.update(until_on=today() - timedelta(days=1))
    assert seers(cast, row) == {"anna"}
    client = cast.client("anna")
    client.post(f"/bewijs/{row.pk}/deel/", {"with_whom": f"team:{cast.units.east.pk}", "until": "6"})
    assert "fatima" in seers(cast, row) and "bram" in seers(cast, row)
    client.post(f"/bewijs/{row.pk}/stop/", {"share": list(row.shares.values_list("pk", flat=True))})
    assert seers(cast, row) == {"anna"}


def test_who_opens_shared_proof_is_listed_for_anna(cast):
    row = kept(cast)
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.fatima)])
    assert "Ik bleef rustig." in text(cast.client("fatima").get(f"/bewijs/{row.pk}/"))
    assert "De nacht" in text(cast.client("fatima").get(f"/mensen/{cast.anna.pk}/"))
    assert "Fatima" in text(cast.client("anna").get("/wie-keek/")) and "De nacht" in text(
        cast.client("anna").get("/wie-keek/")
    )


def test_karim_sees_shown_proof_until_he_answers(cast, claim):
    row, other = kept(cast), kept(cast, "Iets anders")
    client = cast.client("anna")
    client.post(f"/ik/{claim.pk}/vraag/", {"of": cast.karim.pk, "show": [row.pk]})
    asked = Confirmation.objects.get()
    assert seers(cast, row) == {"anna", "karim"} and seers(cast, other) == {"anna"}
    page = text(cast.client("karim").get(f"/meekijken/{asked.pk}/"))
    assert "Ik bleef rustig." in page and "Iets anders" not in page
    assert "Karim" in text(client.get(f"/bewijs/{row.pk}/"))
    assert "Alleen Karim, tot het antwoord er is" in text(client.get("/bewijs/"))
    assert "Alleen Karim, tot het antwoord er is" in text(client.get("/ik/"))
    cast.client("karim").post(f"/meekijken/{asked.pk}/", {"saw": "Ik las je verhaal.", "confirm": "1"})
    assert seers(cast, row) == {"anna"}
    assert "Ik las je verhaal." in text(client.get(f"/ik/{claim.pk}/"))


def test_karim_is_told_when_the_proof_changed_after_the_question(cast, claim):
    row = kept(cast)
    asked = actions.ask_to_look(cast.actor("anna"), claim=claim, of=cast.karim, show=[row])
    page = f"/meekijken/{asked.pk}/"
    assert "veranderde dit" not in text(cast.client("karim").get(page))
    actions.change(cast.actor("anna"), row=row, said={"title": "De nacht", "told": "Ik deed alles."}, claims=[])
    assert "veranderde dit" in text(cast.client("karim").get(page))


def test_a_file_is_kept_without_the_place_and_upright(cast, photo):
    client = cast.client("anna")
    client.post("/bewijs/erbij/file/", {"title": "Keuken", "file": photo()})
    file = EvidenceFile.objects.get()
    content = bytes(file.content)
    assert b"Telefoon" not in content and b"Exif" not in content
    assert Image.open(io.BytesIO(content)).size == (40, 60)
    answer = client.get(f"/bewijs/{file.evidence_id}/bestand/")
    assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
    assert cast.client("fatima").get(f"/bewijs/{file.evidence_id}/bestand/").status_code == 404


def test_a_diploma_may_come_with_a_pdf_that_is_only_a_download(cast, pdf):
    client = cast.client("anna")
    client.post("/bewijs/erbij/diploma/", {"title": "Mbo", "issuer": "ROC", "issued_on": "2019-07-01", "file": pdf})
    row = Evidence.objects.get()
    assert client.get(f"/bewijs/{row.pk}/bestand/")["Content-Disposition"] == 'attachment; filename="diploma.pdf"'
    assert "ROC" in text(client.get(f"/bewijs/{row.pk}/"))


def test_a_link_runs_no_script(cast):
    client = cast.client("anna")
    for url in ("javascript:alert(1)", "ftp://example.nl/x", "data:text/html,x"):
        assert client.post("/bewijs/erbij/link/", {"title": "Film", "url": url}).status_code == 400
    client.post("/bewijs/erbij/link/", {"title": "Film", "url": "example.nl/film"})
    assert Evidence.objects.get().url == "https://example.nl/film"


def test_two_windows_lose_nothing(cast):
    row, client = kept(cast), cast.client("anna")
    client.post(f"/bewijs/{row.pk}/wijzig/", {"title": "Eerst", "told": "Een.", "version": "1"})
    answer = client.post(f"/bewijs/{row.pk}/wijzig/", {"title": "Later", "told": "Twee.", "version": "1"})
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 409 and "Een." in page and "Twee." in page
    assert Evidence.objects.get().title == "Eerst"


def test_taken_away_is_gone_with_its_file_and_the_confirmation_stays(cast, claim, photo):
    client = cast.client("anna")
    client.post("/bewijs/erbij/file/", {"title": "Keuken", "file": photo()})
    row = Evidence.objects.get()
    asked = actions.ask_to_look(cast.actor("anna"), claim=claim, of=cast.karim, show=[row])
    matrix.answer_look(cast.actor("karim"), asked=asked, confirm=True, saw="Gezien.")
    client.post(f"/bewijs/{row.pk}/weg/")
    assert not EvidenceFile.objects.exists() and not Shown.objects.exists()
    assert Confirmation.objects.get().confirmed


def test_erasing_somebody_leaves_no_proof_behind(cast, photo):
    cast.client("anna").post("/bewijs/erbij/file/", {"title": "Keuken", "file": photo()})
    people.leave(SYSTEM, person=cast.anna, on=today())
    erase(SYSTEM, person_id=cast.anna.pk)
    assert not Evidence.objects.exists() and not EvidenceFile.objects.exists()


def test_leaving_the_team_ends_sharing_proof_with_it(cast):
    row = kept(cast)
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(unit=cast.units.east)])
    people.leave_team(SYSTEM, person=cast.anna, unit=cast.units.east)
    assert not EvidenceShare.objects.exists()


@pytest.fixture
def story(cast, claim):
    (asked,) = feedback.ask(cast.actor("anna"), of=[cast.fatima], about="De val in de gang", claim=claim)
    told = {"moment": "Meneer viel in de gang.", "did": "Jij bleef bij hem zitten.", "effect": "Hij werd rustig."}
    return feedback.answer(cast.actor("fatima"), question=asked, **told)


def test_a_story_of_a_colleague_becomes_proof_without_her_name(cast, claim, story):
    client = cast.client("anna")
    assert "Gebruik dit als bewijs" in text(client.get(f"/verhalen/{story.pk}/"))
    page = f"/bewijs/van-een-collega/{story.pk}/"
    assert "Jij bleef bij hem zitten." in text(client.get(page))
    client.post(page, {"title": "De val in de gang", "skills": [claim.pk]})
    row = Evidence.objects.get()
    assert client.get(page).url == f"/bewijs/{row.pk}/" and Evidence.objects.count() == 1
    actions.share(cast.actor("anna"), row=row, audiences=[Audience(person=cast.yusuf)])
    seen = text(cast.client("yusuf").get(f"/bewijs/{row.pk}/"))
    assert "Jij bleef bij hem zitten." in seen and "Verteld door een collega" in seen and "Fatima" not in seen


def test_nobody_makes_proof_of_a_story_for_somebody_else(cast, story):
    for who in ("fatima", "bram", "chantal", "eva"):
        assert cast.client(who).get(f"/bewijs/van-een-collega/{story.pk}/").status_code == 404
        with pytest.raises((Http404, PermissionDenied)):
            actions.keep(cast.actor(who), kind="seen", said={"title": "x"}, story=story)


def test_a_story_taken_back_takes_the_proof_along(cast, story):
    actions.keep(cast.actor("anna"), kind="seen", said={"title": "De val"}, story=story)
    receiving.remove(cast.actor("anna"), story=story)
    assert not Evidence.objects.exists()


def test_a_list_of_twenty_asks_as_many_questions_as_one_of_two(cast):
    def asked(number):
        for n in range(number):
            actions.share(
                cast.actor("anna"), row=kept(cast, f"Verhaal {n}"), audiences=[Audience(unit=cast.units.east)]
            )
        client = cast.client("anna")
        client.get("/bewijs/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/bewijs/")
        return len(queries)

    assert asked(2) == asked(18)
