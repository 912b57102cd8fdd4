"""Every address that the house answers, read from the resolver itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from inspect import getclosurevars
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One named address: what it wants to know, and the methods that its view says it answers (() for any)."""

    name: str
    wants: tuple[str, ...]
    methods: tuple[str, ...]


def every() -> list[Address]:
    """All named addresses, each name once."""
    found = {address.name: address for address in _walk(get_resolver(), (), ())}
    return sorted(found.values(), key=lambda address: address.name)


def nameless() -> list[str]:
    """Addresses without a name cannot be asked for by name."""
    return [str(one.pattern) for one in _patterns(get_resolver()) if not one.name]


def _walk(resolver: URLResolver, spaces: tuple[str, ...], wants: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        needed = (*wants, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces, needed)
        elif entry.name:
            yield Address(":".join((*spaces, entry.name)), needed, methods_of(entry.callback))


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry)
        else:
            yield entry


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """What `require_http_methods` lets through, wherever in the chain of decorators it stands."""
    while view is not None:
        if isinstance(listed := _closure(view).get("request_method_list"), list):
            return tuple(listed)
        view = getattr(view, "__wrapped__", None)  # type: ignore[assignment]
    return ()


def _closure(view: Callable[..., Any]) -> dict[str, Any]:
    try:
        return dict(getclosurevars(view).nonlocals)
    except TypeError:
        return {}


__all__ = ["Address", "every", "methods_of", "nameless"]
