"""Writing the journal: the entry, the pending leaf and the openings, in the act's own transaction."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, models

from terang.base import sealing
from terang.base.access.actor import Actor
from terang.base.entropy import random_bytes
from terang.base.identity.keys import subject_key
from terang.base.journal.kinds import Act
from terang.base.journal.models import Blob, Entry, Opening, Pending
from terang.base.journal.waking import wake_readers
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical, commitments, leaves, tree

if TYPE_CHECKING:
    from terang.base.approvals.models import Decision

UID_BYTES = 16


def record(
    act: Act,
    *,
    subject: models.Model,
    by: Actor,
    at: datetime,
    agency_id: int | None = None,
    round_: Round | None = None,
    facts: Mapping[str, object] | None = None,
    public: Mapping[str, object] | None = None,
    committed: Mapping[str, tuple[str, object]] | None = None,
    of: int | None = None,
    decision: "Decision | None" = None,
) -> Entry:
    """Write one act.

    facts: JSON without personal values. public: the body of the leaf, if the act has a schema.
    committed: body field -> (label, value), salted with the key of person `of`.
    decision: the approved decision whose exact bytes become the leaf (then `public` is not given).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an act is written inside its transaction")
    pending = _pending(act, round_, at, public, committed or {}, of, decision)
    wake_readers(act.name)
    return Entry.objects.create(
        act=act.name,
        agency_id=agency_id or (round_.agency_id if round_ else None),
        round=round_,
        person_id=by.person_id,
        system=by.system,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=dict(facts or {}),
        pending=pending,
        at=at,
    )


def blob(content: bytes) -> str:
    """Keep a public document; its SHA-256 in hex is its name."""
    digest = hashlib.sha256(content).hexdigest()
    Blob.objects.bulk_create([Blob(digest=digest, content=content)], ignore_conflicts=True)
    return digest


def new_uid() -> str:
    """A record's own random number, 128 bits in hex."""
    return random_bytes(UID_BYTES).hex()


def _pending(
    act: Act,
    round_: Round | None,
    at: datetime,
    public: Mapping[str, object] | None,
    committed: Mapping[str, tuple[str, object]],
    of: int | None,
    decision: "Decision | None",
) -> Pending | None:
    if act.public is None:
        if public or committed or decision:
            raise TypeError(f"{act} is not public")
        return None
    if round_ is None:
        raise TypeError(f"{act} is public and needs its round")
    if decision is not None:
        return _write(act.public.kind, round_, at, decision.approved_leaf(), decision.uid)
    uid = new_uid()
    if (public is None and not committed) or (committed and of is None):
        raise TypeError(f"{act} needs its public body, and committed values their person")
    key = subject_key(of) if of is not None and committed else None
    body = {**(public or {}), **(_commitments(key, uid, committed) if key else {})}
    act.public.check(body)
    leaf = leaves.write(
        kind=act.public.kind, round_code=round_.code, uid=uid, unix=int(at.timestamp()), body=body
    )
    pending = _write(act.public.kind, round_, at, leaf, uid)
    if key is not None and of is not None:
        _keep_openings(pending, of, key, committed)
    return pending


def _commitments(
    key: commitments.SubjectKey, uid: str, committed: Mapping[str, tuple[str, object]]
) -> dict[str, str]:
    return {
        field: commitments.commit(label, key.salt(label, uid), value).hex()
        for field, (label, value) in committed.items()
    }


def _write(kind: str, round_: Round, at: datetime, leaf: bytes, uid: str) -> Pending:
    return Pending.objects.create(
        leaf=leaf,
        leaf_hash=tree.leaf_hash(leaf),
        kind=kind,
        uid=uid,
        round=round_,
        created_at=at,
    )


def _keep_openings(
    pending: Pending, person_id: int, key: commitments.SubjectKey, committed: Mapping[str, tuple[str, object]]
) -> None:
    with scope.as_system():
        for field, (label, value) in committed.items():
            place = f"opening:{pending.uid}:{field}"
            sealed = sealing.seal(key.encrypting, canonical.encode(value), place=place)
            Opening.objects.create(
                pending=pending, person_id=person_id, field=field, label=label, sealed=sealed
            )
