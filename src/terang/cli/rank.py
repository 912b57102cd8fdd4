"""`terang rank`: the ranking of a table of applicants by the rules of a norm, for anybody with a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.card import Tongue, Wanted, asked_for, show
from terang.cli.findings import say, stop_if_wrong, told, warn
from terang.cli.progress import following
from terang.core import norms
from terang.core.sentences import Sentence
from terang.engines import ranking
from terang.engines.ranking import Inputs, Ranking, Stage
from terang.engines.tables import check_target
from terang.engines.tables.problems import refuse

app = typer.Typer(add_completion=False)


@app.command()
def command(
    norm: Annotated[str, typer.Option(help="The norm, such as cpns-2024; `terang norm list` names them.")],
    stage: Annotated[Stage, typer.Option(help="Who goes on to the second tests, or who is chosen.")],
    applicants: Annotated[
        Path,
        typer.Option(
            help="id, vacancy, twk, tiu, tkp (the parts of the norm's exam); for the final also skb, gpa, born_on."
            " If you have them: claims, priority, knocked_out, and of consent: alternatives, within_km."
        ),
    ],
    vacancies: Annotated[
        Path,
        typer.Option(help="vacancy, position, kind, education, location, slots; if you have it, agency."),
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where the ranking goes; CSV, XLSX or Parquet by its ending.")
    ] = None,
    distances: Annotated[
        Path | None, typer.Option(help="from, to, km between locations, for consent within a distance.")
    ] = None,
    most_rows: Annotated[int, typer.Option(help="Refuse tables that have more rows.")] = ranking.MOST_ROWS,
    explain: Annotated[
        str, typer.Option(help="Print the explanation card of the applicant with this id.")
    ] = "",
    card: Annotated[
        Path | None, typer.Option(help="Also write that card; PDF, TXT or JSON by its ending.")
    ] = None,
    lang: Annotated[Tongue, typer.Option(help="The language of the card.")] = Tongue.id,
    show_sql: Annotated[
        bool, typer.Option("--show-sql", help="Print the statements for DuckDB instead, and write nothing.")
    ] = False,
) -> None:
    """Rank applicants by a norm; the same applicants give the same result in whatever order they come.

    Tables are CSV, XLSX or Parquet by their ending. With any bad row nothing is written: all of them are listed with
    line, column and reason, and the exit code is 2. Points that questions can't give are warnings. The checksum at
    the end is the SHA-256 of the ranking as CSV, whatever the format of the file.
    With --explain one applicant's card is printed: figures, steps, rules, neighbours, and what would have changed.
    """
    with told():
        today = datetime.now().astimezone().date()
        inputs = Inputs(_norm(norm, stage), stage, applicants, vacancies, today, distances, most_rows)
        if show_sql:
            _print_sql(inputs)
        elif out is None and not explain:
            raise refuse("--out", Sentence("say where the ranking goes, or whom to explain (--explain)."))
        else:
            rank(inputs, out, asked_for(explain, lang, card, _files(inputs)))


def rank(inputs: Inputs, out: Path | None, card: Wanted | None = None) -> None:
    """Check, rank, write, explain; nothing is written before everything is right."""
    if out is not None:
        check_target(out, _files(inputs))
    with _workplace(out) as folder, ranking.opened(inputs, folder) as one:
        nothing = f"nothing was written to {out}" if out else "nobody was ranked"
        stop_if_wrong(one.unfit(), nothing)
        made = _made(one, folder)
        if made is None:
            stop_if_wrong(one.problems(), nothing)
            made = _made(one, folder)
        if made is None:
            raise AssertionError("every row is right, and yet they could not be ranked")
        case = ranking.case_of(made, card.who) if card else None
        if out is not None:
            _write(made, out)
        if card is not None and case is not None:
            show(case, card)


def _write(made: ranking.Made, out: Path) -> None:
    with following(f"Writing {out.name}", made.ranking.progress):
        checksum = made.write(out)
    warnings, count = made.remarks()
    warn(warnings, count)
    say([made.summary(), f"Checksum: {checksum}"])


def _files(inputs: Inputs) -> list[Path]:
    return [one for one in (inputs.applicants, inputs.vacancies, inputs.distances) if one]


def _made(one: Ranking, folder: Path) -> ranking.Made | None:
    with following("Ranking", one.progress):
        return one.make(folder / "rows.parquet")


@contextmanager
def _workplace(out: Path | None) -> Iterator[Path]:
    """A folder beside the result for what memory can't hold; it is gone at the end, however that comes."""
    beside = {"prefix": f".{out.name}.", "dir": str(out.parent)} if out else {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True, **beside) as folder:
        yield Path(folder)


def _print_sql(inputs: Inputs) -> None:
    with tempfile.TemporaryDirectory() as folder, ranking.opened(inputs, Path(folder)) as one:
        stop_if_wrong(one.unfit(), "no statements were made")
        typer.echo(str(one.statements), nl=False)


def _norm(norm_id: str, stage: Stage) -> norms.Norm:
    try:
        found = norms.load(norm_id)
        if stage == "shortlist":
            _ = found.shortlist_rule
    except norms.NormError as error:
        raise refuse("--norm", error.args[0]) from None
    return found
