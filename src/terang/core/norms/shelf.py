"""A folder of norm files that stand apart from the selections: opening one, and what each says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypedDict

from terang.core.norms.opening import parsed
from terang.core.norms.shape import Cited, NormError
from terang.core.norms.table import Table
from terang.core.sentences import Sentence

NORM = Sentence("norm")


@dataclass(frozen=True, kw_only=True)
class Dated:
    """What every file says of itself: its name, from when it is in force, and each value with its article."""

    id: str
    title: str
    in_force_on: date
    checked_on: date
    cited: tuple[Cited, ...]

    def cite(self, path: str) -> Cited:
        """One value with its article: `cite("bands.A.least")`."""
        for one in self.cited:
            if one.path == path:
                return one
        raise NormError(Sentence("The norm %(norm)s has no value %(path)s.", norm=self.id, path=path))

    def unconfirmed(self) -> tuple[Cited, ...]:
        """The values that were not confirmed in a source."""
        return tuple(one for one in self.cited if not one.confirmed)


class Heading(TypedDict):
    """The first lines of every file."""

    id: str
    title: str
    in_force_on: date
    checked_on: date


def available(folder: Path) -> tuple[str, ...]:
    """The ids of all files in a folder, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def opened(folder: Path, norm_id: str, what: Sentence = NORM) -> Table:
    """The table of one file. Refused: NormError when there is none of this id, or it is no TOML."""
    if norm_id not in available(folder):
        raise NormError(
            Sentence(
                "There is no %(what)s %(id)s; there are %(known)s.",
                what=what,
                id=norm_id,
                known=", ".join(available(folder)),
            )
        )
    return parsed((folder / f"{norm_id}.toml").read_bytes())


def heading(top: Table) -> Heading:
    """What a file says of itself."""
    return {
        "id": top.plain("id", str),
        "title": top.plain("title", str),
        "in_force_on": top.plain("from", date),
        "checked_on": top.plain("checked_on", date),
    }
