"""Rounding where a norm orders it, half up and in decimal, and nowhere else."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from terang.core.norms import Norm

DECIMALS = 3
"""For a total on 100 that is only shown, where one exam decides."""


def half_up(value: Decimal, decimals: int) -> Decimal:
    """Round half up to a number of decimals.

    >>> half_up(Decimal("88.305"), 2)
    Decimal('88.31')
    """
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def plain(value: Decimal) -> Decimal:
    """The same value without idle zeros at its end.

    >>> plain(Decimal("77.500")), plain(Decimal("100.0"))
    (Decimal('77.5'), Decimal('100'))
    """
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def total_100(norm: Norm, total: int) -> Decimal:
    """The total of the first exam on the scale of 0 to 100, rounded as the norm orders; else to three decimals.

    Source: catatan 2.7; SKD 431 of 550, published by one agency in 2024.

    >>> from terang.core import norms
    >>> total_100(norms.load("cpns-2024"), 431)
    Decimal('78.364')
    """
    decimals = DECIMALS if norm.integration is None else norm.integration.decimals
    return _on_100(total, norm.total.maximum, decimals)


@lru_cache(maxsize=4096)
def _on_100(total: int, maximum: int, decimals: int) -> Decimal:
    """Whole numbers only, so that no quotient is cut before it is rounded."""
    scaled = total * 100 * 10**decimals
    return Decimal((2 * scaled + maximum) // (2 * maximum)).scaleb(-decimals)
