"""A norm with some values changed, for the question "what if": written as a file, and read like any other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from terang.core.norms.lines import lines_of
from terang.core.norms.shape import NormError
from terang.core.sentences import Sentence

VALUE = re.compile(r"(?<=\bvalue = ).+?(?=, article = )")
APART = re.compile(r"[\s,;]+")
CITATION = re.compile(r'(?<=, article = )".*?", source = ".*?", confirmed = (?:true|false)')
SUPPOSED = '"what if", source = "what if", confirmed = false'


def vary(content: bytes, changes: Mapping[str, str]) -> bytes:
    r"""The file with other values, each marked as supposed: `{"integration.first": "0.5", …}`, values as TOML.

    The result is read with `read`, which refuses what contradicts itself, such as weights that don't make one whole.
    Refused: NormError for a path that the file does not hold, or a value that spreads over several lines.

    >>> norm = b'[exam]\nminutes = { value = 100, article = "A", source = "S", confirmed = true }\n'
    >>> print(vary(norm, {"exam.minutes": "90"}).decode(), end="")
    [exam]
    minutes = { value = 90, article = "what if", source = "what if", confirmed = false }
    """
    text = content.decode()
    at, lines = lines_of(text), text.split("\n")
    for path, value in changes.items():
        number = at.get(f"{path}.value", 0) - 1
        if number < 0 or not VALUE.search(lines[number]) or "\n" in value:
            raise NormError(Sentence("The norm has no value %(path)s that can be changed.", path=path))
        changed = VALUE.sub(lambda _, value=value: value, lines[number], count=1)  # type: ignore[misc]
        lines[number] = CITATION.sub(SUPPOSED, changed, count=1)
    return "\n".join(lines).encode()


def named(text: str) -> list[str]:
    """The codes that somebody wrote one after the other, with commas or spaces between them."""
    return [code for code in APART.split(text) if code]


def reorder(content: bytes, section: str, codes: Sequence[str]) -> bytes:
    r"""The file with the parts of a section in another order, without those that are not named.

    Refused: NormError for a part that the section does not have, or one that is named twice.

    >>> print(reorder(b"[t.a]\nx = 1\n[t.b]\nx = 2\n[u]\n", "t", ["b", "a"]).decode(), end="")
    [t.b]
    x = 2
    [t.a]
    x = 1
    [u]
    """
    blocks = re.split(r"(?m)^(?=\[)", content.decode())
    header = re.compile(rf"\[{re.escape(section)}\.([^\]]+)\]")
    own = {found[1]: block for block in blocks if (found := header.match(block))}
    if len(set(codes)) < len(codes) or not set(codes) <= own.keys():
        raise NormError(
            Sentence(
                "%(section)s has the parts %(known)s; name each at most once.",
                section=section,
                known=", ".join(own),
            )
        )
    wanted, kept, placed = [own[code] for code in codes], [], False
    for block in blocks:
        if not header.match(block):
            kept.append(block)
        elif not placed:
            kept, placed = [*kept, *wanted], True
    return "".join(kept).encode()
