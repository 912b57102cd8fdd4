"""Writing the journal: the entry, the pending leaf and the openings, in the act's own transaction."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connection, models

from terang.base import sealing
from terang.base.access.actor import Actor
from terang.base.entropy import random_bytes
from terang.base.identity.keys import signed_in_software, subject_keys
from terang.base.journal.kinds import Act
from terang.base.journal.models import Blob, Entry, Opening, Pending
from terang.base.journal.waking import wake_readers
from terang.base.tenancy import scope
from terang.base.tenancy.models import Round
from terang.core.ledger import canonical, commitments, leaves, tree

if TYPE_CHECKING:
    from terang.base.approvals.models import Decision

UID_BYTES = 16
BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Line:
    """What is written about one subject; see `record`."""

    subject: models.Model
    facts: Mapping[str, object] | None = None
    public: Mapping[str, object] | None = None
    committed: Mapping[str, tuple[str, object]] | None = None
    of: int | None = None
    decision: "Decision | None" = None
    signer: int | None = None
    parents: Sequence[bytes] = ()


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
    signer: int | None = None,
    parents: Sequence[bytes] = (),
) -> Entry:
    """Write one act.

    facts: JSON without personal values. public: the body of the leaf, if the act has a schema.
    committed: body field -> (label, value), salted with the key of person `of`.
    decision: the approved decision whose exact bytes become the leaf (then `public` is not given).
    signer: the person whose own word this is, and who signs the leaf alone.
    parents: the hashes of the leaves from which this one follows (`leaf_hashes`). They have been written before, so
    that the sequencer gives them earlier places: it keeps the order of official acts, and of each person's own.
    """
    line = Line(
        subject=subject, facts=facts, public=public, committed=committed, of=of, decision=decision, signer=signer,
        parents=parents,
    )  # fmt: skip
    return record_all(act, [line], by=by, at=at, agency_id=agency_id, round_=round_)[0]


def record_all(
    act: Act,
    lines: Iterable[Line],
    *,
    by: Actor,
    at: datetime,
    agency_id: int | None = None,
    round_: Round | None = None,
) -> list[Entry]:
    """Write the same act for many subjects, in as many statements as for one."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is written inside its transaction")
    lines = list(lines)
    keys = subject_keys({line.of for line in lines if line.of is not None and line.committed})
    pending = [_pending(act, round_, at, line, keys) for line in lines]
    Pending.objects.bulk_create([one for one in pending if one], batch_size=BATCH)
    _keep_openings(lines, pending, keys)
    wake_readers(act.name)
    entries = [
        Entry(
            act=act.name,
            agency_id=agency_id or (round_.agency_id if round_ else None),
            round=round_,
            person_id=by.person_id,
            system=by.system,
            subject_type=line.subject._meta.label_lower,
            subject_id=line.subject.pk,
            facts=dict(line.facts or {}),
            pending=one,
            at=at,
        )
        for line, one in zip(lines, pending, strict=True)
    ]
    return Entry.objects.bulk_create(entries, batch_size=BATCH)


def blob(content: bytes) -> str:
    """Keep a public document; its SHA-256 in hex is its name."""
    digest = hashlib.sha256(content).hexdigest()
    Blob.objects.bulk_create([Blob(digest=digest, content=content)], ignore_conflicts=True)
    return digest


def new_uid() -> str:
    """A record's own random number, 128 bits in hex."""
    return random_bytes(UID_BYTES).hex()


def _pending(
    act: Act, round_: Round | None, at: datetime, line: Line, keys: Mapping[int, commitments.SubjectKey]
) -> Pending | None:
    """The leaf of one line, not saved yet; None for an act that is not public."""
    committed = line.committed or {}
    if act.public is None:
        if line.public or committed or line.decision:
            raise TypeError(f"{act} is not public")
        return None
    if round_ is None:
        raise TypeError(f"{act} is public and needs its round")
    if line.decision is not None:
        return _leaf(act.public.kind, round_, at, line.decision.approved_leaf(), line.decision.uid)
    uid = new_uid()
    if (line.public is None and not committed) or (committed and line.of is None):
        raise TypeError(f"{act} needs its public body, and committed values their person")
    made = _commitments(keys[line.of], uid, committed) if committed and line.of is not None else {}
    body = {**(line.public or {}), **made}
    act.public.check(body)
    leaf = leaves.write(
        kind=act.public.kind, round_code=round_.code, uid=uid, unix=int(at.timestamp()), body=body,
        parents=[bytes(one).hex() for one in line.parents],
    )  # fmt: skip
    if line.signer is not None:
        leaf = leaves.approved(leaf, _signatures(line.signer, leaf, at))
    return _leaf(act.public.kind, round_, at, leaf, uid)


def _signatures(person_id: int, leaf: bytes, at: datetime) -> list[dict[str, str]]:
    signed = signed_in_software(person_id, leaves.approve_message(leaf), at=at)
    return [leaves.approval(signed[0].key_id, signed[0].kind, signed[1])] if signed else []


def _commitments(
    key: commitments.SubjectKey, uid: str, committed: Mapping[str, tuple[str, object]]
) -> dict[str, str]:
    return {
        field: commitments.commit(label, key.salt(label, uid), value).hex()
        for field, (label, value) in committed.items()
    }


def _leaf(kind: str, round_: Round, at: datetime, leaf: bytes, uid: str) -> Pending:
    digest = tree.leaf_hash(leaf)
    return Pending(leaf=leaf, leaf_hash=digest, kind=kind, uid=uid, round=round_, created_at=at)


def _keep_openings(
    lines: Iterable[Line], pending: Iterable[Pending | None], keys: Mapping[int, commitments.SubjectKey]
) -> None:
    """Every committed value, sealed for the person it is about."""
    openings = [
        Opening(
            pending=one, person_id=line.of, field=field, label=label,
            sealed=sealing.seal(
                keys[line.of].encrypting, canonical.encode(value), place=f"opening:{one.uid}:{field}"
            ),
        )
        for line, one in zip(lines, pending, strict=True)
        if one is not None and line.of is not None
        for field, (label, value) in (line.committed or {}).items()
    ]  # fmt: skip
    if openings:
        with scope.as_system():
            Opening.objects.bulk_create(openings, batch_size=BATCH)
