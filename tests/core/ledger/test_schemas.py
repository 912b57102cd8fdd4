"""The schemas that the log publishes say what the house checks: neither more nor less."""

import json

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from terang.core.ledger import leaves
from terang.core.ledger.leaves import NotPublic, Schema
from terang.core.ledger.notes import Key
from terang.core.ledger.policies import BadPolicy, parse, published

SCHEMA = Schema("x", {
    "pid": leaves.PID, "n": leaves.COUNT, "what": leaves.one_of("a", "b"), "codes": leaves.list_of(leaves.CODE),
    "note": leaves.text(5).optional(), "yes": leaves.TRUTH.optional(), "points": leaves.POINTS.optional(),
})  # fmt: skip
GOOD = {"pid": "b7n441jcx6tdwwhf", "n": 0, "what": "a", "codes": ["x"]}
values = st.sampled_from(
    ["", "a", "x", "b7n441jcx6tdwwhf", "b7n441jcx6tdwwhf\n", "12.5", "012", "long text", 0, -1, 7, True, [], ["x"], ["x", ""], [1]]
)  # fmt: skip


@example({"pid": "b7n441jcx6tdwwhf\n"}, set())
@given(st.dictionaries(st.sampled_from([*SCHEMA.fields, "other"]), values), st.sets(st.sampled_from([*GOOD])))
def test_the_published_form_agrees_with_the_check(said: dict[str, object], left_out: set[str]) -> None:
    body = {**{name: value for name, value in GOOD.items() if name not in left_out}, **said}
    validator = jsonschema.Draft202012Validator(json.loads(json.dumps(SCHEMA.shape)))

    try:
        SCHEMA.check(body)
    except NotPublic:
        assert not validator.is_valid(body)
    else:
        assert validator.is_valid(body)


WITNESSES = "# who\nwitness W1 w1.example+7457e05b+BDo8d+GXd8gr0oxsgzqZ/HCnSNjqNiPmyfcVYlsUSb8i http://w1.example\n\nquorum W1\n"


def test_a_published_policy_names_the_log_and_no_addresses() -> None:
    key = Key("log.x/1", bytes(32))
    text = published(key, WITNESSES)

    assert parse(text).logs == (key,)
    assert parse(text).witnesses == parse(WITNESSES).witnesses
    assert parse(text).addresses == {}
    assert parse(WITNESSES).addresses == {"W1": "http://w1.example"}
    assert "http" not in text
    with pytest.raises(BadPolicy):
        parse(published(key, ""))
