"""The yearly rating of one servant, and whether the ratings of an organisation keep within what its own allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from terang.core.norms.performance import EXPECTATIONS, Performance
from terang.core.norms.shape import Cited
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Rating:
    """A rating by its code and its label as the norm prints it, with the cell that says so.

    Where the cell isn't confirmed ("Kurang/misconduct"), a person decides what it means.
    """

    code: str
    label: str
    cited: Cited


def rate(results: str, behaviour: str, norm: Performance) -> Rating:
    """The rating of results and behaviour, each `below`, `at` or `above` what was expected.

    Refused: ValueError for any other word.
    Source: PermenPANRB 6/2022.

    >>> from terang.core.norms import performance
    >>> rate("above", "at", performance.load()).label
    'Baik'
    >>> rate("at", "below", performance.load()).cited.reference
    'PermenPANRB 6/2022 [belum dikonfirmasi]'
    """
    for one in (results, behaviour):
        if one not in EXPECTATIONS:
            raise ValueError(
                Sentence(
                    "%(word)s says nothing of expectations; use one of %(known)s.",
                    word=one,
                    known=", ".join(EXPECTATIONS),
                )
            )
    code = norm.matrix[results, behaviour]
    return Rating(code, norm.ratings[code], norm.cite(f"matrix.{results}.{behaviour}"))


def check_distribution(
    organisation: str, counts: Mapping[str, int], norm: Performance
) -> tuple[Sentence, ...]:
    """Every way in which the ratings of an organisation's people break what its own rating allows; none if they don't.

    `counts`: how many people have each rating, by code. Shares are compared exactly, never rounded.
    Refused: ValueError for an unknown rating, a count below zero, or nobody at all.
    Source: PermenPANRB 6/2022; naikpangkat.com p. 3.

    >>> from terang.core.norms import performance
    >>> for one in check_distribution("outstanding", {"very_good": 8, "good": 2}, performance.load()):
    ...     print(one.partition(",")[0])
    8 of 10 people are rated Sangat Baik; at most 70 percent may be
    """
    _must_be_counts(organisation, counts, norm)
    rated = dict.fromkeys(norm.ratings, 0) | dict(counts)
    return (*_shares(organisation, rated, norm), *_absences(organisation, rated, norm))


def _shares(organisation: str, counts: Mapping[str, int], norm: Performance) -> Iterator[Sentence]:
    limits, total = norm.organisations[organisation], sum(counts.values())

    def said(rating: str, percent: int, bound: str) -> dict[str, object]:
        return {
            "count": counts[rating],
            "total": total,
            "rating": norm.ratings[rating],
            "percent": percent,
            "organisation": limits.label,
            "article": norm.cite(f"organisations.{organisation}.{bound}").reference,
        }

    for rating, percent in limits.at_least.items():
        if counts[rating] * 100 < percent * total:
            yield Sentence(
                "%(count)s of %(total)s people are rated %(rating)s; at least %(percent)s percent must be, where the organisation is rated %(organisation)s (%(article)s).",
                **said(rating, percent, "at_least"),
            )
    for rating, percent in limits.at_most.items():
        if counts[rating] * 100 > percent * total:
            yield Sentence(
                "%(count)s of %(total)s people are rated %(rating)s; at most %(percent)s percent may be, where the organisation is rated %(organisation)s (%(article)s).",
                **said(rating, percent, "at_most"),
            )


def _absences(organisation: str, counts: Mapping[str, int], norm: Performance) -> Iterator[Sentence]:
    limits = norm.organisations[organisation]
    if limits.some_of and not any(counts[rating] for rating in limits.some_of):
        yield Sentence(
            "Nobody is rated %(ratings)s; somebody must be, where the organisation is rated %(organisation)s (%(article)s).",
            ratings=" / ".join(norm.ratings[rating] for rating in limits.some_of),
            organisation=limits.label,
            article=norm.cite(f"organisations.{organisation}.some_of").reference,
        )


def _must_be_counts(organisation: str, counts: Mapping[str, int], norm: Performance) -> None:
    for known, named in ((norm.organisations, [organisation]), (norm.ratings, list(counts))):
        for code in named:
            if code not in known:
                raise ValueError(
                    Sentence(
                        "%(code)s is no rating; use one of %(known)s.", code=code, known=", ".join(known)
                    )
                )
    for code, count in counts.items():
        if type(count) is not int or count < 0:
            raise ValueError(
                Sentence(
                    "%(count)s people can't be rated %(rating)s.", count=count, rating=norm.ratings[code]
                )
            )
    if not sum(counts.values()):
        raise ValueError(Sentence("Nobody is rated yet, so there is nothing to check."))
