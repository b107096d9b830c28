"""Sharing and its limits, through the rules."""

from datetime import timedelta

import pytest

from kanwil.access import can, visible, who_can
from kanwil.matrix import actions
from kanwil.matrix.grid import _cells
from kanwil.matrix.models import Claim, Share
from kanwil.people import actions as people
from kanwil.people.models import today
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db


def said(cast, who="anna", skill="wonden", **kwargs):
    return actions.say(cast.actor(who), skill=cast.skills[skill], level=cast.levels["independent"], **kwargs).claim


def seers(cast, claim, action="view"):
    return {n for n in cast.people if claim in visible(Claim, cast.actor(n), action)}


def test_what_anna_says_is_only_for_anna(cast):
    assert seers(cast, said(cast)) == {"anna"}


def test_shared_with_her_team_her_colleagues_see_it_and_her_manager_does_not(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(unit=cast.units.east))
    assert seers(cast, claim) == {"anna", "fatima", "yusuf"}


def test_shared_with_bram_by_name_bram_sees_it(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(person=cast.bram))
    assert seers(cast, claim) == {"anna", "bram"}
    assert can(cast.actor("bram"), "view", claim).rule == "shared_with_lead"


def test_a_new_manager_inherits_nothing_and_the_former_one_keeps_nothing(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(person=cast.bram))
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(unit=cast.units.east))
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    assert "lotte" not in seers(cast, claim)
    assert (
        not can(cast.actor("bram"), "view", claim) or can(cast.actor("bram"), "view", claim).rule == "shared_with_team"
    )
    assert "hanna" not in seers(cast, claim)


def test_the_wish_stays_private_when_only_the_level_is_shared(cast):
    claim = said(cast, wish="learn")
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(person=cast.fatima), with_wish=False)
    assert seers(cast, claim) == {"anna", "fatima"}
    assert seers(cast, claim, "view_wish") == {"anna"}


def test_sharing_ends_on_its_day(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(person=cast.fatima), until=today())
    assert "fatima" in seers(cast, claim)
    Share.objects.update(until_on=today() - timedelta(days=1))
    assert seers(cast, claim) == {"anna"}


def test_stopping_is_at_once(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(everyone=True))
    assert seers(cast, claim) == set(cast.people) - {"sofie"}
    actions.stop_sharing(cast.actor("anna"), shares=list(claim.shares.all()))
    assert seers(cast, claim) == {"anna"}


def test_leaving_the_team_ends_sharing_with_it(cast):
    claim = said(cast)
    actions.share(cast.actor("anna"), claims=[claim], audience=actions.Audience(unit=cast.units.east))
    people.leave_team(SYSTEM, person=cast.anna, unit=cast.units.east)
    assert seers(cast, claim) == {"anna"}


@pytest.mark.parametrize("action", ["view", "view_wish", "change"])
def test_list_single_question_and_reverse_always_agree(cast, action):
    claims = [said(cast), said(cast, "bram", "rust"), said(cast, "piet", "plannen", wish="more")]
    anna, piet, bram = cast.actor("anna"), cast.actor("piet"), cast.actor("bram")
    actions.share(anna, claims=claims[:1], audience=actions.Audience(unit=cast.units.east))
    actions.share(anna, claims=claims[:1], audience=actions.Audience(person=cast.bram), with_wish=False)
    actions.share(bram, claims=claims[1:2], audience=actions.Audience(person=cast.gijs))
    actions.share(piet, claims=claims[2:], audience=actions.Audience(everyone=True), with_wish=False)
    for claim in claims:
        reverse = {h.person_id for h in who_can(action, claim)}
        for name, person in cast.people.items():
            if name == "sofie":
                continue
            in_list = claim in visible(Claim, cast.actor(name), action)
            assert in_list == bool(can(cast.actor(name), action, claim)) == (person.pk in reverse), (name, claim)


def test_the_table_of_a_team_shows_exactly_what_the_rules_say(cast):
    """The table asks in one question what `visible` asks rule by rule: never more, never less, never the other wish."""
    teams, names = [cast.units.east, cast.units.west], ["anna", "fatima", "yusuf", "bram", "piet", "lotte"]
    audiences = [
        actions.Audience(unit=cast.units.east),
        actions.Audience(unit=cast.units.west),
        actions.Audience(person=cast.bram),
        actions.Audience(person=cast.fatima),
        actions.Audience(everyone=True),
    ]
    turn = 0
    for who in names:
        for skill in ("wonden", "rust", "plannen"):
            claim, turn = said(cast, who, skill, wish=("", "learn", "more")[turn % 3]), turn + 1
            for n, audience in enumerate(audiences):
                theirs = audience.unit is None or audience.unit.pk in cast.actor(who).units
                if (turn >> n) & 1 and theirs and audience.person != cast.people[who]:
                    wish = bool((turn + n) % 2)
                    actions.share(cast.actor(who), claims=[claim], audience=audience, with_wish=wish)
    Share.objects.filter(pk__in=[share.pk for share in Share.objects.order_by("pk")[::5]]).update(
        until_on=today() - timedelta(days=1)
    )
    asked = Claim.objects.get(person=cast.anna, skill=cast.skills["rust"])
    actions.ask_to_look(cast.actor("anna"), claim=asked, of=cast.karim)
    skills = [skill.pk for skill in cast.skills.values()]
    seen = 0
    for viewer in cast.people:
        actor = cast.actor(viewer)
        for unit in teams:
            people_here = [one.pk for one in cast.people.values()]
            cells = _cells(actor, unit, people_here, skills)
            rows = {(c.person_id, c.skill_id): c for c in visible(Claim, actor)}
            wishes = {(c.person_id, c.skill_id) for c in visible(Claim, actor, "view_wish")}
            assert set(cells) == set(rows), viewer
            for place, said_there in cells.items():
                assert said_there.level_id == rows[place].level_id
                assert said_there.wish == (rows[place].wish if place in wishes else ""), (viewer, place)
                seen += 1
    assert seen > 150
