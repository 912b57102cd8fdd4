"""The root of a list: one hash that stands for all of its entries, in their order.

Source: RFC 6962 section 2.1.
"""

import hashlib
from collections.abc import Sequence


def root(entries: Sequence[bytes]) -> bytes:
    """The Merkle tree hash of the entries.

    >>> root([]).hex()[:8]
    'e3b0c442'
    """
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    split = 1 << ((len(entries) - 1).bit_length() - 1)
    return hashlib.sha256(b"\x01" + root(entries[:split]) + root(entries[split:])).digest()


def root_of_pids(pids: Sequence[str]) -> str:
    """The root over sorted public numbers, in hex."""
    return root([pid.encode() for pid in sorted(pids)]).hex()
