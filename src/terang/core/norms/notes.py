"""The notes on sources: what "catatan 2.4" in the source of a value means, and how we know it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("sources.md")
HEADING = re.compile(r"^## (\S+) (.+)$", re.MULTILINE)
ITEM = "- "
ONE = r"(\d+(?:\.\d+)?)(?:\(\d+\))?"
NAMED = re.compile(rf"\b[Cc]atatan {ONE}(?:, {ONE})*")
EACH = re.compile(rf"(?:[Cc]atatan )?{ONE}")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line), or a list (its items)."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One section. number: as sources name it, "2.4"; "" for the introduction."""

    number: str
    title: str
    blocks: tuple[Block, ...]


@cache
def notes() -> tuple[Note, ...]:
    """The introduction, then all sections in their order."""
    start, *rest = HEADING.split(FILE.read_text(encoding="utf-8"))
    title, _, introduction = start.removeprefix("# ").partition("\n")
    return (
        Note("", title, _blocks(introduction)),
        *(
            Note(number, heading, _blocks(text))
            for number, heading, text in zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        ),
    )


def pieces(source: str) -> Iterator[tuple[str, str]]:
    """A source piece by piece: the words, and the number of the section of the notes that they name, or "".

    >>> list(pieces("catatan 2.1, 10(4); tirto.id eAcn"))
    [('catatan 2.1', '2.1'), (', ', ''), ('10(4)', '10'), ('; tirto.id eAcn', '')]
    """
    at = 0
    for named in NAMED.finditer(source):
        for one in EACH.finditer(source, *named.span()):
            if one.start() > at:
                yield source[at : one.start()], ""
            yield one.group(), one.group(1)
            at = one.end()
    if at < len(source):
        yield source[at:], ""


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(
        Block(block.startswith(ITEM), tuple(line.removeprefix(ITEM) for line in block.splitlines()))
        for block in text.strip().split("\n\n")
    )
