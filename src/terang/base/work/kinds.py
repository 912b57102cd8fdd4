"""Which commands may be handed to the worker: those marked as long, by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True)
class Kind:
    """A long command: `room.command`, and what a person reads while it is done."""

    name: str
    title: str | Promise
    command: Callable[..., Any]


_known: dict[str, Kind] = {}


def long_work(title: str | Promise) -> Callable[[Command], Command]:
    """Mark a command that grows with the number of people: its page hands it to the worker."""

    def mark(command: Command) -> Command:
        kind = Kind(name_of(command), title, command)
        if _known.get(kind.name, kind).command is not command:
            raise ValueError(f"two long commands are named {kind.name}")
        _known[kind.name] = kind
        return command

    return mark


def name_of(command: Callable[..., Any]) -> str:
    """The room and the command: `ranking.publish_edition`."""
    room = command.__module__.split(".commands")[0].rsplit(".", 1)[-1]
    return f"{room}.{command.__name__}"


def named(name: str) -> Kind:
    """The kind of that name. KeyError: no room marks it."""
    if name not in _known:
        autodiscover_modules("commands")
    return _known[name]
