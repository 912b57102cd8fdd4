"""Every pair of state and act: what is not listed cannot happen."""

from itertools import product

import pytest

from terang.base.refusals import NotNow
from terang.stages.panels import states

TABLES = {
    "rubric": (states.RUBRIC, states.RubricState, {"draft write draft", "draft freeze frozen"}),
    "invitation": (
        states.INVITATION,
        states.InvitationState,
        {
            "invited draw invited", "invited appoint invited", "invited hand_in invited", "invited settle settled",
            "invited mark_absent absent", "invited release released", "settled release released",
            "absent release released", "settled reassess invited", "absent reassess invited",
        },
    ),
    "assignment": (
        states.ASSIGNMENT, states.AssignmentState, {"open write open", "open lock locked", "open void void"}
    ),
    "announcement": (
        states.ANNOUNCEMENT,
        states.AnnouncementState,
        {
            "open propose proposed", "proposed approve published", "proposed refuse open", "published correct open",
        },
    ),
}  # fmt: skip
PAIRS = [
    (name, state, act)
    for name, (table, kinds, _) in TABLES.items()
    for state, act in product(kinds, sorted({act for _, act in table.moves}))
]


@pytest.mark.parametrize(("name", "state", "act"), PAIRS)
def test_what_is_not_listed_cannot_happen(name, state, act):
    table, kinds, listed = TABLES[name]
    follows = {f"{state} {act} {after}" for after in kinds} & listed

    if follows:
        assert f"{state} {act} {table.after(state, act)}" in follows
    else:
        with pytest.raises(NotNow):
            table.after(state, act)
