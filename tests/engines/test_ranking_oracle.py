"""The engine equals the pure rules, row by row, on tables that are hard on it."""

import csv
from datetime import date
from itertools import islice, zip_longest
from pathlib import Path
from random import Random

import duckdb
import pytest
from xlsxwriter import Workbook

from terang.core import norms
from terang.engines import ranking
from terang.engines.ranking import Inputs, Stage
from tests.engines import oracle
from tests.engines.oracle import Tables

EVERY = [
    (norm_id, stage)
    for norm_id in norms.available()
    for stage in norms.load(norm_id).stages
    if any(kind.threshold for kind in norms.load(norm_id).kinds.values())
]
TODAY = date(2026, 11, 25)
NORM = norms.load("cpns-2024")


def engine(
    norm_id: str, stage: Stage, folder: Path, applicants: str = "A.csv", vacancies: str = "V.csv"
) -> list[tuple[str, ...]]:
    """The rows of the quick way, after it was seen that the statements give the same."""
    inputs = Inputs(
        norms.load(norm_id), stage, folder / applicants, folder / vacancies, TODAY, folder / "D.csv"
    )
    quickly, by_statements = (made(inputs, folder, by_statements=by) for by in (False, True))
    assert differences(quickly, by_statements) == []
    return quickly


def made(inputs: Inputs, folder: Path, *, by_statements: bool) -> list[tuple[str, ...]]:
    work = folder / "work"
    work.mkdir(exist_ok=True)
    with ranking.opened(inputs, work) as one:
        found = one.make(work / "rows.parquet", by_statements=by_statements)
        if found is None:
            raise AssertionError([str(problem) for problem in ranking.problems(one)])
        assert one.was_quick is not by_statements
        checksum = found.write(folder / "R.csv")
    assert found.checksum in (None, checksum)
    with (folder / "R.csv").open(newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def differences(found: list[tuple[str, ...]], wanted: list[tuple[str, ...]]) -> list[object]:
    """The first rows that are not the same; the whole tables would fill a book."""
    pairs = zip_longest(found, wanted)
    return list(islice(((one, other) for one, other in pairs if one != other), 3))


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("norm_id", "stage"), EVERY)
def test_every_norm_gives_what_the_rules_give(tmp_path: Path, norm_id: str, stage: Stage, seed: int) -> None:
    norm = norms.load(norm_id)
    tables = oracle.invented(norm, stage, Random(f"{norm_id}{stage}{seed}"), vacancies=150, most=9)
    tables.write(tmp_path)

    assert differences(engine(norm_id, stage, tmp_path), oracle.ranked(norm, stage, tables)) == []


@pytest.mark.parametrize("table", ["A.csv", "A.xlsx", "A.parquet"])
@pytest.mark.parametrize("stage", ["shortlist", "final"])
def test_every_format_gives_the_same(tmp_path: Path, stage: Stage, table: str) -> None:
    tables = oracle.invented(NORM, stage, Random(stage), vacancies=60, most=9)
    tables.write(tmp_path)
    typed = ", ".join(f"{one}::SMALLINT AS {one}" for one in NORM.part_codes)
    duckdb.read_csv(str(tmp_path / "A.csv"), all_varchar=True).select(
        f"* REPLACE ({typed}{', born_on::DATE AS born_on, gpa::DECIMAL(4, 2) AS gpa' if stage == 'final' else ''})"
    ).to_parquet(str(tmp_path / "A.parquet"))
    with Workbook(str(tmp_path / "A.xlsx")) as book, (tmp_path / "A.csv").open(newline="") as file:
        sheet = book.add_worksheet()
        for line, row in enumerate(csv.reader(file)):
            sheet.write_row(line, 0, row)

    assert differences(engine("cpns-2024", stage, tmp_path, table), oracle.ranked(NORM, stage, tables)) == []


def test_everybody_disqualified(tmp_path: Path) -> None:
    tables = oracle.invented(NORM, "final", Random(3), vacancies=30, most=9)
    for row in tables.applicants:
        row["twk"] = row["tiu"] = row["tkp"] = "0"
    tables.write(tmp_path)

    found = engine("cpns-2024", "final", tmp_path)

    assert differences(found, oracle.ranked(NORM, "final", tables)) == []
    assert {row[7] for row in found} == {"TL"}


def test_everybody_equal(tmp_path: Path) -> None:
    tables = oracle.invented(NORM, "final", Random(4), vacancies=10, most=40)
    for row in tables.applicants:
        row |= {"twk": "80", "tiu": "130", "tkp": "190", "skb": "70", "gpa": "3", "born_on": "1998-02-01"}
    tables.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", tables)) == []


@pytest.mark.parametrize("key", ["gpa", "born_on"])
def test_papers_that_nobody_has(tmp_path: Path, key: str) -> None:
    tables = oracle.invented(NORM, "final", Random(5), vacancies=30, most=9)
    for row in tables.applicants:
        row[key] = ""
    tables.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", tables)) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_one_vacancy_with_300000_applicants(tmp_path: Path) -> None:
    tables = oracle.invented(NORM, "final", Random(6), vacancies=5, most=9)
    one = tables.applicants[0]
    crowd = [
        one
        | {"id": f"{number:06}", "tkp": str(166 + number % 60), "skb": str(number % 101), "knocked_out": ""}
        for number in range(300_000)
    ]
    big = Tables(tables.vacancies, crowd)
    big.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", big)) == []


WITH_TRANSFERS = [norm_id for norm_id, stage in EVERY if stage == "final" and norms.load(norm_id).transfers]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("norm_id", WITH_TRANSFERS)
def test_slots_that_nobody_won_are_filled_as_the_rules_fill_them(
    tmp_path: Path, norm_id: str, seed: int
) -> None:
    norm = norms.load(norm_id)
    chance = Random(f"{norm_id}{seed}")
    tables = oracle.invented(norm, "final", chance, vacancies=200, most=6, consent=True)
    tables.write(tmp_path)
    wanted = oracle.ranked(norm, "final", tables)

    assert differences(engine(norm_id, "final", tmp_path), wanted) == []


def test_slots_are_really_filled() -> None:
    tables = oracle.invented(NORM, "final", Random(2), vacancies=200, most=6, consent=True)

    assert {row[-1] for row in oracle.ranked(NORM, "final", tables)} > {"", "U-1"}
