"""A wrong norm is refused on the line that is wrong, with everything else that is wrong, and how to mend it."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from terang.core import norms
from terang.core.norms import Malformed, holidays, performance, retirement, shelf, survey, timetable, workload
from terang.core.norms.lines import lines_of
from tests import counts

HERE = Path(norms.__file__).parent
Reader = Callable[[bytes], object]
SHELVES = (holidays, performance, retirement, survey, timetable, workload)
READERS: dict[str, Reader] = dict.fromkeys(norms.available(), norms.read) | {
    f"{shelf_.HERE.name}/{norm_id}": lambda content, read=shelf_.read: read(shelf.parsed(content))  # type: ignore[misc]
    for shelf_ in SHELVES
    for norm_id in shelf_.available()
}
TEXTS = {name: (HERE / f"{name}.toml").read_text() for name in READERS}
CPNS = TEXTS["cpns-2024"]
KEY = re.compile(r'(?P<key>[\w-]+|"[^"\n]*") *=')
HEADER = re.compile(r"^\[(?P<path>.+)\]$")
OTHERS = ("1", '"x"', "true", "2024-08-19", "1.5", "[]", "{}", "nan", "-1", "12:00:00")


def problems(text: str | bytes, read: Reader = norms.read) -> list[tuple[int, str, str]]:
    """Line, path and sentence of everything that is wrong; nothing where the norm is right."""
    try:
        read(text.encode() if isinstance(text, str) else text)
    except Malformed as refused:
        return [(one.line, one.path, str(one.told)) for one in refused.problems]
    return []


class Place(NamedTuple):
    """One key of a norm: where its line begins, and where it stands itself."""

    line: int
    starts: int
    ends: int
    name: str


def keys_of(text: str) -> Iterator[Place]:
    """Every key in front of a value, and every header, also inside a line."""
    start = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if line.startswith("#"):
            pass
        elif head := HEADER.match(line.rstrip("\n")):
            yield Place(number, start + head.start("path"), start + head.end("path"), head["path"])
        else:
            bare = re.sub(r'(?<=[=\[,] )"[^"\n]*"|(?<=\[)"[^"\n]*"', lambda text: "_" * len(text[0]), line)
            for found in KEY.finditer(bare):
                yield Place(number, start + found.start("key"), start + found.end("key"), found["key"])
        start += len(line)


def without(text: str, place: Place) -> str:
    """The norm without this key and its value, or without this section."""
    lines = text.splitlines(keepends=True)
    line = lines[place.line - 1]
    if HEADER.match(line.rstrip("\n")):
        until = next((at for at in range(place.line, len(lines)) if lines[at].startswith("[")), len(lines))
        return "".join(lines[: place.line - 1] + ["\n"] * (until - place.line + 1) + lines[until:])
    at = place.starts - sum(map(len, lines[: place.line - 1]))
    ends = _end_of_value(line, line.index("=", at) + 1)
    if at == 0:
        lines[place.line - 1] = "\n"
    else:
        kept = line[:at].rstrip() + " " + line[ends:].lstrip(", ")
        lines[place.line - 1] = re.sub(r",\s*}", " }", kept)
    return "".join(lines)


def with_value(text: str, place: Place, value: str) -> str:
    at = text.index("=", place.ends) + 1
    return f"{text[:at]} {value}{text[_end_of_value(text, at) :]}"


def _end_of_value(text: str, at: int) -> int:
    """Where a value ends: at the comma, brace or line that belongs to no bracket or quote of its own."""
    depth = 0
    for found in re.finditer(r'"[^"\n]*"|[\[\]{},\n]', text[at:]):
        sign = found[0]
        if depth == 0 and sign in ",}\n":
            return at + found.start()
        depth += (sign in "[{") - (sign in "]}")
    return len(text)


@pytest.mark.parametrize("norm_id", TEXTS)
def test_every_key_is_found_on_its_line(norm_id: str) -> None:
    lines, text = lines_of(TEXTS[norm_id]), TEXTS[norm_id]

    def walk(table: dict[str, object], path: str) -> Iterator[str]:
        for key, value in table.items():
            yield f"{path}{key}"
            if isinstance(value, dict):
                yield from walk(value, f"{path}{key}.")

    assert set(lines) - {""} == set(walk(tomllib.loads(text), ""))
    for path, line in lines.items():
        assert path.rpartition(".")[2] in text.splitlines()[line - 1]


def test_keys_are_found_whatever_stands_around_them() -> None:
    text = '''# [no.header]
"a b".c = """
d = 1
""" # e = 1
[x . "P/L"] # a comment with = and [
list = [ "[", # ]
  { f = "}" , g = [[1], ["]"]] },
]
quote = 'it is "so" = \\'
when = 2024-08-19 10:00:00
[[many]]
h.i = { j = 0.4, k = -inf }\r
'''

    assert dict(lines_of(text)) == {
        "": 1, "a b": 2, "a b.c": 2, "x": 5, "x.P/L": 5, "x.P/L.list": 6, "x.P/L.list.f": 7, "x.P/L.list.g": 7,
        "x.P/L.quote": 9, "x.P/L.when": 10, "many": 11, "many.h": 12, "many.h.i": 12, "many.h.i.j": 12,
        "many.h.i.k": 12,
    }  # fmt: skip


def is_told_elsewhere(text: str, found: list[tuple[int, str, str]], place: Place) -> bool:
    """Whether another value names what is gone now: a chain its part, a list its code."""
    at = text.find("=", place.ends) + 1
    names = {place.name.rpartition(".")[2].strip('"'), text[at : _end_of_value(text, at)].strip(' "')}
    return any(line != place.line and name in told for line, _, told in found for name in names)


def some(norm_id: str) -> list[Place]:
    """Every key in a long run, else one of sixteen, another one of each norm."""
    found = list(keys_of(TEXTS[norm_id]))
    return found if counts.LONG else found[list(TEXTS).index(norm_id) % 16 :: 16]


@pytest.mark.some(every=3)
@pytest.mark.timeout(900)
@pytest.mark.parametrize("norm_id", TEXTS)
def test_a_key_that_is_taken_away_is_missed_where_it_should_stand(norm_id: str) -> None:
    text = TEXTS[norm_id]
    heads = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("[")]
    for place in some(norm_id):
        found = problems(without(text, place), READERS[norm_id])

        here = {1, place.line, *[head for head in heads if head <= place.line][-1:]}
        lines = {line for line, *_ in found}
        above = any(path and place.name.startswith(path) for _, path, _ in found)
        assert not found or lines & here or above or is_told_elsewhere(text, found, place), (place, found)


@pytest.mark.some(every=3)
@pytest.mark.timeout(900)
@pytest.mark.parametrize("norm_id", TEXTS)
def test_a_misspelt_key_is_refused_on_its_line(norm_id: str) -> None:
    text = TEXTS[norm_id]
    for place in some(norm_id):
        wrong = f'{place.name[:-1]}x"' if place.name.endswith('"') else f"{place.name}x"
        found = problems(text[: place.starts] + wrong + text[place.ends :], READERS[norm_id])

        lines = {line for line, *_ in found}
        assert not found or place.line in lines or is_told_elsewhere(text, found, place), (
            place, found,
        )  # fmt: skip


@pytest.mark.some(every=3)
@pytest.mark.timeout(900)
@pytest.mark.parametrize("norm_id", TEXTS)
def test_a_value_of_another_kind_is_refused_on_its_line(norm_id: str) -> None:
    text = TEXTS[norm_id]
    for number, place in enumerate(some(norm_id)):
        if text[place.starts - 1] == "[":
            continue
        every = 4 if counts.LONG else len(OTHERS)
        for value in OTHERS[number % every :: every]:
            found = problems(with_value(text, place, value), READERS[norm_id])

            lines = {line for line, *_ in found}
            assert not found or place.line in lines or is_told_elsewhere(text, found, place), (
                place, value, found,
            )  # fmt: skip


def test_everything_that_is_wrong_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        CPNS.replace('title      = "CPNS 2024"', "")
        .replace("{ value = 130, article", "{ value = -130, article")
        .replace("points_least = ", "points_lest = ")
        .replace('source = "catatan 2.4; tirto.id eAcn", ', "", 1)
        .replace("times = { value = 3,", "times = { value = 3, sauce = 1,")
    )

    found = problems(text)

    line = {
        key: next(n for n, one in enumerate(text.splitlines(), 1) if key in one)
        for key in ("-130", "lest", "times")
    }
    assert found == [
        (1, "title", 'Norm value title is missing. Add to the top: title = "…"'),
        (line["-130"], "exam.accommodation_minutes.value",
         "Norm value exam.accommodation_minutes.value is not between 0 and 1000000000. Write: value = 3"),
        (line["lest"], "parts.tkp.points_lest", "Norm value parts.tkp.points_lest is not known. Did you mean points_least?"),
        (line["times"], "shortlist.times.sauce", "Norm value shortlist.times.sauce is not known. Did you mean source?"),
    ]  # fmt: skip


def test_what_contradicts_is_told_where_everything_can_be_read() -> None:
    found = problems(
        CPNS.replace("value = 110,", "value = 111,").replace("value = 0.4,", "value = 0.5,").replace('"L-1"', '"TL"')
        .replace("{ twk = 65,", "{ twk = 651,")
    )  # fmt: skip

    assert found[0][2].startswith("This is not TOML: Cannot overwrite a value. It stands twice; keep one")


def test_a_value_without_its_article_is_shown_as_it_should_stand() -> None:
    line = next(one for one in CPNS.splitlines() if one.startswith("times"))

    ((_, _, told),) = problems(CPNS.replace(line, "times = 3"))

    assert told == (
        "Norm value shortlist.times is a whole number, not a table."
        ' Write: times = { value = 3, article = "…", source = "…", confirmed = false }'
    )


LINE = CPNS.splitlines().index("[exam]") + 1


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        (b"", 1, "is missing"),
        (b"\xef\xbb\xbf" + CPNS.encode(), 1, "byte order mark; save it as UTF-8 without BOM"),
        (CPNS.encode("utf-16"), 1, "in UTF-16 or no text at all; save it as UTF-8"),
        (CPNS.encode("utf-16-be"), 1, "in UTF-16 or no text at all"),
        (CPNS.encode().replace(b"[exam]", b"[exam]\n# \xff"), LINE + 1, "A letter here is not in UTF-8"),
        (CPNS.encode() + b"# " + b"x" * 2**18, 1, "larger than 256 kB"),
        (CPNS.replace("[exam]", "[exam").encode(), LINE, "Expected ']' at the end of a table declaration"),
        (CPNS.replace("[exam]", "[exam]\ncode = 1").encode(), LINE + 2, "It stands twice; keep one of the two."),
        (CPNS.replace("[final]", "[exam]").encode(), CPNS.splitlines().index("[final]") + 1, "It stands twice"),
        (CPNS.encode() + b"deep = " + b"[" * 9000, 1, "nested too deeply"),
        (CPNS.encode() + b"deep = " + b"{a = " * 9000, 1, "nested too deeply"),
        (CPNS.encode() + b"a." * 60_000 + b"a = 1", CPNS.count("\n") + 1, "nested too deeply"),
        (CPNS.replace("value = 110", f"value = 1{'0' * 5000}").encode(), LINE + 3, "thousands of digits"),
        (CPNS.replace("value = 0.4", "value = nan").encode(), None, "is no number with at most 9 decimals"),
        (CPNS.replace("value = 0.4", "value = 4e-999999").encode(), None, "is no number with at most 9 decimals"),
        (CPNS.replace("value = 0.4", "value = 4e999999").encode(), None, "is not between 0 and"),
        (CPNS.encode() + b"a." * 20 + b"a = 1", CPNS.count("\n") + 1, "eligibility.accreditation.a is not known"),
        (b"PK\x03\x04\x00\x00", 1, "no text at all"),
        (b"<html>", 1, "This is not TOML"),
    ],
    ids=range(19),
)  # fmt: skip
def test_what_is_no_norm_at_all_is_refused_kindly(content: bytes, line: int | None, told: str) -> None:
    found = problems(content)

    assert [one for one in found if told in one[2] and line in (one[0], None)], found
