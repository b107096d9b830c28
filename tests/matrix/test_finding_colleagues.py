"""What people notice when they look for a colleague who can or wants something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kanwil.access import visible
from kanwil.audit.looks import looks_at
from kanwil.matrix import actions
from kanwil.matrix.access import findable
from kanwil.matrix.actions import Audience
from kanwil.matrix.models import Claim, Share
from kanwil.people import actions as people_actions
from kanwil.people.models import Membership, Person, today
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db
EVERYONE = Audience(everyone=True)


def says(cast, name, skill, level=None, wish="", *, to=EVERYONE, with_wish=True, words=""):
    said = actions.say(
        cast.actor(name), skill=cast.skills[skill], level=cast.levels[level] if level else None, wish=wish, words=words
    )
    if to:
        actions.share(cast.actor(name), claims=[said.claim], audience=to, with_wish=with_wish)
    return said.claim


def found(cast, who, *skills, **more):
    """The names on the page, in the order in which they stand there."""
    asked = [("v", cast.skills[skill].pk) for skill in skills] + list(more.items())
    answer = cast.client(who).get("/vind/", query_params=dict_of_lists(asked))
    assert answer.status_code == 200
    return [one.person.given_name for one in answer.context["people"]]


def dict_of_lists(pairs):
    made = {}
    for key, value in pairs:
        made.setdefault(key, []).append(value)
    return made


def page(cast, who, query):
    answer = cast.client(who).get(f"/vind/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_shares_with_everybody_is_found_by_everybody_with_the_reason(cast):
    says(cast, "yusuf", "lassen", "independent", "learn", words="Ik laste vroeger op de werf.")
    shown = page(cast, "piet", f"?v={cast.skills['lassen'].pk}")
    assert "Yusuf Yusufsen" in shown and "Wijkteam Oost" in shown
    assert "Yusuf deelt dit met iedereen hier." in shown
    assert "Ik laste vroeger op de werf." in shown


def test_whoever_shares_with_the_team_or_by_name_is_not_found(cast):
    says(cast, "anna", "lassen", "independent", to=Audience(unit=cast.units.east))
    says(cast, "yusuf", "lassen", "independent", to=Audience(person=cast.fatima))
    says(cast, "piet", "lassen", "independent", to=None)
    for who in ("fatima", "bram", "gijs", "chantal", "anna"):
        assert found(cast, who, "lassen") == []


def test_a_share_that_ended_and_a_colleague_who_left_are_not_found(cast):
    claim = says(cast, "anna", "lassen", "independent")
    says(cast, "yusuf", "lassen", "independent")
    assert found(cast, "piet", "lassen") == ["Anna", "Yusuf"]
    Share.objects.filter(claim=claim).update(until_on=today() - timedelta(days=1))
    Person.objects.filter(pk=cast.yusuf.pk).update(left_on=today())
    assert found(cast, "piet", "lassen") == []


def test_several_skills_means_all_of_them(cast):
    says(cast, "anna", "lassen", "independent")
    says(cast, "anna", "plannen", "learning")
    says(cast, "yusuf", "lassen", "independent")
    assert found(cast, "piet", "lassen", "plannen") == ["Anna"]


def test_the_order_is_the_alphabet_and_never_the_level(cast):
    says(cast, "yusuf", "lassen", "teaching")
    says(cast, "fatima", "lassen", "learning")
    says(cast, "anna", "lassen", "not_yet")
    assert found(cast, "piet", "lassen") == ["Anna", "Fatima", "Yusuf"]


def test_at_least_a_level(cast):
    says(cast, "yusuf", "lassen", "teaching")
    says(cast, "fatima", "lassen", "learning")
    says(cast, "anna", "lassen")
    assert found(cast, "piet", "lassen", niveau="with_help") == ["Yusuf"]
    assert found(cast, "piet", "lassen", niveau="bestaat niet") == ["Anna", "Fatima", "Yusuf"]


def test_attack_ask_for_a_wish_that_is_not_shared(cast):
    """The wish stays out of sight, and out of the answer: also 'is Yusuf in the list when I ask who wants to learn?'"""
    says(cast, "yusuf", "lassen", "learning", "learn", with_wish=False)
    says(cast, "anna", "lassen", "learning", "learn")
    assert found(cast, "piet", "lassen", wens="learn") == ["Anna"]
    shown = page(cast, "piet", f"?v={cast.skills['lassen'].pk}")
    assert shown.count("wish learn") == 1


def test_who_is_shown_can_read_that_somebody_looked_and_who_is_not_shown_has_no_line(cast):
    says(cast, "yusuf", "lassen", "independent")
    says(cast, "anna", "lassen", "independent", to=Audience(unit=cast.units.east))
    found(cast, "piet", "lassen")
    line = looks_at(cast.yusuf.pk).get()
    assert (line.viewer_id, line.page) == (cast.piet.pk, "find")
    assert line.what == f"skill:{cast.skills['lassen'].pk}"
    assert not looks_at(cast.anna.pk).exists()


def test_nobody_found_helps_further(cast):
    shown = page(cast, "piet", f"?v={cast.skills['lassen'].pk}")
    assert "Niemand laat zich hiermee vinden" in shown and "Vraag het je team." in shown


def test_words_lead_to_a_skill_of_the_language_and_keep_the_question(cast):
    shown = page(cast, "piet", f"?v={cast.skills['plannen'].pk}&zoek=lass&niveau=learning")
    link = f"?v={cast.skills['plannen'].pk}&amp;v={cast.skills['lassen'].pk}&amp;niveau=learning"
    assert link in shown


def test_attack_nonsense_in_the_address_breaks_nothing(cast):
    says(cast, "yusuf", "lassen", "independent")
    pk = cast.skills["lassen"].pk
    nonsense = ["?v=0&v=-1&v=abc", "?v=99999999999999999999999", "?zoek=%00%25", "?niveau=%00", "?v=²"]
    nonsense += [f"?v={pk}&na=abc", f"?v={pk}&wens=%00", f"?v={pk}&na=999999999", f"?v={pk}&niveau=%00"]
    for query in [*nonsense, "?zoek=%3Cscript%3Ealert(1)%3C/script%3E"]:
        assert "<script>alert" not in page(cast, "piet", query)


def test_a_stranger_logs_in_first(cast):
    answer = cast.client("stranger").get("/vind/")
    assert answer.status_code == 302 and "next=" in answer["Location"]


def crowd(cast, count):
    """So many colleagues in Wijkteam West who let themselves be found welding; two share each name."""
    people = Person.objects.bulk_create(
        [Person(given_name=f"Naam{n // 2:03}", family_name="Bos") for n in range(count)]
    )
    Membership.objects.bulk_create([Membership(person=one, unit=cast.units.west) for one in people])
    level, skill = cast.levels["independent"], cast.skills["lassen"]
    claims = Claim.objects.bulk_create([Claim(person=one, skill=skill, level=level) for one in people])
    Share.objects.bulk_create([Share(claim=one, to_everyone=True) for one in claims])
    return people


def test_a_long_list_goes_page_by_page_and_shows_everybody_once(cast):
    people = crowd(cast, 120)
    client, seen, url = cast.client("piet"), [], f"/vind/?v={cast.skills['lassen'].pk}"
    for _page in range(3):
        answer = client.get(url)
        seen += [one.person.pk for one in answer.context["people"]]
        url = f"/vind/{answer.context['next_url']}"
    assert len(seen) == 120 and set(seen) == {one.pk for one in people}
    assert answer.context["next_url"] == ""


def test_ten_colleagues_or_forty_ask_the_same_number_of_questions(cast):
    client, url = cast.client("piet"), f"/vind/?v={cast.skills['lassen'].pk}"
    crowd(cast, 10)
    client.get(url)
    with CaptureQueriesContext(connection) as ten:
        client.get(url)
    people = crowd(cast, 30)
    client.get(url)
    with CaptureQueriesContext(connection) as forty:
        assert len(client.get(url).context["people"]) == len(people) + 10
    assert len(forty) == len(ten)


def test_attack_reach_a_private_skill_through_the_rule_itself(cast):
    """Everything that can be found can also be seen through the ordinary rules: finding opens no second door."""
    says(cast, "yusuf", "lassen", "independent")
    says(cast, "anna", "lassen", "independent", to=None)
    says(cast, "fatima", "plannen", "independent", to=Audience(unit=cast.units.east))
    people_actions.grant(SYSTEM, person=cast.piet, role="admin", reason="test")
    for who in ("piet", "chantal", "eva"):
        actor = cast.actor(who)
        open_to_find = set(findable.query(actor).values_list("claim_id", flat=True))
        assert open_to_find <= set(visible(Claim, actor).values_list("pk", flat=True))
