"""Reading one table of a norm file: every value must name its article, and nothing may be left over.

What is wrong is kept and reading goes on with a value of the right type, so that one reading tells everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from types import MappingProxyType
from typing import Any

from terang.core.norms.lines import lines_of
from terang.core.norms.problems import Malformed, Problem
from terang.core.norms.shape import Cited
from terang.core.sentences import Sentence

OWN_CHOICE = "own_choice"
CITATION = 'article = "…", source = "…", confirmed = false'
MOST, DECIMALS = 10**9, 9
NAMES = {
    str: Sentence("a text"),
    int: Sentence("a whole number"),
    Decimal: Sentence("a number"),
    bool: Sentence("true or false"),
    date: Sentence("a day"),
    tuple: Sentence("a list of texts"),
    list: Sentence("a list"),
    dict: Sentence("a table"),
}
EXAMPLES = {
    str: '"…"', int: "3", Decimal: "0.4", bool: "true", date: "2024-08-19", tuple: '["…", "…"]', dict: "{ … = 3 }",
}  # fmt: skip


@dataclass
class Findings:
    """What one reading of a file has found: its values with their citations, what it says plainly, what is wrong."""

    text: str
    cited: list[Cited] = field(default_factory=list)
    plain: dict[str, object] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    malformed: list[Problem] = field(default_factory=list)
    contradictions: list[Problem] = field(default_factory=list)

    @property
    def wrong(self) -> list[Problem]:
        """Everything that is wrong; values contradict each other only where all of them could be read."""
        return self.malformed or self.contradictions

    def line_of(self, path: str) -> int:
        """The line of a value, or of the section where it should stand."""
        while path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines[path]

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return lines_of(self.text)


class Table:
    """A table of a norm file at a path; each value taken from it is remembered with its citation.

    is_there: False for the stand-in of a table that is missing; nothing is missed in it.
    """

    def __init__(
        self, raw: Mapping[str, Any], path: str, findings: Findings, *, is_there: bool = True
    ) -> None:
        self.raw, self.path, self.findings, self.is_there = raw, path, findings, is_there
        self.asked: set[str] = set()
        self.missing: dict[str, Problem] = {}
        findings.tables.append(self)

    def __contains__(self, key: str) -> bool:
        self.asked.add(key)
        return key in self.raw

    def plain(self, key: str, kind: type) -> Any:
        """A value that needs no article: an id, a label, a date of the file itself."""
        value = self._given(key, kind, EXAMPLES[kind])
        if self._holds(key, kind):
            self.findings.plain[self.at(key)] = value
        return value

    def take(self, key: str, kind: type) -> Any:
        """A value that the law or the agency fixes; refused without its citation."""
        return self.cited(key, kind).value

    def maybe(self, key: str, kind: type) -> Any:
        """Like `take`, or None where the norm is silent."""
        return self.take(key, kind) if key in self else None

    def cited(self, key: str, kind: type) -> Cited:
        """Like `take`, with its citation."""
        given = self.raw.get(key)
        example = EXAMPLES[kind] if given is None or isinstance(given, dict) else _as_toml(given)
        raw = self._given(key, dict, f"{{ value = {example}, {CITATION} }}")
        table = Table(raw, self.at(key), self.findings, is_there=self._holds(key, dict))
        one = Cited(
            table.path,
            MappingProxyType(table.value(kind)) if kind is dict else table.value(kind),
            table.words("article"),
            table.words("source"),
            table.says("confirmed"),
            OWN_CHOICE in table and table.says(OWN_CHOICE),
        )
        self.findings.cited.append(one)
        return one

    def value(self, kind: type) -> Any:
        """The value of a citation."""
        return self._given("value", kind, EXAMPLES[kind])

    def says(self, key: str) -> bool:
        """True or false, of a citation."""
        found: bool = self._given(key, bool, EXAMPLES[bool])
        return found

    def words(self, key: str) -> str:
        """A text of a citation; not an empty one."""
        found: str = self._given(key, str, EXAMPLES[str])
        if self._holds(key, str) and not found.strip():
            self._malformed(key, Sentence("is empty"), _write(key, EXAMPLES[str]))
        return found

    def table(self, key: str) -> Table:
        raw = self._given(key, dict, "")
        return Table(raw, self.at(key), self.findings, is_there=self._holds(key, dict))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """Every table inside this one, in the order of the file."""
        for key in self.raw:
            if key not in self.asked and isinstance(self.raw[key], dict):
                yield key, self.table(key)

    def done(self) -> None:
        """The file is read. Refused: Malformed, with everything that is wrong in any table.

        Nothing is left unread: a misspelt key is refused, never ignored.
        """
        for table in self.findings.tables:
            for key in table.raw.keys() - table.asked:
                table._malformed(key, Sentence("is not known"), table._instead_of(key))
        if self.findings.wrong:
            raise Malformed(self.findings.wrong)

    @property
    def taken(self) -> list[Cited]:
        """Every value that was read from the file so far."""
        return self.findings.cited

    def refuse(self, key: str, why: str, mend: str = "") -> Malformed:
        """Keep what contradicts the rest of the norm; the refusal is returned for those who can't go on."""
        problem = self._problem(key, why, mend or Sentence("Change it, or what it contradicts."))
        self.findings.contradictions.append(problem)
        return Malformed(self.findings.wrong)

    def at(self, key: str) -> str:
        return ".".join(one for one in (self.path, key) if one)

    def _given(self, key: str, kind: type, example: str) -> Any:
        """What stands there if it is of this kind; else what is wrong is kept, and a stand-in given."""
        if key in self:
            why = _why_not(self.raw[key], kind)
            if not why:
                return _typed(self.raw[key], kind)
            self._malformed(key, why, _write(key, example) if example else self._section(key))
        elif self.is_there:
            mend = Sentence(
                "Add to %(place)s: %(line)s",
                place=self.path or Sentence("the top"),
                line=f"{key} = {example}",
            )
            self.missing[key] = self._malformed(
                key, Sentence("is missing"), mend if example else self._section(key)
            )
        return date.min if kind is date else kind()

    def _holds(self, key: str, kind: type) -> bool:
        return key in self.raw and not _why_not(self.raw[key], kind)

    def _section(self, key: str) -> Sentence:
        return Sentence("Write it as a section with this head: [%(path)s]", path=self.at(key))

    def _instead_of(self, key: str) -> Sentence:
        """What may be meant by an unknown key; a key that is missed because of it is not told twice."""
        if meant := get_close_matches(key, self.missing, 1):
            self.findings.malformed.remove(self.missing.pop(meant[0]))
        elif not (meant := get_close_matches(key, self.asked, 1)):
            return Sentence("Delete it, or move it to the section where it belongs.")
        return Sentence("Did you mean %(key)s?", key=meant[0])

    def _malformed(self, key: str, why: str, mend: str) -> Problem:
        problem = self._problem(key, why, mend)
        self.findings.malformed.append(problem)
        return problem

    def _problem(self, key: str, why: str, mend: str) -> Problem:
        path = self.at(key)
        told = Sentence("Norm value %(path)s %(why)s. %(mend)s", path=path, why=why, mend=mend)
        return Problem(self.findings.line_of(path), path, told)


def _why_not(value: object, kind: type) -> Sentence | None:
    """Why a value can't be read as this kind."""
    if kind is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return None
    if type(value) is not kind and not (kind is Decimal and type(value) is int):
        is_a = NAMES.get(type(value), Sentence("something else"))
        return Sentence("is %(is_a)s, not %(wanted)s", is_a=is_a, wanted=NAMES[kind])
    if isinstance(value, Decimal) and not (value.is_finite() and value.as_tuple().exponent >= -DECIMALS):
        return Sentence("is no number with at most %(most)s decimals", most=DECIMALS)
    if isinstance(value, int | Decimal) and not 0 <= value <= MOST:
        return Sentence("is not between 0 and %(most)s", most=MOST)
    return None


def _typed(value: Any, kind: type) -> Any:
    return value if type(value) is kind else kind(value)


def _write(key: str, example: str) -> Sentence:
    return Sentence("Write: %(line)s", line=f"{key} = {example}")


def _as_toml(value: object) -> str:
    """A value in one line, for an example."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_as_toml, value))}]"
    return "…" if isinstance(value, dict) else str(value)
