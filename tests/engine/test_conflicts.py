"""The smallest cover is exact, deterministic, and honest where it was too much to work out."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from osscan.engine.conflicts import Cover, replaceable, smallest_cover


def brute_force(excluded, universe):
    """The size of the smallest cover, found by trying every choice."""
    for size in range(1, len(excluded) + 1):
        for chosen in combinations(excluded, size):
            reach = 0
            for mask in chosen:
                reach |= mask
            if reach & universe == universe:
                return size
    return None


@settings(max_examples=400, deadline=None)
@given(
    st.integers(1, 7).flatmap(
        lambda bits: st.tuples(st.just((1 << bits) - 1), st.lists(st.integers(0, (1 << bits) - 1), max_size=7))
    )
)
def test_no_smaller_cover_exists(case):
    universe, excluded = case
    found = smallest_cover(excluded, universe)

    assert brute_force(excluded, universe) == (None if found is None else len(found.positions))
    if found is not None:
        assert found.proven
        assert universe == universe & sum_of(excluded[position] for position in found.positions)


def sum_of(masks):
    reach = 0
    for mask in masks:
        reach |= mask
    return reach


def test_nothing_covers_where_a_candidate_is_left():
    assert smallest_cover([0b001, 0b010], 0b111) is None


def test_an_empty_universe_has_no_conflict():
    assert smallest_cover([0b1], 0) is None


def test_greed_does_not_win():
    """The widest set first would need three."""
    assert Cover((1, 2), proven=True) == smallest_cover([0b011110, 0b000111, 0b111000], 0b111111)


def test_of_equal_sets_the_first_is_taken():
    assert Cover((0,), proven=True) == smallest_cover([0b11, 0b11], 0b11)


def test_a_search_that_is_given_up_says_so_and_leaves_nothing_out():
    random_ = random.Random(1)
    universe = (1 << 60) - 1
    excluded = [sum((random_.random() < 0.2) << bit for bit in range(60)) for _ in range(200)]
    found = smallest_cover(excluded, universe, most_steps=50)

    assert found is not None
    assert not found.proven
    for position in found.positions:
        assert universe != universe & sum_of(excluded[other] for other in found.positions if other != position)


def test_what_rules_out_the_same_can_stand_in_its_place():
    excluded = [0b0011, 0b1100, 0b0111, 0b1110]

    assert ((2,), (3,)) == (replaceable((0, 1), 0, excluded, 0b1111), replaceable((0, 1), 1, excluded, 0b1111))
