"""Holding a qualification, who sees whether it is valid, a word in time, and lists of the employer."""

import html
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kanwil.access import can, system, visible, who_can
from kanwil.audit.models import Event, Look
from kanwil.intake.models import Batch
from kanwil.matrix.models import JobSkill, TeamSkill
from kanwil.people import actions as people
from kanwil.people.models import Membership, Person, today
from kanwil.qualifications import actions
from kanwil.qualifications.models import Qualification
from tests.cast import SYSTEM
from tests.qualifications.licence import hold, licence

pytestmark = pytest.mark.django_db


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())))


def see(cast, row):
    return {name for name in cast.people if row in visible(Qualification, cast.actor(name), "see_validity")}


def test_anna_keeps_a_licence_and_reads_who_sees_whether_it_is_valid(cast):
    client, skill = cast.client("anna"), licence(cast)
    TeamSkill.objects.create(unit=cast.units.east, skill=skill, position=9)
    day = today() + timedelta(days=400)
    client.post("/bevoegdheden/erbij/", {"skill": skill.pk, "issuer": "ROC", "valid_until": day.isoformat()})
    page = text(client.get("/bevoegdheden/"))
    assert "Voorbehouden handelingen" in page and "Geldig tot en met" in page and "Bram Bramsen" in page


def test_who_leads_sees_validity_and_nothing_else(cast):
    row = hold(cast, "anna")
    assert see(cast, row) == {"anna", "bram"}
    assert {holder.person_id for holder in who_can("see_validity", row)} == {cast.anna.pk, cast.bram.pk}
    assert not can(cast.actor("bram"), "view", row)
    page = text(cast.client("bram").get("/bevoegdheden/teams/"))
    assert "Anna Annasen" in page and "Geldig tot en met" in page and "BIG-77" not in page
    assert "Opleidingscentrum" not in page


def test_what_the_work_does_not_ask_stays_with_anna(cast):
    row = hold(cast, "anna", asked=False)
    assert see(cast, row) == {"anna"}
    TeamSkill.objects.create(unit=cast.units.west, skill=row.skill, position=9)
    assert see(cast, row) == {"anna"}


def test_without_a_legal_ground_it_stays_with_anna(cast):
    row = hold(cast, "anna")
    row.skill.legal_ground_nl = ""
    row.skill.save()
    assert see(cast, row) == {"anna"} == {cast_name(cast, holder.person_id) for holder in who_can("see_validity", row)}


def cast_name(cast, pk):
    return next(name for name, person in cast.people.items() if person.pk == pk)


def test_a_job_that_asks_for_it_counts_too(cast):
    row = hold(cast, "anna", asked=False)
    place = Membership.objects.on().filter(person=cast.anna).select_related("job").first()
    JobSkill.objects.create(job=place.job, skill=row.skill)
    assert see(cast, row) == {"anna", "bram"}


def test_a_former_manager_and_one_of_another_team_see_nothing(cast):
    row = hold(cast, "anna")
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    people.stop_leading(SYSTEM, person=cast.bram, unit=cast.units.east)
    assert see(cast, row) == {"anna", "lotte"}


def test_looking_is_listed_for_anna(cast):
    hold(cast, "anna")
    cast.client("bram").get("/bevoegdheden/teams/")
    assert Look.objects.filter(about_id=cast.anna.pk, viewer_id=cast.bram.pk, page="validity").exists()


@pytest.mark.parametrize("who", ["anna", "chantal", "eva", "jelle", "daan", "ivo", "karim"])
def test_who_leads_nobody_gets_no_page_about_teams(cast, who):
    hold(cast, "fatima")
    assert cast.client(who).get("/bevoegdheden/teams/").status_code == 403


@pytest.mark.parametrize(
    "days, words", [(400, "Geldig tot en met"), (90, "Loopt af"), (0, "Loopt af"), (-1, "Verlopen")]
)
def test_the_last_day_still_counts(cast, days, words):
    hold(cast, "anna", days=days, valid_from=None)
    assert words in text(cast.client("anna").get("/bevoegdheden/"))


def test_a_calm_word_in_time_stands_on_anna_s_own_list(cast):
    hold(cast, "anna", days=40)
    assert "Voorbehouden handelingen loopt af" in text(cast.client("anna").get("/ik/"))
    assert "loopt af" not in text(cast.client("fatima").get("/ik/"))


def test_an_email_in_time_says_only_that_something_waits(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Person.objects.filter(pk=cast.anna.pk).update(email="anna@example.nl")
    row = hold(cast, "anna", days=91)
    for day in range(95):
        actions.say_in_time(system("tests"), day=today() + timedelta(days=day), address="https://kanwil.example.nl/")
    assert len(mail.outbox) == 3  # 90, 30 and 7 days before
    for letter in mail.outbox:
        assert letter.to == ["anna@example.nl"]
        assert "Voorbehouden" not in letter.body + letter.subject and "BIG" not in letter.body
    row.refresh_from_db()
    assert row.told_days == 7 and Event.objects.filter(verb="qualifications.said_in_time").count() == 3


def test_a_new_end_makes_the_words_in_time_start_again(cast):
    row = hold(cast, "anna", days=5)
    actions.say_in_time(system("tests"), day=today(), address="x")
    later = {"valid_until": today() + timedelta(days=900)}
    assert actions.change(cast.actor("anna"), row=row, said=later).told_days is None


def test_an_end_before_the_beginning_is_refused_in_words(cast):
    skill, day = licence(cast), today()
    first = {"valid_from": day, "valid_until": day - timedelta(days=1)}
    with pytest.raises(ValidationError):
        actions.keep(cast.actor("anna"), skill=skill, said=first)
    told = {"skill": skill.pk, "valid_from": "2024-05-02", "valid_until": "2024-05-01"}
    assert cast.client("anna").post("/bevoegdheden/erbij/", told).status_code == 400


def test_a_skill_is_no_qualification(cast):
    with pytest.raises(ValidationError):
        actions.keep(cast.actor("anna"), skill=cast.skills["rust"], said={})


def test_two_windows_lose_nothing(cast):
    row, client = hold(cast, "anna"), cast.client("anna")
    client.post(f"/bevoegdheden/{row.pk}/", {"issuer": "Eerst", "version": "1"})
    answer = client.post(f"/bevoegdheden/{row.pk}/", {"issuer": "Later", "version": "1"})
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.issuer == "Eerst"


@pytest.mark.parametrize("who", ["bram", "fatima", "chantal", "eva"])
def test_nobody_else_changes_it_by_its_number(cast, who):
    row = hold(cast, "anna")
    for page in (f"/bevoegdheden/{row.pk}/", f"/bevoegdheden/{row.pk}/weg/"):
        assert cast.client(who).post(page, {"issuer": "x"}).status_code in (403, 404)
    assert Qualification.objects.get().issuer == "Opleidingscentrum"


# ── lists of the employer ──

LIST = """Personeelsnummer;Bevoegdheid;Gegeven door;Geldig tot
{anna};voorbehouden handelingen;ROC;12-03-2029
{fatima};Voorbehouden handelingen;;31-12-2027
99999;Voorbehouden handelingen;;
{bram};Vliegbrevet;;
{anna};Voorbehouden handelingen;;01-01-2030
"""


def bring(cast, text=LIST):
    licence(cast)
    for number, name in enumerate(("anna", "fatima", "bram"), 501):
        Person.objects.filter(pk=cast.people[name].pk).update(number=str(number))
    told = text.format(anna=501, fatima=502, bram=503)
    client = cast.client("chantal")
    file = SimpleUploadedFile("lijst.csv", told.encode())
    answer = client.post("/invoer/nieuw/qualifications/", {"file": file})
    fields = {"check": "1"}
    for index, choice in enumerate(client.get(answer.url).context["choices"], 1):
        fields |= {f"header-{index}": choice.header, f"column-{index}": choice.key}
    client.post(answer.url, fields)
    return client, Batch.objects.latest("pk")


def applied(cast, text=LIST):
    client, batch = bring(cast, text)
    client.post(f"/invoer/{batch.pk}/neem-over/")
    return client, batch


def test_a_list_is_checked_first_with_row_and_reason(cast):
    client, batch = bring(cast)
    page = text(client.get(f"/invoer/{batch.pk}/"))
    assert not Qualification.objects.exists() and batch.lines.filter(outcome="new").count() == 2
    assert {line.reason for line in batch.lines.filter(outcome="refused")} == {
        "qualification_nobody", "qualification_unknown", "qualification_double",
    }  # fmt: skip
    assert "Voor deze mensen" in page


def test_people_see_at_once_what_a_list_says_of_them_and_may_change_it(cast):
    applied(cast)
    page = text(cast.client("anna").get("/bevoegdheden/"))
    assert "Dit staat op een lijst van je werkgever" in page and "12 maart 2029" in page
    row = Qualification.objects.get(person=cast.anna)
    cast.client("anna").post(f"/bevoegdheden/{row.pk}/", {"issuer": "Anders", "version": "1"})
    row.refresh_from_db()
    assert row.listed_in is None and row.issuer == "Anders"


def test_a_list_never_overwrites_what_anna_keeps_and_tells_nothing_about_it(cast):
    row = hold(cast, "anna", days=10)
    client, batch = applied(cast)
    row.refresh_from_db()
    assert row.valid_until == today() + timedelta(days=10) and row.listed_in is None
    assert batch.lines.filter(outcome="new").count() == 2


def test_a_list_can_be_taken_back_and_what_anna_changed_stays(cast):
    client, batch = applied(cast)
    newer = LIST.replace("12-03-2029", "12-03-2035")
    client, second = applied(cast, newer)
    assert Qualification.objects.get(person=cast.anna).valid_until.year == 2035
    client.post(f"/invoer/{second.pk}/draai-terug/")
    assert Qualification.objects.get(person=cast.anna).valid_until.year == 2029
    row = Qualification.objects.get(person=cast.fatima)
    actions.change(cast.actor("fatima"), row=row, said={"issuer": "Mijn school"})
    client.post(f"/invoer/{batch.pk}/draai-terug/")
    assert list(Qualification.objects.values_list("person_id", flat=True)) == [cast.fatima.pk]


@pytest.mark.parametrize("who", ["anna", "bram", "eva", "jelle", "daan"])
def test_only_hr_brings_a_list(cast, who):
    assert cast.client(who).get("/invoer/nieuw/qualifications/").status_code in (403, 404)


def test_a_team_of_many_asks_as_many_questions_as_one_of_few(cast, django_assert_max_num_queries):
    for who in ("anna", "fatima", "yusuf"):
        hold(cast, who)
    client = cast.client("bram")
    client.get("/bevoegdheden/teams/")
    with django_assert_max_num_queries(20):
        client.get("/bevoegdheden/teams/")
