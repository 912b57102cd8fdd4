"""What a card is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from terang.core.norms import Norm, Transfer
from terang.core.rules.ranking import FinalScore
from terang.core.rules.second_tests import SecondTest
from terang.core.rules.standing import Standing

Rerun = Callable[[FinalScore], Standing]
"""Runs the ranking again with this score in place of the person's own, and says where it puts them."""


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on a list: what they brought, and where that put them. The id is a pseudonym."""

    score: FinalScore
    place: int | None
    sharing: int
    outcome: str
    official: Decimal | None = None
    """The score that the list publishes, where it publishes one."""


@dataclass(frozen=True, slots=True)
class SecondResult:
    """One second test of the person; no points: absent."""

    test: SecondTest
    title: str
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Move:
    """A slot that the person got in another vacancy; `outcome` is empty where equals ask for the last one."""

    step: Transfer
    target: str
    outcome: str
    decision: str = ""
    """Why a person gave them the slot, where equals had asked for it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One person's place on one list. `above`, `below`: the nearest other places; `cutoff`: the last who is in."""

    norm: Norm
    stage: str
    vacancy: str
    kind: str
    slots: int
    mine: Line
    above: Line | None
    below: Line | None
    cutoff: Line | None
    rerun: Rerun
    tests: tuple[SecondResult, ...] = ()
    """Empty where only the score of all second tests together is known."""
    discreet: bool = False
    """So few people that nobody may learn the points of another."""
    decision: str = ""
    """Why a person decided, where the norm could not."""
    move: Move | None = None
    passed_over: Mapping[str, str] = field(default_factory=dict)
    """Vacancies whose empty slot a person gave to an equal, each with the reason."""
    agreed: tuple[str, ...] | None = None
    """The other vacancies that the person agreed to; None where nobody is moved or it is not known."""
