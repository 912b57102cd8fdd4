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
from terang.engines.ranking.quick import making
from tests import counts
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
SEEDS = counts.of(few=1, asked=5)
VACANCIES = counts.of(few=60, asked=150)
CROWD = counts.of(few=20_000, asked=300_000)


@pytest.fixture(autouse=True)
def _small_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    """So small that many ranges of vacancies and many row groups are made of few people."""
    monkeypatch.setattr(making, "RANGE", 100)
    monkeypatch.setattr(making, "BUCKETS", 64)
    monkeypatch.setattr(making, "GROUP", 40 if CROWD < making.GROUP else 4_000)


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


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize(("norm_id", "stage"), EVERY)
def test_every_norm_gives_what_the_rules_give(tmp_path: Path, norm_id: str, stage: Stage, seed: int) -> None:
    norm = norms.load(norm_id)
    tables = oracle.invented(norm, stage, Random(f"{norm_id}{stage}{seed}"), vacancies=VACANCIES, most=9)
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


@pytest.mark.parametrize(
    "name", ["x,1", 'x"1', "x 1", "x\u00a0", "\u20031", "-1", "é" * 25, "x" * 49, "x" * 500], ids=ascii
)
def test_a_doubtful_text_is_left_to_the_statements(tmp_path: Path, name: str) -> None:
    """Whatever might be a blank, a formula or a quote, and what is long; they may yet find it right."""
    tables = oracle.invented(NORM, "shortlist", Random(7), vacancies=9, most=5)
    tables.applicants[3]["id"] = name
    tables.write(tmp_path)
    inputs = Inputs(NORM, "shortlist", tmp_path / "A.csv", tmp_path / "V.csv", TODAY)
    (tmp_path / "work").mkdir()

    with ranking.opened(inputs, tmp_path / "work") as one:
        found = one.make(tmp_path / "work" / "rows.parquet")

        assert not one.was_quick
    if found is None:
        assert name != name.strip() or name.startswith("-")


def test_codes_of_every_length_are_told_apart(tmp_path: Path) -> None:
    tables = oracle.invented(NORM, "final", Random(8), vacancies=30, most=9)
    for number, row in enumerate(tables.applicants):
        row["id"] = ("p" * (number % 48) + chr(97 + number // 48))[-48:]
    renamed = {row["vacancy"]: "V" * (number + 1) for number, row in enumerate(tables.vacancies)}
    for row in (*tables.vacancies, *tables.applicants):
        row["vacancy"] = renamed[row["vacancy"]]
    tables.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", tables)) == []


def test_a_table_too_large_for_memory_is_left_to_the_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MOST_BYTES", 100)
    oracle.invented(NORM, "shortlist", Random(7), vacancies=9, most=5).write(tmp_path)
    (tmp_path / "work").mkdir()
    inputs = Inputs(NORM, "shortlist", tmp_path / "A.csv", tmp_path / "V.csv", TODAY)

    with ranking.opened(inputs, tmp_path / "work") as one:
        assert one.make(tmp_path / "work" / "rows.parquet") is not None
        assert not one.was_quick


@pytest.mark.parametrize("key", ["gpa", "born_on"])
def test_papers_that_nobody_has(tmp_path: Path, key: str) -> None:
    tables = oracle.invented(NORM, "final", Random(5), vacancies=30, most=9)
    for row in tables.applicants:
        row[key] = ""
    tables.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", tables)) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_one_vacancy_with_a_crowd(tmp_path: Path) -> None:
    """Larger than a range and than a row group; in a long run of 300,000, which come in several batches, too."""
    tables = oracle.invented(NORM, "final", Random(6), vacancies=5, most=9)
    one = tables.applicants[0]
    crowd = [
        one
        | {"id": f"{number:06}", "tkp": str(166 + number % 60), "skb": str(number % 101), "knocked_out": ""}
        for number in range(CROWD)
    ]
    big = Tables(tables.vacancies, crowd)
    big.write(tmp_path)

    assert differences(engine("cpns-2024", "final", tmp_path), oracle.ranked(NORM, "final", big)) == []


WITH_TRANSFERS = [norm_id for norm_id, stage in EVERY if stage == "final" and norms.load(norm_id).transfers]


@pytest.mark.parametrize("seed", range(SEEDS))
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
