"""What if the norm were different: the same people ranked by two norms, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from terang.core.norms import Norm
from terang.core.rules.comparing import Standing, Supposed, compare, tallies
from terang.engines.ranking.made import Made
from terang.engines.tables.bulk import SOME
from terang.engines.tables.expected import quoted

TURNED = "(b.place, b.outcome, b.target) IS DISTINCT FROM (a.place, a.outcome, a.target)"


def suppose(before: Made, after: Made) -> Supposed:
    """Two rankings of the same tables beside each other. Places are those of the result: outside there are none.

    Looked at are only those who pass by the first, and those who stand elsewhere by the second.
    """
    one, other = before.ranking, after.ranking
    with duckdb.connect(config={"threads": one.threads, "temp_directory": str(one.folder)}) as database:
        read = f"FROM ({_rows(before)}) AS b JOIN ({_rows(after)}) AS a USING (vacancy, id)"
        passes = ", ".join(map(quoted, _passing(one.norm, one.stage))) or "NULL"
        found = database.execute(
            f"SELECT id, vacancy, b.place, b.outcome, b.target, a.place, a.outcome, a.target {read}"
            f" WHERE b.outcome IN ({passes}) OR {TURNED}"
        )
        here: list[Standing] = []
        there: dict[str, Standing] = {}
        while some := found.fetchmany(SOME):
            for who, vacancy, *rest in some:
                here.append(_standing(one.norm, one.stage, who, vacancy, rest[:3]))
                there[who] = _standing(other.norm, other.stage, who, vacancy, rest[3:])
        ((people,),) = database.execute(f"SELECT count(*) FROM ({_rows(before)})").fetchall()
    changes = compare(here, there)
    return Supposed(people, changes, tallies(changes, here))


def _rows(made: Made) -> str:
    target = "target" if made.ranking.has_consent else "NULL::VARCHAR AS target"
    return f"SELECT id, vacancy, place, outcome::VARCHAR AS outcome, {target} FROM read_parquet({quoted(str(made.rows))})"


def _passing(norm: Norm, stage: str) -> Iterator[str]:
    return (code for code, one in norm.codes[stage].codes.items() if one.passes)


def _standing(norm: Norm, stage: str, who: str, vacancy: str, row: list[Any]) -> Standing:
    place, outcome, target = row
    passes = outcome in set(_passing(norm, stage))
    return Standing(who, vacancy, place, passes, (target or vacancy) if passes else "")
