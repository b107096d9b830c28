"""The row under the team's table: have, needed, and what that means."""

from hypothesis import given
from hypothesis import strategies as st

from kanwil.calc.coverage import Known, Need, State, headline, skill_coverage, state_of
from kanwil.calc.levels import DEFAULT_SCALE

KNOWN = st.builds(
    Known,
    level=st.none() | st.sampled_from(DEFAULT_SCALE.keys),
    wish=st.sampled_from([None, "more", "learn", "less", "open"]),
)
NEEDS = st.builds(Need, level=st.sampled_from(DEFAULT_SCALE.needable), people=st.integers(0, 8))


def alone(count, **extra):
    return [Known("independent", **extra)] * count


def test_enough_people_is_fine():
    assert skill_coverage(alone(4), [Need("independent", 4)]).state is State.OK


def test_too_few_people_is_short():
    result = skill_coverage([*alone(2), Known("teaching"), Known("with_help")], [Need("independent", 4)])
    assert (result.state, result.have, result.needed) == (State.LOW, 3, 4)


def test_a_skill_of_one_person_hangs_on_that_person_even_if_one_is_enough():
    assert skill_coverage(alone(1), [Need("independent", 1)]).state is State.SINGLE
    assert skill_coverage(alone(1), [Need("independent", 2)]).state is State.SINGLE


def test_a_needed_skill_that_nobody_shows_has_nobody():
    assert skill_coverage([Known("learning")], [Need("independent", 2)]).state is State.NONE


def test_a_team_that_did_not_say_what_it_needs_gets_no_verdict():
    result = skill_coverage([*alone(1), Known("learning")], [])
    assert (result.state, result.have, result.needed) == (State.NO_NEED, 1, 0)
    assert skill_coverage(alone(1), [Need("independent", 0)]).state is State.NO_NEED


@given(st.lists(KNOWN, max_size=8), st.lists(NEEDS, max_size=3), st.integers(1, 5))
def test_colleagues_with_an_unknown_level_change_nothing(known, needs, extra):
    assert skill_coverage(known, needs) == skill_coverage([*known, *[Known()] * extra], needs)


@given(st.lists(KNOWN, max_size=8), NEEDS)
def test_one_more_person_who_can_do_it_never_makes_a_team_weaker(known, need):
    order = [State.NO_NEED, State.NONE, State.SINGLE, State.LOW, State.OK]
    before, after = skill_coverage(known, [need]), skill_coverage([*known, Known("teaching")], [need])
    assert order.index(after.state) >= order.index(before.state)


@given(st.integers(0, 20), st.integers(0, 20))
def test_have_and_needed_decide_the_state(have, needed):
    state = state_of(have, needed)
    assert (state is State.NO_NEED) == (needed == 0)
    if needed:
        assert (state is State.OK) == (have >= needed and have >= 2)
        assert (state is State.SINGLE) == (have == 1)


def test_the_night_shift_is_counted_apart_and_the_worst_is_shown():
    day, night = frozenset({"dag"}), frozenset({"nacht"})
    team = [*alone(3, shifts=day), *alone(1, shifts=night)]
    result = skill_coverage(team, [Need("independent", 3, shift="dag"), Need("independent", 2, shift="nacht")])
    assert [one.state for one in result.needs] == [State.OK, State.SINGLE]
    assert (result.state, result.have, result.needed) == (State.SINGLE, 1, 2)


def test_who_has_no_known_place_does_not_count_for_a_place():
    assert skill_coverage(alone(2), [Need("independent", 1, place="Zwolle")]).state is State.NONE


def test_who_can_do_it_and_wants_to_learn_more_does_not_solve_that_it_hangs_on_them():
    result = skill_coverage([Known("independent", wish="learn")], [Need("independent", 2)])
    assert (result.wish_to_learn, result.could_help_out) == (1, 0)


def test_the_sentence_above_the_table_of_the_werkplaats():
    learner = Known("learning", wish="learn")
    team = {
        "Draaien": skill_coverage([*alone(4), learner, learner], [Need("independent", 4)]),
        "Lassen": skill_coverage([*alone(1), learner], [Need("independent", 2)]),
        "Storing zoeken": skill_coverage([*alone(3), learner], [Need("independent", 4)]),
        "Robot instellen": skill_coverage([learner], [Need("independent", 2)]),
        "Koken": skill_coverage([learner], []),
    }
    line = headline(team)
    assert (line.asked, line.fine, line.without_need) == (4, 1, 1)
    assert (line.short, line.single, line.nobody) == (("Storing zoeken",), ("Lassen",), ("Robot instellen",))
    assert line.learnable == ("Lassen", "Storing zoeken", "Robot instellen")
    assert line.all_learnable


def test_good_news_is_not_told_when_for_one_skill_nobody_wants_to_learn():
    line = headline(
        {
            "Lassen": skill_coverage(alone(1), [Need("independent", 2)]),
            "Meten": skill_coverage([*alone(1), Known(wish="learn")], [Need("independent", 2)]),
        }
    )
    assert line.learnable == ("Meten",)
    assert not line.all_learnable


def test_a_team_without_trouble_has_no_good_news_to_tell():
    assert not headline({"Meten": skill_coverage(alone(3), [Need("independent", 2)])}).all_learnable
