"""The rule that the log fixes ranks as the norm does, for every norm that the format can express."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terang.core import norms
from terang.core.ledger import canonical
from terang.core.norms import Norm
from terang.core.rules.public_rule import public_rule, second_code, written
from terang.core.rules.ranking import OPEN, FinalScore, final
from terang.core.rules.second_tests import SecondTest, combine
from terang.core.rules.shortlist import BasicScore, shortlist
from terang.verify import terang_verify as v

EVERY = sorted(one.stem for one in norms.HERE.glob("*.toml"))
PLAN = [
    SecondTest("cat", Decimal(60), code="1"),
    SecondTest("practical", Decimal(40), knockout=True, knockout_minimum=Decimal(30), code="2"),
]


def rule_of(norm: Norm, kind: str, slots: int) -> dict[str, Any]:
    tests = PLAN if norm.integration else []
    return public_rule(norm, code="V1", kind=kind, slots=slots, tests=tests)


def expressible(norm: Norm) -> list[str]:
    return [code for code in norm.kinds if "beyond" not in rule_of(norm, code, 1)]


ABLE = [one for one in EVERY if expressible(norms.load(one))]


def test_most_norms_can_be_expressed_and_the_others_say_why() -> None:
    told = {
        one: sorted({why for kind in norms.load(one).kinds for why in rule_of(norms.load(one), kind, 1).get("beyond", ())})
        for one in EVERY
    }  # fmt: skip

    assert {one: why for one, why in told.items() if why} == {
        "cpns-2018": ["affirmations", "fallback"],
        "cpns-2024": ["threshold_unknown"],
        "pppk-2024": ["priority"],
        "pppk-2024-operasional": ["priority"],
        "pppk-guru-2021": ["affirmations", "threshold_unknown"],
        "pppk-nonguru-2021": ["threshold_unknown"],
    }
    assert ABLE == ["cpns-2019", "cpns-2021", "cpns-2024", "lokal-contoh", "pppk-2023", "pppk-guru-2023"]


@pytest.mark.parametrize("norm_id", EVERY)
def test_it_is_canonical_and_names_its_norm(norm_id: str) -> None:
    norm = norms.load(norm_id)

    said = rule_of(norm, next(iter(norm.kinds)), 2)

    assert canonical.decode(canonical.encode(said)) == said
    assert said["norm"] == {"id": norm.id, "sha256": norm.content_hash}


@st.composite
def fields(draw: st.DrawFn) -> tuple[Norm, str, int, dict[str, dict[str, Any]]]:
    """A norm, a kind, slots, and people: parts or None, second tests or None."""
    norm = norms.load(draw(st.sampled_from(ABLE)))
    kind = draw(st.sampled_from(expressible(norm)))
    few = {
        part.code: st.sampled_from([part.maximum * n // 10 // 5 * 5 for n in (4, 6, 8, 10)])
        for part in norm.parts
    }
    second = st.sampled_from(
        [None, *(Decimal(n) / 1000 for n in (0, 29_999, 30_000, 72_125, 72_126, 100_000))]
    )
    person = st.fixed_dictionaries({
        "parts": st.none() | st.fixed_dictionaries(few), "second": st.tuples(second, second),
    })  # fmt: skip
    many = draw(st.lists(person, max_size=12))
    return norm, kind, draw(st.integers(0, 3)), {f"p{at:02}": one for at, one in enumerate(many)}


def by_norm(norm: Norm, kind: str, slots: int, people: dict[str, dict[str, Any]]) -> list[list[str]]:
    """[pid, final, status] as the rules of the core give them."""
    on, out, below = list(people), [], []
    if norm.shortlisting:
        codes = norm.codes["shortlist"]
        listed = shortlist(norm, kind, slots, [BasicScore(pid, one["parts"]) for pid, one in people.items()])
        on = [one.id for one in listed if one.outcome == codes.chosen]
        out = [one.id for one in listed if one.outcome == codes.outside]
        below = [one.id for one in listed if one.outcome in {codes.below, codes.absent}]
    scores = []
    for pid in on:
        combined = combine(PLAN, dict(zip("12", people[pid]["second"], strict=True)))
        is_out = norm.integration is not None and bool(
            combined.knocked_out_by
        )  # else there is no second exam
        scores.append(FinalScore(pid, people[pid]["parts"], combined.score, is_out))
    ranked = final(norm, slots, scores, kind=kind)
    status = {norm.codes["final"].chosen: "selected", OPEN: "equal"}
    rows = [[one.id, str(one.final), status.get(one.outcome, "reserve")] for one in ranked if one.place]
    below += [one.id for one in ranked if not one.place]
    return (
        rows
        + [[pid, "", "outside"] for pid in sorted(out)]
        + [[pid, "", "below_mark"] for pid in sorted(below)]
    )


def opened(norm: Norm, person: dict[str, Any]) -> dict[str, Any]:
    """What a bundle opens of a person: who was absent has no points."""
    c: dict[str, str] = {}
    if person["parts"] is not None:
        c = {code: str(points) for code, points in person["parts"].items()}
        c[norm.total.code] = str(sum(person["parts"].values()))
    if norm.integration:
        c |= {
            second_code(norm, at): written(points)
            for at, points in enumerate(person["second"], start=1) if points is not None
        }  # fmt: skip
    return {"c": c}


@given(fields())
def test_a_verifier_ranks_by_it_as_the_norm_does(
    field: tuple[Norm, str, int, dict[str, dict[str, Any]]],
) -> None:
    norm, kind, slots, people = field
    rule = v.Rule.of(canonical.encode(rule_of(norm, kind, slots)))

    groups = rule.groups({pid: opened(norm, one) for pid, one in people.items()}, slots, None, kind)

    expected = by_norm(norm, kind, slots, people)
    assert v.differs(groups, expected) == ""
    assert [row for group in groups for row in group] == expected
