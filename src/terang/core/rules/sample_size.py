"""How many people a survey of public satisfaction asks at least (Krejcie and Morgan)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from terang.core.norms.survey import Survey
from terang.core.rules.need import as_decimal
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class SampleSize:
    """The exact size, and the whole people that it means."""

    exact: Fraction
    people: int


def sample_size(population: int, norm: Survey) -> SampleSize:
    """The sample of a population of at least one person: S = X2*N*P*(1-P) / (d2*(N-1) + X2*P*(1-P)).

    Rounded to the nearest person, as the table does (not confirmed). The table is made for proportions, while the
    survey estimates means: it is what the regulation asks for, not what a statistician would.
    Refused: ValueError for fewer than one person, or where the norm knows no formula.
    Source: PermenPANRB 14/2017, table of Krejcie and Morgan: N = 500 gives 217.

    >>> from terang.core.norms import survey
    >>> [sample_size(one, survey.load()).people for one in (100, 500, 1000, 10000)]
    [80, 217, 278, 370]
    """
    if norm.sample is None:
        raise ValueError(Sentence("%(norm)s knows no formula for the sample.", norm=norm.title))
    if population < 1:
        raise ValueError(Sentence("A sample is drawn from at least one person."))
    spread = norm.sample.chi_square * norm.sample.proportion * (1 - norm.sample.proportion)
    exact = spread * population / (norm.sample.error**2 * (population - 1) + spread)
    return SampleSize(exact, int(as_decimal(exact, 0)))
