"""`terang rank`: the ranking of a table of applicants by the rules of a norm, for anybody with a spreadsheet."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.findings import say, stop_if_wrong, told, warn
from terang.cli.progress import watching
from terang.core import norms
from terang.engines import ranking
from terang.engines.ranking import Stage
from terang.engines.tables import check_target, read_table, write_table
from terang.engines.tables.problems import refuse

app = typer.Typer(add_completion=False)


@app.command()
def command(
    norm: Annotated[str, typer.Option(help="The norm, such as cpns-2024; `terang norm list` names them.")],
    stage: Annotated[Stage, typer.Option(help="Who goes on to the second tests, or who is chosen.")],
    applicants: Annotated[
        Path, typer.Option(help="id, vacancy, twk, tiu, tkp; for the final also skb, gpa, born_on.")
    ],
    vacancies: Annotated[Path, typer.Option(help="vacancy, position, kind, education, location, slots.")],
    out: Annotated[Path, typer.Option(help="Where the ranking goes; CSV, XLSX or Parquet by its ending.")],
) -> None:
    """Rank applicants by a norm; the same applicants give the same result in whatever order they come.

    Tables are CSV, XLSX or Parquet by their ending. With any bad row nothing is written: all of them are listed with
    line, column and reason, and the exit code is 2. Points that questions can't give are warnings.
    """
    with told():
        rank(norm, stage, applicants, vacancies, out)


def rank(norm_id: str, stage: Stage, applicants: Path, vacancies: Path, out: Path) -> None:
    """Read, check, rank, write; in this order, so that nothing is written before everything is right."""
    norm = _norm(norm_id)
    check_target(out, [applicants, vacancies])
    today = datetime.now().astimezone().date()
    with watching("Reading", None) as watch:
        tables = read_table(applicants, watch.tick), read_table(vacancies, watch.tick)
    count = len(tables[0].rows)
    with watching("Checking and ranking", 2 * count) as watch:
        intake = ranking.take_in(norm, stage, *tables, today=today, tick=watch.tick)
        stop_if_wrong(intake.problems, f"nothing was written to {out}")
        rows = ranking.rank(norm, stage, intake, tick=watch.tick)
    with watching(f"Writing {out.name}", len(rows)) as watch:
        write_table(out, ranking.columns(norm), rows, watch.tick)
    warn([*intake.warnings, *ranking.notes(norm, stage, intake, rows)])
    codes = Counter(str(row[-2]) or "open" for row in rows)
    counts = ", ".join(f"{code} {codes[code]}" for code in sorted(codes))
    people = f"{len(rows)} applicants, {len(intake.vacancies)} vacancies"
    say([f"{people}, norm {norm.id} ({norm.content_hash[:12]}): {counts}."])


def _norm(norm_id: str) -> norms.Norm:
    try:
        return norms.load(norm_id)
    except norms.NormError as error:
        raise refuse("--norm", error.args[0]) from None
