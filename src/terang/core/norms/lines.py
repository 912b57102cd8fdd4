"""On which line of a TOML text each key stands: `tomllib` tells what is written, not where."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

TOKEN = re.compile(
    r'(?P<text>"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}|\'\'\'(?:[^\']|\'{1,2}(?!\'))*\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')'
    r"|(?P<end>\n)|(?P<skip>[ \t\r]+|\#[^\n]*)|(?P<mark>[\[\]{}=,.])|(?P<bare>[^\s\[\]{}=,.\"'\#]+)",
    re.DOTALL,
)

DEEPEST = 8  # no norm goes deeper; a key of thousands of steps costs no time


class Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> Mapping[str, int]:
    r"""The line of every key by its path, for a text that `tomllib` accepts; '' is the whole, on line 1.

    A section without a header of its own stands where its first part does.

    >>> dict(lines_of('id = "x"\n[kinds.UMUM]\nthreshold = { value = 3 }'))
    {'': 1, 'id': 1, 'kinds': 2, 'kinds.UMUM': 2, 'kinds.UMUM.threshold': 3, 'kinds.UMUM.threshold.value': 3}
    """
    reader = _Reader(text)
    reader.read()
    return reader.found


class _Reader:
    """Walks over headers, keys and values; what the values are does not matter."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.found: dict[str, int] = {"": 1}

    def read(self) -> None:
        section: tuple[str, ...] = ()
        while self.at < len(self.tokens):
            if self._meets("end"):
                self.at += 1
            elif self._meets("mark", "["):
                section = self._header()
            else:
                self._pair(section)

    def _header(self) -> tuple[str, ...]:
        while self._meets("mark", "["):
            self.at += 1
        section = self._key(())
        while self._meets("mark", "]"):
            self.at += 1
        return section

    def _pair(self, inside: tuple[str, ...]) -> None:
        path = self._key(inside)
        self.at += 1  # the sign between them
        self._value(path)

    def _key(self, inside: tuple[str, ...]) -> tuple[str, ...]:
        """Take a dotted key, and keep the line of each of its steps."""
        path = inside
        while self._meets("bare") or self._meets("text"):
            token = self.tokens[self.at]
            if len(path) < DEEPEST:
                path = (*path, _name(token))
                self.found.setdefault(".".join(path), token.line)
            self.at += 1
            if self._meets("mark", "."):
                self.at += 1
        return path

    def _value(self, path: tuple[str, ...]) -> None:
        if self._meets("mark", "{"):
            self._within("}", lambda: self._pair(path))
        elif self._meets("mark", "["):
            self._within("]", lambda: self._value(path))
        else:
            while self.at < len(self.tokens) and not self._ends():
                self.at += 1

    def _within(self, end: str, one: Callable[[], None]) -> None:
        self.at += 1
        while not self._meets("mark", end):
            if self._meets("mark", ",") or self._meets("end"):
                self.at += 1
            else:
                one()
        self.at += 1

    def _ends(self) -> bool:
        token = self.tokens[self.at]
        return token.kind == "end" or (token.kind == "mark" and token.text in ",]}")

    def _meets(self, kind: str, text: str = "") -> bool:
        if self.at >= len(self.tokens):
            return False
        token = self.tokens[self.at]
        return token.kind == kind and (not text or token.text == text)


def _tokens(text: str) -> Iterator[Token]:
    line = 1
    for found in TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind != "skip":
            yield Token(kind, found.group(), line)
        line += found.group().count("\n")


def _name(token: Token) -> str:
    """A key as it is meant: quotes and escapes are read by `tomllib` itself."""
    return token.text if token.kind == "bare" else str(tomllib.loads(f"k={token.text}")["k"])
