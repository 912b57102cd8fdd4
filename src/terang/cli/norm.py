"""`terang norm`: the numbers of the law as text; whether a norm file is right; what differs between two norms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from terang.cli.findings import REFUSED, warn
from terang.cli.findings import say as complain
from terang.cli.telling import Lang, Tell, teller
from terang.core import norms
from terang.core.norms.lines import lines_of
from terang.core.norms.notes import FILE, pieces
from terang.core.norms.opening import MOST_BYTES
from terang.core.norms.text import Grid, Section, Text, Value
from terang.core.norms.text.comparing import Pair, compare
from terang.core.sentences import Sentence

app = typer.Typer(no_args_is_help=True, add_completion=False)
Which = Annotated[str, typer.Argument(metavar="FILE|ID", help="A norm file, or the id of a norm of Terang.")]


@app.callback()
def _norm() -> None:
    """Read, check and compare norms: the numbers that the law fixes, each with its article."""


@app.command("list")
def list_(lang: Lang = None) -> None:
    """List all norms: id, title, in force from, selection, values, how many of them are not confirmed."""
    tell = teller(lang)
    found = [norms.load(norm_id) for norm_id in norms.available()]
    heads = (
        Sentence("id"),
        Sentence("title"),
        Sentence("in force from"),
        Sentence("selection"),
        Sentence("values"),
        Sentence("not confirmed"),
    )
    rows = [
        [one.id, one.title, str(one.in_force_on), one.selection, str(len(one.cited())), str(len(one.unconfirmed()))]
        for one in found
    ]  # fmt: skip
    for line in _columns([[tell(head) for head in heads], *rows]):
        typer.echo(line)


@app.command()
def show(norm: Which, lang: Lang = None) -> None:
    """Show a norm as text, section by section, every value with its article; then where each was read."""
    tell = teller(lang)
    found = Text(_read(norm, tell)[0])
    for sentence in _head(found.norm):
        typer.echo(tell(sentence))
    for section in found.sections:
        typer.echo(f"\n{tell(section.heading)}")
        for line in _section(section, tell):
            typer.echo(line)
    typer.echo()
    for line in _sources(found, tell):
        typer.echo(line)


@app.command()
def check(norm: Which, lang: Lang = None) -> None:
    """Check a norm: every problem with file, line and how to mend it (exit code 2), or what it holds (0)."""
    tell = teller(lang)
    found, name, content = _read(norm, tell)
    lines = lines_of(content.decode())
    for line in _head(found):
        typer.echo(tell(line))
    if norm not in norms.available() and Path(norm).stem != found.id:
        warn([tell(Sentence("%(file)s calls itself %(id)s; among the norms of Terang it must be named so.",
                            file=name, id=found.id))])  # fmt: skip
    warn([
        f"{name}:{lines.get(one.path, lines[one.path.rpartition('.')[0]])}: "
        + tell(Sentence("%(path)s is not confirmed (%(article)s).", path=one.path, article=one.article))
        for one in found.unconfirmed()
    ])  # fmt: skip


@app.command()
def diff(a: Which, b: Which, lang: Lang = None) -> None:
    """Tell what differs between two norms, and what only one of them has, each with its article."""
    tell = teller(lang)
    first, second = Text(_read(a, tell)[0]), Text(_read(b, tell)[0])
    found = compare(first, second)
    for line in (
        *_pairs(Sentence("What differs"), found.differing, first, second, tell),
        *_lone(Sentence("Only in %(norm)s", norm=first.norm.id), found.only_a, tell),
        *_lone(Sentence("Only in %(norm)s", norm=second.norm.id), found.only_b, tell),
        *_pairs(Sentence("The same by another article"), found.cited_otherwise, first, second, tell),
        tell(Sentence("Wholly the same: %(count)s", count=found.same)),
    ):
        typer.echo(line)


def _read(which: str, tell: Tell) -> tuple[norms.Norm, str, bytes]:
    """A norm by its id or from a file, with its name for messages and its bytes. Ends the command where it is wrong."""
    path = norms.HERE / f"{which}.toml" if which in norms.available() else Path(which)
    name = str(path) if path.parent != norms.HERE else path.name
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        return norms.read(content), name, content
    except OSError as error:
        known = ", ".join(norms.available())
        complain([tell(Sentence("%(file)s can't be read: %(error)s. The norms of Terang are %(known)s.",
                                file=which, error=error.strerror, known=known))])  # fmt: skip
    except norms.Malformed as refused:
        complain(f"{name}:{one.line}: {tell(one.told)}" for one in refused.problems)
        count = len(refused.problems)
        complain([tell(Sentence("Problems in %(file)s: %(count)s.", count=count, file=name))])
    raise typer.Exit(REFUSED)


def _head(norm: norms.Norm) -> Iterator[Sentence]:
    yield Sentence(
        "%(title)s (%(norm)s), in force from %(from)s, checked on %(checked)s",
        **{"title": norm.title, "norm": norm.id, "from": norm.in_force_on, "checked": norm.checked_on},
    )
    if norm.own_choice:
        yield Sentence("No law fixes these values: they are the agency's own choice.")
    yield Sentence(
        "%(count)s values, %(unconfirmed)s of them not confirmed; SHA-256 %(hash)s",
        count=len(norm.cited()), unconfirmed=len(norm.unconfirmed()), hash=norm.content_hash,
    )  # fmt: skip


def _section(section: Section, tell: Tell) -> Iterator[str]:
    yield from (f"  {tell(one.label)}: {_value(one, tell)}" for one in section.facts)
    for grid in section.grids:
        yield from _grid(grid, tell)


def _grid(grid: Grid, tell: Tell) -> Iterator[str]:
    if grid.name:
        yield f"  {tell(grid.name)}"
    for name, row in grid.rows:
        yield f"  {tell(name)}"
        yield from (f"    {tell(one.label)}: {_value(one, tell)}" for one in row if one)


def _value(value: Value, tell: Tell) -> str:
    items = [tell(one) for one in value.items]
    if value.is_ordered:
        items = [f"{place}. {one}" for place, one in enumerate(items, 1)]
    marks = [value.cited.article] if value.cited else []
    if value.cited and not value.cited.confirmed:
        marks.append(tell(Sentence("not confirmed")))
    if value.cited and value.cited.own_choice:
        marks.append(tell(Sentence("own choice")))
    return ", ".join(items) + "".join(f" [{mark}]" for mark in marks)


def _sources(text: Text, tell: Tell) -> Iterator[str]:
    yield tell(Sentence("Articles and sources"))
    yield from (f"  {one.article}: {one.source}" for one in text.sources)
    if any(number for one in text.sources for _, number in pieces(one.source)):
        yield tell(
            Sentence("“catatan 2.4” is section 2.4 of the notes on sources: %(file)s; in a portal /norms/sources/.",
                     file=FILE)
        )  # fmt: skip


def _pairs(heading: Sentence, pairs: Iterable[Pair], a: Text, b: Text, tell: Tell) -> Iterator[str]:
    for number, pair in enumerate(pairs):
        if not number:
            yield tell(heading)
        yield f"  {tell(pair.a.title)}"
        yield f"    {a.norm.id}: {_value(pair.a, tell)}"
        yield f"    {b.norm.id}: {_value(pair.b, tell)}"


def _lone(heading: Sentence, values: Iterable[Value], tell: Tell) -> Iterator[str]:
    for number, value in enumerate(values):
        if not number:
            yield tell(heading)
        yield f"  {tell(value.title)}: {_value(value, tell)}"


def _columns(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
