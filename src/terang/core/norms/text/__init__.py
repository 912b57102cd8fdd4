"""A norm as people read it: sections with headings, values in words, each with its article.

Built from what a norm cites and says, by their paths: `section.key` is a fact of its section, `section.row.key` stands
in a table of the section, and what lies deeper in a table of its own. Words are sentences to be translated, or plain
where the norm itself says them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from terang.core.norms.shape import Cited, Norm
from terang.core.norms.text.wording import FORMS, HEADINGS, LABELS, ORDERED, SHARES, WORDS
from terang.core.sentences import Sentence

Words = str
MANY = 4


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words. `items`: one, or several of a list; `is_ordered`: their order is the law's.

    row: what it is said of ('TWK'), '' where it is said of the whole section.
    given: the value as the norm has it. cited: None for what needs no article, whose `source` is 0.
    """

    path: str
    section: Words
    row: Words
    label: Words
    given: object
    items: tuple[Words, ...]
    is_ordered: bool
    cited: Cited | None
    source: int

    @property
    def is_list(self) -> bool:
        """Whether the items need a line each: their order counts, they are many, or a comma stands within one."""
        return (
            self.is_ordered or len(self.items) > MANY or (len(self.items) > 1 and "," in "".join(self.items))
        )

    @property
    def where(self) -> Words:
        """Of what it is said, outside of its section: 'Parts of the exam · TWK'."""
        return (
            Sentence("%(whole)s · %(part)s", whole=self.section, part=self.row) if self.row else self.section
        )

    @property
    def title(self) -> Words:
        """What it is, outside of its section: 'Parts of the exam · TWK · Questions'."""
        return Sentence("%(whole)s · %(part)s", whole=self.where, part=self.label)

    @property
    def place(self) -> tuple[str, str]:
        """The table in which it stands and its row there; both '' for a fact of the section."""
        table, _, row = self.path.rpartition(".")[0].rpartition(".")
        return (table, row) if table else ("", "")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: a value or None for each column of each named row. `name` is '' for the first of a section."""

    name: Words
    columns: tuple[Words, ...]
    rows: tuple[tuple[Words, tuple[Value | None, ...]], ...]

    @property
    def is_long(self) -> bool:
        """Whether cells hold lists that no column is wide enough for."""
        return any(len(value.items) > MANY for _, row in self.rows for value in row if value)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: facts first, then tables."""

    code: str
    heading: Words
    facts: tuple[Value, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True)
class Text:
    """A whole norm in words."""

    norm: Norm

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """Every value by its path, section by section."""
        cited = {one.path: one for one in self.norm.cited()}
        plain = {path: value for path, value in self.norm.plain.items() if _is_told(path)}
        found = {path: cited[path].value if path in cited else plain[path] for path in (*cited, *plain)}
        numbers: dict[tuple[str, str], int] = {}
        told = {}
        for path in self._in_order(found):
            one = cited.get(path)
            number = numbers.setdefault((one.article, one.source), len(numbers) + 1) if one else 0
            told[path] = self._told(path, found[path], one, number)
        return told

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections in the order in which a selection goes."""
        each: dict[str, list[Value]] = {}
        for value in self.values.values():
            each.setdefault(value.path.partition(".")[0], []).append(value)
        return tuple(
            Section(code, values[0].section, _facts(values), self._grids(values))
            for code, values in each.items()
        )

    @cached_property
    def sources(self) -> tuple[Cited, ...]:
        """Each article with its source once: what a value's `source` counts from 1."""
        first: dict[int, Cited] = {}
        for value in self.values.values():
            if value.cited:
                first.setdefault(value.source, value.cited)
        return tuple(first.values())

    def _in_order(self, paths: Iterable[str]) -> list[str]:
        order = list(dict.fromkeys((*HEADINGS, *(path.partition(".")[0] for path in paths))))
        return sorted(paths, key=lambda path: order.index(path.partition(".")[0]))

    def _grids(self, values: list[Value]) -> tuple[Grid, ...]:
        tables: dict[str, dict[str, dict[str, Value]]] = {}
        for value in values:
            table, row = value.place
            if table:
                tables.setdefault(table, {}).setdefault(row, {})[value.path.rpartition(".")[2]] = value
        return tuple(self._grid(table, rows) for table, rows in tables.items())

    def _grid(self, table: str, rows: Mapping[str, Mapping[str, Value]]) -> Grid:
        keys = sorted({key: None for row in rows.values() for key in row}, key=_rank)
        return Grid(
            self._name(table) if "." in table else "",
            tuple(LABELS.get(key, _plain(key)) for key in keys),
            tuple(
                (next(iter(row.values())).row, tuple(row.get(key) for key in keys)) for row in rows.values()
            ),
        )

    def _told(self, path: str, value: object, cited: Cited | None, source: int) -> Value:
        section, key = path.partition(".")[0], path.rpartition(".")[2]
        items = self._items(key, value)
        row = path.rpartition(".")[0]
        return Value(
            path,
            HEADINGS.get(section, _plain(section)),
            self._name(row) if "." in row else "",
            LABELS.get(key, _plain(key)),
            value,
            items,
            key in ORDERED and len(items) > 1,
            cited,
            source,
        )

    def _name(self, path: str) -> Words:
        """What a row or a table is called: as the norm calls it, else by its words here, else by its code."""
        section, _, _ = path.partition(".")
        code = path.rpartition(".")[2]
        label = self.norm.plain.get(f"{path}.label")
        return str(label) if label else WORDS.get(section, {}).get(code, code)

    def _items(self, key: str, value: object) -> tuple[Words, ...]:
        if value is None:
            return (Sentence("not found: nobody is judged by it"),)
        if isinstance(value, Mapping):
            each = tuple(
                Sentence("%(name)s: %(value)s", name=self._word(key, name), value=self._items(key, one)[0])
                for name, one in value.items()
            )
            return each or (Sentence("nothing is asked for"),)
        if isinstance(value, tuple):
            return tuple(self._word(key, one) for one in value) or ("–",)
        if isinstance(value, bool):
            return (Sentence("yes") if value else Sentence("no"),)
        if isinstance(value, int | Decimal):
            amount = _amount(value * 100 if key in SHARES else value)
            return (Sentence(FORMS[key], value=amount) if key in FORMS else amount,)
        return (self._word(key, str(value)),)

    def _word(self, key: str, code: str) -> Words:
        """A code in words: as the norm calls it, else by its words here, else itself."""
        said = {**WORDS[""], **WORDS.get(key, {})}
        if code in said:
            return said[code]
        if code.endswith("_100") and code.removesuffix("_100") in self.norm.labels:
            return Sentence("%(exam)s out of 100", exam=self.norm.labels[code.removesuffix("_100")])
        kinds = {name: one.label for name, one in self.norm.kinds.items()} if key.endswith("_kinds") else {}
        return {**self.norm.labels, **self.norm.test_kinds, **kinds}.get(code, code) or "–"


def _is_told(path: str) -> bool:
    """Whether what needs no article is told by itself, and not as the head of the text or the name of a row."""
    return "." in path and path.rpartition(".")[2] != "label"


def _facts(values: Iterable[Value]) -> tuple[Value, ...]:
    found = [one for one in values if not any(one.place)]
    return tuple(sorted(found, key=lambda one: _rank(one.path.rpartition(".")[2])))


def _rank(key: str) -> int:
    """Where a key stands among those that have words; the others follow."""
    return list(LABELS).index(key) if key in LABELS else len(LABELS)


def _plain(key: str) -> str:
    """A key that has no words yet."""
    return key.replace("_", " ").capitalize()


def _amount(value: int | Decimal) -> Words:
    """A number without idle zeros; with a decimal sign that is translated."""
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    return Sentence("%(whole)s.%(part)s", whole=whole, part=part) if part else whole
