"""Promises: what the house signs at once for whoever sent something that becomes public.

The key is derived from the sealing key of the installation, so that every server of it promises alike. Whoever steals
it can promise; nobody can rewrite anything with it.
"""

from terang.base import sealing
from terang.base.journal.models import Pending
from terang.base.sequencing.models import Log
from terang.base.sequencing.origins import domain_of, origin_of
from terang.core.ledger import promises
from terang.core.ledger.notes import ED25519
from terang.core.ledger.promises import Promise
from terang.public_log.keys import PrivateKey


def key_of(domain: str) -> PrivateKey:
    """The key with which promises of an agency are signed."""
    return PrivateKey(f"receipt.{domain}", ED25519, sealing.house_key(f"receipt/{domain}"))


def promise(leaf_hash: bytes) -> bytes:
    """The promise for a leaf that was committed, as the file that its person keeps; the same whenever it is asked.

    Refused: Pending.DoesNotExist where no such leaf was committed.
    """
    found = Pending.objects.select_related("round__agency").get(leaf_hash=leaf_hash)
    log = Log.objects.filter(round=found.round).first()
    made = Promise(
        log.origin if log else origin_of(found.round),
        bytes(found.leaf_hash),
        int(found.created_at.timestamp()),
    )
    key = key_of(domain_of(found.round))
    return promises.write(made, key.key, key.sign)
