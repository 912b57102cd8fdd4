"""One ranking computed from what the rooms before say now, with the digests of what went in and came out."""

from dataclasses import dataclass

from terang.base.release import release
from terang.core.ledger import commitments
from terang.core.norms import Norm
from terang.stages.ranking import tables
from terang.stages.ranking.entrants import Field, gathered
from terang.stages.ranking.models import Edition
from terang.stages.ranking.moving import moved
from terang.stages.ranking.placing import Placed, place_everybody
from terang.stages.ranking.states import Stage
from terang.stages.vacancies import facts as vacancies


@dataclass(frozen=True)
class Computed:
    """Places, and SHA-256 over the input tables, the full result and the public result."""

    placed: list[Placed]
    inputs: str
    result: str
    public: str


def compute(norm: Norm, stage: str, there: Field) -> Computed:
    """Apply the norm to the field: places, and in the final ranking the transfers."""
    placed = place_everybody(norm, stage, there)
    placed = moved(norm, there, placed) if stage == Stage.FINAL else placed
    rows = tables.rows_of(placed)
    return Computed(
        placed,
        inputs=inputs_digest(norm, stage, there),
        result=tables.digest(tables.result_table(norm, stage, rows, public=False)),
        public=tables.digest(tables.result_table(norm, stage, rows, public=True)),
    )


def inputs_digest(norm: Norm, stage: str, there: Field) -> str:
    """What the competitors and vacancies say, as one digest."""
    return tables.digest(tables.applicants_table(norm, stage, there), tables.vacancies_table(there))


def is_current(edition: Edition) -> bool:
    """Whether the edition still rests on what the rooms before say now."""
    norm = vacancies.norm_of(edition.round_id)
    return edition.inputs == inputs_digest(norm, edition.stage, gathered(edition.round_id, edition.stage))


def body_of(edition: Edition) -> dict[str, object]:
    """What is approved: stage, number, rule, a commitment to inputs and full result, and the public table."""
    value = {"inputs": edition.inputs, "result": edition.result}
    return {
        "stage": edition.stage,
        "n": edition.number,
        "count": edition.placements.count(),
        "rule": edition.norm_hash,
        "com": commitments.commit("rank", bytes(edition.salt), value).hex(),
        "blob": edition.public,
        "release": release().name,
    }
