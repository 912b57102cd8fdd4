"""What is wrong with a norm file: where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terang.core.norms.shape import NormError
from terang.core.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding on one line of the file; `path` names the value ('exam.minutes'), '' the file as a whole."""

    line: int
    path: str
    told: Sentence

    def __str__(self) -> str:
        return f"{self.line}: {self.told}"


class Malformed(NormError):
    """A norm file that can't be used, with every problem that was found, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: one.line))
        first = self.problems[0]
        super().__init__(Sentence("Line %(line)s: %(told)s", line=first.line, told=first.told))

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
