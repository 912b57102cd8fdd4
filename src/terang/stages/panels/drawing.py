"""The lot: who judges whom, from a seed that was committed before. Pure; anybody can draw it again.

Source: terang-log/1 section 8.4; security.md section 5.
"""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping, Sequence

Pairing = tuple[str, str]


def order(seed: bytes, purpose: str, ids: Iterable[str]) -> list[str]:
    """The ids in the order that the seed gives them for this purpose, whatever order they came in."""
    return sorted(ids, key=lambda one: lot(seed, purpose, one))


def lot(seed: bytes, purpose: str, one: str) -> bytes:
    """The number that the seed gives to one id for this purpose."""
    return hmac.digest(seed, f"terang/v1/order\n{purpose}\n{one}".encode(), hashlib.sha256)


def draw(
    seed: bytes,
    cases: Sequence[str],
    pool: Sequence[str],
    *,
    each: int,
    barred: Collection[Pairing] = (),
    load: Mapping[str, int] | None = None,
) -> dict[str, tuple[str, ...]]:
    """For each case the assessors with the least to do, the lot deciding among equals.

    each: how many per case. barred: (case, assessor) pairs that may not meet. load: what each has already.
    A case for which too few are left gets fewer: the caller decides what that means.
    """
    busy = {one: (load or {}).get(one, 0) for one in pool}
    drawn: dict[str, tuple[str, ...]] = {}
    for case in order(seed, "case", cases):
        free = [one for one in pool if (case, one) not in barred]
        free.sort(key=lambda one: (busy[one], lot(seed, "pair", f"{case}|{one}")))
        drawn[case] = tuple(free[:each])
        for one in drawn[case]:
            busy[one] += 1
    return drawn
