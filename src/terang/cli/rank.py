"""`terang rank`: the ranking of a table of applicants by the rules of a norm, for anybody with a spreadsheet."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from terang.cli.card import Tongue, Wanted, asked_for, show
from terang.cli.findings import say, stop_if_wrong, told, warn
from terang.cli.progress import following, watching
from terang.core import norms
from terang.core.sentences import Sentence
from terang.engines import ranking
from terang.engines.ranking import Inputs, Ranking, Stage
from terang.engines.tables import check_target
from terang.engines.tables.address import Place, is_address
from terang.engines.tables.problems import refuse

if TYPE_CHECKING:
    from terang.core.cards import Case

app = typer.Typer(add_completion=False)


@app.command()
def command(  # noqa: PLR0917 - Typer gives every option by its name
    norm: Annotated[str, typer.Option(help="The norm, such as cpns-2024; `terang norm list` names them.")],
    stage: Annotated[Stage, typer.Option(help="Who goes on to the second tests, or who is chosen.")],
    applicants: Annotated[
        str,
        typer.Option(
            help="id, vacancy, twk, tiu, tkp (the parts of the norm's exam); for the final also skb, gpa, born_on."
            " If you have them: claims, priority, knocked_out, and of consent: alternatives, within_km."
        ),
    ],
    vacancies: Annotated[
        str, typer.Option(help="vacancy, position, kind, education, location, slots; if you have it, agency.")
    ],
    out: Annotated[
        str, typer.Option(help="Where the ranking goes; CSV, XLSX or Parquet by its ending, or a new table.")
    ] = "",
    distances: Annotated[
        Path | None, typer.Option(help="from, to, km between locations, for consent within a distance.")
    ] = None,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Rank agency by agency in so many processes.")
    ] = 1,
    queue: Annotated[
        str,
        typer.Option(
            help="The PostgreSQL database (postgresql://…) whose job queue hands the parts to workers, also to those of"
            " other machines (`terang rank-worker`) that see the folder of the result."
        ),
    ] = "",
    most_rows: Annotated[int, typer.Option(help="Refuse tables that have more rows.")] = ranking.MOST_ROWS,
    explain: Annotated[
        str, typer.Option(help="Print the explanation card of the applicant with this id.")
    ] = "",
    ranked: Annotated[
        Path | None,
        typer.Option(
            help="The Parquet file that these tables were ranked to: --explain looks there instead of ranking again."
        ),
    ] = None,
    card: Annotated[
        Path | None, typer.Option(help="Also write that card; PDF, TXT or JSON by its ending.")
    ] = None,
    lang: Annotated[Tongue, typer.Option(help="The language of the card.")] = Tongue.id,
    show_sql: Annotated[
        bool, typer.Option("--show-sql", help="Print the statements for DuckDB instead, and write nothing.")
    ] = False,
) -> None:
    """Rank applicants by a norm; the same applicants give the same result in whatever order they come.

    Tables are CSV, XLSX or Parquet by their ending, or of PostgreSQL: postgresql://user@host/database#table. With any
    bad row nothing is written: all of them are listed with line, column and reason, and the exit code is 2. Points
    that questions can't give are warnings. The checksum at the end is the SHA-256 of the ranking as CSV, whatever the
    format and however many workers.
    With --explain one applicant's card is printed: figures, steps, rules, neighbours, and what would have changed.
    """
    with told():
        asked = Asked(_norm(norm, stage), stage, applicants, vacancies, distances, most_rows)
        if show_sql:
            _print_sql(asked)
        elif not out and not explain:
            raise refuse("--out", Sentence("say where the ranking goes, or whom to explain (--explain)."))
        elif ranked:
            explained(asked, ranked, out, asked_for(explain, lang, card, [*asked.files, ranked]))
        else:
            rank(asked, out, workers, queue, asked_for(explain, lang, card, asked.files))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for; tables are files or addresses."""

    norm: norms.Norm
    stage: Stage
    applicants: str
    vacancies: str
    distances: Path | None
    most_rows: int

    @property
    def files(self) -> list[Path]:
        tables = (self.applicants, self.vacancies, self.distances)
        return [Path(one) for one in tables if one and not is_address(str(one))]

    def inputs(self, folder: Path) -> Inputs:
        """The tables as files; those of a database are fetched to the folder."""
        applicants, vacancies = self._file(self.applicants, folder), self._file(self.vacancies, folder)
        today = datetime.now().astimezone().date()
        return Inputs(self.norm, self.stage, applicants, vacancies, today, self.distances, self.most_rows)

    def _file(self, table: str, folder: Path) -> Path:
        if not is_address(table):
            return Path(table)
        from terang.engines.tables import postgres

        with watching("Fetching", None):
            return postgres.fetch(Place.of(table), folder, self.most_rows)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a ranking goes: to a file, to a new table of PostgreSQL, or nowhere."""

    file: Path | None = None
    place: Place | None = None

    @classmethod
    def of(cls, out: str) -> Target:
        if is_address(out):
            return cls(place=Place.of(out))
        return cls(file=Path(out) if out else None)

    @property
    def untouched(self) -> str:
        """What is said where nothing could be ranked."""
        name = self.place.table if self.place else self.file
        return f"nothing was written to {name}" if name else "nobody was ranked"

    def check(self, inputs: Sequence[Path]) -> None:
        if self.place is not None:
            from terang.engines.tables import postgres

            postgres.check_place(self.place)
        elif self.file is not None:
            check_target(self.file, inputs)

    def take(self, made: ranking.Made) -> None:
        """Put the ranking there, and say what a reader must know."""
        if self.file is None and self.place is None:
            return
        with following("Writing", made.ranking.progress):
            checksum = made.put(self.place) if self.place else made.write(self.file or Path())
        warnings, count = made.remarks()
        warn(warnings, count)
        say([made.summary(), f"Checksum: {checksum}"])


def rank(asked: Asked, out: str, workers: int = 1, queue: str = "", card: Wanted | None = None) -> None:
    """Check, rank, write, explain; nothing is written before everything is right."""
    target = Target.of(out)
    target.check(asked.files)
    with _workplace(target.file) as folder, ranking.opened(asked.inputs(folder), folder) as one:
        stop_if_wrong(ranking.unfit(one), target.untouched)
        made = _made(one, folder, workers, queue)
        if made is None:
            stop_if_wrong(ranking.problems(one), target.untouched)
            made = _made(one, folder, workers, queue)
        if made is None:
            raise AssertionError("every row is right, and yet they could not be ranked")
        case = _case(one, made.rows, card.who) if card else None
        target.take(made)
        if card is not None and case is not None:
            show(case, card)


def explained(asked: Asked, rows: Path, out: str, card: Wanted | None) -> None:
    """One person's card from a ranking that was made before."""
    if card is None or out:
        raise refuse(
            "--ranked", Sentence("Say whom to explain (--explain), and no --out: nothing is ranked.")
        )
    if rows.suffix.lower() != ".parquet" or not rows.is_file():
        raise refuse(str(rows), Sentence("This is no ranking in a Parquet file."))
    with _workplace(None) as folder, ranking.opened(asked.inputs(folder), folder) as one:
        stop_if_wrong(ranking.unfit(one), "nobody was explained")
        show(_case(one, rows, card.who, by_index=True), card)


def _case(one: Ranking, rows: Path, who: str, *, by_index: bool = False) -> Case:
    from terang.engines.ranking.explaining import case_of

    return case_of(one, rows, who, by_index=by_index)


def _made(one: Ranking, folder: Path, workers: int, queue: str) -> ranking.Made | None:
    rows = folder / "rows.parquet"
    if workers == 1 and not queue:
        with following("Ranking", one.progress):
            return one.make(rows)
    from terang.engines.ranking import parts

    with following("Checking", one.progress):
        found = parts.split(one, workers)
    if found is None:
        return None
    with watching("Ranking parts", len(found)) as watch:
        parts.make_all(found, workers, queue, watch.tick)
    with following("Merging", one.progress):
        return ranking.Made(one, parts.merge(one, found, rows))


@contextmanager
def _workplace(file: Path | None) -> Iterator[Path]:
    """A folder, beside the result if that is a file, for what memory can't hold; gone at the end, however that comes."""
    name, beside = (file.name, file.parent) if file else ("terang", Path.cwd())
    with tempfile.TemporaryDirectory(prefix=f".{name}.", dir=beside, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _print_sql(asked: Asked) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        ranking.opened(asked.inputs(Path(folder)), Path(folder)) as one,
    ):
        stop_if_wrong(ranking.unfit(one), "no statements were made")
        typer.echo(str(one.statements), nl=False)


def _norm(norm_id: str, stage: Stage) -> norms.Norm:
    try:
        found = norms.load(norm_id)
        if stage == "shortlist":
            _ = found.shortlist_rule
    except norms.NormError as error:
        raise refuse("--norm", error.args[0]) from None
    return found
