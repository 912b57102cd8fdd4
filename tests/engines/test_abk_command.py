"""`terang abk` from the outside: a workload table in, the exact need and its base out."""

from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from terang.cli import abk

TABLE = """position,task,volume,period,minutes
Bidan,Periksa ibu hamil,10,day,30
Bidan,Laporan bulanan,1,month,6250
Perawat,Triase,3,year,5400
"""


def run(folder: Path, table: str, *options: str) -> Result:
    (folder / "W.csv").write_text(table)
    return CliRunner().invoke(abk.app, [str(folder / "W.csv"), *options])


def test_the_exact_need_of_every_position_and_the_base(tmp_path: Path) -> None:
    result = run(tmp_path, TABLE)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "position  tasks    minutes/year        need",
        "Bidan         2       150000.00      2.0000",
        "Perawat       1        16200.00      0.2160",
        "Base: PermenPANRB 1/2020, 75000 effective minutes a year; day x 250, week x 50, month x 12, year x 1.",
    ]


def test_another_base_is_printed_with_the_result(tmp_path: Path) -> None:
    old = run(tmp_path, TABLE, "--base", "kep-75-2004")
    own = run(tmp_path, TABLE, "--minutes-per-year", "86400")

    assert "Base: KEP/75/M.PAN/7/2004 (old), 72000 effective minutes a year" in old.stdout
    assert "not confirmed in kep-75-2004: periods.day" in old.stderr
    assert "Perawat       1        16200.00      0.1875" in own.stdout
    assert "Base: 86400 minutes a year (own base), 86400 effective minutes a year" in own.stdout


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_needs_can_be_written_to_a_file(tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"N.{ending}"

    assert run(tmp_path, TABLE, "--out", str(out)).exit_code == 0

    assert out.stat().st_size > 0
    if ending == "parquet":
        assert duckdb.read_parquet(str(out)).fetchall()[1][0] == "Perawat"
    if ending == "csv":
        assert out.read_text().splitlines()[1] == "Bidan,2,150000.00,2.0000,PermenPANRB 1/2020"


def test_every_bad_row_is_listed(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        'position,task,volume,period,minutes\n,Triase,3,year,5400\nBidan,Periksa,,daily,-5\nBidan,=A1,"1,5",day,x\n',
        "--out",
        str(tmp_path / "N.csv"),
    )

    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "W.csv:2:position: is empty.",
        "W.csv:3:period: 'daily' is not one of day, week, month, year.",
        "W.csv:3:volume: is empty.",
        "W.csv:3:minutes: -5 is not between 0 and 1000000000.",
        "W.csv:4:task: '=A1' looks like a formula.",
        "W.csv:4:volume: '1,5' has a decimal comma; write 1.5.",
        "W.csv:4:minutes: 'x' is not a number with at most 6 decimals.",
        "7 problems; no need was worked out.",
    ]
    assert result.stdout == ""
    assert not (tmp_path / "N.csv").exists()


@pytest.mark.parametrize(
    ("table", "options", "message"),
    [
        ("position,task,volume,period\nBidan,a,1,day\n", (), "W.csv:minutes: this column is missing."),
        ("position,task,volume,period,minutes\n", (), "W.csv: The table has no rows."),
        (TABLE, ("--base", "1250"), "base: There is no base 1250"),
        (TABLE, ("--minutes-per-year", "many"), "minutes: 'many' is not a number."),
        (TABLE, ("--minutes-per-year", "0"), "minutes: the minutes must be more than 0."),
        (TABLE, ("--minutes-per-year", "NaN"), "minutes: the minutes must be more than 0."),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, table: str, options: tuple[str, ...], message: str
) -> None:
    result = run(tmp_path, table, *options)

    assert result.exit_code == 2
    assert message in result.stderr
