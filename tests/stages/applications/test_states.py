"""The way of an application, pair by pair."""

import pytest

from terang.base.refusals import NotNow
from terang.stages.applications.states import APPLICATION, ApplicationState

D, S, W = ApplicationState.DRAFT, ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN
ACTS = ("start", "fill", "submit", "reopen", "amend", "drop_change", "withdraw", "discard")
LEADS_TO = {
    (D, "fill"): D,
    (D, "submit"): S,
    (D, "discard"): W,
    (S, "reopen"): S,
    (S, "amend"): S,
    (S, "drop_change"): S,
    (S, "withdraw"): W,
    (W, "start"): D,
}


@pytest.mark.parametrize("state", ApplicationState)
@pytest.mark.parametrize("act", ACTS)
def test_what_is_not_listed_cannot_happen(state, act):
    if (state, act) in LEADS_TO:
        assert APPLICATION.after(state, act) == LEADS_TO[state, act]
    else:
        with pytest.raises(NotNow):
            APPLICATION.after(state, act)
