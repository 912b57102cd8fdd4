"""Every pair of state and act of a vacancy and of an amendment."""

import pytest

from terang.base.refusals import NotNow
from terang.core.norms.sections import STAGES as STAGES_OF_NORMS
from terang.stages.vacancies.states import AMENDMENT, STAGES, VACANCY, AmendmentState, VacancyState

EXPECTED = {
    "draft": {"write": "draft", "drop": "draft", "propose": "proposed"},
    "proposed": {"write": "draft", "refuse": "draft", "publish": "published"},
    "published": {"amend": "published", "close": "closed"},
    "closed": {},
}
ACTS = ("write", "drop", "propose", "refuse", "publish", "amend", "close")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", VacancyState)
def test_what_is_not_listed_cannot_happen_to_a_vacancy(state: VacancyState, act: str) -> None:
    following = EXPECTED[state].get(act)

    assert VACANCY.may(state, act) == (following is not None)
    if following:
        assert VACANCY.after(state, act) == following
    else:
        with pytest.raises(NotNow):
            VACANCY.after(state, act)


@pytest.mark.parametrize("state", AmendmentState)
@pytest.mark.parametrize("act", ["make", "refuse"])
def test_an_amendment_ends_once(state: AmendmentState, act: str) -> None:
    assert AMENDMENT.may(state, act) == (state == AmendmentState.PROPOSED)


def test_a_round_has_the_stages_that_norms_speak_of() -> None:
    assert STAGES == STAGES_OF_NORMS
