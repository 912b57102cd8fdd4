"""Slots that nobody won: filled step by step as the norm says, and only where a person has agreed to go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType

from terang.core.norms import Norm, Transfer
from terang.core.rules.affirmations import affirm
from terang.core.rules.ranking import OPEN, FinalScore, Ranked, Scored, place_scored, score_of
from terang.core.rules.thresholds import judge

Distances = Mapping[tuple[str, str], int]
"""Whole kilometres between two locations, in either order. A pair that is missing is too far for everybody."""

NOWHERE: Distances = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A vacancy as transfers see it."""

    code: str
    kind: str
    slots: int
    position: str
    education: str
    location: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """Where a person would go: these vacancies in this order, then any that is at most so many kilometres away."""

    alternatives: tuple[str, ...] = ()
    within_km: int | None = None
    """From the location of their own vacancy; 0: another vacancy in the same place."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was ranked in one vacancy, with what they agreed to before the exam."""

    score: FinalScore
    vacancy: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody gets an empty slot. `outcome` is empty where equals ask for the last one: a person decides."""

    id: str
    vacancy: str
    target: str
    step: str
    outcome: str


def fill(
    norm: Norm,
    vacancies: Mapping[str, Vacancy],
    ranked: Mapping[str, Sequence[Ranked]],
    people: Mapping[str, Person],
    distances: Distances = NOWHERE,
) -> tuple[Move, ...]:
    """Who gets a slot that nobody won, in the order of the norm's steps, by id within a step.

    Only people with a place who were not chosen, only into another vacancy of the same agency, position and
    education, only where their consent reaches and the threshold that the step names is met. In each step everybody
    asks for the vacancy that they like best; it keeps the best, as the norm's final chain places all who would go
    there; whom it can't keep asks for the next. Nobody who is placed worse keeps a slot that somebody better asked
    for, and the outcome depends on no order (the stable assignment of Gale and Shapley, best for those who ask).
    `ranked`: the final list of each vacancy. Locations and vacancies are compared by their names and codes.
    Refused: UnknownThreshold where the threshold of a kind that could be reached has not been found.
    Source: KepmenPANRB 320/2024 and the codes of 2024 (catatan 2.8, 2.10), within consent.

    >>> from decimal import Decimal
    >>> from terang.core import norms
    >>> from terang.core.rules.ranking import final
    >>> norm, one = norms.load("cpns-2024"), ("Perawat", "D-III", "Kupang")
    >>> vacancies = {"V1": Vacancy("V1", "UMUM", 1, *one), "V2": Vacancy("V2", "DISABILITAS", 1, *one)}
    >>> scores = {"V1": [], "V2": [FinalScore(who, {"twk": 80, "tiu": 120, "tkp": tkp}, Decimal(80))
    ...                            for who, tkp in (("ana", 180), ("budi", 170))]}
    >>> ranked = {code: final(norm, 1, people, kind=vacancies[code].kind) for code, people in scores.items()}
    >>> agreed = {one.id: Person(one, "V2", Consent(within_km=0)) for one in scores["V2"]}
    >>> fill(norm, vacancies, ranked, agreed)
    (Move(id='budi', vacancy='V2', target='V1', step='U-1', outcome='L-1'),)
    >>> fill(norm, vacancies, ranked, {who: Person(one.score, "V2", Consent()) for who, one in agreed.items()})
    ()
    """
    outside = norm.codes["final"].outside
    seeking = {one.id for lines in ranked.values() for one in lines if one.place and one.outcome == outside}
    left = {code: _left(norm, one, ranked.get(code, ())) for code, one in vacancies.items()}
    moves: list[Move] = []
    for step in norm.transfers:
        wishes = {
            who: asked
            for who in sorted(seeking)
            if who in people
            and (asked := tuple(_wishes(norm, step, vacancies, left, people[who], distances)))
        }
        found = sorted(_assign(norm, step, wishes, left, people), key=lambda one: one.id)
        moves += found
        seeking -= {one.id for one in found}
        for one in found:
            left[one.target] -= 1  # equals who wait for a person are more than the slots, so nothing is left
    return tuple(moves)


def _left(norm: Norm, vacancy: Vacancy, lines: Sequence[Ranked]) -> int:
    """The slots that nobody won and over which no person decides."""
    if any(one.is_open for one in lines):
        return 0
    codes = norm.codes["final"].codes
    return vacancy.slots - sum(codes[one.outcome].passes for one in lines)


def _wishes(
    norm: Norm,
    step: Transfer,
    vacancies: Mapping[str, Vacancy],
    left: Mapping[str, int],
    person: Person,
    distances: Distances,
) -> Iterator[str]:
    """The vacancies with empty slots that this step opens to the person and that they agreed to, best liked first."""
    home, consent = vacancies[person.vacancy], person.consent
    liked = list(dict.fromkeys(code for code in consent.alternatives if code in vacancies))
    near: list[tuple[int, str]] = []
    if consent.within_km is not None:
        for code, one in vacancies.items():
            km = _distance(distances, home.location, one.location)
            if code not in liked and km is not None and km <= consent.within_km:
                near.append((km, code))
    for code in (*liked, *map(itemgetter(1), sorted(near))):
        if (
            left[code] > 0
            and opens(step, home, vacancies[code])
            and _reaches(norm, step, person, home, vacancies[code])
        ):
            yield code


def opens(step: Transfer, home: Vacancy, target: Vacancy) -> bool:
    """Whether this step lets people of one vacancy into another."""
    return (
        home.code != target.code
        and (home.agency, home.position, home.education) == (target.agency, target.position, target.education)
        and home.kind in step.source_kinds
        and target.kind in step.target_kinds
        and _related(step.kinds, home.kind, target.kind)
        and _related(step.location, home.location, target.location)
    )


def _related(relation: str, mine: str, other: str) -> bool:
    return relation == "any" or (relation == "same") == (mine == other)


def _reaches(norm: Norm, step: Transfer, person: Person, home: Vacancy, target: Vacancy) -> bool:
    score, kind = person.score, (target if step.threshold_of == "target" else home).kind
    return score.parts is not None and judge(norm, kind, affirm(norm, score.parts, score.claims)).passed


def _distance(distances: Distances, here: str, there: str) -> int | None:
    if here == there:
        return 0
    return distances.get((here, there), distances.get((there, here)))


def _assign(
    norm: Norm,
    step: Transfer,
    wishes: Mapping[str, Sequence[str]],
    left: Mapping[str, int],
    people: Mapping[str, Person],
) -> Iterator[Move]:
    scored = {who: one for who in wishes if (one := score_of(norm, people[who].score))}
    standings = _standings(norm, wishes, scored)
    asking, turn = set(scored), dict.fromkeys(scored, 0)
    held: dict[str, set[str]] = {}
    while asking:
        asked = {who: wishes[who][turn[who]] for who in asking}
        for who, target in asked.items():
            held.setdefault(target, set()).add(who)
        asking = set()
        for target in set(asked.values()):
            for who in held[target] - _kept(held[target], standings[target], left[target]):
                held[target].remove(who)
                turn[who] += 1
                asking |= {who} if turn[who] < len(wishes[who]) else set()
    for target, there in held.items():
        last = max(standings[target][who] for who in there)
        for who in there:
            decided = len(there) <= left[target] or standings[target][who] < last
            yield Move(who, people[who].vacancy, target, step.code, step.outcome if decided else OPEN)


def _standings(
    norm: Norm, wishes: Mapping[str, Sequence[str]], scored: Mapping[str, Scored]
) -> dict[str, dict[str, int]]:
    """The place of everybody among all who would go to a vacancy; fixed, so that it doesn't matter who asks when."""
    would_go: dict[str, list[Scored]] = {}
    for who, one in scored.items():
        for target in wishes[who]:
            would_go.setdefault(target, []).append(one)
    return {
        target: {one.item.id: one.place for one in place_scored(norm, found)}
        for target, found in would_go.items()
    }


def _kept(there: set[str], standing: Mapping[str, int], slots: int) -> set[str]:
    """The best for these slots, with all who equal the last of them."""
    last = sorted(standing[who] for who in there)[:slots][-1]
    return {who for who in there if standing[who] <= last}
