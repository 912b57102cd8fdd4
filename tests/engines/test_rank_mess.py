"""Tables with every kind of mess: each row is told once, the same in whatever way the table was read."""

from datetime import date
from pathlib import Path
from random import Random

import duckdb
import pytest
from typer.testing import CliRunner, Result

from terang.cli import rank
from terang.core import norms
from terang.engines.ranking.wanted import of_applicants
from terang.engines.tables import Problem, bulk
from terang.engines.tables.bulk import cells_of, fits, open_table, tidy_copy
from terang.engines.tables.expected import MACROS
from tests.engines import oracle

NORM = norms.load("cpns-2024")
HEADER = "id,vacancy,twk,tiu,tkp,skb,gpa,born_on,claims,priority,knocked_out,alternatives,within_km\n"
VACANCIES = (
    "vacancy,position,kind,education,location,slots\nV1,Guru,UMUM,S-1,Kota,1\nV2,Guru,UMUM,S-1,Kota,1\n"
)


def run(folder: Path, *more: str, norm: str = "cpns-2018") -> Result:
    options = ["--norm", norm, "--stage", "final", "--applicants", f"{folder}/A.csv"]
    return CliRunner().invoke(
        rank.app, [*options, "--vacancies", f"{folder}/V.csv", "--out", f"{folder}/R.csv", *more]
    )


def test_what_may_be_added_is_checked_too(tmp_path: Path) -> None:
    (tmp_path / "V.csv").write_text(VACANCIES)
    (tmp_path / "A.csv").write_text(
        HEADER
        + "A,V1,75,80,143,70,3,1998-02-01,SERDIK,,no,V2,10\n"
        + "B,V1,75,80,143,70,3,1998-02-01,SERDIK;GURU,P9,maybe,V2 V9,-1\n"
    )

    result = run(tmp_path)

    assert result.exit_code == 2
    assert result.stderr.splitlines()[:-1] == [
        "A.csv:3:claims: there is no affirmation GURU in this norm.",
        "A.csv:3:priority: 'P9' is not one of -.",
        "A.csv:3:knocked_out: 'maybe' is neither yes nor no.",
        "A.csv:3:alternatives: there is no vacancy V9.",
        "A.csv:3:within_km: -1 is not between 0 and 40000.",
    ]


def test_a_table_with_too_many_rows_is_refused_whatever_its_format(tmp_path: Path) -> None:
    oracle.invented(NORM, "final", Random(1), vacancies=20, most=9).write(tmp_path)
    duckdb.read_csv(str(tmp_path / "A.csv"), all_varchar=True).to_parquet(str(tmp_path / "A.parquet"))

    text = run(tmp_path, "--most-rows", "20", norm="cpns-2024")
    parquet = run(
        tmp_path, "--most-rows", "20", "--applicants", str(tmp_path / "A.parquet"), norm="cpns-2024"
    )

    for result, name in ((text, "A.csv"), (parquet, "A.parquet")):
        assert result.exit_code == 2
        assert result.stderr == (
            f"{name}: The table has more than 20 rows. If they are all meant, say --most-rows.\n"
        )


@pytest.mark.parametrize(
    "mess",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r\n", 3),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(",", " , "),
        lambda text: text.replace(",", '" ,"').replace("\n", '"\n"').removesuffix('"').join(('"', "")),
        lambda text: "\n\n" + text.replace("\n", "\n\n,,,,,,,,,,,\n"),
        lambda text: text.replace(",", "\u00a0,"),
        lambda text: "\ufeff" + text,
    ],
    ids=["crlf", "mixed", "cr", "blanks", "quotes", "empty", "unbreakable", "bom"],
)
def test_mess_around_the_cells_changes_nothing(tmp_path: Path, mess) -> None:  # type: ignore[no-untyped-def]
    oracle.invented(NORM, "final", Random(1), vacancies=20, most=9).write(tmp_path)
    assert run(tmp_path, norm="cpns-2024").exit_code == 0
    tidy = (tmp_path / "R.csv").read_bytes()

    text = mess((tmp_path / "A.csv").read_text())
    (tmp_path / "A.csv").write_bytes(text.encode())
    result = run(tmp_path, norm="cpns-2024")

    if '" ,"' in text:  # no CSV, and said so
        assert "This is not CSV" in result.stderr
    else:
        assert result.exit_code == 0, result.stderr
        assert (tmp_path / "R.csv").read_bytes() == tidy


CELLS = [
    "", " ", "0", "150", "151", "-0", "-1", "75.0", "75.00", "75.", ".5", "7 5", "1e2", "+5", "075", "7_5", "٧",
    "75,0", "=1", "-x", "- x", "x", "é", "1998-02-29", "2000-02-29", "0000-01-01", "1899-12-31", "2999-01-01",
    "100.000000", "100.000001", "99.9999999", "yes", "YA", "oui", "a\nb", '"', "x" * 500, "x" * 501, "\u00a0", "5\u2003",
]  # fmt: skip


def test_sql_finds_wrong_exactly_the_cells_that_are_told(tmp_path: Path) -> None:
    """On both sides of every border, in a copy; and in place nothing fits that is not right."""
    expected = of_applicants(norms.load("cpns-2018"), "final", date(2026, 11, 25))
    columns = [one.column for one in expected]
    rows = [dict.fromkeys(columns, "") | {one: cell} for one in columns for cell in CELLS]
    for number, row in enumerate(rows):
        row["id"], row["vacancy"] = row["id"] or f"P{number}", row["vacancy"] or "V1"
    oracle.write(tmp_path / "A.csv", rows)
    with duckdb.connect() as database:
        for macro in MACROS:
            database.execute(macro)
        found = open_table(database, tmp_path / "A.csv", tmp_path, len(rows) * 2)
        copy = tidy_copy(database, found, tmp_path, len(rows))
        tidy = database.execute(
            f"SELECT coalesce({fits(copy, expected)}, false) FROM ({copy.relation})"
        ).fetchall()
        place = database.execute(
            f"SELECT coalesce({fits(found, expected)}, false) FROM ({found.relation})"
        ).fetchall()

    problems: list[Problem] = []
    cells = cells_of(copy, problems)
    for line, (row, (fits_in_copy,), (fits_in_place,)) in enumerate(zip(rows, tidy, place, strict=True)):
        cells.at(line, list(row.values()))
        before = len(problems)
        for one in expected:
            one.tell(cells)
        assert fits_in_copy == (len(problems) == before), (row, problems[before:])
        assert fits_in_copy or not fits_in_place, row


def test_the_statements_run_by_hand_in_duckdb_give_the_same(tmp_path: Path) -> None:
    tables = oracle.invented(NORM, "final", Random(9), vacancies=30, most=9)
    tables.write(tmp_path)

    printed = run(tmp_path, "--show-sql", norm="cpns-2024")
    rows = duckdb.connect().execute(printed.stdout).fetchall()

    assert printed.exit_code == 0
    assert [(row[0], row[2], row[7] or "") for row in rows] == [
        (row[0], row[2], row[7]) for row in oracle.ranked(NORM, "final", tables)
    ]
    assert not (tmp_path / "R.csv").exists()


def test_a_tidy_file_is_read_in_place(tmp_path: Path) -> None:
    oracle.invented(NORM, "final", Random(1), vacancies=20, most=9).write(tmp_path)

    assert not open_table(duckdb.connect(), tmp_path / "A.csv", tmp_path, bulk.SOME).is_copy
