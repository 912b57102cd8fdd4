"""Slots that nobody won: who gets one within their consent, and where equals ask for the last one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from terang.core.norms import Norm
from terang.core.rules.ranking import OPEN, Ranked
from terang.core.rules.transfers import Consent, Move, Person, fill
from terang.stages.ranking.entrants import Entrant, Field
from terang.stages.ranking.models import Placement
from terang.stages.ranking.placing import Placed, final_score_of


@dataclass(frozen=True)
class Standing:
    """One line as ranked in its own vacancy, with what a person has decided among equals who asked for a slot.

    given: the vacancy whose slot they gave; passed_over: those whose last slot they gave to somebody else.
    """

    pid: str
    vacancy: str
    place: int | None
    sharing: int
    outcome: str
    given: str = ""
    passed_over: frozenset[str] = frozenset()


def moves_of(norm: Norm, there: Field, standings: Iterable[Standing]) -> dict[str, Move]:
    """By public number: who is moved where, or asks where equals do.

    None while a place within a vacancy is open: first a person decides there.
    Source: the norm's transfers; `core.rules.transfers.fill`.
    """
    lines = list(standings)
    if not norm.transfers or any(one.place and one.outcome == OPEN for one in lines):
        return {}
    given = Counter(one.given for one in lines if one.given)
    vacancies = {
        one.code: replace(one.as_transfer, slots=one.slots - given[one.code]) for one in there.vacancies
    }
    ranked: dict[str, list[Ranked]] = defaultdict(list)
    for one in lines:
        if not one.given:
            ranked[one.vacancy].append(_ranked(one))
    entrants = {one.pid: one for one in there.everybody()}
    people = {one.pid: _person(entrants[one.pid], one) for one in lines}
    return {move.id: move for move in fill(norm, vacancies, ranked, people)}


def moved(norm: Norm, there: Field, placed: list[Placed]) -> list[Placed]:
    """Places with the transfers carried out: outcome, target and step of whoever is moved."""
    moves = moves_of(norm, there, [_fresh(one) for one in placed])
    return [
        replace(one, outcome=move.outcome, figures={**one.figures, "moved": said_of(move)}) if move else one
        for one, move in ((one, moves.get(one.entrant.pid)) for one in placed)
    ]


def move_again(norm: Norm, there: Field, rows: Sequence[Placement]) -> None:
    """The transfers carried out anew in kept lines, after a person has decided something; nothing is saved."""
    moves = moves_of(norm, there, [standing_of(norm, row) for row in rows])
    for row in rows:
        if is_given(row):
            continue
        row.outcome = _at_home(norm, row.outcome, row.figures.pop("moved", None))
        if move := moves.get(row.pid):
            row.outcome, row.figures["moved"] = move.outcome, said_of(move)


def forget(norm: Norm, rows: Iterable[Placement]) -> None:
    """Take every transfer out of kept lines, with what a person has decided about it."""
    for row in rows:
        row.outcome = _at_home(norm, row.outcome, row.figures.pop("moved", None))
        row.figures.pop("passed_over", None)


def standing_of(norm: Norm, row: Placement) -> Standing:
    """A kept line as it stood before any transfer."""
    told = row.figures.get("moved")
    return Standing(
        row.pid, row.vacancy.code, row.place, row.sharing, _at_home(norm, row.outcome, told),
        given=told["target"] if is_given(row) else "",
        passed_over=frozenset(row.figures.get("passed_over", ())),
    )  # fmt: skip


def is_given(row: Placement) -> bool:
    """Whether a person has given this one the slot for which equals asked."""
    return "decided_by_person" in row.figures.get("moved", {})


def said_of(move: Move) -> dict[str, str]:
    """A move as it is kept with a line."""
    return {"target": move.target, "step": move.step}


def home_outcome(norm: Norm, outcome: str, figures: Mapping[str, Any]) -> str:
    """The outcome in one's own vacancy, before any transfer."""
    return _at_home(norm, outcome, figures.get("moved"))


def _at_home(norm: Norm, outcome: str, told: Mapping[str, Any] | None) -> str:
    return norm.codes["final"].outside if told else outcome


def _fresh(one: Placed) -> Standing:
    return Standing(one.entrant.pid, one.vacancy.code, one.place, one.sharing, one.outcome)


def _ranked(one: Standing) -> Ranked:
    return Ranked(one.pid, one.place, None, None, None, None, one.outcome, "", one.sharing)


def _person(entrant: Entrant, one: Standing) -> Person:
    wanted = tuple(code for code in entrant.alternatives if code not in one.passed_over)
    return Person(final_score_of(entrant), one.vacancy, Consent(wanted))
