"""Getting in: with a password, with a one-time code, and not by guessing."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from kanwil.accounts import actions
from kanwil.accounts.models import Invitation
from kanwil.audit.models import Event
from tests.cast import SYSTEM

PASSWORD = "paarse fiets in de regen"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts():
    cache.clear()
    yield
    cache.clear()


def use(code, password=PASSWORD, client=None):
    return (client or Client()).post("/code/", {"code": code, "password": password})


def test_anna_starts_with_a_code_from_paper_and_is_in(cast):
    code = actions.invite(SYSTEM, user=cast.anna.user)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", code)
    client = Client()
    assert use(code.lower().replace("-", " "), client=client).status_code == 302
    assert client.get("/ik/").status_code == 200


def test_a_code_works_once_and_a_new_one_ends_the_old(cast):
    old = actions.invite(SYSTEM, user=cast.anna.user)
    code = actions.invite(SYSTEM, user=cast.anna.user)
    assert use(old).status_code == 400
    assert use(code).status_code == 302
    assert use(code).status_code == 400


def test_the_database_does_not_hold_the_code(cast):
    code = actions.invite(SYSTEM, user=cast.anna.user)
    assert code not in str(list(Invitation.objects.values())) and code not in str(list(Event.objects.values()))


def test_a_short_password_is_refused_and_the_code_still_works(cast):
    code = actions.invite(SYSTEM, user=cast.anna.user)
    assert use(code, "kort").status_code == 400
    assert use(code).status_code == 302


def test_guessing_codes_is_stopped(cast):
    answers = [use(f"AAAA-BBBB-CCCC-{n:04}").status_code for n in range(12)]
    assert answers[:10] == [400] * 10 and answers[-1] == 429


def test_logging_in_with_a_password_and_guessing_is_stopped(cast):
    use(actions.invite(SYSTEM, user=cast.anna.user))
    client = Client()
    assert client.post("/account/login/", {"login": "anna", "password": PASSWORD}).status_code == 302
    guesses = [Client().post("/account/login/", {"login": "anna", "password": f"fout {n}"}) for n in range(7)]
    assert "5" not in {str(g.status_code)[0] for g in guesses}
    assert Client().post("/account/login/", {"login": "anna", "password": PASSWORD}).status_code != 302


def test_a_closed_account_does_not_get_in_with_an_open_code(cast):
    code = actions.invite(SYSTEM, user=cast.anna.user)
    actions.close_account(SYSTEM, user=cast.anna.user)
    assert use(code).status_code == 400


def test_nobody_signs_up_from_outside(db):
    answer = Client().get("/account/signup/")
    assert answer.status_code == 200 and b'name="password' not in answer.content


def test_the_extra_lock_pages_open_for_anna(cast):
    anna = cast.client("anna")
    for path in ("/account/", "/account/slot/"):
        assert anna.get(path).status_code == 200


@pytest.mark.parametrize("language", ["nl", "en"])
def test_anna_reads_in_her_language(cast, language):
    anna = cast.client("anna")
    anna.post("/account/taal/", {"language": language})
    assert f'<html lang="{language}"' in anna.get("/account/").content.decode()


def test_an_unknown_language_is_refused_and_not_a_crash(cast):
    assert cast.client("anna").post("/account/taal/", {"language": "xx"}).status_code == 400
