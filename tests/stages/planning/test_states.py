"""Every pair of state and act of a formasi."""

import pytest

from terang.base.refusals import NotNow
from terang.stages.planning.states import FORMASI, FormasiState

ACTS = ("write", "drop", "propose", "refuse", "approve")
EXPECTED = {
    "draft": {"write": "draft", "drop": "draft", "propose": "proposed"},
    "proposed": {"write": "draft", "refuse": "draft", "approve": "approved"},
    "approved": {},
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", FormasiState)
def test_what_is_not_listed_cannot_happen(state: FormasiState, act: str) -> None:
    following = EXPECTED[state].get(act)

    assert FORMASI.may(state, act) == (following is not None)
    if following:
        assert FORMASI.after(state, act) == following
    else:
        with pytest.raises(NotNow):
            FORMASI.after(state, act)
