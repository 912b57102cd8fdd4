"""The same seed draws the same forms; every blueprint is satisfied or it is told which cell lacks questions."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.stages.exams.drawing import Candidate, Cell, CellLacksItems, digest_of, draw, form_of, order

TOPICS = ("a", "b", "c")


def bank_of(sizes):
    return [
        Candidate(f"{part}-{topic}-{n}", part, topic, 2 + n % 4)
        for (part, topic), size in sizes.items()
        for n in range(size)
    ]


banks = st.fixed_dictionaries(
    {(part, topic): st.integers(0, 6) for part in ("p", "q") for topic in TOPICS}
).map(bank_of)


@st.composite
def cells(draw_):
    found = []
    for part in ("p", "q"):
        topics = draw_(st.dictionaries(st.sampled_from(TOPICS), st.integers(1, 3), max_size=3))
        found.append(Cell(part, sum(topics.values()) + draw_(st.integers(0, 4)), topics))
    return found


@given(st.binary(min_size=32, max_size=32), cells(), banks, st.integers(1, 3), st.randoms())
def test_a_blueprint_is_satisfied_or_the_cell_is_named(seed, blueprint, bank, forms, random):
    try:
        drawn = draw(seed, blueprint, bank, forms=forms)
    except CellLacksItems as lack:
        named = lack.sentence.params
        part, _slash, topic = str(named["cell"]).partition(" / ")
        have = sum(c.part == part and topic in ("", c.topic) for c in bank)
        assert have < sum(cell.count for cell in blueprint if cell.part == part)
        return
    kinds = {one.digest: one for one in bank}
    for form in drawn:
        assert len({place.digest for place in form}) == len(form)
        assert Counter(place.part for place in form) == Counter(
            {c.part: c.count for c in blueprint if c.count}
        )
        for cell in blueprint:
            topics = Counter(kinds[p.digest].topic for p in form if p.part == cell.part)
            assert all(topics[topic] >= count for topic, count in cell.topics.items())
        assert all(sorted(p.option_order) == list(range(kinds[p.digest].options)) for p in form)
    shuffled = random.sample(bank, len(bank))
    assert draw(seed, blueprint, shuffled, forms=forms) == drawn


@given(st.binary(min_size=32, max_size=32))
def test_parallel_forms_share_no_question_while_there_are_enough(seed):
    bank = bank_of({("p", "a"): 12})

    one, other = draw(seed, [Cell("p", 6)], bank, forms=2)

    assert not {p.digest for p in one} & {p.digest for p in other}


def test_another_seed_draws_another_form():
    bank = bank_of({("p", "a"): 30})
    digests = {digest_of(draw(bytes([n] * 32), [Cell("p", 10)], bank, forms=1)[0]) for n in range(20)}

    assert len(digests) == 20


def test_the_order_is_that_of_the_published_rule():
    import hashlib
    import hmac

    seed, ids = bytes(32), ["x", "y", "z"]
    expected = sorted(
        ids, key=lambda one: hmac.new(seed, b"terang/v1/order\nlot\n" + one.encode(), hashlib.sha256).digest()
    )

    assert order(seed, "lot", ids) == expected


@given(st.integers(1, 12), st.text(max_size=16))
def test_every_candidate_gets_one_of_the_forms(forms, pid):
    assert 0 <= form_of(bytes(32), "form-choice/first", pid, forms) < forms


def test_the_lot_gives_every_form_to_somebody():
    chosen = Counter(form_of(bytes(32), "form-choice/first", f"pid{n}", 4) for n in range(400))

    assert set(chosen) == {0, 1, 2, 3}
    assert min(chosen.values()) > 60


@pytest.mark.parametrize("have", [0, 4])
def test_a_topic_that_lacks_questions_is_named(have):
    bank = bank_of({("p", "a"): have, ("p", "b"): 20})

    with pytest.raises(CellLacksItems) as lack:
        draw(bytes(32), [Cell("p", 10, {"a": 5})], bank, forms=1)

    assert lack.value.sentence.params == {"cell": "p / a", "count": 5, "have": have}
