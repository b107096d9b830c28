"""Attacks on figures about groups. Each has a control: with the rule off, the same attack succeeds.

The strongest attacker here knows the whole recipe, all group sizes and every figure that leaves. They try every
possible company and keep those that would have given exactly these figures. What those have in common, they know.
"""

from itertools import combinations, product

import numpy as np
import pytest

from kanwil.calc import suppression
from kanwil.calc.suppression import Statement, admit, guard, publish_table

TREES = {
    "two teams": ([-1, 0, 0], [0, 6, 7]),
    "two teams and a director": ([-1, 0, 0], [1, 6, 7]),
    "a small team between big ones": ([-1, 0, 0, 0], [1, 6, 2, 8]),
    "only small teams": ([-1, 0, 0, 0, 0], [1, 2, 3, 4, 5]),
    "five teams of almost the next figure": ([-1, 0, 0, 0, 0], [0, 6, 6, 6, 6]),
    "departments with a head each": ([-1, 0, 0, 1, 1, 2], [1, 1, 2, 6, 6, 7]),
    "three layers": ([-1, 0, 1, 2, 0], [0, 3, 3, 7, 6]),
}


def every_company(own_people):
    """All possible own counts, as columns: (units, companies)."""
    return np.array(list(product(*[range(people + 1) for people in own_people]))).T


def inclusive(parents, own):
    total = np.array(own).copy()
    for unit in range(len(parents) - 1, 0, -1):
        total[parents[unit]] += total[unit]
    return total


def tell(parents, own_people, companies, k):
    return publish_table(np.array(parents), inclusive(parents, own_people), inclusive(parents, companies), k)


def fewest_possible_values(parents, own_people, k, *, also=None):
    """For the attacker's best case: how many values stay possible, as (what is left, what there must be)."""
    companies = every_company(own_people)
    table = tell(parents, own_people, companies, k)
    view = np.vstack([table.at_least, table.fewer_than])
    _, same = np.unique(view, axis=1, return_inverse=True)
    worst = []
    units = range(len(parents))
    # every part on its own, every unit as a whole, and every two parts taken together
    targets = [(companies[unit], own_people[unit]) for unit in units]
    targets += list(zip(inclusive(parents, companies), inclusive(parents, own_people), strict=True))
    targets += [(companies[a] + companies[b], own_people[a] + own_people[b]) for a, b in combinations(units, 2)]
    for values, people in targets:
        if people == 0:
            continue
        pairs = np.unique(np.stack([same.ravel(), values]), axis=1)
        left = np.bincount(pairs[0]).min()
        worst.append((int(left), min(k, people + 1)))
    return worst


@pytest.mark.parametrize("name", TREES)
def test_trying_every_possible_company_leaves_at_least_k_possibilities_for_every_group(name):
    parents, own = TREES[name]
    assert all(left >= needed for left, needed in fewest_possible_values(parents, own, 3))


@pytest.mark.parametrize("k", [2, 4])
def test_the_same_with_another_threshold(k):
    assert all(left >= needed for left, needed in fewest_possible_values([-1, 0, 0], [1, 9, 8], k))


def test_control_rounding_every_unit_apart_lets_the_attacker_subtract(monkeypatch):
    """The usual way: round parent and children each downwards. With four teams at 2, all four become known."""

    def apart(exact, parts, k):
        top = np.stack([high for _, high in parts]).sum(axis=0)
        return exact // k * k, np.minimum(exact // k * k + k - 1, top)

    monkeypatch.setattr(suppression, "_sum_bands", apart)
    parents, own = TREES["five teams of almost the next figure"]
    assert any(left < needed for left, needed in fewest_possible_values(parents, own, 3))


def test_control_saying_everybody_gives_away_who_cannot(monkeypatch):
    def exact_top(counts, people, k):
        low = counts // k * k
        return low, np.minimum(low + k - 1, people)

    monkeypatch.setattr(suppression, "_leaf_bands", exact_top)
    assert any(left < needed for left, needed in fewest_possible_values([-1], [6], 3))


# --- levels next to each other ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parents", "own"), [([-1], [7]), ([-1], [10]), ([-1, 0, 0], [0, 6, 6])])
def test_two_levels_side_by_side_do_not_give_away_who_is_between_them(parents, own):
    k = 3
    assert between_levels(parents, own, k) >= k


def test_control_exact_counts_give_away_who_is_between_two_levels(monkeypatch):
    monkeypatch.setattr(suppression, "_leaf_bands", lambda counts, people, k: (counts, counts))
    assert between_levels([-1], [7], 3) < 3


def between_levels(parents, own, k):
    """Fewest possible values for "exactly the lower level" per unit, given both "at least" figures."""
    per_unit = [[(a, b) for a in range(people + 1) for b in range(a + 1)] for people in own]
    pairs = np.array(list(product(*per_unit)))  # companies, units, (low, high)
    low, high = pairs[:, :, 0].T, pairs[:, :, 1].T
    tables = [tell(parents, own, one, k) for one in (low, high)]
    view = np.vstack([part for table in tables for part in (table.at_least, table.fewer_than)])
    _, same = np.unique(view, axis=1, return_inverse=True)
    fewest = k
    for values, people in zip(inclusive(parents, low - high), inclusive(parents, own), strict=True):
        if people:
            found = np.unique(np.stack([same.ravel(), values]), axis=1)
            fewest = min(fewest, int(np.bincount(found[0]).min()))
    return fewest


# --- subtracting groups ----------------------------------------------------------------------------------------------


def membership(parents, own_people, k=5, table=None):
    """A row per visible unit, a column per person: who is in the figure of this unit."""
    table = table or tell(parents, own_people, np.zeros((len(parents), 1), dtype=int), k)
    home = np.repeat(np.arange(len(parents)), own_people)
    rows = []
    for unit in np.flatnonzero(table.counted):
        rows.append([inside(parents, table.atoms[one], unit) for one in home])
    return np.array(rows, dtype=float)


def inside(parents, unit, top):
    while unit >= 0:
        if unit == top:
            return 1.0
        unit = parents[unit]
    return 0.0


def random_tree(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 30))
    parents = [-1, *[int(rng.integers(0, unit)) for unit in range(1, size)]]
    return parents, rng.integers(0, 14, size)


@pytest.mark.parametrize("seed", range(60))
def test_subtracting_visible_groups_never_leaves_fewer_than_five_people(seed):
    parents, own = random_tree(seed)
    assert guard(membership(parents, own)) == []


@pytest.mark.parametrize("seed", range(20))
def test_the_number_of_people_behind_a_figure_is_the_number_in_the_groups(seed):
    parents, own = random_tree(seed)
    table = tell(parents, own, np.zeros((len(parents), 1), dtype=int), 5)
    assert membership(parents, own, table=table).sum(axis=1).tolist() == table.counted[table.counted > 0].tolist()


def test_control_a_threshold_alone_lets_the_attacker_subtract_the_director():
    rows = np.ones((3, 25))
    rows[1, 12:] = 0
    rows[2, :12] = 0
    rows[2, 24] = 0
    found = guard(rows)
    assert [one.people for one in found] == [(24,)]


def test_the_guard_finds_what_only_three_reports_together_give_away():
    """20 people, filters on gender and place: each report has 10 people or more, together they single out one."""
    rows = np.zeros((3, 20))
    rows[0, :] = 1
    rows[1, :11] = 1
    rows[2, 10:] = 1  # person 10 is in both
    assert [one.people for one in guard(rows)] == [(10,)]


def test_the_guard_finds_two_small_blocks_that_come_out_together():
    rows = np.array([[1] * 12, [1] * 9 + [0] * 3], dtype=float)
    rows = np.vstack([rows, [0] * 9 + [1, 1, 1]])
    assert guard(rows)[0].people == (9, 10, 11)
    # one figure about two blocks with different weights: neither block alone, but both together are 4 people
    weighted = np.array([[1, 1, 2, 2, 0, 0, 0, 0, 0, 0]], dtype=float)
    assert guard(weighted)[0].people == (0, 1, 2, 3)


def test_the_guard_is_quiet_when_nothing_was_published():
    assert guard(np.zeros((0, 12))) == []
    assert guard(np.zeros((2, 12))) == []


# --- looking twice ---------------------------------------------------------------------------------------------------


def team(**levels):
    return {person: Statement("team", level) for person, level in levels.items()}


TEN = {f"p{number}": "learning" for number in range(10)}


def test_looking_before_and_after_one_colleague_joins_shows_no_difference():
    before = team(**TEN)
    assert admit(before, team(**TEN, bram="teaching")) == before


def test_looking_before_and_after_one_colleague_changes_or_leaves_shows_no_difference():
    before = team(**TEN)
    assert admit(before, team(**{**TEN, "p3": "teaching"})) == before
    left = team(**TEN)
    del left["p3"]
    assert admit(before, left) == before


def test_five_changes_together_do_count():
    now = team(**{**TEN, **{f"p{number}": "teaching" for number in range(5)}})
    assert admit(team(**TEN), now) == now


def test_seven_of_ten_changing_would_give_away_the_other_three():
    now = team(**{**TEN, **{f"p{number}": "teaching" for number in range(7)}})
    assert admit(team(**TEN), now) == team(**TEN)
    everybody = team(**dict.fromkeys(TEN, "teaching"))
    assert admit(team(**TEN), everybody) == everybody


def test_someone_who_moves_between_two_teams_waits_for_both():
    before = {**team(**TEN), **{f"q{number}": Statement("ander", "learning") for number in range(10)}}
    now = {**before, "p0": Statement("ander", "learning")}
    now.update({f"q{number}": Statement("ander", "teaching") for number in range(5)})
    told = admit(before, now)
    assert told["p0"] == before["p0"]
    assert told["q0"] == now["q0"]


def test_a_first_publication_needs_five_people():
    assert admit({}, team(anna="teaching", bram="learning")) == {}
    assert len(admit({}, team(**TEN))) == 10


def attack_over_time(seed, rule):
    """Twelve days of joining, leaving and changing in two groups. The attacker keeps every day's exact sums."""
    rng = np.random.default_rng(seed)
    real = {person: Statement(f"groep {person % 2}", 0) for person in range(24)}
    counted, days = rule({}, real), []
    versions: dict = {}
    for day in range(12):
        columns = {one: versions.setdefault((one, said), len(versions)) for one, said in counted.items()}
        for group in ("groep 0", "groep 1"):
            days.append([columns[one] for one, said in counted.items() if said.group == group])
        for person in rng.choice(40, size=rng.integers(1, 5), replace=False).tolist():
            if person in real and rng.random() < 0.3:
                del real[person]
            else:
                real[person] = Statement(f"groep {rng.integers(2)}", day + 1)
        counted = rule(counted, real)
    rows = np.zeros((len(days), len(versions)))
    for number, columns in enumerate(days):
        rows[number, columns] = 1
    return rows


def fewest_people_in_a_difference(rows):
    """Compare every two days of the same group: how many statements differ?"""
    sizes = [int((rows[a] != rows[b]).sum()) for a, b in combinations(range(len(rows)), 2) if a % 2 == b % 2]
    return min(size for size in sizes if size) if any(sizes) else 99


@pytest.mark.parametrize("seed", range(25))
def test_keeping_every_day_never_isolates_fewer_than_five_people(seed):
    assert fewest_people_in_a_difference(attack_over_time(seed, admit)) >= 5


def test_control_letting_every_change_in_at_once_isolates_one_person():
    found = [fewest_people_in_a_difference(attack_over_time(seed, lambda _, now: dict(now))) for seed in range(25)]
    assert min(found) <= 2
