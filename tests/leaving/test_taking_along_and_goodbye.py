"""Somebody leaves: they still get at what is theirs, alone, until the day on which it is erased."""

import html
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kanwil.access import Denied, can, may, visible
from kanwil.access.rules import RULES
from kanwil.accounts.models import Invitation, User
from kanwil.audit.models import Event
from kanwil.feedback import actions as feedback
from kanwil.feedback.models import Story
from kanwil.leaving import actions, jobs
from kanwil.leaving.models import Farewell
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.people import actions as people
from kanwil.people import way_in
from kanwil.people.actors import actor_for, former_for
from kanwil.people.models import Person, Unit, today
from kanwil.privacy import erase as erasing
from kanwil.privacy.after_leaving import DAYS, erased_on
from kanwil.proof import actions as proof
from kanwil.proof.files import Kept
from kanwil.proof.models import Evidence
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db

PAGE, ADDRESS, ERASE = "/meenemen/", "/meenemen/adres/", "/meenemen/wissen/"
OWN, WORK, PASSWORD = "anna@thuis.example", "anna@werk.example", "vier woorden die ik ken"


def words(answer, status=200):
    assert answer.status_code == status, answer.status_code
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


@pytest.fixture
def anna(cast):
    """Anna has an address at work, a password, a skill, a diploma and a story of Fatima."""
    Person.objects.filter(pk=cast.anna.pk).update(email=WORK)
    user = User.objects.get(pk=cast.anna.user_id)
    user.email = WORK
    user.set_password(PASSWORD)
    user.save()
    actor = cast.actor("anna")
    matrix.say(actor, skill=cast.skills["rust"], level=cast.levels["independent"], words="Mijn rustige woorden.")
    file = Kept("diploma.pdf", "application/pdf", b"%PDF-1.7 van anna")
    proof.keep(actor, kind="file", said={"title": "Mijn diploma", "told": "Met lof."}, file=file)
    (question,) = feedback.ask(actor, of=[cast.fatima], about="De val in de gang")
    told = dict.fromkeys(("moment", "did", "effect"), "Je bleef rustig.")
    feedback.answer(cast.actor("fatima"), question=question, **told)
    return cast.anna


def leave(cast, who="anna", *, days_ago=0):
    people.leave(SYSTEM, person=Person.objects.get(pk=cast.people[who].pk), on=today() - timedelta(days=days_ago))


def log_in(name, password=PASSWORD):
    client = Client()
    client.post("/account/login/", {"login": name, "password": password})
    return client


def link_in_the_mail():
    return re.search(r"/adres/[\w-]+/", mail.outbox[-1].body).group()


def give_own_address(cast, client=None):
    (client or cast.client("anna")).post(ADDRESS, {"email": OWN})
    assert Client().post(link_in_the_mail()).status_code == 302


def night(day):
    jobs.every_night(day)


# before leaving


def test_before_leaving_anna_reads_what_she_can_take_and_until_when(cast, anna):
    page = words(cast.client("anna").get(PAGE))
    assert "Meenemen en afscheid" in page and "Daarna nog een jaar" in page
    assert "geen leidinggevende, geen HR, geen beheerder" in page and "Foto’s en bestanden" in page


def test_an_own_address_counts_only_after_the_link_was_opened_and_the_button_pressed(cast, anna):
    client = cast.client("anna")
    client.post(ADDRESS, {"email": OWN})
    link = link_in_the_mail()
    assert mail.outbox[-1].to == [OWN] and "Anna" not in mail.outbox[-1].body
    assert "Nog niet bevestigd" in words(client.get(PAGE))
    words(Client().get(link))  # a mail program that opens every link
    assert Farewell.objects.get().email == ""
    assert Client().post(link).status_code == 302
    assert Farewell.objects.get().email == OWN and "Bevestigd" in words(client.get(PAGE))
    assert User.objects.get(pk=anna.user_id).email == WORK  # until she leaves


@pytest.mark.parametrize("how", ["used", "past its day", "a newer one was sent", "taken away", "guessed"])
def test_a_link_that_ended_changes_nothing_and_tells_nothing(cast, anna, how):
    client = cast.client("anna")
    client.post(ADDRESS, {"email": OWN})
    link = link_in_the_mail()
    if how == "used":
        Client().post(link)
        Farewell.objects.update(email="")
    elif how == "past its day":
        Farewell.objects.update(link_until=timezone.now() - timedelta(minutes=1))
    elif how == "a newer one was sent":
        client.post(ADDRESS, {"email": "anders@thuis.example"})
    elif how == "taken away":
        client.post("/meenemen/adres/weg/")
    else:
        link = "/adres/" + "x" * 32 + "/"
    for answer in (Client().get(link), Client().post(link)):
        page = words(answer, 404)
        assert "werkt niet (meer)" in page and OWN not in page and "Anna" not in page
    assert Farewell.objects.get().email == ""


def test_the_address_at_work_is_refused_as_an_own_address(cast, anna):
    page = words(cast.client("anna").post(ADDRESS, {"email": WORK.upper()}), 400)
    assert "je adres van je werk" in page and not mail.outbox


def test_an_address_of_another_account_is_refused_at_the_button(cast, anna):
    cast.client("anna").post(ADDRESS, {"email": OWN})
    User.objects.filter(pk=cast.fatima.user_id).update(email=OWN)
    assert "ander account" in words(Client().post(link_in_the_mail()), 409)
    assert Farewell.objects.get().email == ""


def test_nobody_sends_links_without_end(cast, anna):
    client = cast.client("anna")
    for _n in range(7):
        answer = client.post(ADDRESS, {"email": OWN})
    assert "te vaak" in words(answer, 400) and len(mail.outbox) == 5


def test_without_e_mail_the_page_offers_a_passkey(cast, anna, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = cast.client("anna").get(PAGE)
    assert "verstuurt geen e-mail" in words(page) and 'name="email"' not in page.content.decode()


# after leaving


def test_after_leaving_anna_gets_in_with_her_password_and_sees_only_what_is_hers(cast, anna):
    leave(cast)
    client = log_in(anna.user.username)
    assert client.get("/")["Location"] == PAGE
    page = words(client.get(PAGE))
    for own in ("Mijn rustige woorden.", "Mijn diploma", "Met lof.", erased_on(today()).strftime("%Y")):
        assert own in page
    for other in ("Wijkteam Oost", "Fatima", "Bram", "Mensen", "Wie keek bij mij"):
        assert other not in page
    piece = Evidence.objects.get()
    assert client.get(f"/bewijs/{piece.pk}/bestand/").content == b"%PDF-1.7 van anna"
    assert client.post("/privacy/neem-mee/")["Content-Type"] == "application/zip"


def test_a_passkey_is_kept_and_named(cast, anna):
    Authenticator.objects.create(user=anna.user, type=Authenticator.Type.WEBAUTHN, data={"name": "mijn telefoon"})
    leave(cast)
    assert Authenticator.objects.filter(user_id=anna.user_id).count() == 1
    assert User.objects.get(pk=anna.user_id).is_active
    assert "Die heb je." in words(cast.client("anna").get(PAGE))


def test_the_own_address_becomes_that_of_the_account_and_finds_the_password_back(cast, anna):
    give_own_address(cast)
    leave(cast)
    assert log_in(OWN).get(PAGE).status_code == 200
    mail.outbox.clear()
    Client().post("/account/password/reset/", {"email": OWN})
    assert [message.to for message in mail.outbox] == [[OWN]]
    assert "/password/reset/key/" in mail.outbox[0].body


def test_who_reads_the_mailbox_at_work_does_not_get_in(cast, anna):
    EmailAddress.objects.create(user=anna.user, email=WORK, verified=True, primary=True)
    code = way_in.give_code(SYSTEM, person=Person.objects.get(pk=anna.pk)).code
    leave(cast)
    mail.outbox.clear()
    Client().post("/account/password/reset/", {"email": WORK})
    assert not any("/password/reset/key/" in message.body for message in mail.outbox)
    assert log_in(WORK).get(PAGE).status_code == 302
    assert not Invitation.objects.filter(user_id=anna.user_id).exists() and code


def test_what_was_logged_in_on_a_computer_at_work_is_logged_out(cast, anna):
    client = cast.client("anna")
    assert client.get(PAGE).status_code == 200
    leave(cast)
    assert "/account/login" in client.get(PAGE)["Location"]


def test_keepers_make_no_code_for_who_left_and_do_not_close_the_account(cast, anna):
    leave(cast)
    for who in ("eva", "chantal"):
        cast.client(who).post(f"/mensen/{anna.pk}/dicht/")
        cast.client(who).post(reverse("person_code", args=[anna.pk]), {"sure": "on"})
    assert User.objects.get(pk=anna.user_id).is_active
    assert not Invitation.objects.filter(user_id=anna.user_id).exists()


@pytest.mark.parametrize("url", ["/ik/", "/mensen/", "/team/", "/bewijs/", "/verhalen/", "/wie-ziet-wat/", "/teams/"])
def test_every_other_page_refuses_in_words(cast, anna, url):
    leave(cast)
    assert "Je werkt hier niet meer" in words(cast.client("anna").get(url), 403)
    assert cast.client("anna").post(url).status_code in (403, 405)


def test_who_left_posts_to_no_team_and_to_nobody(cast, anna):
    leave(cast)
    client, piece = cast.client("anna"), Evidence.objects.get()
    posts = {
        reverse("evidence_share", args=[piece.pk]): {"with_whom": f"unit:{cast.units.east.pk}"},
        reverse("story_ask"): {"of": cast.fatima.pk, "about": "Nog één keer"},
        reverse("send_card"): {"to": cast.fatima.pk, "moment": "Dag!", "effect": "Fijn."},
        reverse("unit_rename", args=[cast.units.east.pk]): {"name": "Van mij"},
    }
    for url, data in posts.items():
        assert client.post(url, data).status_code == 403, url
    assert not Story.objects.filter(receiver=cast.fatima).exists()


def test_an_id_in_the_address_opens_nothing_of_anybody_else(cast, anna):
    file = Kept("geheim.pdf", "application/pdf", b"%PDF-1.7 van fatima")
    hers = proof.keep(cast.actor("fatima"), kind="file", said={"title": "Van Fatima"}, file=file)
    proof.share(cast.actor("fatima"), row=hers, audiences=[matrix.Audience(unit=cast.units.east)])
    leave(cast)
    client = cast.client("anna")
    assert client.get(f"/bewijs/{hers.pk}/bestand/").status_code == 404
    for url in (f"/bewijs/{hers.pk}/", f"/mensen/{cast.fatima.pk}/", f"/teams/{cast.units.east.pk}/"):
        assert client.get(url).status_code == 403


@pytest.mark.parametrize("who", ["bram", "fatima", "chantal", "eva", "daan", "jelle", "gijs"])
def test_nobody_here_sees_anything_of_who_left(cast, anna, who):
    """The former manager, a colleague, HR, the administrator, the works council, the board, the manager above."""
    row, claim, piece = Farewell.objects.create(person=anna, email=OWN), Claim.objects.get(), Evidence.objects.get()
    matrix.share(cast.actor("anna"), claims=[claim], audience=matrix.Audience(person=cast.bram))
    leave(cast)
    actor = cast.actor(who)
    assert not any(can(actor, "view", one) for one in (claim, piece, row))
    client = cast.client(who)
    assert client.get(f"/bewijs/{piece.pk}/bestand/").status_code == 404
    page = client.get(f"/mensen/{anna.pk}/")
    assert page.status_code in (200, 404) and OWN not in page.content.decode()
    page = client.get(PAGE).content.decode()
    assert OWN not in page and "Mijn diploma" not in page


def test_who_left_is_an_actor_to_whom_only_rules_about_oneself_apply(cast, anna):
    people.grant(SYSTEM, person=anna, role="admin", reason="om te zien dat het stopt")
    leave(cast)
    user = User.objects.get(pk=anna.user_id)
    former = former_for(user)
    assert not actor_for(user).is_person and former.left and not former.grants and not former.units
    assert not visible(Unit, former).exists()
    assert not visible(Person, former).exists()
    assert visible(Claim, former, "change").count() == 1 and not may(former, "import_people")
    seen = {(model, action) for model, action in RULES if visible(model, former, action).exists()}
    assert all(any(rule.audience == "self" for rule in RULES[one]) for one in seen)


def test_somebody_who_works_here_is_no_former(cast):
    assert not former_for(cast.anna.user).is_person and not former_for(None).is_person


# the day


def test_a_month_and_a_week_before_there_is_one_short_e_mail_each(cast, anna):
    give_own_address(cast)
    leave(cast)
    mail.outbox.clear()
    day = erased_on(today())
    night(day - timedelta(days=31))
    assert not mail.outbox
    for before in (30, 29, 8, 7, 6):
        night(day - timedelta(days=before))
    assert [message.to for message in mail.outbox] == [[OWN], [OWN]]
    for private in ("Anna", "rustige", "diploma", "Wijkteam", "Meander"):
        assert private not in mail.outbox[0].body + mail.outbox[0].subject
    assert "/meenemen/" in mail.outbox[0].body


def test_on_the_day_everything_is_gone_also_the_account_and_the_key(cast, anna):
    Authenticator.objects.create(user=anna.user, type=Authenticator.Type.WEBAUTHN, data={})
    leave(cast)
    day, number = erased_on(today()), anna.user_id
    night(day - timedelta(days=7))
    night(day - timedelta(days=1))
    assert Person.objects.filter(pk=anna.pk).exists()
    night(day)
    assert not Person.objects.filter(pk=anna.pk).exists() and not User.objects.filter(pk=number).exists()
    assert not Claim.objects.exists() and not Evidence.objects.exists() and not Story.objects.exists()
    assert not Authenticator.objects.exists() and not Farewell.objects.exists()
    assert Event.objects.filter(verb="privacy.erased", about_id=anna.pk).exists()
    night(day + timedelta(days=1))
    assert Person.objects.filter(pk=cast.fatima.pk).exists()


def test_nothing_is_erased_within_a_week_of_the_word_about_it(cast, anna):
    """Who left long before Kanwil erased anybody, or while no worker ran."""
    leave(cast, days_ago=DAYS + 200)
    night(today())
    assert "Tot " in words(cast.client("anna").get(PAGE)) and Person.objects.filter(pk=anna.pk).exists()
    night(today() + timedelta(days=6))
    assert Person.objects.filter(pk=anna.pk).exists()
    night(today() + timedelta(days=7))
    assert not Person.objects.filter(pk=anna.pk).exists()


def test_one_that_cannot_be_erased_does_not_keep_the_others(cast, anna, monkeypatch):
    leave(cast, days_ago=DAYS + 200)
    leave(cast, "yusuf", days_ago=DAYS + 200)
    night(today())

    def keys(person_id):
        if person_id == anna.pk:
            raise OSError("the disk is full")

    monkeypatch.setattr(erasing, "ON_ERASING", [keys])
    with pytest.raises(OSError, match="full"):
        night(today() + timedelta(days=7))
    assert Person.objects.filter(pk=anna.pk).exists() and Claim.objects.filter(person=anna).exists()
    assert not Person.objects.filter(pk=cast.yusuf.pk).exists()


def test_coming_back_before_the_day_keeps_everything(cast, anna):
    give_own_address(cast)
    leave(cast, days_ago=DAYS - 5)
    night(today())
    people.come_back(SYSTEM, person=Person.objects.get(pk=anna.pk))
    night(today() + timedelta(days=10))
    user = User.objects.get(pk=anna.user_id)
    assert user.email == WORK and user.is_active and Farewell.objects.get(person=anna).email == OWN
    assert "Mijn rustige woorden." in words(cast.client("anna").get("/ik/"))


def test_a_last_day_to_come_leaves_the_doors_open_until_that_night(cast, anna):
    give_own_address(cast)
    people.leave(SYSTEM, person=Person.objects.get(pk=anna.pk), on=today() + timedelta(days=3))
    assert User.objects.get(pk=anna.user_id).email == WORK
    Person.objects.filter(pk=anna.pk).update(left_on=today())
    night(today())
    assert User.objects.get(pk=anna.user_id).email == OWN


def test_who_left_may_have_everything_erased_at_once(cast, anna):
    leave(cast)
    client = cast.client("anna")
    assert "Nu alles wissen?" in words(client.get(ERASE))
    words(client.post(ERASE), 400)
    assert Person.objects.filter(pk=anna.pk).exists()
    assert "Alles is gewist" in words(client.post(ERASE, {"sure": "on"}))
    assert not Person.objects.filter(pk=anna.pk).exists() and "/account/login" in client.get(PAGE)["Location"]


def test_who_works_here_does_not_erase_themselves_by_this_door(cast, anna):
    assert cast.client("anna").post(ERASE, {"sure": "on"}).status_code == 302
    with pytest.raises(Denied):
        actions.erase_me(cast.actor("anna"))
    assert Person.objects.filter(pk=anna.pk).exists()


def test_the_page_counts_as_many_questions_for_much_as_for_little(cast, anna, django_assert_max_num_queries):
    for skill in ("wonden", "plannen"):
        matrix.say(cast.actor("anna"), skill=cast.skills[skill], level=cast.levels["learning"])
    for n in range(8):
        proof.keep(cast.actor("anna"), kind="story", said={"title": f"Verhaal {n}", "told": "Goed."})
    leave(cast)
    client = cast.client("anna")
    with django_assert_max_num_queries(40):
        client.get(PAGE)


@pytest.mark.parametrize("days", ["59", "731", "geen"])
def test_a_period_that_is_too_short_or_too_long_is_refused_at_the_start(days):
    import os
    import subprocess
    import sys

    environment = {**os.environ, "KANWIL_KEEP_AFTER_LEAVING": days}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode and "KANWIL_KEEP_AFTER_LEAVING must be" in done.stderr
    assert ImproperlyConfigured.__name__ in done.stderr
