"""What if the norm were different: a published round ranked again under a changed norm. Nothing of it is kept."""

from collections.abc import Iterator

from terang.core.norms import Norm
from terang.core.rules.comparing import Standing, Supposed, compare, tallies
from terang.stages.ranking.entrants import Field, gathered
from terang.stages.ranking.models import Edition
from terang.stages.ranking.moving import moved
from terang.stages.ranking.placing import Placed, place_everybody
from terang.stages.ranking.states import Stage
from terang.stages.vacancies import facts as vacancies


def suppose(edition: Edition, norm: Norm) -> Supposed:
    """The final ranking of a round by its own norm beside the same people under another.

    Both are computed from the same field, so that only the norm differs; what a person decided among equals is in
    neither of them.
    """
    there = gathered(edition.round_id, Stage.FINAL)
    before = list(_standings(vacancies.norm_of(edition.round_id), there))
    after = {one.id: one for one in _standings(norm, there)}
    changes = compare(before, after)
    return Supposed(len(before), changes, tallies(changes, before))


def _standings(norm: Norm, there: Field) -> Iterator[Standing]:
    codes = norm.codes[Stage.FINAL].codes
    for one in moved(norm, there, place_everybody(norm, Stage.FINAL, there)):
        passes = one.outcome in codes and codes[one.outcome].passes
        yield Standing(one.entrant.pid, one.vacancy.code, one.place, passes, _target(one) if passes else "")


def _target(one: Placed) -> str:
    """The vacancy whose slot this person gets."""
    move = one.figures.get("moved")
    return str(move["target"]) if move else one.vacancy.code
