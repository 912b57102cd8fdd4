"""One person in a ranking: their row, whom they stand between, and the last who was chosen."""

import csv
import os
from datetime import date
from pathlib import Path
from random import Random

import pytest

from terang.core import norms
from terang.engines import ranking
from terang.engines.ranking import Inputs, Stage
from terang.engines.ranking.lookup import Row, open_lookup
from tests.engines import oracle

NORM = norms.load("cpns-2024")


def made(folder: Path, stage: Stage, seed: int = 1) -> list[dict[str, str]]:
    """A ranking as Parquet in the folder, and its rows as CSV shows them."""
    oracle.invented(NORM, stage, Random(seed), vacancies=40, most=9).write(folder)
    work = folder / "work"
    work.mkdir(exist_ok=True)
    with ranking.opened(
        Inputs(NORM, stage, folder / "A.csv", folder / "V.csv", date(2026, 11, 25)), work
    ) as one:
        result = one.make(work / "rows.parquet")
        assert result is not None
        result.write(folder / "R.parquet")
        result.write(folder / "R.csv")
    with (folder / "R.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("stage", ["shortlist", "final"])
def test_everybody_is_found_with_their_neighbours_and_the_cut_off(tmp_path: Path, stage: Stage) -> None:
    rows = made(tmp_path, stage)
    chosen = NORM.codes[stage].chosen

    with open_lookup(tmp_path / "R.parquet") as ask:
        for row in rows:
            here = [one for one in rows if one["vacancy"] == row["vacancy"]]
            at = here.index(row)
            found = ask.find(row["id"], NORM, stage)

            assert found is not None
            assert found.row["id"] == row["id"]
            assert id_of(found.above) == (here[at - 1]["id"] if at else None)
            assert id_of(found.below) == (here[at + 1]["id"] if at + 1 < len(here) else None)
            assert id_of(found.cut_off) == next(
                (one["id"] for one in reversed(here) if one["outcome"] == chosen), None
            )


def test_nobody_is_found_who_was_not_ranked(tmp_path: Path) -> None:
    made(tmp_path, "final")

    with open_lookup(tmp_path / "R.parquet") as ask:
        assert ask.find("nobody", NORM, "final") is None


def test_a_newer_ranking_is_looked_up_anew(tmp_path: Path) -> None:
    old = made(tmp_path, "final", seed=1)
    with open_lookup(tmp_path / "R.parquet") as ask:
        assert ask.find(old[0]["id"], NORM, "final") is not None

    new = made(tmp_path, "final", seed=2)
    later = (tmp_path / "R.parquet").stat().st_mtime + 10
    os.utime(tmp_path / "R.parquet", (later, later))

    with open_lookup(tmp_path / "R.parquet") as ask:
        assert all(ask.find(row["id"], NORM, "final") is not None for row in new)


def id_of(row: Row | None) -> str | None:
    return None if row is None else str(row["id"])
