"""Every pair of state and act of an edition."""

import pytest

from terang.base.refusals import NotNow
from terang.stages.ranking.states import EDITION, EditionState

ACTS = ("draft", "decide_equals", "propose", "approve", "send_back", "take_back", "publish")
MAY = {
    ("draft", "draft"): "draft",
    ("draft", "decide_equals"): "draft",
    ("draft", "propose"): "proposed",
    ("proposed", "approve"): "approved",
    ("proposed", "send_back"): "draft",
    ("proposed", "take_back"): "draft",
    ("approved", "take_back"): "draft",
    ("approved", "publish"): "published",
}


@pytest.mark.parametrize("state", EditionState.values)
@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_listed_cannot_happen(state, act):
    if (state, act) in MAY:
        assert EDITION.after(state, act) == MAY[state, act]
    else:
        with pytest.raises(NotNow):
            EDITION.after(state, act)
