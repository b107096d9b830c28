"""Levels are sentences in an order that serves one question: how many people can do what the team needs?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kanwil.calc.levels import DEFAULT_SCALE, LevelDef, Scale, at_least

LEVELS = st.sampled_from(DEFAULT_SCALE.keys)


def test_who_says_i_can_do_this_alone_counts_for_a_need_with_help():
    assert at_least(DEFAULT_SCALE, "independent", "with_help")


def test_who_still_learns_it_does_not_count_for_a_need_to_do_it_alone():
    assert not at_least(DEFAULT_SCALE, "learning", "independent")


@given(LEVELS)
def test_unknown_never_counts_not_even_for_the_lowest_level(needed):
    assert not at_least(DEFAULT_SCALE, None, needed)


@given(LEVELS)
def test_every_level_counts_for_itself(level):
    assert at_least(DEFAULT_SCALE, level, level)


@given(LEVELS, LEVELS, LEVELS)
def test_the_order_has_no_gaps(high, middle, low):
    if at_least(DEFAULT_SCALE, high, middle) and at_least(DEFAULT_SCALE, middle, low):
        assert at_least(DEFAULT_SCALE, high, low)


@given(LEVELS, LEVELS)
def test_the_set_for_a_query_says_the_same_as_asking_one_by_one(level, needed):
    assert (level in DEFAULT_SCALE.from_level_up(needed)) == at_least(DEFAULT_SCALE, level, needed)


@pytest.mark.parametrize(("level", "needed"), [("vakman", "learning"), ("learning", "vakman"), (None, "vakman")])
def test_a_level_of_another_scale_is_refused_instead_of_counted_as_too_low(level, needed):
    with pytest.raises(ValueError, match="vakman"):
        at_least(DEFAULT_SCALE, level, needed)


def test_nobody_can_need_people_who_cannot_do_it_yet():
    assert "not_yet" not in DEFAULT_SCALE.needable
    assert DEFAULT_SCALE.needable == ("learning", "with_help", "independent", "teaching")


def test_an_organisation_can_have_its_own_scale():
    own = Scale("werkplaats", (LevelDef("niet", can_be_needed=False), LevelDef("samen"), LevelDef("alleen")))
    assert at_least(own, "alleen", "samen")
    assert not at_least(own, "niet", "samen")


@pytest.mark.parametrize(
    "levels",
    [
        (),
        (LevelDef("een"),),
        (LevelDef("een"), LevelDef("een")),
        (LevelDef("een", can_be_needed=False), LevelDef("twee", can_be_needed=False)),
    ],
)
def test_a_scale_that_cannot_be_used_is_refused(levels):
    with pytest.raises(ValueError, match="scale"):
        Scale("kapot", levels)
