"""The shortlist of a round: who goes on, with which figures."""

import pytest

from terang.base.tenancy import scope
from terang.stages.ranking import facts
from tests.factories import ranking as factory
from tests.factories.ranking import GOOD

pytestmark = pytest.mark.django_db


def _parts(umum: int = 40, pelayanan: int = 40, bidang: int = 40) -> dict[str, int]:
    return {"umum": umum, "pelayanan": pelayanan, "bidang": bidang}


def _lines(made: factory.Play, stage: str = "shortlist") -> list[tuple[str, int | None, str, str]]:
    with scope.as_system():
        return [
            (made.name(one.pid), one.place, one.outcome, one.decided_by)
            for one in facts.published(made.round.pk, stage)
        ]


def test_three_times_the_slots_go_on_and_the_key_that_decided_is_told():
    made = factory.field_of(
        a=_parts(50), b=_parts(45), c=_parts(40), d=_parts(40, 45, 35), e=_parts(35), f=_parts(30), g=_parts(25),
        low=_parts(15), away=None,
    )  # fmt: skip

    factory.published(made, "shortlist")

    assert _lines(made) == [
        ("a", 1, "P/L", ""), ("b", 2, "P/L", "ujian"), ("c", 3, "P/L", "ujian"), ("d", 4, "P/L", "bidang"),
        ("e", 5, "P/L", "ujian"), ("f", 6, "P/L", "ujian"), ("g", 7, "P", "ujian"),
        ("low", None, "TL", ""), ("away", None, "TH", ""),
    ]  # fmt: skip


def test_all_who_equal_the_last_one_go_on():
    made = factory.field_of(
        a=_parts(50), b=_parts(50), c=_parts(50), d=GOOD, e=GOOD, f=GOOD, g=GOOD, h=_parts(30)
    )

    factory.published(made, "shortlist")

    going = [name for name, _place, outcome, _key in _lines(made) if outcome == "P/L"]
    assert sorted(going) == ["a", "b", "c", "d", "e", "f", "g"]
