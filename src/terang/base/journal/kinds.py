"""Kinds of acts: each has a name, a text, and says whether and in which form it becomes public."""

from dataclasses import dataclass

from django.utils.functional import Promise

from terang.core.ledger.leaves import Schema

_known: dict[str, "Act"] = {}


@dataclass(frozen=True)
class Act:
    """One kind of act: `room.noun.past`. With a schema, each such act is one leaf of the public log.

    is_news: whether people who follow a round want to hear of it; what only verifiers read is none.
    """

    name: str
    text: str | Promise
    public: Schema | None = None
    is_news: bool = True

    def __post_init__(self) -> None:
        if self.name in _known and _known[self.name] != self:
            raise ValueError(f"two acts are named {self.name}")
        _known[self.name] = self

    def __str__(self) -> str:
        return self.name


def all_acts() -> tuple[Act, ...]:
    """Every kind of act that the loaded rooms declare, by name."""
    return tuple(_known[name] for name in sorted(_known))


def named(name: str) -> Act | None:
    """The kind of that name, if a loaded room declares it."""
    return _known.get(name)
