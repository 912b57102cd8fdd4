"""Lots that nobody alone controls and everybody can draw again. Source: terang-log/1 section 8.4."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence

SHARE_BYTES = 32


def seed(purpose: str, shares: Sequence[bytes], beacon: bytes = b"") -> bytes:
    """The seed of one purpose, from the opened shares of several parties and the randomness of a public beacon.

    Refused: ValueError where there is neither a share nor a beacon, or a share is not 32 bytes.
    """
    if not shares and not beacon:
        raise ValueError("a lot needs a share or a beacon")
    if any(len(one) != SHARE_BYTES for one in shares):
        raise ValueError("a share has exactly 32 bytes")
    return hashlib.sha256(b"terang/v1/seed\n" + purpose.encode() + b"\n" + b"".join(shares) + beacon).digest()


def order(drawn: bytes, purpose: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order that the seed gives them; whoever is left out does not change the order of the others.

    >>> order(bytes(32), "lot/R1", ["a", "b", "c"]) == order(bytes(32), "lot/R1", ["c", "a", "b"])
    True
    """
    prefix = b"terang/v1/order\n" + purpose.encode() + b"\n"
    return sorted(ids, key=lambda one: hmac.digest(drawn, prefix + one.encode(), "sha256"))
