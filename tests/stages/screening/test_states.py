"""The ways of a file and of an announcement, pair by pair."""

import pytest

from terang.base.refusals import NotNow
from terang.stages.screening.states import ANNOUNCEMENT, CASE, AnnouncementState, CaseState

C, A = CaseState, AnnouncementState
CASE_ACTS = ("take", "note", "put_back", "decide", "return", "announce", "reopen")
CASE_LEADS_TO = {
    (C.QUEUED, "take"): C.TAKEN,
    (C.REOPENED, "take"): C.TAKEN,
    (C.TAKEN, "note"): C.TAKEN,
    (C.TAKEN, "put_back"): C.QUEUED,
    (C.TAKEN, "decide"): C.DECIDED,
    (C.DECIDED, "return"): C.QUEUED,
    (C.DECIDED, "announce"): C.ANNOUNCED,
    (C.ANNOUNCED, "reopen"): C.REOPENED,
}
ANNOUNCEMENT_LEADS_TO = {(A.PROPOSED, "announce"): A.ANNOUNCED, (A.PROPOSED, "refuse"): A.REFUSED}
PAIRS = [
    *((CASE, CASE_LEADS_TO, state, act) for state in C for act in CASE_ACTS),
    *(
        (ANNOUNCEMENT, ANNOUNCEMENT_LEADS_TO, state, act)
        for state in A
        for act in ("announce", "refuse", "reopen")
    ),
]


@pytest.mark.parametrize("table, leads_to, state, act", PAIRS)
def test_what_is_not_listed_cannot_happen(table, leads_to, state, act):
    if (state, act) in leads_to:
        assert table.after(state, act) == leads_to[state, act]
    else:
        with pytest.raises(NotNow):
            table.after(state, act)
