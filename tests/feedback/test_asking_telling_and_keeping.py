"""Anna asks Fatima what she saw; Fatima tells; only Anna keeps it. And a card nobody asked for."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from kanwil.access import Denied, can, visible, who_can
from kanwil.audit.models import Event
from kanwil.feedback import actions, links, receiving
from kanwil.feedback.models import NoCards, Question, Story, Writer
from kanwil.feedback.privacy import A_YEAR
from kanwil.matrix import actions as matrix
from kanwil.matrix.models import Claim
from kanwil.people import actions as people
from kanwil.people.models import today
from kanwil.privacy.erase import erase, remove_expired
from kanwil.privacy.export import everything_about
from kanwil.skills.succession import come_back, give_way
from tests.cast import SYSTEM

pytestmark = pytest.mark.django_db
TOLD = {"moment": "De val van mevrouw De Boer.", "did": "Je bleef rustig.", "effect": "Zij werd ook rustig."}


def asked(cast, of="fatima", **more):
    return actions.ask(cast.actor("anna"), of=[cast.people[of]], **more)[0]


def story(cast, by="fatima", **more):
    return actions.answer(cast.actor(by), question=asked(cast, by, **more), **TOLD)


def card(cast, by="fatima", to="anna"):
    return actions.send_card(cast.actor(by), to=cast.people[to], moment="De drukke avond.", effect="Het gaf lucht.")


def listed(cast, skill="rust", who="anna", **more):
    return matrix.say(cast.actor(who), skill=cast.skills[skill], **more).claim


def refused(words):
    return pytest.raises(ValidationError, match=words)


def test_only_anna_reads_what_fatima_wrote_for_her(cast):
    found = story(cast)
    assert [n for n in cast.people if can(cast.actor(n), "view", found)] == ["anna"]
    assert [n for n in cast.people if can(cast.actor(n), "keep", found)] == ["anna"]
    assert [n for n in cast.people if can(cast.actor(n), "view", found.writer)] == ["fatima"]


def test_a_question_is_between_two_people_and_closes_with_the_answer(cast):
    question = asked(cast)
    assert [n for n in cast.people if can(cast.actor(n), "view", question)] == ["anna", "fatima"]
    assert [n for n in cast.people if can(cast.actor(n), "answer", question)] == ["fatima"]
    assert [n for n in cast.people if can(cast.actor(n), "stop", question)] == ["anna"]
    actions.answer(cast.actor("fatima"), question=question, **TOLD)
    assert [n for n in cast.people if can(cast.actor(n), "view", question)] == ["anna"]
    with pytest.raises(Http404):
        actions.answer(cast.actor("fatima"), question=question, **TOLD)
    assert Story.objects.count() == 1


def test_every_right_is_the_same_asked_from_both_sides(cast):
    rows = [(q, a) for q in (asked(cast), asked(cast, "bram")) for a in ("view", "answer", "stop")]
    found, old = story(cast, "yusuf"), story(cast, "karim")
    Story.objects.filter(pk=old.pk).update(written_at=timezone.now() - timedelta(days=15))
    rows += [(s, a) for s in (found, old) for a in ("view", "keep")]
    rows += [(s.writer, a) for s in (found, old) for a in ("view", "withdraw")]
    receiving.want_no_cards(cast.actor("anna"), of=cast.lotte)
    rows.append((NoCards.objects.get(), "view"))
    for row, action in rows:
        may = {cast.people[n].pk for n in cast.people if n != "sofie" and can(cast.actor(n), action, row)}
        assert may == {holder.person_id for holder in who_can(action, row)}, (row, action)


def test_anna_may_ask_her_manager_and_it_is_a_story_not_a_confirmation(cast):
    claim = listed(cast, level=cast.levels["independent"])
    found = story(cast, "bram", claim=claim)
    assert found.skill == cast.skills["rust"] and not claim.confirmations.exists()


def test_anna_asks_at_most_three_people_who_work_here(cast):
    anna, four = cast.actor("anna"), [cast.fatima, cast.yusuf, cast.karim, cast.bram]
    for of in ([], four, [cast.sofie], [cast.anna]):
        with refused("Kies"):
            actions.ask(anna, of=of)
    assert len(actions.ask(anna, of=four[:3])) == 3


def test_one_question_at_a_time_to_the_same_person_and_not_now_holds_for_two_weeks(cast):
    question = asked(cast)
    with refused("al een vraag open"):
        asked(cast)
    actions.decline(cast.actor("fatima"), question=question)
    with refused("nu niet"):
        asked(cast)
    Question.objects.update(declined_at=timezone.now() - timedelta(days=15))
    assert asked(cast).state == "open"


def test_a_question_ends_by_itself_and_can_be_taken_back(cast):
    question = asked(cast)
    assert question.until_on == today() + timedelta(days=30)
    Question.objects.update(until_on=today() - timedelta(days=1))
    question.refresh_from_db()
    assert question.state == "ended" and not visible(Question, cast.actor("fatima"), "answer").exists()
    again = asked(cast)
    actions.stop(cast.actor("anna"), question=again)
    assert again.state == "stopped" and not visible(Question, cast.actor("fatima")).exists()


def test_nobody_asks_without_end(cast):
    for who in sorted(set(cast.people) - {"anna", "sofie", "ivo"}):
        asked(cast, who)
    with refused("12"):
        asked(cast, "ivo")
    with refused("drie maanden"):
        asked(cast, "ivo", until=today() + timedelta(days=200))


def test_fatima_takes_back_what_she_wrote_within_two_weeks(cast):
    found = story(cast)
    with pytest.raises(Http404):
        actions.withdraw(cast.actor("yusuf"), written=found.writer)
    with pytest.raises(Http404):
        actions.withdraw(cast.actor("anna"), written=found.writer)
    Story.objects.update(written_at=timezone.now() - timedelta(days=15))
    with pytest.raises(Denied):
        actions.withdraw(cast.actor("fatima"), written=found.writer)
    Story.objects.update(written_at=timezone.now())
    actions.withdraw(cast.actor("fatima"), written=found.writer)
    assert not Story.objects.exists()


def test_a_card_is_for_one_person_only(cast):
    found = card(cast)
    assert [n for n in cast.people if can(cast.actor(n), "view", found)] == ["anna"]
    assert [n for n in cast.people if can(cast.actor(n), "view", found.writer)] == ["fatima"]


def test_anna_wants_no_cards_of_fatima_and_fatima_hears_the_same_as_when_nobody_may(cast):
    receiving.want_no_cards(cast.actor("anna"), of=cast.fatima)
    with refused("krijgt nu geen kaarten") as one:
        card(cast)
    assert card(cast, by="yusuf")
    receiving.want_no_cards(cast.actor("anna"), of=None)
    with refused("krijgt nu geen kaarten") as anybody:
        card(cast, by="yusuf")
    assert one.value.messages == anybody.value.messages
    assert [n for n in cast.people if visible(NoCards, cast.actor(n)).exists()] == ["anna"]
    for row in NoCards.objects.all():
        receiving.want_cards_again(cast.actor("anna"), row=row)
    assert card(cast)


def test_nobody_floods_a_colleague_with_cards(cast):
    for _n in range(5):
        card(cast)
    with refused("morgen"):
        card(cast, to="piet")


def test_the_receiver_puts_away_brings_back_and_removes_for_good(cast):
    found, anna = story(cast), cast.actor("anna")
    for name in ("fatima", "bram", "chantal"):
        with pytest.raises(Http404):
            receiving.remove(cast.actor(name), story=found)
        with pytest.raises(Http404):
            receiving.put_away(cast.actor(name), story=found)
    receiving.put_away(anna, story=found)
    assert found.put_away_at
    receiving.put_away(anna, story=found, away=False)
    assert not found.put_away_at
    receiving.remove(anna, story=found)
    assert not Story.objects.exists() and not Writer.objects.exists()


def test_others_see_you_do_this_puts_a_skill_on_the_list_only_for_anna_and_with_no_level(cast):
    found, anna = card(cast), cast.actor("anna")
    claim = receiving.add_and_tie(anna, story=found, skill_id=cast.skills["rust"].pk)
    assert claim.level is None and not claim.wish and not claim.shares.exists()
    assert receiving.claim_of(anna, found) == claim
    with pytest.raises(Http404):
        receiving.tie(anna, story=found, claim=listed(cast, "plannen", "fatima"))
    receiving.tie(anna, story=found, claim=None)
    assert receiving.claim_of(anna, found) is None


def test_attack_a_story_about_a_skill_that_was_taken_off_the_list_survives_and_finds_it_again(cast):
    anna, claim = cast.actor("anna"), listed(cast)
    found = story(cast, claim=claim)
    change = matrix.remove(anna, claim=claim)
    assert receiving.claim_of(anna, found) is None
    matrix.take_back(anna, change=change)
    assert receiving.claim_of(anna, found) == Claim.objects.get()


def test_a_story_about_a_word_of_my_own_finds_that_word(cast):
    anna = cast.actor("anna")
    claim = matrix.say(anna, own_label="Brommers maken").claim
    assert receiving.claim_of(anna, story(cast, claim=claim)) == claim


def test_when_a_word_gives_way_the_story_goes_along_with_the_list_and_back(cast):
    anna, claim, old, new = cast.actor("anna"), listed(cast), cast.skills["rust"], cast.skills["plannen"]
    found = story(cast, claim=claim)

    from kanwil.audit.record import action, nothing_changed

    @action
    def imported(actor, step):
        nothing_changed()
        step(actor, old, new)

    imported(SYSTEM, give_way)
    found.refresh_from_db()
    assert found.skill == new and receiving.claim_of(anna, found) == claim
    imported(SYSTEM, come_back)
    found.refresh_from_db()
    assert found.skill == old and receiving.claim_of(anna, found) == claim


def test_the_log_holds_no_word_of_a_story_and_no_link(cast):
    _question, token = links.make_link(cast.actor("anna"), for_whom="Marjan", about="De val")
    links.answer_link(SYSTEM, token=token, name="Marjan de Boer", **TOLD)
    story(cast, about="De avond met de storing")
    card(cast)
    told = str(list(Event.objects.filter(verb__startswith="feedback.").values()))
    assert "feedback.link_made" in told
    for word in (token, Question.fingerprint(token), "Marjan", "Boer", "rustig", "storing", "lucht"):
        assert word not in told


def test_a_link_works_once(cast):
    question, token = links.make_link(cast.actor("anna"), for_whom="Marjan")
    assert token not in str(vars(question)) and links.asked_by_link(token) == question
    found = links.answer_link(SYSTEM, token=token, name="Marjan de Boer", **TOLD)
    assert found.receiver == cast.anna and found.writer.name == "Marjan de Boer" and found.writer.person is None
    assert links.asked_by_link(token) is None
    with pytest.raises(links.LinkEnded):
        links.answer_link(SYSTEM, token=token, name="Iemand anders", **TOLD)
    assert Story.objects.count() == 1


@pytest.mark.parametrize("how", ["its day passed", "Anna stopped it", "Anna left", "guessed"])
def test_a_link_that_ended_gives_nothing(cast, how):
    question, token = links.make_link(cast.actor("anna"), for_whom="Marjan")
    if how == "its day passed":
        Question.objects.update(until_on=today() - timedelta(days=1))
    elif how == "Anna stopped it":
        actions.stop(cast.actor("anna"), question=question)
    elif how == "Anna left":
        people.leave(SYSTEM, person=cast.anna)
    else:
        token = "x" * 5000
    assert links.asked_by_link(token) is None
    with pytest.raises(links.LinkEnded):
        links.answer_link(SYSTEM, token=token, name="Marjan", **TOLD)


def test_who_leaves_is_asked_nothing_more_and_their_name_goes_from_what_they_wrote(cast):
    found, question = story(cast), asked(cast, "yusuf")
    mine = actions.ask(cast.actor("fatima"), of=[cast.anna])[0]
    people.leave(SYSTEM, person=cast.fatima)
    people.leave(SYSTEM, person=cast.yusuf)
    assert Question.objects.get(pk=question.pk).state == Question.objects.get(pk=mine.pk).state == "stopped"
    assert Story.objects.filter(pk=found.pk).exists() and not Writer.objects.exists()


def test_the_name_goes_after_a_year_and_the_story_stays(cast):
    found = story(cast)
    Story.objects.update(written_at=timezone.now() - A_YEAR + timedelta(days=2))
    remove_expired(SYSTEM, day=today())
    assert Writer.objects.exists()
    Story.objects.update(written_at=timezone.now() - A_YEAR - timedelta(days=2))
    remove_expired(SYSTEM, day=today())
    assert Story.objects.filter(pk=found.pk).exists() and not Writer.objects.exists()


def test_a_question_goes_a_month_after_its_end_and_the_story_keeps_what_was_asked(cast):
    found = story(cast, about="De val")
    Question.objects.update(until_on=today() - timedelta(days=31))
    remove_expired(SYSTEM, day=today())
    found.refresh_from_db()
    assert not Question.objects.exists() and found.question is None and found.asked_about == "De val"


def test_both_take_the_words_along_and_erasing_the_writer_leaves_the_story_without_a_name(cast):
    found = story(cast)
    for who in ("anna", "fatima"):
        assert "Je bleef rustig." in str(everything_about(cast.people[who].pk)["data"])
    assert "Je bleef rustig." not in str(everything_about(cast.bram.pk)["data"])
    erase(SYSTEM, person_id=cast.fatima.pk)
    assert Story.objects.filter(pk=found.pk).exists() and not Writer.objects.exists()
    erase(SYSTEM, person_id=cast.anna.pk)
    assert not Story.objects.exists()


@pytest.mark.parametrize("field", ["moment", "did", "effect"])
@pytest.mark.parametrize(
    ("text", "words"), [("x" * 100_000, "te lang"), ("a\x00b", "geen letter"), ("  \n ", "Schrijf hier iets")]
)
def test_attack_a_text_that_is_too_long_empty_or_no_text(cast, field, text, words):
    question = asked(cast)
    with refused(words):
        actions.answer(cast.actor("fatima"), question=question, **{**TOLD, field: text})
    question.refresh_from_db()
    assert question.state == "open" and not Story.objects.exists()
