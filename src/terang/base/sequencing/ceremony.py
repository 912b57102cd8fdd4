"""How a log begins: its genesis, then the keys of the officials of its round and their roles.

They stand before everything else and need no approval; a key that comes later does (terang-log/1 section 5).
"""

import base64
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Q

from terang.base.access.models import RoleGrant
from terang.base.identity.models import SigningKey
from terang.base.journal import kinds
from terang.base.journal.models import Pending
from terang.base.journal.recording import blob, new_uid
from terang.base.sequencing import promising
from terang.base.sequencing.acts import CEREMONY, GENESIS, KEY, ROLE
from terang.base.sequencing.origins import domain_of, origin_of
from terang.base.tenancy.models import Round
from terang.core.ledger import leaves, tree
from terang.core.ledger.leaves import Schema
from terang.core.ledger.promises import MMD_SECONDS
from terang.core.rules.openness import GENERAL_KINDS, K_MIN


def write(round_: Round, vkeys: tuple[str, ...], policy: str, *, at: datetime) -> None:
    """Write the leaves with which the log of this round begins, in the transaction that begins it."""
    bodies = [(GENESIS, _genesis(round_, vkeys, policy)), *_officials(round_, at)]
    Pending.objects.bulk_create([_leaf(round_, schema, body, at) for schema, body in bodies])


def schemas() -> bytes:
    """The closed form of every kind of leaf, as a document of JSON Schema."""
    forms: dict[str, list[dict[str, object]]] = defaultdict(list)
    for schema in [*CEREMONY, *(act.public for act in kinds.all_acts() if act.public)]:
        if schema.shape not in forms[schema.kind]:
            forms[schema.kind].append(schema.shape)
    said = {kind: found[0] if len(found) == 1 else {"anyOf": found} for kind, found in forms.items()}
    return (json.dumps({"kinds": said}, sort_keys=True, indent=1) + "\n").encode()


def _genesis(round_: Round, vkeys: tuple[str, ...], policy: str) -> dict[str, object]:
    return {
        "spec": leaves.SPEC,
        "origin": origin_of(round_),
        "log_key": vkeys[0],
        "log_key_pq": vkeys[1],
        "receipt_key": promising.key_of(domain_of(round_)).key.line,
        "policy": blob(policy.encode()),
        "schemas": blob(schemas()),
        "mmd": MMD_SECONDS,
        "buckets": {**leaves.BUCKET, "other": leaves.MINUTE},
        "k_min": K_MIN,
        "open_kinds": sorted(GENERAL_KINDS),
        "origins": [settings.TERANG.origin],
    }


def _officials(round_: Round, at: datetime) -> Iterator[tuple[Schema, dict[str, object]]]:
    """The keys of all who hold a role in this round, valid from its beginning on, and then their roles."""
    grants = RoleGrant.objects.filter(Q(round=round_) | Q(round=None), agency=round_.agency, revoked_at=None)
    roles: Mapping[int, set[str]] = defaultdict(set)
    for person_id, role in grants.values_list("person_id", "role"):
        roles[person_id].add(role)
    held = list(SigningKey.objects.filter(person_id__in=roles).order_by("created_at", "pk"))
    for key in held:
        yield KEY, {
            "op": "add", "use": "officer", "name": f"official-{key.person_id}",
            "pub": base64.b64encode(bytes(key.public_key)).decode(), "from": int(min(key.created_at, at).timestamp()),
        }  # fmt: skip
    for key in held:
        for role in sorted(roles[key.person_id]):
            yield ROLE, {"op": "grant", "key": key.key_id, "role": role}


def _leaf(round_: Round, schema: Schema, body: dict[str, object], at: datetime) -> Pending:
    schema.check(body)
    uid = new_uid()
    leaf = leaves.write(
        kind=schema.kind, round_code=round_.code, uid=uid, unix=int(at.timestamp()), body=body
    )
    return Pending(
        leaf=leaf, leaf_hash=tree.leaf_hash(leaf), kind=schema.kind, uid=uid, round=round_, created_at=at
    )
