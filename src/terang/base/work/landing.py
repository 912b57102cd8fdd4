"""Where a person goes when the work is done, and what they are told there."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

RESULT = "<result>"
"""Stands in `args` for the number that the command gives back."""


@dataclass(frozen=True)
class Landing:
    """page and args: a named address. said: the sentence on it; %d is the result. back: where the person came from."""

    page: str
    args: Sequence[Any]
    said: str
    back: str

    @classmethod
    def kept(cls, values: Mapping[str, Any]) -> "Landing":
        return cls(**values)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def address(self, result: int | None) -> str:
        return reverse(self.page, args=[result if one == RESULT else one for one in self.args])

    def sentence(self, result: int | None) -> str:
        return self.said.replace("%d", str(result))
