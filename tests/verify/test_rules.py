"""What a rule blob may say beyond the vector: roundings, thresholds, other keys, equals; and nothing else."""

import pytest

from terang.verify import terang_verify as v

ONE = {"c": "skd", "scale": 0, "max": "550", "weight": 40}
TWO = {"c": "skb", "scale": 2, "max": "100.00", "weight": 60}
PLAIN = {"v": 1, "id": "R", "components": [ONE, TWO], "order": ["final"], "decimals": 3, "slots": 1}


def ranked(rule: dict, rows: dict[str, dict], slots: int = 1, kind: str = "") -> list[list[str]]:
    return v.Rule.of(v.canonical(rule)).rank(rows, slots, None, kind)


def row(skd: str, skb: str, **more: str) -> dict:
    return {"c": {"skd": skd, "skb": skb}, **more}


def test_a_component_may_be_rounded_before_it_is_weighted() -> None:
    rounded = {**PLAIN, "components": [{**ONE, "round": 3}, TWO]}

    assert ranked(PLAIN, {"a": row("365", "72.50")}) == [["a", "70.045", "selected"]]
    assert ranked(rounded, {"a": row("365", "72.50")}) == [["a", "70.046", "selected"]]


def test_equals_are_those_whose_published_finals_are_equal_if_the_rule_says_so() -> None:
    rows = {"a": row("400", "80.00"), "b": row("400", "80.01")}
    coarse = {**PLAIN, "decimals": 1}

    assert [one[2] for one in ranked(coarse, rows)] == ["selected", "reserve"]
    assert ranked({**coarse, "order_on": "rounded"}, rows) == [["a", "77.1", "equal"], ["b", "77.1", "equal"]]


def test_equals_that_fit_are_selected_together() -> None:
    rows = {"a": row("400", "80.00"), "b": row("400", "80.00"), "c": row("300", "80.00")}

    assert [one[2] for one in ranked(PLAIN, rows, slots=2)] == ["selected", "selected", "reserve"]


def test_a_threshold_holds_for_its_kind_of_formation() -> None:
    rule = {
        **PLAIN,
        "thresholds": [{"kind": "UMUM", "min": {"twk": "65"}}, {"kind": "PAPUA", "min": {"skd": "286"}}],
    }
    rows = {"a": {"c": {"skd": "300", "skb": "80.00", "twk": "60"}}}

    assert ranked(rule, rows, kind="UMUM") == [["a", "", "below_mark"]]
    assert ranked(rule, rows, kind="PAPUA")[0][2] == "selected"


@pytest.mark.parametrize(("key", "first"), [("gpa", "b"), ("born_on", "a"), ("skb", "a"), ("skd", "b")])
def test_the_order_goes_by_what_the_rule_names(key: str, first: str) -> None:
    rows = {
        "a": row("400", "80.00", gpa="3.10", born_on="1998-02-01"),
        "b": row("410", "78.79", gpa="3.90", born_on="1999-01-01"),
    }

    assert ranked({**PLAIN, "order": [key]}, rows)[0][0] == first


@pytest.mark.parametrize("change", [
    {"transfers": {}}, {"shortlist": {}}, {"decimals": 13}, {"decimals": -1}, {"order": ["lot"]}, {"order": ["height"]},
    {"components": [{**ONE, "bonus": "5"}]}, {"components": [{**ONE, "max": "0"}]}, {"components": []},
])  # fmt: skip
def test_what_this_verifier_cannot_compute_is_not_computed(change: dict) -> None:
    with pytest.raises(v.MALFORMED):
        ranked({**PLAIN, **change}, {"a": row("400", "80.00")})


@pytest.mark.parametrize(
    "points", [("551", "80.00"), ("400", "80.0"), ("400", "80"), ("0400", "80.00"), ("-1", "80.00")]
)
def test_points_are_within_their_scale(points: tuple[str, str]) -> None:
    with pytest.raises(v.Bad):
        ranked(PLAIN, {"a": row(*points)})
