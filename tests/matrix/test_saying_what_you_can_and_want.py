"""A person says what they can and want; nothing is overwritten silently."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from kanwil.access import Denied
from kanwil.audit.models import Event
from kanwil.matrix import actions
from kanwil.matrix.models import Claim, Share, Statement
from kanwil.people.models import today

pytestmark = pytest.mark.django_db


def test_every_saying_is_kept_and_the_last_one_is_the_claim(cast):
    anna = cast.actor("anna")
    actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"])
    actions.say(anna, skill=cast.skills["rust"], wish="more", words="Bij een spoedklus loop ik eerst een rondje.")
    actions.say(anna, skill=cast.skills["rust"], level=cast.levels["independent"])
    claim = Claim.objects.get(person=cast.anna)
    last = Statement.objects.filter(person=cast.anna).last()
    assert Statement.objects.count() == 3
    assert (claim.level_id, claim.wish, claim.words, claim.version) == (
        last.level_id,
        last.wish,
        last.words,
        last.version,
    )
    assert claim.level == cast.levels["independent"] and claim.wish == "more"


def test_a_second_window_does_not_overwrite_the_first(cast):
    anna = cast.actor("anna")
    first = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"]).claim
    actions.say(anna, skill=cast.skills["rust"], level=cast.levels["independent"], version=first.version)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.say(anna, skill=cast.skills["rust"], level=cast.levels["not_yet"], version=first.version)
    assert Claim.objects.get().level == cast.levels["independent"]


def test_unknown_is_not_nog_niet(cast):
    actions.say(cast.actor("anna"), skill=cast.skills["rust"], wish="learn")
    assert Claim.objects.get().level is None


def test_own_words_need_no_skill_from_the_language(cast):
    claim = actions.say(cast.actor("anna"), own_label="Rommelmarkt leiden", level=cast.levels["teaching"]).claim
    assert claim.skill is None and claim.own_label == "Rommelmarkt leiden"


def test_a_change_can_be_taken_back_and_a_removed_skill_comes_back(cast):
    anna = cast.actor("anna")
    actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"])
    second = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["independent"])
    assert actions.take_back(anna, change=second.change) == 1
    assert Claim.objects.get().level == cast.levels["learning"]
    change = actions.remove(anna, claim=Claim.objects.get())
    assert not Claim.objects.exists()
    assert actions.take_back(anna, change=change) == 1
    assert Claim.objects.get().level == cast.levels["learning"]


def test_what_changed_again_is_not_taken_back(cast):
    anna = cast.actor("anna")
    first = actions.say(anna, skill=cast.skills["rust"], level=cast.levels["learning"])
    actions.say(anna, skill=cast.skills["rust"], level=cast.levels["independent"])
    assert actions.take_back(anna, change=first.change) == 0
    assert Claim.objects.get().level == cast.levels["independent"]


def test_your_own_manager_never_confirms_also_not_through_a_second_role(cast):
    from kanwil.people import actions as people
    from tests.cast import SYSTEM

    people.grant(SYSTEM, person=cast.bram, role="confirmer", reason="vakexpert")
    claim = actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["independent"]).claim
    with pytest.raises(Denied):
        actions.ask_to_look(cast.actor("anna"), claim=claim, of=cast.bram)
    asked = actions.ask_to_look(cast.actor("anna"), claim=claim, of=cast.lotte)
    people.lead(SYSTEM, person=cast.lotte, unit=cast.units.east)
    with pytest.raises(Denied):
        actions.answer_look(cast.actor("lotte"), asked=asked, confirm=True)


def test_a_colleague_confirms_what_was_asked(cast):
    claim = actions.say(cast.actor("anna"), skill=cast.skills["rust"], level=cast.levels["independent"]).claim
    asked = actions.ask_to_look(cast.actor("anna"), claim=claim, of=cast.karim)
    done = actions.answer_look(cast.actor("karim"), asked=asked, confirm=True, saw="Ik zag het op maandag.")
    assert done.confirmed and done.level == cast.levels["independent"]


def test_sharing_eight_things_takes_as_many_questions_as_two(cast, django_assert_num_queries):
    """Each is shared and stands in the log; what was shared already is kept, with the new day."""
    anna = cast.actor("anna")
    said = [actions.say(anna, own_label=f"Eigen woord {n}").claim for n in range(10)]
    everyone = actions.Audience(everyone=True)
    with CaptureQueriesContext(connection) as two:
        assert actions.share(anna, claims=said[:2], audience=everyone) == 2
    with django_assert_num_queries(len(two)):
        assert actions.share(anna, claims=said[2:], audience=everyone) == 8
    until = today() + timedelta(days=30)
    assert actions.share(anna, claims=[*said, said[0]], audience=everyone, until=until, with_wish=False) == 10
    shares = Share.objects.filter(claim__in=said)
    assert shares.count() == 10
    assert set(shares.values_list("until_on", "with_wish")) == {(until, False)}
    lines = Event.objects.filter(verb="matrix.shared", about_id=anna.person_id)
    assert lines.filter(object_id__in=[str(claim.pk) for claim in said]).count() == 20


def test_nobody_shares_the_thing_of_somebody_else_among_their_own(cast):
    anna, bram = cast.actor("anna"), cast.actor("bram")
    own = actions.say(bram, own_label="Van Bram").claim
    hers = actions.say(anna, own_label="Van Anna").claim
    with pytest.raises(Http404):
        actions.share(bram, claims=[own, hers], audience=actions.Audience(everyone=True))
    assert not Share.objects.filter(claim__in=[own, hers]).exists()
