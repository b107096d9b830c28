"""What leaves about groups of people, and how useful it still is. The attacks are in tests/attacks."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kanwil.calc.suppression import HIDDEN, Cell, Says, publish, publish_table


def company(*teams, own=0, of="lassen"):
    """Cells of a company with teams: (name, count, people)."""
    total = [sum(team[1] for team in teams), sum(team[2] for team in teams) + own]
    return [
        Cell("bedrijf", of, *total),
        *(Cell(name, of, count, people, parent="bedrijf") for name, count, people in teams),
    ]


def by_unit(cells, **kwargs):
    return {one.unit: one for one in publish(cells, **kwargs)}


@st.composite
def trees(draw):
    """A tree of units with inclusive group sizes and inclusive counts of three things."""
    size = draw(st.integers(1, 9))
    parents = np.array([-1] + [draw(st.integers(0, unit - 1)) for unit in range(1, size)])
    groups = np.array([draw(st.integers(0, 30)) for _ in range(size)])
    counts = np.array([[draw(st.integers(0, int(people))) for _ in range(3)] for people in groups])
    for unit in range(size - 1, 0, -1):
        groups[parents[unit]] += groups[unit]
        counts[parents[unit]] += counts[unit]
    return parents, groups, counts


def test_a_team_of_nine_is_never_split():
    assert by_unit(company(("team", 5, 9)))["team"].says is Says.HIDDEN


def test_fewer_than_five_people_leave_without_a_number():
    for count in range(5):
        told = by_unit(company(("team", count, 20)))["team"]
        assert (told.says, told.fewer_than, told.at_least) == (Says.FEWER, 5, 0)


def test_counts_leave_in_fives_downwards():
    told = by_unit(company(("team", 14, 40)))["team"]
    assert (told.says, told.at_least, told.counted) == (Says.AT_LEAST, 10, 40)


def test_everybody_is_never_said():
    whole, most = by_unit(company(("team", 20, 20)))["team"], by_unit(company(("team", 16, 20)))["team"]
    assert whole == most
    assert whole.at_least == 15


def test_people_in_small_teams_count_in_the_company():
    told = by_unit(company(*[(f"team {n}", 3, 6) for n in range(10)]))
    assert all(told[f"team {n}"].says is Says.HIDDEN for n in range(10))
    assert (told["bedrijf"].at_least, told["bedrijf"].counted) == (30, 60)


def test_a_director_beside_two_teams_is_left_out_of_the_company_figure():
    told = by_unit(company(("a", 6, 12), ("b", 7, 12), own=1))
    assert told["bedrijf"].counted == 24


def test_loose_people_of_departments_count_in_the_company_when_they_are_five_together():
    cells = [Cell("bedrijf", "x", 30, 65)]
    for number in range(5):
        cells += [
            Cell(f"afdeling {number}", "x", 6, 13, parent="bedrijf"),
            Cell(f"team {number}", "x", 6, 12, parent=f"afdeling {number}"),
        ]
    told = by_unit(cells)
    assert told["afdeling 0"].counted == 12
    assert told["bedrijf"].counted == 65


def test_an_organisation_can_ask_for_more_people_never_for_one():
    assert by_unit(company(("team", 9, 20)), k=8)["team"].at_least == 8
    assert by_unit(company(("team", 9, 15)), k=8)["team"].says is Says.HIDDEN
    with pytest.raises(ValueError, match="threshold"):
        publish(company(("team", 9, 20)), k=1)


@given(trees())
def test_what_is_said_is_always_true(tree):
    parents, groups, counts = tree
    table = publish_table(parents, groups, counts)
    for unit, thing in np.ndindex(counts.shape):
        low, below = table.at_least[unit, thing], table.fewer_than[unit, thing]
        if low == HIDDEN:
            assert table.counted[unit] == 0
        else:
            assert low <= counts[unit, thing]
            assert low % 5 == 0
            assert table.counted[unit] >= 10
        if low == 0 and table.counted[unit] == groups[unit]:
            assert counts[unit, thing] < below


@given(trees())
def test_the_order_of_units_and_a_second_run_make_no_difference(tree):
    parents, groups, counts = tree
    cells = [
        Cell(unit, thing, counts[unit, thing], groups[unit], None if parents[unit] < 0 else parents[unit])
        for unit, thing in np.ndindex(counts.shape)
    ]
    told = {(one.unit, one.of): one for one in publish(cells)}
    assert told == {(one.unit, one.of): one for one in publish(cells[::-1])}


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ([Cell("team", "x", 4, 12, parent="weg")], "missing"),
        ([Cell("a", "x", 1, 12, parent="b"), Cell("b", "x", 1, 12, parent="a")], "circle"),
        ([Cell("a", "x", 1, 12), Cell("a", "y", 1, 13)], "two sizes"),
        ([Cell("a", "x", 13, 12)], "does not fit"),
        ([Cell("a", "x", 5, 12), Cell("b", "x", 6, 12, parent="a")], "does not fit"),
        ([Cell("a", "x", 5, 12), Cell("b", "x", 5, 13, parent="a")], "fewer people"),
    ],
)
def test_figures_that_cannot_be_right_are_refused(cells, reason):
    with pytest.raises(ValueError, match=reason):
        publish(cells)


def test_nothing_to_publish_is_nothing():
    assert publish([]) == []


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_company_overview_stays_useful(seed):
    """40 teams of 8 to 20 people in 5 departments: a department figure is at most 14 people too low."""
    rng = np.random.default_rng(seed)
    parents = np.array([-1, *[0] * 5, *[1 + number % 5 for number in range(40)]])
    groups = np.array([0, *[1] * 5, *rng.integers(8, 21, 40)])
    counts = np.vstack([rng.binomial(groups, share) for share in (0.05, 0.3, 0.7)]).T
    for unit in range(45, 0, -1):
        groups[parents[unit]] += groups[unit]
        counts[parents[unit]] += counts[unit]
    table = publish_table(parents, groups, counts)
    assert (table.counted[:6] > 0).all()
    assert (counts[1:6] - table.at_least[1:6]).max() <= 25
    assert (counts[1:6] - table.at_least[1:6]).mean() <= 8


def test_a_thousand_units_take_one_pass():
    """Not a timed test: it only fails when the work grows with the square of the number of units."""

    def run(units):
        parents = np.array([-1, *[(unit - 1) // 10 for unit in range(1, units)]])
        groups = np.full(units, 12)
        counts = np.full((units, 20), 6)
        for unit in range(units - 1, 0, -1):
            groups[parents[unit]] += groups[unit]
            counts[parents[unit]] += counts[unit]
        start = time.process_time()
        publish_table(parents, groups, counts)
        return time.process_time() - start

    run(100)
    assert run(4000) < 40 * max(run(400), 0.005)
