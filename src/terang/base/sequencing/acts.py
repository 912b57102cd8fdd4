"""The leaves with which a log begins: nobody acts in them, so the journal has none of them."""

from terang.core.ledger.leaves import (
    CODE,
    COUNT,
    DAY_TIME,
    HEX32,
    Field,
    Schema,
    list_of,
    matching,
    one_of,
    text,
)

VKEY = matching(r"[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+", "verifier key")
KEY_ID = matching(r"[0-9a-f]{8}", "key id")
NAME = matching(r"[a-z0-9][a-z0-9.-]{0,79}", "name of a key")
BASE64 = matching(r"[A-Za-z0-9+/]+={0,2}", "Base64")
BUCKETS = Field("seconds by kind", lambda v: isinstance(v, dict), {
    "type": "object", "additionalProperties": {"type": "integer", "minimum": 1},
})  # fmt: skip

GENESIS = Schema("genesis", {
    "spec": text(), "origin": text(), "log_key": VKEY, "log_key_pq": VKEY, "receipt_key": VKEY, "policy": HEX32,
    "schemas": HEX32, "mmd": COUNT, "buckets": BUCKETS, "k_min": COUNT, "open_kinds": list_of(CODE), "origins": list_of(text()),
})  # fmt: skip
KEY = Schema("key", {
    "op": one_of("add", "revoke", "rotate"), "use": CODE, "name": NAME, "pub": BASE64, "from": DAY_TIME,
})  # fmt: skip
ROLE = Schema("role", {"op": one_of("grant", "revoke"), "key": KEY_ID, "role": CODE})
CEREMONY = (GENESIS, KEY, ROLE)
