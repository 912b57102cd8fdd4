"""`terang rank` from tables of PostgreSQL and into one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import psycopg
import pytest
from psycopg import sql
from typer.testing import CliRunner, Result

from terang.cli import rank
from terang.core import norms
from tests.engines import oracle
from tests.ground import Ground

NORM = norms.load("cpns-2024")


@pytest.fixture
def url(ground: Ground) -> Iterator[str]:
    name = ground.clone("template0")
    yield ground.server.url_of(name)
    ground.drop(name)


@pytest.fixture
def tables(url: str, tmp_path: Path) -> oracle.Tables:
    """The same tables as files and in the database, there with types."""
    found = oracle.invented(NORM, "final", Random(8), vacancies=60, most=9)
    found.write(tmp_path)
    types = dict.fromkeys((*NORM.part_codes, "slots"), "smallint") | {
        "skb": "numeric",
        "gpa": "numeric(4,2)",
        "born_on": "date",
    }
    with psycopg.connect(url) as connection:
        for table, rows in (("people", found.applicants), ("posts", found.vacancies)):
            names = [
                sql.SQL("{} {}").format(sql.Identifier(one), sql.SQL(types.get(one, "text")))
                for one in rows[0]
            ]
            connection.execute(
                sql.SQL("CREATE TABLE {} ({})").format(sql.Identifier(table), sql.SQL(", ").join(names))
            )
            with connection.cursor().copy(
                sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            ) as copy:
                for row in rows:
                    copy.write_row([one or None for one in row.values()])
    return found


def run(applicants: object, vacancies: object, out: object) -> Result:
    options = [
        "--norm",
        "cpns-2024",
        "--stage",
        "final",
        "--applicants",
        applicants,
        "--vacancies",
        vacancies,
    ]
    return CliRunner().invoke(rank.app, [*map(str, options), "--out", str(out)])


def test_tables_of_a_database_give_the_same_as_files(url: str, tables: oracle.Tables, tmp_path: Path) -> None:
    files = run(tmp_path / "A.csv", tmp_path / "V.csv", tmp_path / "R.csv")
    database = run(f"{url}#public.people", f"{url}#posts", f"{url}#result")

    assert database.exit_code == 0, database.stderr
    assert database.stderr.splitlines()[-1] == files.stderr.splitlines()[-1]
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT vacancy, id, outcome FROM result").fetchall()
    ranked = oracle.ranked(NORM, "final", tables)
    assert found == [(row[0], row[2], row[7] or None) for row in ranked]


def test_wrong_rows_of_a_database_are_told_and_nothing_is_written(url: str, tables: oracle.Tables) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE people SET twk = 999 WHERE id = (SELECT min(id) FROM people)")

    result = run(f"{url}#people", f"{url}#posts", f"{url}#result")

    assert result.exit_code == 2
    assert "twk: 999 is not between 0 and 150." in result.stderr
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT to_regclass('result')").fetchone() == (None,)


@pytest.mark.parametrize(
    ("applicants", "out", "message"),
    [
        ("#nobody", "#result", 'PostgreSQL says: relation "nobody" does not exist.'),
        ("#people", "#posts", "The table posts is there already; choose another name."),
        ("", "#result", "name the table behind the address"),
    ],
)
def test_tables_that_cannot_be_are_refused(
    url: str, tables: oracle.Tables, applicants: str, out: str, message: str
) -> None:
    result = run(f"{url}{applicants}", f"{url}#posts", f"{url}{out}")

    assert result.exit_code == 2
    assert message in result.stderr
    assert url not in result.stderr
