"""How satisfied the public is with a service (survei kepuasan masyarakat): means, index and grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from terang.core.norms.survey import Band, Survey
from terang.core.rules.need import as_decimal
from terang.core.sentences import Sentence

Answers = Mapping[str, int]
"""One questionnaire: the answer to each element, by its code name."""


@dataclass(frozen=True, slots=True)
class Mean:
    """One element of the service (NRR), and its share of the whole (NRR tertimbang); both exact."""

    element: str
    label: str
    mean: Fraction
    weighted: Fraction


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one service (IKM): exact, as it is printed, and its grade. Elements in the norm's order."""

    questionnaires: int
    means: tuple[Mean, ...]
    exact: Fraction
    shown: Decimal
    band: Band
    norm: Survey


def index(questionnaires: Sequence[Answers], norm: Survey) -> Index:
    """The index of a service from its filled questionnaires.

    NRR = sum of the answers to an element / questionnaires; weighted = NRR / number of elements; index = sum of the
    weighted x 25. Nothing is rounded but the index, once, half up; only then its band is looked up.
    Refused: ValueError without a questionnaire, or when one misses an element, has one more, or an answer off the scale.
    Source: PermenPANRB 14/2017. One respondent who answers 4 throughout gives 100 (e-smile.tubaba.go.id, 2023).

    >>> from terang.core.norms import survey
    >>> norm = survey.load()
    >>> found = index([dict.fromkeys(norm.elements, 4)], norm)
    >>> found.shown, found.band.grade
    (Decimal('100.00'), 'A')
    """
    if not questionnaires:
        raise ValueError(Sentence("There is no questionnaire to count."))
    for number, one in enumerate(questionnaires, 1):
        _must_be_filled(number, one, norm)
    means = []
    for code, label in norm.elements.items():
        mean = Fraction(sum(one[code] for one in questionnaires), len(questionnaires))
        means.append(Mean(code, label, mean, mean * norm.weight))
    exact = Fraction(sum(one.weighted for one in means)) * norm.index_per_point
    band = band_of(exact, norm)
    return Index(len(questionnaires), tuple(means), exact, as_decimal(exact, norm.decimals), band, norm)


def band_of(value: Decimal | Fraction, norm: Survey) -> Band:
    """The grade of an index, which is rounded first: the printed bands leave gaps between their decimals.

    Refused: ValueError for an index that no answers can give.
    Source: PermenPANRB 14/2017.

    >>> from terang.core.norms import survey
    >>> [band_of(Decimal(one), survey.load()).grade for one in ("88.3049", "88.305")]
    ['B', 'A']
    """
    shown = as_decimal(Fraction(value), norm.decimals)
    for band in norm.bands:
        if band.least <= shown <= band.most:
            return band
    raise ValueError(
        Sentence(
            "%(index)s is no index; it lies between %(least)s and %(most)s.",
            index=shown,
            least=norm.bands[-1].least,
            most=norm.bands[0].most,
        )
    )


def _must_be_filled(number: int, one: Answers, norm: Survey) -> None:
    missing = [label for code, label in norm.elements.items() if code not in one]
    if missing:
        raise ValueError(
            Sentence(
                "Questionnaire %(number)s has no answer to %(elements)s.",
                number=number,
                elements=", ".join(missing),
            )
        )
    for code, answer in one.items():
        if code not in norm.elements:
            raise ValueError(
                Sentence(
                    "Questionnaire %(number)s answers %(element)s, which is no element; they are %(known)s.",
                    number=number,
                    element=code,
                    known=", ".join(norm.elements),
                )
            )
        if type(answer) is not int or answer not in norm.answers:
            raise ValueError(
                Sentence(
                    "Questionnaire %(number)s answers %(element)s with %(answer)s; use a whole number from %(least)s to %(most)s.",
                    number=number,
                    element=norm.elements[code],
                    answer=answer,
                    least=norm.answers[0],
                    most=norm.answers[-1],
                )
            )
