"""The proof that a person keeps once a leaf is in the published log: its way to the root, and what opens it."""

from terang.base import sealing
from terang.base.identity.keys import subject_key
from terang.base.journal.models import Opening, Pending
from terang.base.sequencing.models import LogEntry
from terang.base.sequencing.origins import folder_of
from terang.core.ledger import canonical, checkpoints
from terang.core.ledger.receipts import Receipt
from terang.core.ledger.tree import inclusion_proof
from terang.public_log.folders import LogFolder


def proof(leaf_hash: bytes, *, of: int) -> str | None:
    """The `.tlog-proof` of a leaf, with what opens it for the person whom it is about.

    None until the published checkpoint covers it. Refused: BadLog where the files are not whole.
    """
    place = LogEntry.objects.select_related("log", "pending").filter(pending__leaf_hash=leaf_hash).first()
    if place is None:
        return None
    folder = LogFolder(folder_of(place.log.origin))
    content = folder.checkpoint
    if content is None:
        return None
    seen, note = checkpoints.parse(content)
    if seen.size <= place.index:
        return None
    path = inclusion_proof(place.index, seen.size, folder.subtrees(seen.size))
    made = Receipt(place.index, tuple(path), seen, note, _extra(place.pending, of))
    made.check(leaf_hash)
    return made.content


def _extra(pending: Pending, person_id: int) -> bytes:
    """The leaf, and salt and value of what it commits to."""
    said: dict[str, object] = {"leaf": bytes(pending.leaf).decode()}
    opening = Opening.objects.filter(pending=pending, person_id=person_id).first()
    if opening:
        key = subject_key(person_id)
        value = sealing.unseal(
            key.encrypting, bytes(opening.sealed), place=f"opening:{pending.uid}:{opening.field}"
        )
        said |= {"salt": key.salt(opening.label, pending.uid).hex(), "value": canonical.decode(value)}
    return canonical.encode(said)
