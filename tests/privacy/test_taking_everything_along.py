"""Somebody takes along everything Kanwil holds about them, and only that."""

import json

import pytest

from kanwil.audit.models import Event
from kanwil.matrix import actions

pytestmark = pytest.mark.django_db


def test_my_file_has_my_words_and_nobody_elses(cast):
    level = cast.levels["independent"]
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=level, words="Mijn eigen rustige woorden.")
    actions.say(cast.actor("fatima"), skill=cast.skills["rust"], level=level, words="Woorden van Fatima.")
    answer = cast.client("anna").post("/privacy/neem-mee/")
    text = answer.content.decode()
    assert "attachment" in answer.headers["Content-Disposition"]
    assert json.loads(text)["person"] == cast.anna.pk
    assert "Mijn eigen rustige woorden." in text and "Woorden van Fatima." not in text


def test_taking_along_leaves_a_line_in_the_log(cast):
    cast.client("anna").post("/privacy/neem-mee/")
    line = Event.objects.get(verb="privacy.exported")
    assert (line.by_id, line.about_id) == (cast.anna.pk, cast.anna.pk)


def test_opening_the_address_takes_nothing_along(cast):
    assert cast.client("anna").get("/privacy/neem-mee/").status_code == 405
