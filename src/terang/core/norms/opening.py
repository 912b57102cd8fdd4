"""From the bytes of a file to its top table; what is no TOML for people is refused kindly."""

from __future__ import annotations

import codecs
import re
import tomllib
from decimal import Decimal
from typing import Any

from terang.core.norms.problems import Malformed, Problem
from terang.core.norms.table import Findings, Table
from terang.core.sentences import Sentence

MOST_BYTES = 1 << 18  # sixteen times the largest norm so far
PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
DEEP = re.compile(
    r"(?<![\w-])(?:[\w-]+[ \t]*\.[ \t]*){32}"
)  # `tomllib` takes minutes for a key of thousands of steps
LONG = re.compile(r"[0-9_]{4300}")
TWICE = re.compile("twice|overwrite|Duplicate|mutate")
FORM = Sentence(
    'A line reads: minutes = { value = 100, article = "…", source = "…", confirmed = true }, a section [exam].'
)
ONCE = Sentence("It stands twice; keep one of the two.")


def parsed(content: bytes) -> Table:
    """The top table of a file. Refused: Malformed, on the line where reading ended."""
    text = _text(content)
    if deep := DEEP.search(text):
        raise _too_deep(text.count("\n", 0, deep.start()) + 1)
    try:
        raw: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
    except RecursionError:
        raise _too_deep(1) from None
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(str(error), text) from None
    except ValueError:  # Python reads no number of more digits
        long = LONG.search(text)
        line = text.count("\n", 0, long.start()) + 1 if long else 1
        raise _refused(
            line, Sentence("A number here has thousands of digits; write the number that is meant.")
        ) from None
    return Table(raw, "", Findings(text))


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise _refused(
            1, Sentence("The file is larger than %(most)s kB; a norm is a text of a few pages.", most=MOST_BYTES >> 10)
        )  # fmt: skip
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content:
        raise _refused(1, Sentence("The file is in UTF-16 or no text at all; save it as UTF-8."))
    if content.startswith(codecs.BOM_UTF8):
        raise _refused(1, Sentence("The file begins with a byte order mark; save it as UTF-8 without BOM."))
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(line, Sentence("A letter here is not in UTF-8; save the file as UTF-8.")) from None


def _too_deep(line: int) -> Malformed:
    return _refused(line, Sentence("The sections are nested too deeply. %(form)s", form=FORM))


def _unreadable(error: str, text: str) -> Malformed:
    place = PLACE.search(error)
    line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
    found = PLACE.sub("", error)
    mend = ONCE if TWICE.search(found) else FORM
    return _refused(line, Sentence("This is not TOML: %(error)s. %(mend)s", error=found, mend=mend))


def _refused(line: int, told: Sentence) -> Malformed:
    return Malformed([Problem(line, "", told)])
