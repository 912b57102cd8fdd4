"""`terang rank` from the outside: files in, a file out or a list of what is wrong."""

import csv
import io
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from terang.cli import progress, rank
from terang.core import norms

Rank = Callable[..., Result]
NOBODY = "nobody can be judged by it."
VACANCIES = """vacancy,position,kind,education,location,slots
V1,Guru,UMUM,5101087,Kota,1
V2,Bidan,DISABILITAS,5101087,Desa,2
"""
SHORTLIST = """id,vacancy,twk,tiu,tkp
A,V1,75,130,195
B,V1,80,130,190
C,V1,80,130,190
D,V1,70,130,190
E,V1,70,130,190
F,V1,60,175,225
G,V1,,130,190
H,V2,40,60,186
"""
FINAL = """id,vacancy,twk,tiu,tkp,skb,gpa,born_on
A,V1,75,130,195,70,3.50,1998-02-01
B,V1,80,130,190,70,3.50,1998-02-01
C,V1,80,130,190,70,,1998-02-01
D,V1,80,130,190,71.25,3.00,1998-02-01
F,V1,60,175,225,99,3.00,1998-02-01
G,V1,80,130,190,,3.00,1998-02-01
H,V2,40,60,186,80,3.00,1990-02-01
I,V2,40,60,186,80,3.00,1990-02-02
J,V2,40,60,186,80,3.00,1990-02-02
"""


@pytest.fixture
def run(tmp_path: Path) -> Rank:
    """Run the command on two tables given as text or bytes, and look at the result at `tmp_path`."""

    def run(applicants: str | bytes, vacancies: str | bytes = VACANCIES, stage: str = "shortlist",
            norm: str = "cpns-2024", out: str = "R.csv") -> Result:  # fmt: skip
        for name, content in (("A.csv", applicants), ("V.csv", vacancies)):
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        options = {"norm": norm, "stage": stage, "applicants": "A.csv", "vacancies": "V.csv", "out": out}
        for name in ("applicants", "vacancies", "out"):
            options[name] = str(tmp_path / options[name])
        return CliRunner().invoke(
            rank.app, [word for name, value in options.items() for word in (f"--{name}", value)]
        )

    return run


def lines(path: Path) -> list[str]:
    return path.read_text().splitlines()


def test_the_shortlist_of_every_vacancy(run: Rank, tmp_path: Path) -> None:
    result = run(SHORTLIST)

    assert result.exit_code == 0
    assert lines(tmp_path / "R.csv") == [
        "vacancy,place,id,skd,skd_100,skb,final,outcome,decided_by",
        "V1,1,A,400,72.727,,,P/L,",
        "V1,2,B,400,72.727,,,P/L,shared",
        "V1,2,C,400,72.727,,,P/L,shared",
        "V1,4,D,390,70.909,,,P,shared",
        "V1,4,E,390,70.909,,,P,shared",
        "V1,,F,460,83.636,,,TL,",
        "V1,,G,,,,,TH,",
        "V2,1,H,286,52.000,,,P/L,",
    ]


def test_the_final_of_every_vacancy(run: Rank, tmp_path: Path) -> None:
    result = run(FINAL, stage="final")

    assert result.exit_code == 0
    assert lines(tmp_path / "R.csv") == [
        "vacancy,place,id,skd,skd_100,skb,final,outcome,decided_by",
        "V1,1,D,400,72.727,71.25,71.841,L,",
        "V1,,A,400,72.727,70,71.091,TL,final",
        "V1,,B,400,72.727,70,71.091,TL,shared",
        "V1,,C,400,72.727,70,71.091,TL,shared",
        "V1,,F,460,83.636,99,,TL,",
        "V1,,G,400,72.727,,,TH,",
        "V2,1,H,286,52.000,80,68.800,L,",
        "V2,2,I,286,52.000,80,68.800,,shared",
        "V2,2,J,286,52.000,80,68.800,,shared",
    ]
    assert "Vacancy V2: 2 share place 2 across the last slot; a person decides." in result.stderr
    assert "9 applicants, 2 vacancies, norm cpns-2024" in result.stderr


@pytest.mark.parametrize(("stage", "table"), [("shortlist", SHORTLIST), ("final", FINAL)])
def test_the_order_of_the_rows_never_matters(run: Rank, tmp_path: Path, stage: str, table: str) -> None:
    header, *rows = table.splitlines()
    run(table, stage=stage)
    in_order = (tmp_path / "R.csv").read_bytes()

    first, *posts = VACANCIES.splitlines()
    for seed in range(5):
        shuffled = "\n".join([header, *Random(seed).sample(rows, len(rows))])
        run(shuffled, "\n".join([first, *reversed(posts)]), stage=stage)
        assert (tmp_path / "R.csv").read_bytes() == in_order


def test_every_bad_row_is_listed_and_nothing_is_written(run: Rank, tmp_path: Path) -> None:
    (tmp_path / "R.csv").write_text("the result of yesterday")

    result = run(
        "id,vacancy,twk,tiu,tkp,skb,gpa,born_on\n"
        "A,V1,155,80,166,70,3.00,1998-02-01\n"
        'B,V9,65,8o,166,"70,5",3.00,01/02/1998\n'
        "A,V1,65,80,-1,101,3.00,1998-02-30\n"
        "=SUM(A1),V1,65,80.5,166,70.1234567,x,2998-02-01\n"
        "E,V1,65\n"
        ",V1,65,80,166,70,3.00,1998-02-01\n",
        stage="final",
    )

    assert result.exit_code == 2
    assert result.stderr.splitlines()[:-1] == [
        "A.csv:6: 3 cells, but there are 8 columns.",
        "A.csv:2:twk: 155 is not between 0 and 150.",
        "A.csv:3:vacancy: there is no vacancy V9.",
        "A.csv:3:tiu: '8o' is not a whole number.",
        "A.csv:3:skb: '70,5' has a decimal comma; write 70.5.",
        "A.csv:3:born_on: '01/02/1998' is not a date; write it like 1998-02-01.",
        "A.csv:4:id: A was already on line 2.",
        "A.csv:4:tkp: -1 is not between 0 and 225.",
        "A.csv:4:skb: 101 is not between 0 and 100.",
        "A.csv:4:born_on: '1998-02-30' is not a date; write it like 1998-02-01.",
        "A.csv:5:id: '=SUM(A1)' looks like a formula.",
        "A.csv:5:tiu: '80.5' is not a whole number.",
        "A.csv:5:skb: '70.1234567' is not a number with at most 6 decimals.",
        "A.csv:5:gpa: 'x' is not a number with at most 6 decimals.",
        *[
            line
            for line in result.stderr.splitlines()
            if line.startswith("A.csv:5:born_on: 2998-02-01 is not between")
        ],
        "A.csv:7:id: is empty.",
    ]
    assert "16 problems; nothing was written to" in result.stderr.splitlines()[-1]
    assert (tmp_path / "R.csv").read_text() == "the result of yesterday"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "R.csv", "V.csv"]


def test_every_bad_vacancy_is_listed(run: Rank, tmp_path: Path) -> None:
    result = run(
        SHORTLIST,
        "vacancy,position,kind,education,location,slots\n"
        "V1,Guru,UMUM,1,Kota,0\nV1,Guru,UMUM,1,Kota,1\nV2,Guru,UMUN,1,Kota,\nV3,Guru,KALIMANTAN,1,Kota,two\n",
    )

    assert result.exit_code == 2
    assert result.stderr.splitlines()[:-1] == [
        "V.csv:2:slots: 0 is not between 1 and 100000.",
        "V.csv:3:vacancy: V1 was already on line 2.",
        "V.csv:4:slots: is empty.",
        f"V.csv:4:kind: The norm cpns-2024 has no kind of formasi UMUN; it knows {', '.join(norms.load('cpns-2024').kinds)}.",
        "V.csv:5:slots: 'two' is not a whole number.",
        f"V.csv:5:kind: The threshold of KALIMANTAN (Putra/putri Kalimantan) is not known under cpns-2024: {NOBODY}",
    ]
    assert not (tmp_path / "R.csv").exists()


@pytest.mark.parametrize(
    ("applicants", "message"),
    [
        (b"", "A.csv: The file is empty."),
        (b"\n\n , ,\n", "A.csv: The file is empty."),
        (b"id,vacancy,twk,tiu,tkp\n", "A.csv: The table has no rows."),
        (b"id,vacancy,twk,tiu\nA,V1,65,80\n", "A.csv:tkp: this column is missing."),
        (b"id,id,vacancy,twk,tiu,tkp\n", "A.csv:1:id: There are two columns of this name."),
        (b"id;vacancy;twk;tiu;tkp\nA;V1;65;80;166\n", "A.csv:1: The columns must be separated by commas."),
        ("id,vacancy,twk,tiu,tkp\nÉ,V1,65,80,166\n".encode("cp1252"),
         "A.csv:2: The file is not in UTF-8; save it as CSV UTF-8."),
        (SHORTLIST.encode("utf-16"), "A.csv: The file is in UTF-16; save it as CSV UTF-8."),
        (b"id,vacancy,twk,tiu,tkp\nA\0,V1,65,80,166\n", "A.csv:2: The file holds null bytes; it is not CSV."),
        (b'id,vacancy,twk,tiu,tkp\n"A,V1,65,80,166\n', "This is not CSV: unexpected end of data."),
    ],
)  # fmt: skip
def test_a_table_that_is_none_is_refused(run: Rank, tmp_path: Path, applicants: bytes, message: str) -> None:
    result = run(applicants)

    assert result.exit_code == 2
    assert message in result.stderr
    assert not (tmp_path / "R.csv").exists()


def test_the_final_needs_the_columns_of_the_final(run: Rank) -> None:
    result = run(SHORTLIST, stage="final")

    assert result.exit_code == 2
    assert [line.split(":")[1] for line in result.stderr.splitlines()[:-1]] == ["skb", "gpa", "born_on"]


def test_points_that_questions_cannot_give_are_warnings(run: Rank, tmp_path: Path) -> None:
    result = run(SHORTLIST.replace("A,V1,75", "A,V1,73"))

    assert result.exit_code == 0
    assert (
        "A.csv:2:twk: 73 points are within the maximum, but questions of 5 points can't give them."
        in result.stderr
    )
    assert (tmp_path / "R.csv").exists()


def test_columns_that_are_not_used_are_told(run: Rank) -> None:
    rows = SHORTLIST.splitlines()

    result = run("\n".join([f"{rows[0]},consent,shoe", *(f"{row},yes,43" for row in rows[1:])]))

    assert result.exit_code == 0
    assert (
        "consent: consent is told by the columns alternatives and within_km; this one is not used."
        in result.stderr
    )
    assert "shoe: this column is not used." in result.stderr


def test_values_that_are_not_confirmed_are_told_where_they_are_used(run: Rank) -> None:
    doctor = run(SHORTLIST, VACANCIES.replace("UMUM", "DOKTER"))
    header = FINAL.splitlines()[0]
    old = run(f"{header}\nA,V1,80,130,170,70,3.50,1998-02-01\n", stage="final", norm="cpns-2019")

    assert "Not confirmed in cpns-2024: kinds.DOKTER.threshold." in doctor.stderr
    assert "integration.decimals, final.chain" in old.stderr
    assert "Not confirmed" not in run(SHORTLIST).stderr


def test_quotes_bom_blank_lines_and_crlf_are_understood(run: Rank, tmp_path: Path) -> None:
    run(SHORTLIST)
    plain = (tmp_path / "R.csv").read_bytes()

    windows = "\ufeff" + "\r\n".join(
        f'"{row.replace(",", chr(34) + "," + chr(34))}"\r\n' for row in SHORTLIST.splitlines()
    )
    assert run(windows).exit_code == 0
    assert (tmp_path / "R.csv").read_bytes() == plain


def test_the_line_of_a_bad_row_is_the_line_in_the_file(run: Rank) -> None:
    result = run('id,vacancy,twk,tiu,tkp\n"A\nB",V1,65,80,166\n\nC,V1,x,80,166\n')

    assert "A.csv:5:twk: 'x' is not a whole number." in result.stderr


def test_the_local_norm_has_parts_and_columns_of_its_own(run: Rank, tmp_path: Path) -> None:
    result = run(
        "id,vacancy,umum,pelayanan,bidang,lanjutan,gpa,born_on\nA,V1,40,40,40,80,3.00,1998-02-01\n",
        stage="final",
        norm="lokal-contoh",
    )

    assert result.exit_code == 0
    assert lines(tmp_path / "R.csv") == [
        "vacancy,place,id,ujian,ujian_100,lanjutan,final,outcome,decided_by",
        "V1,1,A,120,80.000,80,80.000,L,",
    ]


def test_workbooks_and_parquet_give_the_same_as_csv(run: Rank, tmp_path: Path) -> None:
    run(FINAL, stage="final")
    expected = list(csv.reader(lines(tmp_path / "R.csv")))
    workbook(tmp_path / "A.xlsx", FINAL)
    duckdb.read_csv(str(tmp_path / "A.csv")).to_parquet(str(tmp_path / "A.parquet"))

    for source, out in (("A.xlsx", "R.xlsx"), ("A.parquet", "R.parquet")):
        options = ["--norm", "cpns-2024", "--stage", "final", "--vacancies", str(tmp_path / "V.csv")]
        paths = ["--applicants", str(tmp_path / source), "--out", str(tmp_path / out)]
        assert CliRunner().invoke(rank.app, options + paths).exit_code == 0

    sheet = CalamineWorkbook.from_path(tmp_path / "R.xlsx").get_sheet_by_index(0).to_python()
    assert [[str(cell) for cell in row] for row in sheet[:1]] == expected[:1]
    assert [row[6] for row in sheet[1:3]] == [71.841, 71.091]
    assert [row[2] for row in sheet[1:]] == [row[2] for row in expected[1:]]
    table = duckdb.read_parquet(str(tmp_path / "R.parquet"))
    assert [(str(row[1] or ""), row[2], str(row[6] or ""), row[7] or "") for row in table.fetchall()] == [
        (row[1], row[2], row[6], row[7]) for row in expected[1:]
    ]
    assert dict(zip(table.columns, map(str, table.types), strict=True))["final"] == "DECIMAL(9,3)"


def workbook(path: Path, table: str) -> None:
    """The table as an officer would type it: numbers as numbers."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(csv.reader(table.splitlines())):
            for place, cell in enumerate(row):
                sheet.write(line, place, float(cell) if cell.replace(".", "").isdigit() else cell)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"out": "R.pdf"}, "The format is not known; use a file ending in .csv, .xlsx, .parquet."),
        ({"out": "nowhere/R.csv"}, "does not exist."),
        ({"out": "A.csv"}, "The result would overwrite what it is made from."),
        ({"norm": "cpns-2025"}, f"There is no norm cpns-2025; there are {', '.join(norms.available())}."),
        ({"stage": "middle"}, "'middle' is not one of"),
    ],
)
def test_options_that_cannot_be_are_refused(
    run: Rank, tmp_path: Path, options: dict[str, str], message: str
) -> None:
    result = run(SHORTLIST, **options)

    assert result.exit_code == 2
    assert message in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "V.csv"]
    assert (tmp_path / "A.csv").read_text() == SHORTLIST


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    missing, out = str(tmp_path / "none.csv"), str(tmp_path / "R.csv")
    paths = ["--applicants", missing, "--vacancies", missing, "--out", out]

    result = CliRunner().invoke(rank.app, ["--norm", "cpns-2024", "--stage", "final", *paths])

    assert result.exit_code == 2
    assert "The file can't be read: No such file or directory." in result.stderr


@pytest.mark.parametrize("name", ["A.xlsx", "A.parquet"])
def test_a_file_that_only_pretends_its_format_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SHORTLIST)
    (tmp_path / "V.csv").write_text(VACANCIES)
    paths = [
        "--applicants",
        str(tmp_path / name),
        "--vacancies",
        str(tmp_path / "V.csv"),
        "--out",
        str(tmp_path / "R.csv"),
    ]

    result = CliRunner().invoke(rank.app, ["--norm", "cpns-2024", "--stage", "shortlist", *paths])

    assert result.exit_code == 2
    assert result.stderr.startswith(f"{name}: The ")


@pytest.mark.some(every=2)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_ranking_that_is_stopped_leaves_no_trace(tmp_path: Path, stop: signal.Signals) -> None:
    people = "\n".join(f"P{number},V1,75,130,195" for number in range(200_000))
    (tmp_path / "A.csv").write_text(f"id,vacancy,twk,tiu,tkp\n{people}\n")
    (tmp_path / "V.csv").write_text(VACANCIES)
    options = ["--norm", "cpns-2024", "--stage", "shortlist", "--applicants", "A.csv", "--vacancies", "V.csv"]
    code = "from terang.cli.rank import app; import sys; print('on', flush=True); app()"

    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", code, *options, "--out", "R.xlsx"],
            cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        ) as running:  # fmt: skip
            assert running.stdout is not None
            running.stdout.readline()
            _wait_until_it_writes(tmp_path, running)
            running.send_signal(stop)
            _, told = running.communicate(timeout=60)
        if running.returncode != 0:
            break
        (tmp_path / "R.xlsx").unlink()  # it was ready before the signal came

    assert running.returncode == 130
    assert "Cancelled; nothing was written." in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A.csv", "V.csv"]


def _wait_until_it_writes(folder: Path, running: "subprocess.Popen[str]") -> None:
    """Until a third file lies beside the two that it reads."""
    while running.poll() is None and len(list(folder.iterdir())) < 3:
        time.sleep(0.02)


def test_a_terminal_shows_progress_and_a_file_does_not(tmp_path: Path) -> None:
    told = io.StringIO()
    told.isatty = lambda: True  # type: ignore[method-assign]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stderr", told)
        patch.setattr(progress, "PATIENCE_SECONDS", -1)
        with progress.watching("Ranking", 1000) as watch:
            for _ in range(1000):
                watch.tick()
    quiet = progress.Watch("Ranking", 1000)
    quiet.tick(1000)

    assert "Ranking" in told.getvalue()
    assert "768/1000" in told.getvalue()
    assert quiet.bar is None
