"""One person's place found by counting is the place that the ranking of everybody gives."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terang.core import norms
from terang.core.cards import ranked
from terang.core.norms import Norm
from terang.core.rules.ranking import FinalScore
from terang.core.rules.standing import Rivals, Standing, place_of, rivals
from tests.core.people import KINDS, fields

STAGES = [(name, stage) for name in norms.available() for stage in norms.load(name).stages if KINDS[name]]


def _ranked(
    norm: Norm, stage: str, kind: str, slots: int, scores: Sequence[FinalScore]
) -> dict[str, Standing]:
    lines = ranked(norm, stage, kind, slots, scores)
    return {one.score.id: Standing(one.place, one.sharing, one.outcome) for one in lines}


@pytest.mark.parametrize("norm_id, stage", STAGES)
@settings(max_examples=25)
@given(data=st.data())
def test_counting_who_is_better_gives_the_place_of_the_whole_ranking(
    norm_id: str, stage: str, data: st.DataObject
) -> None:
    norm = norms.load(norm_id)
    kind, slots = data.draw(st.sampled_from(KINDS[norm_id])), data.draw(st.integers(1, 5))
    scores = data.draw(fields(norm, kind))

    expected = _ranked(norm, stage, kind, slots, scores)

    for one in scores:
        others = rivals(norm, stage, kind, slots, [other for other in scores if other is not one])
        assert place_of(one, others) == expected[one.id]


@pytest.mark.parametrize("norm_id, stage", STAGES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_changed_score_is_placed_as_if_all_were_ranked_again(
    norm_id: str, stage: str, data: st.DataObject
) -> None:
    norm = norms.load(norm_id)
    kind, slots = data.draw(st.sampled_from(KINDS[norm_id])), data.draw(st.integers(1, 5))
    scores = data.draw(fields(norm, kind))
    one, other = scores[0], data.draw(fields(norm, kind, least=1))[0]
    changed = replace(other, id=one.id)

    standing = place_of(changed, rivals(norm, stage, kind, slots, scores[1:]))

    assert standing == _ranked(norm, stage, kind, slots, [changed, *scores[1:]])[one.id]


def test_rivals_of_a_shortlist_are_those_who_met_and_those_from_the_very_total_of_the_fallback_on() -> None:
    norm = norms.load("cpns-2018")
    others = [
        FinalScore("met", {"twk": 75, "tiu": 82, "tkp": 143}, None),
        FinalScore("at", {"twk": 75, "tiu": 80, "tkp": 100}, None),
        FinalScore("below", {"twk": 75, "tiu": 79, "tkp": 100}, None),
        FinalScore("absent", None, None),
    ]

    assert rivals(norm, "shortlist", "UMUM", 2, others) == Rivals(
        norm, "shortlist", "UMUM", 2, placed=((-300, -143, -82, -75),), below=((-255, -100, -80, -75),)
    )
