"""Plans of second tests beyond those that agencies announced, and their combination."""

from decimal import Decimal

import pytest

from terang.core import norms
from terang.core.rules.second_tests import Combined, SecondTest, check_plan, combine

NORM = norms.load("cpns-2024")
LOCAL = norms.load("lokal-contoh")


def plan(**weights: int) -> list[SecondTest]:
    return [SecondTest(kind, Decimal(weight)) for kind, weight in weights.items()]


def test_cat_alone_may_be_announced_by_everybody() -> None:
    assert check_plan(NORM, "daerah", plan(cat=100)) == check_plan(NORM, "pusat", plan(cat=100)) == ()


def test_a_regional_agency_may_add_one_kind_of_forty_percent() -> None:
    assert check_plan(NORM, "daerah", plan(cat=60, practical=40)) == ()


@pytest.mark.parametrize(
    ("agency_kind", "tests", "reasons"),
    [
        ("daerah", plan(cat=90, interview=10),
         ["Wawancara is not allowed for an agency of kind daerah (PermenPANRB 6/2024)."]),
        ("daerah", plan(cat=59, practical=41),
         ["The tests besides CAT may weigh at most 40 % together, not 41 % (PermenPANRB 6/2024)."]),
        ("daerah", plan(cat=80, practical=10, aptitude=10),
         ["Besides CAT the kinds of tests may be at most 1, not 2 (PermenPANRB 6/2024)."]),
        ("pusat", plan(cat=49, practical=51),
         ["CAT must weigh at least 50 % of the second tests, not 49 % (PermenPANRB 6/2024).",
          "The tests besides CAT may weigh at most 50 % together, not 51 % (PermenPANRB 6/2024)."]),
        ("pusat", plan(cat=89, interview=11),
         ["Interviews may weigh at most 10 %, not 11 % (PermenPANRB 6/2024)."]),
        ("pusat", plan(cat=99), ["The weights of the second tests sum to 99, not to 100."]),
        ("pusat", plan(cat=100, dance=0),
         ["The norm cpns-2024 knows no test of kind dance.", "dance has no weight and knocks nobody out: it decides nothing."]),
        ("pusat", [SecondTest("cat", Decimal(100)), SecondTest("fitness", Decimal(0), knockout=True)],
         ["Kesamaptaan knocks out: the announcement must say below how many points (PermenPANRB 6/2024 Ps. 22)."]),
    ],
)  # fmt: skip
def test_every_reason_against_a_plan_is_told(
    agency_kind: str, tests: list[SecondTest], reasons: list[str]
) -> None:
    assert list(check_plan(NORM, agency_kind, tests)) == reasons


def test_a_plan_without_tests_is_refused() -> None:
    assert "The weights of the second tests sum to 0, not to 100." in check_plan(NORM, "pusat", [])


def test_a_local_selection_may_hold_interviews_portfolios_and_presentations() -> None:
    assert check_plan(LOCAL, "daerah", plan(practical=40, interview=30, portfolio=20, presentation=10)) == ()
    assert check_plan(LOCAL, "daerah", plan(practical=59, interview=41)) == (
        "Interviews may weigh at most 40 %, not 41 % (Pilihan instansi).",
    )


def test_a_reason_can_be_translated() -> None:
    (reason,) = check_plan(NORM, "pusat", plan(cat=89, interview=11))

    assert reason.msgid == "Interviews may weigh at most %(most)s %%, not %(has)s %% (%(article)s)."
    assert reason.msgid % reason.params == reason


SCHEME = [
    SecondTest("cat", Decimal(50)),
    SecondTest("psychological", Decimal(10), knockout=True, knockout_minimum=Decimal(60)),
    SecondTest("practical", Decimal(30)),
    SecondTest("interview", Decimal(10)),
]


def test_the_second_exam_is_the_weighted_sum_and_is_not_rounded() -> None:
    points = {
        "cat": Decimal("77.77"),
        "psychological": Decimal(60),
        "practical": Decimal("81.25"),
        "interview": Decimal(90),
    }

    assert combine(SCHEME, points) == Combined(Decimal("78.26"), (), ())


def test_full_points_in_every_test_give_a_hundred() -> None:
    assert combine(SCHEME, {test.key: Decimal(100) for test in SCHEME}).score == 100


def test_a_knock_out_below_its_minimum_is_told_with_the_score() -> None:
    points = {test.key: Decimal(100) for test in SCHEME} | {"psychological": Decimal("59.99")}

    found = combine(SCHEME, points)

    assert found.knocked_out_by == ("psychological",)
    assert found.score == Decimal("95.999")


def test_nothing_in_a_test_is_a_score_too() -> None:
    points = {test.key: Decimal(100) for test in SCHEME} | {"interview": Decimal(0)}

    assert combine(SCHEME, points) == Combined(Decimal(90), (), ())


def test_a_missing_test_leaves_no_score() -> None:
    found = combine(SCHEME, {"cat": Decimal(80), "practical": None})

    assert found == Combined(None, (), ("psychological", "practical", "interview"))


def test_a_knock_out_is_told_while_other_tests_are_missing() -> None:
    found = combine(SCHEME, {"cat": Decimal(80), "psychological": Decimal(59), "practical": Decimal(80)})

    assert found == Combined(None, ("psychological",), ("interview",))


def test_two_tests_of_one_kind_are_told_apart_by_their_code() -> None:
    tests = [
        SecondTest("practical", Decimal(50), code="suntik"),
        SecondTest("practical", Decimal(50), code="triase"),
    ]

    assert combine(tests, {"suntik": Decimal(60), "triase": Decimal(80)}).score == 70


@pytest.mark.parametrize("points", ["-0.01", "100.01"])
def test_points_outside_the_scale_are_refused(points: str) -> None:
    with pytest.raises(ValueError, match=rf"^cat: {points} points are not between 0 and 100\.$"):
        combine(SCHEME, {"cat": Decimal(points)})
