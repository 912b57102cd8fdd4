"""The published format is that of the reader: what one refuses, the other refuses, as far as a schema can say it."""

import copy
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from terang.core import norms
from terang.core.norms import NormError
from tests import counts
from tools.golden.files import EXAMPLE, FOLDER, ROOT, as_json, plain, toml_of

SPEC = ROOT / "docs" / "spec"
SCHEMA = json.loads((SPEC / "norm.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA)
PAGE = (SPEC / "norm.md").read_text()
Raw = dict[str, Any]
Keys = tuple[str, ...]

ONLY_THE_READER = (
    "is not the sum of the parts",
    "names .* wrongly",
    "which is no (part|kind|test kind|final code)",
    "asks for .* in",
    "do not sum to 1",
    "gives no whole points",
    "names the unknown code",
    "lets .* stand for",
    "is no group of parts",
)
"""Refusals that need more than one value of the file: norm.md, section 3."""


def parsed(norm_id: str) -> Raw:
    return tomllib.loads(toml_of(norm_id).decode(), parse_float=Decimal)


def as_toml(value: Any) -> str:
    match value:
        case dict():
            return f"{{ {', '.join(f'{json.dumps(key)} = {as_toml(one)}' for key, one in value.items())} }}"
        case list():
            return f"[{', '.join(map(as_toml, value))}]"
        case bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def written(norm: Raw) -> bytes:
    return "\n".join(f"{json.dumps(key)} = {as_toml(value)}" for key, value in norm.items()).encode()


def refusal_of_the_reader(norm: Raw) -> str:
    try:
        norms.read(written(norm))
    except NormError as refused:
        return str(refused)
    return ""


def schema_refuses(norm: Raw) -> bool:
    return not VALIDATOR.is_valid(plain(norm))


MANY = {"parts", "priority", "affirmations", "transfers", "test_kinds", "final"}
"""Sections of tables that are all alike; the first stands for them all."""


def keys(table: Raw, path: Keys = ()) -> Iterator[Keys]:
    """Every key of a norm, once for tables that are alike; of citations only the keys of `published`."""
    is_citation = "article" in table and "value" in table
    if is_citation and path != ("published",):
        return
    for number, (key, value) in enumerate(table.items()):
        yield (*path, key)
        if isinstance(value, dict) and not (number and path and path[-1] in MANY):
            yield from keys(value, (*path, key))


def inside(norm: Raw, path: Keys) -> Raw:
    """The table in which the last key of a path stands."""
    for key in path[:-1]:
        norm = norm[key]
    return norm


OTHERS: tuple[Any, ...] = (1, "x", True, date(2024, 8, 19), Decimal("0.5"), [], {}, [1], {"value": 1})


def spoilt() -> Iterator[tuple[str, Raw]]:
    """The example with one key missing, misspelt, or of another type."""
    example = tomllib.loads(EXAMPLE.read_text(), parse_float=Decimal)
    for number, path in enumerate(keys(example)):
        name = ".".join(path)
        without, misspelt, other = (copy.deepcopy(example) for _ in range(3))
        del inside(without, path)[path[-1]]
        yield f"{name} missing", without
        table = inside(misspelt, path)
        table[f"{path[-1]}x"] = table.pop(path[-1])
        yield f"{name} misspelt", misspelt
        fitting = others(inside(example, path)[path[-1]])
        inside(other, path)[path[-1]] = fitting[number % len(fitting)]
        yield f"{name} = {fitting[number % len(fitting)]!r}", other
    for path in CITED:
        for value in others(inside(example, path)[path[-1]]["value"]):
            other = copy.deepcopy(example)
            inside(other, path)[path[-1]]["value"] = value
            yield f"{'.'.join(path)}.value = {value!r}", other


def others(value: object) -> list[object]:
    """Values of other types; JSON writes days and decimals as text, so these are not told apart where text is wanted."""
    return [one for one in OTHERS if not (isinstance(value, str) and isinstance(one, date | Decimal))]


CITED: tuple[Keys, ...] = (
    ("published",),
    ("exam", "minutes"),
    ("parts", "sikap", "scoring"),
    ("kinds", "UMUM", "threshold"),
    ("kinds", "UMUM", "fallback"),
    ("priority", "LAMA", "label"),
    ("affirmations", "SERTIFIKAT", "percent"),
    ("shortlist", "chain"),
    ("integration", "first"),
    ("transfers", "dekat", "location"),
    ("second_tests", "daerah", "cat_at_least"),
    ("windows", "result_objection", "unanswered"),
    ("codes", "final", "L", "meaning"),
    ("eligibility", "age_on"),
    ("eligibility", "accreditation", "names"),
)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("norm_id", [*norms.available(), "contoh-spesifikasi"])
def test_every_norm_is_of_the_published_format(norm_id: str) -> None:
    published = json.loads((FOLDER / "norms" / f"{norm_id}.json").read_text())

    assert list(VALIDATOR.iter_errors(published)) == []
    assert published == as_json(toml_of(norm_id))


@pytest.mark.slow
def test_what_the_reader_refuses_the_schema_refuses_too() -> None:
    disagreements = []
    for what, norm in islice(spoilt(), 0, None, counts.of(few=3, asked=1)):
        said, refuses = refusal_of_the_reader(norm), schema_refuses(norm)
        only_the_reader = any(re.search(one, said) for one in ONLY_THE_READER)
        if refuses != bool(said) and not (said and only_the_reader):
            disagreements.append((what, said or "the schema refuses, the reader doesn't"))

    assert disagreements == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("integration", "decimals", "value"), -1),
        (("integration", "first", "value"), Decimal("-0.35")),
        (("affirmations", "SERTIFIKAT", "percent", "value"), Decimal("15.0000000001")),
        (("exam", "minutes", "value"), 1_000_000_001),
    ],
)
def test_numbers_beyond_all_bounds_are_refused(path: Keys, value: object) -> None:
    norm = parsed("contoh-spesifikasi")
    inside(norm, path)[path[-1]] = value

    assert schema_refuses(norm)


def test_an_example_uses_every_key_of_the_format() -> None:
    def described(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            for name, one in schema.items():
                if name == "properties":
                    yield from one
                yield from described(one)
        elif isinstance(schema, list):
            for one in schema:
                yield from described(one)

    def used(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for name, one in value.items():
                yield name
                yield from used(one)

    names = set(described(SCHEMA))
    assert names - set(used(parsed("contoh-spesifikasi"))) == set()
    assert [name for name in sorted(names) if not re.search(rf"`[a-zA-Z_.]*\b{name}`", PAGE)] == []


def test_the_page_leads_to_files_and_headings_that_are_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    headings = {
        re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-")
        for one in re.findall(r"^##+ (.*)$", PAGE, re.MULTILINE)
    }

    assert [one for one in links if not one.startswith("#") and not (SPEC / Path(one)).exists()] == []
    assert [one for one in links if one.startswith("#") and one[1:] not in headings] == []
