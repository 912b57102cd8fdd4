"""`terang what-if`: the same applicants by another weight, threshold or order of transfers, before anybody decides it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.findings import stop_if_wrong, told
from terang.cli.progress import following
from terang.cli.telling import Lang, Tell, teller
from terang.core import norms
from terang.core.norms import Norm, NormError
from terang.core.norms.varying import named, reorder, vary
from terang.core.rules.comparing import TURNS, Change, Supposed
from terang.core.sentences import Sentence
from terang.engines import ranking
from terang.engines.ranking import Inputs, Stage
from terang.engines.ranking.supposing import suppose as compared
from terang.engines.tables.problems import refuse

SHOWN = 20


def command(
    norm: Annotated[str, typer.Option(help="The norm, such as cpns-2024; `terang norm list` names them.")],
    applicants: Annotated[Path, typer.Option(help="The table of applicants, as for `terang rank`.")],
    vacancies: Annotated[Path, typer.Option(help="The table of vacancies, as for `terang rank`.")],
    stage: Annotated[
        Stage, typer.Option(help="Who goes on to the second tests, or who is chosen.")
    ] = "final",
    suppose: Annotated[
        list[str] | None,
        typer.Option(
            metavar="PATH=VALUE",
            help="Another value of the norm, as its file writes it: integration.first=0.5. Can be said several times.",
        ),
    ] = None,
    steps: Annotated[
        str | None,
        typer.Option(
            help="The steps by which empty slots are filled, in this order, without those not named."
        ),
    ] = None,
    distances: Annotated[
        Path | None, typer.Option(help="from, to, km between locations, for consent within a distance.")
    ] = None,
    most: Annotated[int, typer.Option(min=0, help="How many people and vacancies are listed.")] = SHOWN,
    lang: Lang = None,
) -> None:
    """Rank the same people by the norm and by a norm with other values, and tell who would stand elsewhere.

    People are named by their ids only. Nothing is written; the norm stays as it is.
    """
    tell = teller(lang)
    with told():
        own, other = _norms(norm, suppose or [], steps)
        today = datetime.now().astimezone().date()
        inputs = Inputs(own, stage, applicants, vacancies, today, distances)
        with _made(inputs) as before, _made(replace(inputs, norm=other)) as after:
            for line in _lines(compared(before, after), most, tell):
                typer.echo(line)


def _norms(norm_id: str, values: Sequence[str], steps: str | None) -> tuple[Norm, Norm]:
    """The norm, and the same with other values. Refused: values that it does not have, or that contradict each other."""
    changes = dict(_pair(one) for one in values)
    if not changes and steps is None:
        raise refuse("--suppose", Sentence("Say what is supposed, such as --suppose integration.first=0.5."))
    try:
        content = vary(norms.source(norm_id), changes)
        if steps is not None:
            content = reorder(content, "transfers", named(steps))
        return norms.load(norm_id), norms.read(content)
    except norms.Malformed as refused:
        raise refuse("--suppose", refused.problems[0].told) from None
    except NormError as error:
        raise refuse("--suppose", error.args[0]) from None


def _pair(text: str) -> tuple[str, str]:
    path, found, value = text.partition("=")
    if not found:
        reason = Sentence("%(text)s has no value; write it like integration.first=0.5.", text=text)
        raise refuse("--suppose", reason)
    return path.strip(), value.strip()


@contextmanager
def _made(inputs: Inputs) -> Iterator[ranking.Made]:
    """A ranking, for as long as it is looked at. Stops where a row is wrong."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        ranking.opened(inputs, Path(folder)) as one,
    ):
        stop_if_wrong(ranking.unfit(one), "nobody was ranked")
        with following("Ranking", one.progress):
            made = one.make(Path(folder) / "rows.parquet")
        if made is None:
            stop_if_wrong(ranking.problems(one), "nobody was ranked")
            made = one.make(Path(folder) / "rows.parquet")
        if made is None:
            raise AssertionError("every row is right, and yet they could not be ranked")
        yield made


def _lines(found: Supposed, most: int, tell: Tell) -> Iterator[str]:
    if not found.changes:
        yield tell(
            Sentence("Nothing: all %(people)s people would stand where they stand.", people=found.people)
        )
        return
    yield tell(
        Sentence(
            "Of %(people)s people %(gained)s more would get in, and %(lost)s would not any more."
            " %(changed)s would stand elsewhere.",
            people=found.people, gained=found.gained, lost=found.lost, changed=len(found.changes),
        )
    )  # fmt: skip
    for one in found.tallies[:most]:
        yield tell(
            Sentence(
                "  Vacancy %(vacancy)s: %(before)s by the norm, %(gained)s more, %(lost)s less.",
                vacancy=one.vacancy, before=one.before, gained=one.gained, lost=one.lost,
            )
        )  # fmt: skip
    yield from _rest(len(found.tallies) - most, tell)
    for change in found.changes[:most]:
        yield tell(_sentence(change, tell))
    yield from _rest(len(found.changes) - most, tell)


def _sentence(one: Change, tell: Tell) -> Sentence:
    return Sentence(
        "  %(id)s in %(vacancy)s: place %(before)s by the norm, %(after)s supposed; %(turn)s.",
        id=one.before.id, vacancy=one.before.vacancy, before=one.before.place or "–", after=one.after.place or "–",
        turn=tell(TURNS[one.turn]),
    )  # fmt: skip


def _rest(count: int, tell: Tell) -> Iterator[str]:
    if count > 0:
        yield tell(Sentence("  and %(count)s more.", count=count))
