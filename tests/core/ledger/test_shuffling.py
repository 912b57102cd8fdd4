"""A place in the log does not tell who sent when, and what depends on something stands after it."""

from hypothesis import given
from hypothesis import strategies as st

from terang.core.ledger.shuffling import Waiting, permuted

KEY = bytes(32)
people = st.sampled_from(["", "", "a", "b", "c", "d", "e"])
batches = st.lists(st.tuples(people, st.integers(0, 3)), max_size=40).map(
    lambda said: [
        Waiting(number.to_bytes(4, "big"), about, hour) for number, (about, hour) in enumerate(said)
    ]
)


@given(batches, st.binary(min_size=32, max_size=32))
def test_nobody_is_lost_and_official_acts_keep_their_place(batch: list[Waiting], key: bytes) -> None:
    order = permuted(batch, key)

    assert sorted(order) == list(range(len(batch)))
    assert all(place == at for at, place in enumerate(order) if not batch[place].about)
    for at, place in enumerate(order):
        between = batch[min(at, place) : max(at, place) + 1]
        assert place == at or all(one.about and one.hour == batch[at].hour for one in between)


@given(batches, st.binary(min_size=32, max_size=32))
def test_each_persons_own_leaves_keep_their_order(batch: list[Waiting], key: bytes) -> None:
    order = permuted(batch, key)

    for about in {one.about for one in batch}:
        own = [place for place in order if batch[place].about == about]
        assert own == sorted(own)


def test_the_order_of_arrival_does_not_show() -> None:
    batch = [Waiting(number.to_bytes(4, "big"), f"p{number}", 7) for number in range(200)]

    order = permuted(batch, KEY)

    assert order != list(range(200))
    assert abs(sum(abs(at - place) for at, place in enumerate(order)) / 200 - 200 / 3) < 15
    assert order == permuted(batch, KEY) != permuted(batch, b"\1" * 32)
