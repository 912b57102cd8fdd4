"""Where random bytes come from: the operating system, or a seed while a simulation plays."""

import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

_source: ContextVar[Callable[[int], bytes]] = ContextVar("terang_entropy", default=secrets.token_bytes)


def random_bytes(count: int) -> bytes:
    """Bytes nobody can foresee, except where a simulation was given a seed."""
    return _source.get()(count)


@contextmanager
def seeded(seed: str) -> Iterator[None]:
    """Inside, every secret follows from the seed: the same simulation gives the same result."""
    if settings.TERANG.is_production:
        raise RuntimeError("secrets are never seeded in production")
    token = _source.set(random.Random(seed).randbytes)
    try:
        yield
    finally:
        _source.reset(token)
