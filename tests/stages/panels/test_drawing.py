"""The lot, as anybody can draw it again."""

import hashlib
import hmac

from hypothesis import given, settings
from hypothesis import strategies as st

from terang.stages.panels.drawing import draw, order

SEED = bytes(range(32))
names = st.lists(st.text("abcdefgh0123", min_size=1, max_size=6), min_size=3, max_size=12, unique=True)


def test_the_order_is_the_one_of_the_specification():
    expected = sorted(
        "abc", key=lambda i: hmac.digest(SEED, b"terang/v1/order\ncase\n" + i.encode(), hashlib.sha256)
    )

    assert order(SEED, "case", "abc") == expected


@given(names, st.randoms())
def test_the_order_of_arrival_never_matters(ids, random):
    assert order(SEED, "case", random.sample(ids, len(ids))) == order(SEED, "case", ids)


@given(names, st.randoms())
def test_the_same_seed_draws_the_same(ids, random):
    pool = ["A1", "A2", "A3", "A4"]

    assert draw(SEED, random.sample(ids, len(ids)), pool, each=2) == draw(SEED, ids, pool[::-1], each=2)


@settings(max_examples=50)
@given(names, st.integers(3, 9), st.integers(2, 3))
def test_without_ties_everybody_has_as_much_to_do_within_one(cases, size, each):
    pool = [f"A{n}" for n in range(size)]
    drawn = draw(SEED, cases, pool, each=each)

    work = [sum(one in seats for seats in drawn.values()) for one in pool]
    assert max(work) - min(work) <= 1
    assert all(len(set(seats)) == each for seats in drawn.values())


@given(names)
def test_barred_pairs_never_meet(cases):
    barred = {(case, "A1") for case in cases}

    assert all(
        "A1" not in seats for seats in draw(SEED, cases, ["A1", "A2", "A3"], each=2, barred=barred).values()
    )


def test_too_few_left_gives_fewer():
    assert draw(SEED, ["x"], ["A1", "A2"], each=2, barred={("x", "A1")}) == {"x": ("A2",)}
