"""How a command says how far it is. Whoever watches may stop it between two items; usually nobody watches."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.utils.functional import Promise

T = TypeVar("T")
Watch = Callable[[str | Promise, int, int], None]
"""Called with what is done, how many are done, and of how many."""

_watch: ContextVar[Watch | None] = ContextVar("terang_watch", default=None)


class Cancelled(Exception):
    """The person who asked for it has cancelled: the transaction is rolled back."""


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Inside, `watch` is told; what it raises ends the work."""
    token = _watch.set(watch)
    try:
        yield
    finally:
        _watch.reset(token)


def counted(items: Iterable[T], what: str | Promise) -> Iterator[T]:
    """The same items, told one by one."""
    watch = _watch.get()
    if watch is None:
        yield from items
        return
    whole = list(items)
    for done, item in enumerate(whole):
        watch(what, done, len(whole))
        yield item
    watch(what, len(whole), len(whole))
