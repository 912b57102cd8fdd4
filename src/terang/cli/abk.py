"""`terang abk`: the exact need of staff per position, from a workload table, with the base that was used."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.findings import say, stop_if_wrong, told
from terang.cli.progress import watching
from terang.core.norms import workload
from terang.core.rules.need import Need, needs
from terang.engines.tables import Column, check_target, read_table, write_table
from terang.engines.workload import base_of, tasks

app = typer.Typer(add_completion=False)


@app.command()
def command(
    workload_table: Annotated[
        Path,
        typer.Argument(
            metavar="WORKLOAD", help="position, task, volume, period (day, week, month, year), minutes."
        ),
    ],
    base: Annotated[
        str, typer.Option(help="The base: permenpanrb-1-2020 or kep-75-2004.")
    ] = workload.DEFAULT,
    minutes_per_year: Annotated[
        str, typer.Option(help="A base of your own, in effective minutes a year.")
    ] = "",
    out: Annotated[Path | None, typer.Option(help="Also write the needs here; CSV, XLSX or Parquet.")] = None,
) -> None:
    """Print the exact need of every position and the base used; rounding to whole staff stays a decision of the unit."""
    with told():
        found = _needs(workload_table, base_of(base, minutes_per_year), out)
        _show(found)


def _needs(table: Path, base: workload.Base, out: Path | None) -> tuple[Need, ...]:
    if out is not None:
        check_target(out, [table])
    sheet = read_table(table)
    with watching("Reading tasks", len(sheet.rows)) as watch:
        found, problems = tasks(sheet, watch.tick)
    stop_if_wrong(problems, "no need was worked out")
    worked_out = needs(found, base)
    if out is not None:
        columns = [Column("position"), Column("tasks", "whole"), Column("minutes_per_year", "decimal", 2),
                   Column("need", "decimal", 4), Column("base")]  # fmt: skip
        write_table(out, columns, [_row(one) for one in worked_out])
    return worked_out


def _row(one: Need) -> tuple[str | int | Decimal, ...]:
    return one.position, one.tasks, one.minutes_shown(), one.shown(), one.base.title


def _show(found: tuple[Need, ...]) -> None:
    width = max(len("position"), *(len(one.position) for one in found))
    typer.echo(f"{'position':{width}}  {'tasks':>5}  {'minutes/year':>14}  {'need':>10}")
    for one in found:
        typer.echo(f"{one.position:{width}}  {one.tasks:>5}  {one.minutes_shown():>14}  {one.shown():>10}")
    base = found[0].base
    typer.echo(f"Base: {base.title}, {base.minutes_per_year} effective minutes a year; "
               + ", ".join(f"{period} x {times}" for period, times in base.times_per_year.items()) + ".")  # fmt: skip
    doubtful = [one.path for one in base.cited if not one.confirmed]
    if doubtful:
        say([f"warning: not confirmed in {base.id}: {', '.join(doubtful)}."])
