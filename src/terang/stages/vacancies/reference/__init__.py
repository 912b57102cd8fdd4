"""Small tables that the forms offer: education codes, and document slots with their usual limits."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Education:
    """One education code; unconfirmed ones are examples and shown as such."""

    code: str
    name: str
    confirmed: bool


@dataclass(frozen=True)
class Slot:
    """One kind of document, with the limits that are usual for it."""

    code: str
    name: str
    formats: tuple[str, ...]
    largest_kb: int
    defect: str


@cache
def education() -> Mapping[str, Education]:
    """The codes that the form offers."""
    raw = tomllib.loads((HERE / "education.toml").read_text())["codes"]
    return MappingProxyType(
        {code: Education(code, one["name"], one["confirmed"]) for code, one in raw.items()}
    )


@cache
def slots() -> Mapping[str, Slot]:
    """The document slots that the form offers."""
    raw = tomllib.loads((HERE / "documents.toml").read_text())["slots"]
    return MappingProxyType(
        {
            code: Slot(code, one["name"], tuple(one["formats"]), one["largest_kb"], one["defect"])
            for code, one in raw.items()
        }
    )
