"""Changes wait for each other: two days side by side never tell about fewer than five people."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from kanwil.calc.suppression import Statement, admit
from kanwil.calc.tally import THINGS, code, figures
from kanwil.calc.waiting import NOWHERE, Counts, admit_all, atoms_of

TOP, NORTH, SOUTH = (1,), (1, 2), (1, 3)
SKILL = 7
OWN, LEARNING = code(3, ""), code(1, "learn")


def team(path, names, **says):
    return {name: Counts(path, {SKILL: says[name]} if name in says else {}) for name in names}


def numbered(letter, count):
    return [f"{letter}{number}" for number in range(count)]


def two_teams():
    return {**team(NORTH, numbered("n", 12)), **team(SOUTH, numbered("s", 14))}


def who_counts(day):
    return {name for name, one in day.items() if one.says.get(SKILL)}


def changed(day, *names, says=OWN):
    return {**day, **{name: Counts(day[name].path, {SKILL: says}) for name in names}}


def test_the_first_day_everybody_counts():
    day = changed(two_teams(), "n1", "s3")
    assert admit_all({}, day) == day


def test_one_persons_change_waits():
    day = two_teams()
    assert admit_all(day, changed(day, "n1")) == day


def test_four_wait_and_the_fifth_lets_them_in():
    day = two_teams()
    four = changed(day, *numbered("n", 4))
    assert who_counts(admit_all(day, four)) == set()
    assert who_counts(admit_all(day, changed(four, "n4"))) == set(numbered("n", 5))


def test_four_in_one_team_and_one_in_the_other_do_not_make_five():
    day = two_teams()
    assert admit_all(day, changed(day, *numbered("n", 4), "s1")) == day


def test_all_but_one_changing_would_show_the_one():
    day = two_teams()
    assert admit_all(day, changed(day, *numbered("n", 11))) == day
    assert who_counts(admit_all(day, changed(day, *numbered("n", 12)))) == set(numbered("n", 12))


def test_somebody_new_waits_and_takes_along_what_they_say():
    day = two_teams()
    tomorrow = {**day, "new": Counts(NORTH, {SKILL: OWN})}
    assert admit_all(day, tomorrow) == day
    five = {**tomorrow, **{f"new{n}": Counts(NORTH, {}) for n in range(4)}}
    assert who_counts(admit_all(day, five)) == {"new"}


def test_who_leaves_counts_until_five_have_left():
    day = changed(two_teams(), *numbered("s", 5))
    without = {name: one for name, one in day.items() if name != "s0"}
    assert admit_all(day, without) == day
    without = {name: one for name, one in day.items() if name not in numbered("s", 5)}
    assert admit_all(day, without) == without


def test_who_moves_waits_for_both_teams():
    day = changed(two_teams(), "n0")
    moved = {**day, "n0": Counts(SOUTH, {SKILL: OWN})}
    assert admit_all(day, moved) == day


def test_a_team_of_three_that_moves_department_waits_for_the_rest():
    west, east = (1, 4), (1, 5)
    before = {**team((*west, 6), numbered("a", 3)), **team((*west, 7), numbered("b", 12))}
    before |= {**team((*west, 9), numbered("d", 7)), **team((*east, 8), numbered("c", 12))}
    now = {**before, **team((*east, 6), numbered("a", 3))}
    assert admit_all(before, now) == before


def test_attack_blow_a_small_team_up_with_one_colleague():
    """Nine people of a team count with the top. With one more the team would have its own figure. Then the new figures
    of the team and the top together, minus yesterday's figure of the top, would be what the new colleague says."""
    before = {**team(NORTH, numbered("n", 9)), **team(TOP, numbered("t", 8)), **team(SOUTH, numbered("s", 12))}
    one_more = {**before, "n9": Counts(NORTH, {SKILL: OWN})}
    assert admit_all(before, one_more) == before
    five_more = {**before, **team(NORTH, [f"n1{n}" for n in range(5)])}
    assert admit_all(before, five_more) == five_more


def test_attack_hide_one_change_behind_five_who_move():
    """Five go from South to North. Somebody in North says something else that day. North has six changes, but North and
    South together have one."""
    before = changed({**two_teams(), **team(NORTH, numbered("m", 5))}, "m0", "m1")
    now = {**before, **{name: Counts(SOUTH, before[name].says) for name in numbered("m", 5)}}
    assert admit_all(before, now) == now
    assert admit_all(before, changed(now, "s3")) == now


def test_who_moves_and_says_something_else_first_only_moves():
    before = {**two_teams(), **team(NORTH, numbered("m", 5))}
    now = {**before, **team(SOUTH, numbered("m", 5)), "m0": Counts(SOUTH, {SKILL: OWN})}
    assert who_counts(admit_all(before, now)) == set()


@pytest.mark.parametrize("seed", range(25))
def test_without_moving_it_is_the_rule_of_one_skill_for_each_skill(seed):
    dice = random.Random(seed)
    sizes = {(1, team): dice.randint(10, 16) for team in range(2, 5)}
    people = {(path, n): path for path, size in sizes.items() for n in range(size)}

    def day(old=None):
        return {
            one: Counts(path, old[one].says)
            if old and dice.random() < 0.6
            else Counts(path, {skill: 1 + dice.randrange(4) for skill in (1, 2) if dice.random() < 0.7})
            for one, path in people.items()
        }

    before = day()
    now = day(before)
    after = admit_all(before, now)
    for skill in (1, 2):
        old, new = ({p: Statement(c.path, c.says.get(skill)) for p, c in side.items()} for side in (before, now))
        assert {p: c.says.get(skill) for p, c in after.items()} == {p: s.says for p, s in admit(old, new).items()}


def people_in_a_difference(was, is_now, side):
    """Who is left when sums of groups of two days are subtracted. ``side`` says which groups are in the sums."""
    left = set()
    for person in {**was, **is_now}:
        (old, said), (new, says) = was.get(person, (None, None)), is_now.get(person, (None, None))
        in_old, in_new = ("old", old) in side, ("new", new) in side
        if in_old != in_new or (in_old and said != says):
            left.add(person)
    return left


def weeks(seed):
    """An organisation in which people come, leave, move and change their mind: each day, and the day before."""
    dice = random.Random(seed)
    teams = [(1, 2, 4), (1, 2, 5), (1, 3, 6), (1, 3)]
    live = {n: Counts(dice.choice(teams), {SKILL: OWN} if dice.random() < 0.4 else {}) for n in range(60)}
    counts, fresh, leave = admit_all({}, live), 1000, dice.choice([0.01, 0.06])
    for _day in range(12):
        for one in list(live):
            chance = dice.random()
            if chance < leave:
                del live[one]
            elif chance < 0.1:
                live[one] = Counts(dice.choice(teams), live[one].says)
            elif chance < 0.25:
                live[one] = Counts(live[one].path, {SKILL: dice.choice([OWN, LEARNING])})
        for _new in range(dice.randrange(5)):
            fresh += 1
            live[fresh] = Counts(dice.choice(teams), {SKILL: OWN})
        before, counts = counts, admit_all(counts, live)
        yield before, counts


def grouped(day):
    atoms = atoms_of([one.path for one in day.values()])
    return {name: (atoms[one.path], one.says.get(SKILL)) for name, one in day.items() if atoms[one.path] != NOWHERE}


@pytest.mark.parametrize("seed", range(40))
def test_attack_subtract_any_sum_of_groups_of_two_days(seed):
    """Every sum of groups of one day minus every sum of groups of the next is about five people or more, or nobody."""
    for before, counts in weeks(seed):
        was, is_now = grouped(before), grouped(counts)
        groups = sorted(
            {("old", one) for one, _says in was.values()} | {("new", one) for one, _says in is_now.values()}
        )
        for size in range(1, len(groups) + 1):
            for side in combinations(groups, size):
                left = people_in_a_difference(was, is_now, set(side))
                assert not left or len(left) >= 5


def test_the_weeks_do_let_changes_in():
    """Otherwise the attack above proves nothing."""
    assert sum(before != counts for seed in range(6) for before, counts in weeks(seed)) > 3


def test_figures_say_the_band_and_never_the_number():
    people = {**team(NORTH, numbered("n", 20)), **team(SOUTH, numbered("s", 14))}
    people = changed(people, *numbered("n", 8))
    people = changed(people, "s1", "s2", says=LEARNING)
    told = {one.path: one for one in figures(people.values())}
    north = dict(zip(THINGS, told[NORTH].skills[SKILL], strict=True))
    assert north == {"mark1": 5, "mark2": 5, "mark3": 5, "mark4": -5, "learn": -5, "more": -5}
    assert SKILL not in told[SOUTH].skills and told[SOUTH].nobody == -5
    assert told[TOP].counted == 34


def test_a_small_team_has_no_figures_and_a_small_organisation_none_at_all():
    people = {**team(NORTH, numbered("n", 9)), **team(SOUTH, numbered("s", 14))}
    told = {one.path: one.counted for one in figures(people.values())}
    assert told == {TOP: 23, NORTH: 0, SOUTH: 14}
    assert [one.counted for one in figures(team(NORTH, numbered("n", 9)).values())] == [0, 0]
    assert figures([]) == []
