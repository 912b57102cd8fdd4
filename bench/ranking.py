"""How fast `terang rank` ranks a nation: 10 million invented applicants, 250,000 formasi: `make bench-ranking`.

Prints a table and writes bench/results/ranking.json. Everything is measured in one run on one machine, each engine in
a process of its own, its start included; beside the seconds stand the seconds of processor that it took, which other
work on the machine disturbs less. ARGS='--rows 1000000' for a smaller nation,
ARGS='--peers 10000000' to let plain Python and PostgreSQL rank all of it, too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg

from terang.demonstration.postgres import EmbeddedPostgres

ROWS, FORMASI_PER_ROW, SEED = 10_000_000, 40, 7
PEERS = 1_000_000
RESULT = Path(__file__).parent / "results" / "ranking.json"
TERANG = Path(sys.executable).with_name("terang")
STAGE = ["--norm", "cpns-2024", "--stage", "final"]
PEOPLE = {"twk": "smallint", "tiu": "smallint", "tkp": "smallint", "skb": "numeric(9,3)", "gpa": "numeric(4,2)", "born_on": "date"}  # fmt: skip
Figures = list[dict[str, object]]


@dataclass(frozen=True)
class Cost:
    """What a process took: seconds by the clock, seconds of processor, megabytes at the most."""

    wall: float
    cpu: float
    peak: float


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=ROWS)
    options.add_argument("--peers", type=int, default=PEERS, help="how many applicants the others rank")
    options.add_argument("--skip-postgres", action="store_true")
    asked = options.parse_args()
    figures: Figures = []
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        measure(Path(folder), asked.rows, asked.peers, figures, with_postgres=not asked.skip_postgres)
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=2) + "\n")


def measure(folder: Path, rows: int, peers: int, figures: Figures, *, with_postgres: bool) -> None:
    curve = {}
    size = 10_000
    while size <= rows:
        invent(folder / str(size), size)
        curve[size] = rank(folder / str(size))
        size *= 10
    whole = curve[rows]
    tell(
        figures, f"{rows:,} applicants, Parquet to Parquet", whole.wall, "s", "<= 5", "process start included"
    )
    tell(figures, "the same, of processor", whole.cpu, "s", "", "user and system")
    tell(figures, "the same, most memory", whole.peak, "MB", "<= 1024", "peak resident set")
    for size, cost in curve.items():
        per_row = cost.cpu / size * 1e6
        tell(
            figures,
            f"{size:,} applicants",
            cost.wall,
            "s",
            "no steeper than n log n",
            f"{per_row:.2f} us of processor a row",
        )
    limit = run([sys.executable, "-c", LIMIT.format(folder=folder / str(rows))])
    tell(
        figures, "read, sort and write alone", limit.wall, "s", "", f"{limit.cpu:.1f} s of processor; DuckDB"
    )
    tell(figures, "ranking against read, sort and write", whole.cpu / limit.cpu, "times", "<= 3", "processor")
    small = min(rows, peers)
    plain = run(
        [sys.executable, __file__.replace("ranking.py", "ranking_plain.py"), str(folder / str(small))]
    )
    tell(
        figures, f"plain Python, {small:,} applicants", plain.wall, "s", "", f"{plain.cpu:.1f} s of processor"
    )
    tell(
        figures,
        "plain Python against the engine",
        plain.cpu / curve[small].cpu,
        "times",
        ">= 10",
        f"processor, both {small:,}",
    )
    both = {"the statements alone": STATEMENTS, "the quick way alone": QUICK}
    alone = {
        name: run([sys.executable, "-c", code.format(folder=folder / str(small))])
        for name, code in both.items()
    }
    for name, cost in alone.items():
        tell(
            figures,
            f"{name}, {small:,} applicants",
            cost.wall,
            "s",
            "",
            f"{cost.cpu:.1f} s of processor, {cost.peak:.0f} MB",
        )
    for name, seconds in look_up(folder / str(rows)).items():
        aim = "<= 100" if name.startswith("one person") else ""
        tell(figures, name, seconds * 1000, "ms", aim, f"of {rows:,}")
    if with_postgres:
        against_postgres(folder, small, curve[small], figures)
        through_postgres(folder, rows, figures)


def invent(folder: Path, rows: int) -> None:
    """People and formasi from a seed; a few formasi draw most of the people, and scores are coarse, so ties are common."""
    folder.mkdir()
    formasi = max(rows // FORMASI_PER_ROW, 1)
    kinds = "['UMUM', 'UMUM', 'UMUM', 'UMUM', 'UMUM', 'UMUM', 'UMUM', 'CUMLAUDE', 'DISABILITAS', 'PAPUA']"
    with duckdb.connect(
        config={"threads": 2, "memory_limit": "1GB", "temp_directory": str(folder)}
    ) as database:
        database.execute(
            f"COPY (SELECT printf('V%06d', n) AS vacancy, 'Jabatan ' || n % 400 AS position,"
            f" {kinds}[(1 + hash(n, {SEED}) % 10)::BIGINT] AS kind, '5101087' AS education, 'Kota ' || n % 500 AS location,"
            f" (1 + hash(n, {SEED + 1}) % 5)::SMALLINT AS slots, 'A' || n % 600 AS agency FROM range({formasi}) AS t(n))"
            f" TO '{folder}/V.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )
        part = "(hash(n, {0}) % {1})::BIGINT"
        popular = f"({formasi} * pow({part.format(SEED + 2, 1_000_003)} / 1000003.0, 3.2))::BIGINT"
        database.execute(
            f"COPY (SELECT printf('%016d', 2024000000000000 + (n * 7368787) % {rows}) AS id,"
            f" printf('V%06d', least({popular}, {formasi - 1})) AS vacancy,"
            f" (40 + 5 * {part.format(11, 22)})::SMALLINT AS twk, (50 + 5 * {part.format(12, 25)})::SMALLINT AS tiu,"
            f" (130 + {part.format(13, 90)})::SMALLINT AS tkp,"
            f" CASE WHEN {part.format(14, 50)} > 0 THEN (30 + {part.format(15, 280)} / 4)::DECIMAL(9, 3) END AS skb,"
            f" CASE WHEN {part.format(16, 200)} > 0 THEN (2.75 + {part.format(17, 126)} / 100)::DECIMAL(4, 2) END AS gpa,"
            f" DATE '1989-01-01' + {part.format(18, 5000)}::INTEGER AS born_on FROM range({rows}) AS t(n))"
            f" TO '{folder}/A.parquet' (FORMAT parquet, COMPRESSION zstd)"
        )


LIMIT = """
import duckdb
with duckdb.connect(config=dict(threads=2, memory_limit='640MB', temp_directory='{folder}')) as database:
    database.execute('''COPY (SELECT vacancy, twk AS place, id, tiu, tkp, skb, gpa, born_on FROM '{folder}/A.parquet'
        ORDER BY vacancy, skb DESC) TO '{folder}/sorted.parquet' (FORMAT parquet, COMPRESSION zstd)''')
"""


BOTH = """
from datetime import date
from pathlib import Path
from terang.core import norms
from terang.engines import ranking
folder = Path('{{folder}}')
inputs = ranking.Inputs(norms.load('cpns-2024'), 'final', folder / 'A.parquet', folder / 'V.parquet', date.today())
with ranking.opened(inputs, folder) as one:
    assert one.make(folder / 'alone.parquet', by_statements={by_statements})
    assert one.was_quick is not {by_statements}
"""
STATEMENTS, QUICK = (BOTH.format(by_statements=by) for by in (True, False))


def rank(folder: Path, people: str = "", posts: str = "", out: str = "") -> Cost:
    tables = ["--applicants", people or f"{folder}/A.parquet", "--vacancies", posts or f"{folder}/V.parquet"]
    return run([str(TERANG), "rank", *STAGE, *tables, "--out", out or f"{folder}/R.parquet"])


def run(command: list[str]) -> Cost:
    """A process from its start to its end."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = child.stderr.read() if child.stderr else ""
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(said)
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def look_up(folder: Path) -> dict[str, float]:
    """The median of some people, from opening the ranking to the answer; the index is made before."""
    from terang.core import norms
    from terang.engines.ranking.lookup import open_lookup

    rows, norm = folder / "R.parquet", norms.load("cpns-2024")
    started = time.perf_counter()
    with open_lookup(rows) as ask:
        first = time.perf_counter() - started
        everybody = ask.database.execute(f"SELECT id FROM '{rows}' USING SAMPLE 11").fetchall()
    took = []
    for (who,) in everybody:
        started = time.perf_counter()
        with open_lookup(rows) as ask:
            if ask.find(who, norm, "final") is None:
                raise SystemExit(f"{who} is lost")
        took.append(time.perf_counter() - started)
    return {
        "one person, their neighbours and the cut-off": sorted(took)[5],
        "making the index of people, once": first,
    }


def against_postgres(folder: Path, rows: int, engine: Cost, figures: Figures) -> None:
    """The same rules by window functions in PostgreSQL, from its tables to a table; loading them is not counted."""
    with (
        EmbeddedPostgres(folder / "postgres") as server,
        psycopg.connect(server.url, autocommit=True) as connection,
    ):
        load(connection, folder / str(rows))
        connection.execute("SET work_mem = '512MB'; SET max_parallel_workers_per_gather = 2")
        started = time.perf_counter()
        connection.execute(Path(__file__).with_name("ranking_postgres.sql").read_text())
        wall = time.perf_counter() - started
    tell(
        figures,
        f"the same SQL in PostgreSQL, {rows:,} applicants",
        wall,
        "s",
        "",
        "tables to table, loading not counted",
    )
    tell(figures, "PostgreSQL against the engine", wall / engine.wall, "times", ">= 8", f"both {rows:,}")


def through_postgres(folder: Path, rows: int, figures: Figures) -> None:
    with EmbeddedPostgres(folder / "through") as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            load(connection, folder / str(rows))
        cost = rank(folder, f"{server.url}#people", f"{server.url}#posts", f"{server.url}#ranked")
        server.remove()
    tell(
        figures,
        f"{rows:,} applicants, PostgreSQL to PostgreSQL",
        cost.wall,
        "s",
        "<= 15",
        f"{cost.cpu:.1f} s of processor besides the server's",
    )


def load(connection: psycopg.Connection[tuple[object, ...]], folder: Path) -> None:
    connection.execute(
        "CREATE TABLE posts (vacancy text, position text, kind text, education text, location text, slots smallint, agency text)"
    )
    people = ", ".join(f"{column} {kind}" for column, kind in PEOPLE.items())
    connection.execute(f"CREATE TABLE people (id text, vacancy text, {people})")
    for table, source in (("posts", "V"), ("people", "A")):
        text = folder / f"{source}.csv"
        duckdb.read_parquet(f"{folder}/{source}.parquet").write_csv(str(text), header=False)
        with (
            text.open("rb") as file,
            connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT csv)") as copy,
        ):
            while chunk := file.read(1 << 20):
                copy.write(chunk)
        text.unlink()
    connection.execute("ANALYZE")


def tell(figures: Figures, name: str, value: float, unit: str, aim: str, against: str) -> None:
    figures.append({"figure": name, "value": round(value, 3), "unit": unit, "aim": aim, "against": against})
    print(f"{name:<58} {value:>10.2f} {unit:<6} {('aim ' + aim) if aim else '':<28} {against}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
