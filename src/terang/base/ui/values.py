"""What the components take: small frozen values. A dict with the same keys does as well."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Self

from django.utils.functional import Promise

Words = str | Promise
Meaning = Literal["neutral", "info", "progress", "good", "warning", "bad"]
MEANINGS: tuple[Meaning, ...] = ("neutral", "info", "progress", "good", "warning", "bad")


class Value:
    """Makes itself of what a page hands over: itself, a mapping, a sequence, or one bare word."""

    @classmethod
    def of(cls, given: object) -> Self:
        """Read `given` as this value; positions follow the order of the fields."""
        if isinstance(given, cls):
            return given
        if isinstance(given, Mapping):
            return cls(**given)
        if isinstance(given, (tuple, list)):
            return cls(*given)
        return cls(*[given])

    @classmethod
    def all(cls, given: object) -> list[Self]:
        """Read each of `given`; nothing at all is an empty list."""
        return [cls.of(each) for each in given] if given else []  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Link(Value):
    """Words that lead somewhere; `hidden` is said to screen readers only, to tell equal links apart."""

    text: Words
    href: str
    hidden: Words = ""


@dataclass(frozen=True)
class Tag(Value):
    """A state in words, with the colour of its meaning."""

    text: Words
    meaning: Meaning = "neutral"


@dataclass(frozen=True)
class Column(Value):
    """The head of a table's column; numbers stand at the right."""

    label: Words
    numeric: bool = False


@dataclass(frozen=True)
class Item(Value):
    """One fact in a summary list, with the link that changes it."""

    label: Words
    value: object
    href: str = ""
    action: Words = ""


@dataclass(frozen=True)
class Step(Value):
    """One station of a way: done, now, next, or stopped there."""

    title: Words
    state: Literal["done", "now", "next", "stopped"] = "next"
    opens_at: datetime | date | Words | None = None
    closes_at: datetime | date | Words | None = None
    text: Words = ""
    href: str = ""


@dataclass(frozen=True)
class Tab(Value):
    """One of several views of the same thing."""

    label: Words
    href: str
    current: bool = False


@dataclass(frozen=True)
class NavItem(Value):
    """One entry of the navigation."""

    label: Words
    href: str
    current: bool = False


@dataclass(frozen=True)
class Bar(Value):
    """One bar of a chart."""

    label: Words
    value: int | Decimal


@dataclass(frozen=True)
class Change(Value):
    """What an amendment changes: the old words and the new ones; empty means that there was nothing."""

    label: Words
    old: object = ""
    new: object = ""


@dataclass(frozen=True)
class Download(Value):
    """A file or feed that anyone may take."""

    label: Words
    href: str
    format: str = ""
    size: Words = ""
