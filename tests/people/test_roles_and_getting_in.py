"""Roles, one-time codes and the page of the works council: through the front door, with the attacks named."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from kanwil.accounts.models import Invitation
from kanwil.audit.models import Event
from kanwil.people import actions
from kanwil.people.models import Grant, Person, today
from tests.cast import SYSTEM


def page(cast, who, url_name, *args):
    return cast.client(who).get(reverse(url_name, args=args))


def post(cast, who, url_name, /, *args, **data):
    return cast.client(who).post(reverse(url_name, args=args), data)


def test_the_administrator_gives_a_role_with_a_reason_and_ends_it(cast):
    until = today() + timedelta(days=30)
    given = {"role": "confirmer", "reason": "Kent wondzorg goed", "until": until.isoformat()}
    post(cast, "eva", "role_give", cast.fatima.pk, **given)
    held = Grant.objects.get(person=cast.fatima)
    assert (held.role, held.by_id, held.until_on, held.reason) == ("confirmer", cast.eva.pk, until, given["reason"])
    assert post(cast, "eva", "role_give", cast.fatima.pk, **given).status_code == 422
    for reader in ("daan", "chantal", "jelle"):
        answer = page(cast, reader, "roles").content.decode()
        assert "Fatima Fatimasen" in answer and given["reason"] in answer
    post(cast, "eva", "role_end", held.pk)
    post(cast, "eva", "role_end", held.pk)
    assert not Grant.objects.on().filter(person=cast.fatima).exists()
    assert Event.objects.filter(verb="people.grant_withdrawn", about_id=cast.fatima.pk).count() <= 1


def test_without_a_reason_no_role(cast):
    assert post(cast, "eva", "role_give", cast.fatima.pk, role="hr", reason=" ").status_code == 422
    assert not Grant.objects.filter(person=cast.fatima).exists()


def test_attack_someone_gives_herself_a_role(cast):
    given = {"role": "hr", "reason": "Ik wil meer zien"}
    assert post(cast, "eva", "role_give", cast.eva.pk, **given).status_code == 422
    for who in ("anna", "bram", "chantal", "daan"):
        assert post(cast, who, "role_give", cast.people[who].pk, **given).status_code == 403
    assert not Grant.objects.filter(reason=given["reason"]).exists()


def test_the_last_administrator_stays(cast):
    held = Grant.objects.get(role="admin")
    assert post(cast, "eva", "role_end", held.pk).status_code == 422
    actions.grant(SYSTEM, person=cast.hanna, role="admin", reason="Vervangt Eva")
    post(cast, "eva", "role_end", held.pk)
    assert not Grant.objects.on().filter(pk=held.pk).exists()


def test_an_employee_reads_no_list_of_roles_and_no_page_of_the_council(cast):
    for who in ("anna", "bram", "karim", "ivo"):
        assert page(cast, who, "roles").status_code == 403
        assert page(cast, who, "council").status_code == 403
        assert post(cast, who, "council_check").status_code == 403
    assert page(cast, "eva", "council").status_code == 403


def codes_in(answer):
    return [letter.code for letter in answer.context["letters"]]


def test_a_code_lets_somebody_choose_a_password_once(cast):
    noor = actions.join(SYSTEM, given_name="Noor", number="N900")
    answer = post(cast, "chantal", "person_code", noor.pk)
    (code,) = codes_in(answer)
    assert code in answer.content.decode() and reverse("use_code") in answer.content.decode()
    assert code not in page(cast, "chantal", "person", noor.pk).content.decode()
    assert not Invitation.objects.filter(code_hash__contains=code).exists()
    noor.refresh_from_db()
    assert noor.user.username == "n900"
    browser = Client()
    browser.post(reverse("use_code"), {"code": code, "password": "drie gewone woorden"})
    assert browser.get(reverse("people")).status_code == 200
    assert Client().post(reverse("use_code"), {"code": code, "password": "vier gewone woorden"}).status_code == 400


def test_a_second_code_stops_the_first(cast):
    (first,) = codes_in(post(cast, "eva", "person_code", cast.piet.pk))
    (second,) = codes_in(post(cast, "eva", "person_code", cast.piet.pk))
    assert Client().post(reverse("use_code"), {"code": first, "password": "drie gewone woorden"}).status_code == 400
    assert Client().post(reverse("use_code"), {"code": second, "password": "drie gewone woorden"}).status_code == 302


def test_a_team_gets_letters_for_who_never_got_in(cast):
    cast.piet.user.set_password("al lang een wachtwoord")
    cast.piet.user.save()
    answer = post(cast, "eva", "unit_codes", cast.units.west.pk)
    assert [letter.person.pk for letter in answer.context["letters"]] == [cast.lotte.pk]


def test_attack_a_keeper_takes_over_an_account_and_the_person_sees_it(cast):
    cast.anna.user.set_password("alleen van anna zelf")
    cast.anna.user.save()
    post(cast, "eva", "person_code", cast.anna.pk)
    browser = cast.client("anna")
    assert "Eva Evasen" in browser.get(reverse("account")).content.decode()


def test_attack_a_code_does_not_go_around_the_extra_lock(cast):
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=cast.anna.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    (code,) = codes_in(post(cast, "eva", "person_code", cast.anna.pk))
    browser = Client()
    browser.post(reverse("use_code"), {"code": code, "password": "drie gewone woorden"})
    assert browser.get(reverse("people")).status_code == 302


@pytest.mark.parametrize("who", ["anna", "bram", "daan", "jelle"])
def test_only_keepers_make_codes(cast, who):
    for url, args in (
        ("person_code", (cast.piet.pk,)),
        ("unit_codes", (cast.units.west.pk,)),
        ("person_close_account", (cast.piet.pk,)),
    ):
        assert post(cast, who, url, *args).status_code == 403
    assert not Invitation.objects.exists()


def test_nobody_gets_a_code_without_a_number_or_address_or_after_leaving(cast):
    nameless = actions.join(SYSTEM, given_name="Noor")
    assert post(cast, "eva", "person_code", nameless.pk).status_code == 422
    assert post(cast, "eva", "person_code", cast.sofie.pk).status_code == 422
    assert not Invitation.objects.exists()


def test_a_closed_account_opens_again(cast):
    post(cast, "eva", "person_close_account", cast.piet.pk)
    assert not Person.objects.get(pk=cast.piet.pk).user.is_active
    post(cast, "eva", "person_reopen_account", cast.piet.pk)
    assert Person.objects.get(pk=cast.piet.pk).user.is_active


def test_the_council_sees_roles_counts_and_nobodys_content(cast):
    answer = page(cast, "daan", "council").content.decode()
    assert reverse("who_sees_what") in answer and reverse("roles") in answer
    assert "Anna" not in answer and "Fatima" not in answer
    months = page(cast, "daan", "council").context["counts"]
    assert sum(numbers[0] for _words, numbers in months.rows) == Event.objects.count()


def test_the_council_has_the_log_checked_and_a_changed_line_shows(cast):
    post(cast, "daan", "council_check")
    (outcome,) = page(cast, "daan", "council").context["checks"]
    assert outcome.faults == 0 and outcome.lines == Event.objects.count() - 1
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_event'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("UPDATE audit_event SET reason = 'anders' WHERE number = 3")
    post(cast, "daan", "council_check")
    assert page(cast, "daan", "council").context["checks"][0].faults > 0
