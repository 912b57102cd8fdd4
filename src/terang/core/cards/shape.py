"""What a card says. Numbers are exact; sentences are English and wait for a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from terang.core.sentences import Sentence

Number = int | Decimal
Text = str | Sentence


class Formula(tuple[str | Sentence | Number, ...]):
    """Signs, names and numbers one after the other: `("TWK ", 75, " + TIU ", 130)`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Component:
    """Points of one part, sum or test as they count; None: absent. `met`: whether a minimum was reached, if any."""

    code: str
    label: Text
    points: Number | None
    maximum: Number
    minimum: Number | None
    met: bool | None
    weight: Decimal | None
    counts: Decimal | None
    notes: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step to the score: the formula, its exact value, and what is left of it where the norm orders rounding."""

    code: str
    label: Text
    formula: Formula
    exact: Fraction
    decimals: int | None
    rounding: Sentence | None
    after: Number


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest other place. `mine` and `theirs` are None where the key is private or the list very short."""

    side: str
    label: Sentence
    id: str
    place: int | None
    key: str
    key_name: Text
    mine: Number | None
    theirs: Number | None
    text: Sentence


@dataclass(frozen=True, slots=True)
class Cutoff:
    """The last who is in, and how far away in the first key that differs; no distance where it is told to nobody."""

    id: str
    place: int | None
    key: str
    key_name: Text
    value: Number | None
    distance: Number | None
    text: Sentence


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the ranking says when it is run again with so many points more in one component."""

    code: str
    label: Text
    points: Number
    answers: int | None
    """How many right answers give these points; None where points are not counted by answers."""
    place: int | None
    sharing: int
    outcome: str
    changes: bool
    text: Sentence


@dataclass(frozen=True, slots=True)
class Rule:
    """A value of the norm on which the place rests, with where it comes from."""

    path: str
    text: Text
    article: str
    source: str
    confirmed: bool
    own_choice: bool


@dataclass(frozen=True, slots=True)
class Card:
    """The whole card of one place."""

    id: str
    stage: str
    title: Sentence
    vacancy: str
    kind: str
    slots: int
    norm: str
    norm_title: str
    norm_hash: str
    place: int | None
    sharing: int
    outcome: str
    meaning: Text
    passes: bool
    headline: Sentence
    components: tuple[Component, ...]
    steps: tuple[Step, ...]
    score: Number | None
    reasons: tuple[Sentence, ...]
    neighbours: tuple[Neighbour, ...]
    cutoff: Cutoff | None
    one_more: tuple[WhatIf, ...]
    """With the smallest gain in each component."""
    enough: tuple[WhatIf, ...]
    """With the smallest gain in each component that would have been enough to be in."""
    rerun: Sentence
    """How these answers were found, and what they leave out."""
    rules: tuple[Rule, ...]
    notes: Text
    """What the numbers of notes in the sources of the rules mean; empty where no source names one."""
    words: Mapping[str, Sentence]
    """The headings by which a card is laid out."""
