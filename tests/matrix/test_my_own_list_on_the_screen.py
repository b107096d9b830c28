"""Everything a person does with their own list, through the front door."""

import pytest
from django.urls import reverse

from kanwil.matrix import actions
from kanwil.matrix.models import Claim, JobSkill, Statement, TeamSkill
from kanwil.people.models import Job

pytestmark = pytest.mark.django_db


def said(cast, who="anna", skill="wonden", level="independent", **kwargs):
    level = cast.levels[level] if level else None
    return actions.say(cast.actor(who), skill=cast.skills[skill], level=level, **kwargs).claim


def text(response):
    return response.content.decode()


@pytest.fixture
def profile(cast):
    JobSkill.objects.create(job=Job.objects.get(), skill=cast.skills["wonden"])
    TeamSkill.objects.create(unit=cast.units.east, skill=cast.skills["rust"], group="Zorg")
    return cast


def test_an_empty_list_shows_ways_to_start(profile):
    page = text(profile.client("anna").get("/ik/"))
    assert "?uit=functie" in page and "?uit=team" in page and "?uit=zoek" in page and "?uit=eigen" in page


def test_the_list_shows_sentence_wish_own_words_and_who_sees_it(cast):
    said(cast, wish="learn", words="De oorzaak vind ik meestal wel.")
    page = text(cast.client("anna").get("/ik/"))
    for words in ("Wonden verzorgen", "Ik kan dit zelf", "De oorzaak vind ik meestal wel.", "wish learn"):
        assert words in page
    assert "alleen jij" in page


def test_unknown_is_not_shown_as_not_yet(cast):
    said(cast, level=None)
    page = text(cast.client("anna").get("/ik/"))
    assert "mark unknown" in page


def test_two_taps_on_a_phone_save_a_skill_and_one_takes_it_back(cast):
    claim = said(cast, level=None)
    client = cast.client("anna")
    page = text(client.get("/ik/"))
    assert f'action="/ik/{claim.pk}/zeg/"' in page  # tap 1 unfolds the sentences; each sentence is a button
    level = cast.levels["with_help"]
    answer = client.post(f"/ik/{claim.pk}/zeg/", {"level": level.pk, "version": claim.version}, follow=True)
    claim.refresh_from_db()
    assert claim.level == level
    undo = reverse("take_back", args=[Statement.objects.last().change])
    assert undo in text(answer)
    client.post(undo)
    claim.refresh_from_db()
    assert claim.level is None


def test_with_a_script_only_the_row_comes_back_with_the_wish_next(cast):
    claim = said(cast, level=None)
    answer = cast.client("anna").post(
        f"/ik/{claim.pk}/zeg/", {"level": cast.levels["learning"].pk, "version": 1}, headers={"HX-Request": "true"}
    )
    page = text(answer)
    assert "<html" not in page and 'name="wish"' in page and "/ik/terug/" in page


def test_several_skills_from_the_job_and_the_team_at_once(profile):
    client = profile.client("anna")
    assert "Wonden verzorgen" in text(client.get("/ik/kies/?uit=functie"))
    assert "Rust bewaren" in text(client.get("/ik/kies/?uit=team"))
    ids = [profile.skills["wonden"].pk, profile.skills["rust"].pk]
    answer = client.post("/ik/kies/deze/", {"skill": ids}, follow=True)
    assert Claim.objects.filter(person=profile.anna, level=None).count() == 2
    client.post(reverse("take_back", args=[Statement.objects.last().change]))
    assert not Claim.objects.exists(), text(answer)


def test_choosing_again_keeps_what_was_said(profile):
    claim = said(profile)
    profile.client("anna").post("/ik/kies/deze/", {"skill": [claim.skill_id]})
    claim.refresh_from_db()
    assert claim.level == profile.levels["independent"] and Statement.objects.count() == 1


def test_searching_finds_a_word_in_the_other_language_too(cast):
    assert "Wonden verzorgen" in text(cast.client("anna").get("/ik/kies/?uit=zoek&zoek=wounds"))


def test_own_words_can_be_linked_to_a_word_of_the_language_or_not(cast):
    client = cast.client("anna")
    page = text(client.post("/ik/kies/deze/", {"own": "rust bewaren", "uit": "eigen"}))
    assert "Rust bewaren" in page and not Claim.objects.exists()
    client.post("/ik/kies/deze/", {"own": "rust bewaren", "same": cast.skills["rust"].pk})
    linked = Claim.objects.get()
    assert linked.skill == cast.skills["rust"] and linked.words == "rust bewaren"
    client.post("/ik/kies/deze/", {"own": "Brommers repareren"})
    assert Claim.objects.get(skill=None).own_label == "Brommers repareren"
    assert "Brommers repareren" in text(client.get("/ik/"))


def test_words_wish_and_level_are_saved_together(cast):
    claim = said(cast)
    client = cast.client("anna")
    form = {"version": 1, "words": "Ik blijf rustig.", "wish": "more", "level": cast.levels["teaching"].pk}
    client.post(f"/ik/{claim.pk}/", form)
    claim.refresh_from_db()
    assert (claim.words, claim.wish, claim.level.key) == ("Ik blijf rustig.", "more", "teaching")
    page = text(client.get(f"/ik/{claim.pk}/"))
    assert "Ik kan dit zelf" in page and "Ik leer het anderen" in page  # what I said before, and now


def test_too_many_words_are_not_lost(cast):
    claim = said(cast)
    answer = cast.client("anna").post(f"/ik/{claim.pk}/", {"version": 1, "words": "lang " * 200, "wish": "more"})
    assert answer.status_code == 400 and "lang lang lang" in text(answer)
    claim.refresh_from_db()
    assert claim.words == ""


def test_two_windows_show_both_and_let_me_choose(cast):
    claim = said(cast)
    client = cast.client("anna")
    client.post(f"/ik/{claim.pk}/", {"version": 1, "words": "Uit het eerste venster.", "wish": ""})
    late = {"version": 1, "words": "Uit het tweede venster.", "wish": "learn"}
    answer = client.post(f"/ik/{claim.pk}/", late)
    page = text(answer)
    assert answer.status_code == 409
    assert "Uit het eerste venster." in page and "Uit het tweede venster." in page
    claim.refresh_from_db()
    assert claim.words == "Uit het eerste venster."
    client.post(f"/ik/{claim.pk}/", late | {"version": claim.version})
    claim.refresh_from_db()
    assert claim.words == "Uit het tweede venster."


def test_off_my_list_and_back(cast):
    claim = said(cast, wish="more")
    client = cast.client("anna")
    client.post(f"/ik/{claim.pk}/weg/")
    assert not Claim.objects.exists()
    client.post(reverse("take_back", args=[Statement.objects.last().change]))
    assert Claim.objects.get().wish == "more"


@pytest.mark.parametrize("who", ["bram", "fatima", "chantal", "eva", "karim"])
def test_somebody_elses_skill_does_not_exist_for_you(cast, who):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(everyone=True))
    client = cast.client(who)
    for path in ("", "vraag/"):
        assert client.get(f"/ik/{claim.pk}/{path}").status_code in (403, 404)
    for path in ("", "zeg/", "weg/", "deel/"):
        answer = client.post(f"/ik/{claim.pk}/{path}", {"level": cast.levels["not_yet"].pk, "with_whom": "everyone"})
        assert answer.status_code in (403, 404)
    claim.refresh_from_db()
    assert claim.level == cast.levels["independent"]


def test_a_stranger_logs_in_first(cast):
    for name in ("own", "choose", "sharing", "looking", "listed"):
        assert cast.client("stranger").get(reverse(name)).status_code == 302


@pytest.mark.parametrize("value", ["x", "999999", "-1", "9" * 40])
def test_nonsense_in_the_form_changes_nothing(cast, value):
    claim = said(cast)
    cast.client("anna").post(f"/ik/{claim.pk}/zeg/", {"level": value, "wish": value, "version": value})
    claim.refresh_from_db()
    assert claim.version == 1


def test_filters_and_groups_live_in_the_address(cast):
    said(cast, wish="learn")
    said(cast, skill="rust")
    said(cast, skill="plannen")
    page = text(cast.client("anna").get("/ik/?toon=learn"))
    assert "Wonden verzorgen" in page and "Plannen" not in page.split("<aside")[0]
    assert "Rust bewaren" in text(cast.client("anna").get("/ik/?groep=wish"))


def test_ten_skills_or_two_ask_the_database_the_same(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.cast import skill

    client = cast.client("anna")
    said(cast)
    client.get("/ik/")
    with CaptureQueriesContext(connection) as few:
        client.get("/ik/")
    for number in range(10):
        extra = skill(cast.skills["wonden"].framework, f"x{number}", f"Iets {number}", f"Thing {number}")
        actions.say(cast.actor("anna"), skill=extra, level=cast.levels["learning"])
    with CaptureQueriesContext(connection) as many:
        client.get("/ik/")
    assert len(many) == len(few)
