"""What is wrong with a table: in which file, on which line, in which column, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. Line 0 is the file as a whole; an empty column is the line as a whole."""

    file: str
    line: int
    column: str
    reason: Sentence

    def __str__(self) -> str:
        where = [self.file, *([str(self.line)] if self.line else []), *([self.column] if self.column else [])]
        return f"{':'.join(where)}: {self.reason}"


class Refused(Exception):
    """A table that can't be used, with every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def refuse(file: str, reason: Sentence, *, line: int = 0, column: str = "") -> Refused:
    """One problem that ends the reading."""
    return Refused([Problem(file, line, column, reason)])
