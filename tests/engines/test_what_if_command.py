"""`terang what-if`: who would stand elsewhere by another weight, threshold or order of steps."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from typer import Typer
from typer.testing import CliRunner, Result

from terang.cli import what_if
from terang.core import norms
from terang.core.norms.varying import reorder, vary
from terang.core.rules.comparing import Change, Standing, compare, tallies
from tests.engines import oracle

Ask = Callable[..., Result]
VACANCIES = """vacancy,position,kind,education,location,slots
V1,Guru,UMUM,5101087,Kota,1
V2,Bidan,DISABILITAS,5101087,Desa,1
"""
PEOPLE = """id,vacancy,twk,tiu,tkp,skb,gpa,born_on
A,V1,80,150,220,66,3.50,1998-02-01
B,V1,70,110,170,75,3.50,1998-02-01
C,V1,70,110,166,70,3.00,1998-02-01
H,V2,40,60,186,80,3.00,1990-02-01
"""


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Ask what would be; options as words."""
    app = Typer()
    app.command()(what_if.command)
    (tmp_path / "A.csv").write_text(PEOPLE)
    (tmp_path / "V.csv").write_text(VACANCIES)

    def ask(*options: str, lang: str = "en") -> Result:
        tables = ["--applicants", str(tmp_path / "A.csv"), "--vacancies", str(tmp_path / "V.csv")]
        return CliRunner().invoke(app, ["--norm", "cpns-2024", *tables, "--lang", lang, *options])

    return ask


def weights(first: str, second: str) -> list[str]:
    return ["--suppose", f"integration.first={first}", "--suppose", f"integration.second={second}"]


def test_another_weight_tells_who_would_get_in_and_who_would_not(ask: Ask) -> None:
    result = ask(*weights("0.3", "0.7"))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Of 4 people 1 more would get in, and 1 would not any more. 2 would stand elsewhere.",
        "  Vacancy V1: 1 by the norm, 1 more, 1 less.",
        "  B in V1: place – by the norm, 1 supposed; would get in.",
        "  A in V1: place 1 by the norm, – supposed; would not get in.",
    ]


def test_it_is_told_in_indonesian_too(ask: Ask) -> None:
    result = ask(*weights("0.3", "0.7"), lang="id")

    assert result.stdout.startswith("Dari 4 orang, 1 orang lain akan masuk, dan 1 orang tidak lagi masuk.")


def test_another_threshold_lets_nobody_stand_who_does_not_reach_it(ask: Ask) -> None:
    result = ask("--suppose", "kinds.DISABILITAS.threshold={ skd = 300 }")

    assert "Vacancy V2: 1 by the norm, 0 more, 1 less." in result.stdout


def test_nothing_would_change_where_the_same_is_supposed(ask: Ask) -> None:
    assert ask(*weights("0.4", "0.6")).stdout == "Nothing: all 4 people would stand where they stand.\n"


def test_long_lists_are_cut(ask: Ask) -> None:
    result = ask(*weights("0.3", "0.7"), "--most", "1")

    assert result.stdout.splitlines()[-1] == "  and 1 more."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "--suppose: Say what is supposed, such as --suppose integration.first=0.5."),
        (["--suppose", "integration.first"], "integration.first has no value"),
        (["--suppose", "integration.frist=0.5"], "has no value integration.frist that can be changed."),
        (["--suppose", "integration.first=0.5"], "--suppose: "),
        (["--steps", "U-9"], "name each at most once."),
        (["--norm", "cpns-2025", "--steps", ""], "There is no norm cpns-2025"),
    ],
)
def test_what_can_not_be_supposed_is_refused(ask: Ask, options: list[str], message: str) -> None:
    result = ask(*options)

    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_wrong_rows_are_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "A.csv").write_text(PEOPLE.replace("A,V1,80", "A,V9,80"))

    result = ask(*weights("0.3", "0.7"))

    assert result.exit_code == 2
    assert "A.csv:2:vacancy: there is no vacancy V9." in result.stderr


def test_the_counts_are_those_of_the_pure_rules(ask: Ask, tmp_path: Path) -> None:
    """On a table full of ties and consent, with another order of steps and another weight."""
    norm = norms.load("cpns-2024")
    tables = oracle.invented(norm, "final", Random(5), vacancies=120, most=6, consent=True)
    tables.write(tmp_path)
    steps = [one.code for one in norm.transfers][::-1]
    values = {
        "kinds.UMUM.threshold": "{ twk = 70, tiu = 85, tkp = 166 }",
        "kinds.DIASPORA.threshold": "{ tiu = 70, skd = 250 }",
    }
    changed = vary(norms.source("cpns-2024"), values)
    other = norms.read(reorder(changed, "transfers", steps))
    before, after = (_standings(one, tables) for one in (norm, other))
    changes = compare(before, {one.id: one for one in after})
    counted = tallies(changes, before)

    result = ask(
        *(word for path, value in values.items() for word in ("--suppose", f"{path}={value}")),
        *("--steps", ",".join(steps)),
        *("--distances", str(tmp_path / "D.csv"), "--most", "9999"),
    )

    gained, lost = sum(one.gained for one in counted), sum(one.lost for one in counted)
    assert gained
    assert lost
    head = f"Of {len(before)} people {gained} more would get in, and {lost} would not any more."
    assert result.stdout.splitlines() == [
        f"{head} {len(changes)} would stand elsewhere.",
        *(
            f"  Vacancy {one.vacancy}: {one.before} by the norm, {one.gained} more, {one.lost} less."
            for one in counted
        ),
        *(
            f"  {one.before.id} in {one.before.vacancy}: {_places(one)}; {what_if.TURNS[one.turn]}."
            for one in changes
        ),
    ]


def _places(one: Change) -> str:
    return f"place {one.before.place or '–'} by the norm, {one.after.place or '–'} supposed"


def _standings(norm: norms.Norm, tables: oracle.Tables) -> list[Standing]:
    """Everybody as the table of the result shows them."""
    codes = norm.codes["final"].codes
    found = []
    for vacancy, place, who, *_, outcome, _, target, _ in oracle.ranked(norm, "final", tables):
        passes = outcome in codes and codes[outcome].passes
        found.append(
            Standing(
                who, vacancy, int(place) if place else None, passes, (target or vacancy) if passes else ""
            )
        )
    return found
