"""What is not in a table cannot happen."""

import pytest

from terang.base.refusals import NotNow
from terang.stages.exams.states import (
    FORM,
    ITEM,
    SEAT,
    SESSION,
    FormState,
    ItemState,
    SeatState,
    SessionState,
)

TABLES = [(ITEM, ItemState), (FORM, FormState), (SESSION, SessionState), (SEAT, SeatState)]


@pytest.mark.parametrize(("table", "states"), TABLES)
@pytest.mark.django_db
def test_every_pair_leads_where_the_table_says_or_nowhere(table, states):
    acts = {act for _state, act in table.moves}
    for state in states:
        for act in acts:
            if (state, act) in table.moves:
                assert table.after(state, act) == table.moves[state, act]
            else:
                with pytest.raises(NotNow):
                    table.after(state, act)


@pytest.mark.parametrize(
    ("table", "last"),
    [(ITEM, ItemState.RETIRED), (FORM, FormState.FIXED), (SESSION, SessionState.CLOSED), (SEAT, SeatState.FINISHED),
     (SEAT, SeatState.ABSENT), (SEAT, SeatState.RELEASED), (SESSION, SessionState.CANCELLED)],
)  # fmt: skip
def test_what_is_over_stays_over(table, last):
    assert not [act for state, act in table.moves if state == last]
