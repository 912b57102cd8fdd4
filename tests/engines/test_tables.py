"""Reading cells of every format as the same text, and writing whole or not at all."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from terang.core.sentences import Sentence, say
from terang.engines.tables import Cells, Column, Problem, Refused, read_bytes, read_table, write_table

COLUMNS = (Column("id"), Column("place", "whole"), Column("final", "decimal"))


class Broken(list[tuple[str, int, Decimal]]):
    """Rows that end in a failure when they are written."""

    def __iter__(self) -> Iterator[tuple[str, int, Decimal]]:
        yield "A", 1, Decimal(1)
        raise KeyboardInterrupt


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_table_that_is_cancelled_half_way_leaves_no_trace(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"R.{ending}"
    out.write_text("yesterday")

    with pytest.raises(KeyboardInterrupt):
        write_table(out, COLUMNS, Broken())

    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    assert out.read_text() == "yesterday"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_what_is_written_is_read_again(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"R.{ending}"
    rows = [('1,"a"', 1, Decimal("71.841")), ("=1+1", None, None), ("007", 12, Decimal("0.500"))]

    write_table(out, COLUMNS, rows)

    sheet = read_table(out)
    assert sheet.columns == ("id", "place", "final")
    assert [[cell.removesuffix("00").removesuffix("0.5") for cell in cells] for _, cells in sheet.rows] == [
        ['1,"a"', "1", "71.841"],
        ["=1+1", "", ""],
        ["007", "12", ""],
    ]


def test_workbooks_cannot_hold_more_rows_than_they_can(tmp_path: Path) -> None:
    rows = [("A", 1, Decimal(1))] * 1_048_576

    with pytest.raises(Refused, match="XLSX holds at most 1048575 rows; write CSV or Parquet"):
        write_table(tmp_path / "R.xlsx", COLUMNS, rows)

    assert list(tmp_path.iterdir()) == []


def test_typed_cells_read_like_the_text_of_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "T.parquet"
    table = duckdb.sql(
        "SELECT 65.0::DOUBLE AS a, 77.5::DECIMAL(9,3) AS b, DATE '1998-02-01' AS c, NULL AS d, 0.1::DOUBLE + 0.2 AS e,"
        " TIMESTAMP '1998-02-01 00:00:00' AS f, TIMESTAMP '1998-02-01 10:30:00' AS g, 7::TINYINT AS h"
    )
    assert table is not None
    table.to_parquet(str(path))

    ((line, cells),) = read_table(path).rows

    assert line == 1
    assert cells == ["65", "77.500", "1998-02-01", "", "0.3", "1998-02-01", "1998-02-01T10:30:00", "7"]


def test_dates_of_a_workbook_are_dates_and_its_lines_are_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "T.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(1, 0, ["ID", " Born_On "])
        sheet.write_string(3, 0, "A")
        sheet.write_number(3, 1, 35827, day)

    found = read_table(path)

    assert found.columns == ("id", "born_on")
    assert found.rows == ((4, ["A", "1998-02-01"]),)


def test_cells_beside_the_table_are_told() -> None:
    found = read_bytes(b"a,b\n1,2,3\n1,2\n", "T.csv")

    assert found.rows == ((3, ["1", "2"]),)
    assert found.problems == (
        Problem(
            "T.csv", 2, "", Sentence("%(has)s cells, but there are %(wanted)s columns.", has=3, wanted=2)
        ),
    )


@pytest.mark.parametrize("value", ["=A1", "+62", "@x", "-1+2", "\t=A1".strip(" ")])
def test_text_that_a_spreadsheet_would_run_is_refused(value: str) -> None:
    problems: list[Problem] = []
    cells = Cells("T.csv", {"id": 0}, problems)

    cells.at(2, [f" {value.strip()}"])
    cells.text("id")

    assert [str(one) for one in problems] == [f"T.csv:2:id: '{value.strip()}' looks like a formula."]


@pytest.mark.parametrize("value", ["- ", "Jl. A - B", "3172", "a=b", "x" * 500])
def test_harmless_text_is_taken(value: str) -> None:
    problems: list[Problem] = []
    cells = Cells("T.csv", {"id": 0}, problems)

    cells.at(2, [value])

    assert (cells.text("id"), problems) == (value.strip(), [])


def test_a_finding_can_be_told_in_another_language() -> None:
    reason = Sentence("%(stage)s is over.", stage=Sentence("exam"))

    assert (
        say(reason, {"exam": "ujian", "%(stage)s is over.": "%(stage)s usai."}.__getitem__) == "ujian usai."
    )
