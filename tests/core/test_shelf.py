"""The norms that stand apart from the selections: each value has its article, and a malformed file is refused."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from terang.core.norms import NormError, holidays, performance, retirement, shelf, survey, timetable, workload
from terang.core.norms.table import Table

SHELVES = (survey, performance, retirement, timetable, workload)
FILES = [
    *((shelf_, norm_id) for shelf_ in SHELVES for norm_id in shelf_.available()),
    *((holidays, year) for year in holidays.available()),
]


def cited_in(table: Any, path: str = "") -> list[str]:
    """The path of every table in a file that has a value with an article."""
    if not isinstance(table, dict):
        return []
    if "value" in table and "article" in table:
        return [path]
    return [found for key, one in table.items() for found in cited_in(one, f"{path}.{key}" if path else key)]


@pytest.mark.parametrize(("shelf_", "norm_id"), FILES, ids=lambda one: getattr(one, "__name__", str(one)))
def test_every_value_of_every_file_is_read_with_its_article(shelf_: ModuleType, norm_id: str | int) -> None:
    raw = tomllib.loads((shelf_.HERE / f"{norm_id}.toml").read_text())

    norm = shelf_.load(norm_id)

    assert norm.id == str(norm_id)
    assert sorted(one.path for one in norm.cited) == sorted(cited_in(raw))
    assert [one for one in norm.cited if not one.article.strip() or not one.source.strip()] == []


@pytest.mark.parametrize(
    ("shelf_", "sentence"),
    [
        (survey, "There is no norm 2026; there are kep-25-2004, permenpanrb-14-2017"),
        (performance, "There is no norm 2026; there are permenpanrb-6-2022"),
        (retirement, "There is no norm 2026; there are pp-11-2017"),
        (timetable, "There is no norm 2026; there are cpns-2024, lokal-contoh"),
        (workload, "There is no base 2026; there are kep-75-2004, permenpanrb-1-2020"),
    ],
)
def test_an_unknown_norm_is_refused_and_the_known_ones_are_named(shelf_: ModuleType, sentence: str) -> None:
    with pytest.raises(NormError, match=sentence):
        shelf_.load("2026")


@pytest.mark.parametrize("norm_id", ["", "../workload/kep-75-2004", "PERMENPANRB-14-2017"])
def test_a_name_never_leads_out_of_its_folder(norm_id: str) -> None:
    with pytest.raises(NormError, match="There is no norm"):
        survey.load(norm_id)


@pytest.mark.parametrize(
    ("read", "path", "old", "new", "sentence"),
    [
        (survey.read, "survey/permenpanrb-14-2017", "value = 76.61", "value = 76.62", "bands leaves an index without a grade"),
        (survey.read, "survey/permenpanrb-14-2017", "value = 88.30,", "value = 88.31,", "bands leaves an index without a grade"),
        (survey.read, "survey/permenpanrb-14-2017", "value = 4,", "value = 5,", "bands leaves an index without a grade"),
        (survey.read, "survey/permenpanrb-14-2017", "[sample]", "[sampel]", "sampel is not known"),
        (performance.read, "performance/permenpanrb-6-2022", '"needs_improvement", "poor"', '"bad"', r"organisations\.good\.some_of names the unknown rating bad"),
        (performance.read, "performance/permenpanrb-6-2022", "{ very_good = 70 }", "{ very_good = 101 }", r"organisations\.outstanding\.at_most asks for 101 percent"),
        (performance.read, "performance/permenpanrb-6-2022", "{ very_good = 70 }", "{ best = 70 }", r"at_most names the unknown rating best"),
        (performance.read, "performance/permenpanrb-6-2022", "[matrix.at]", "[matrix.as]", r"matrix\.at is missing"),
        (retirement.read, "retirement/pp-11-2017", '"first_of_next_month"', '"birthday"', "leaves must be first_of_next_month"),
        (retirement.read, "retirement/pp-11-2017", "value = 60", 'value = "60"', r"positions\.leadership\.age\.value is a text, not a whole number"),
        (holidays.read, "holidays/2026", "2026-08-25", "2025-08-25", "from is of another year than 2025-08-25"),
        (holidays.read, "holidays/2026", "2026-08-25", "2026-08-17", "falls on the day of Hari Kemerdekaan"),
        (holidays.read, "holidays/2026", '"sunday"', '"minggu"', "weekly_rest names minggu, which is no day of the week"),
        (timetable.read, "timetable/cpns-2024", '"calendar"', '"office"', r"stages\.announcement\.unit must be calendar or working"),
        (timetable.read, "timetable/cpns-2024", 'value = "announcement"', 'value = "exam"', "names exam, which is no earlier stage"),
        (timetable.read, "timetable/cpns-2024", "alongside =", "beside =", r"stages\.registration\.after or alongside must name one earlier stage"),
        (timetable.read, "timetable/cpns-2024", "value = 23", "value = 0", "days must be at least 1"),
        (timetable.read, "timetable/cpns-2024", "[stages.result]", "[stages.end]", r"stages\.result is missing"),
    ],
)  # fmt: skip
def test_a_malformed_file_is_refused_with_a_sentence(
    read: Callable[[Table], object], path: str, old: str, new: str, sentence: str
) -> None:
    text = (Path(shelf.__file__).parent / f"{path}.toml").read_text()
    assert old in text

    with pytest.raises(NormError, match=sentence):
        read(shelf.parsed(text.replace(old, new, 1).encode()))


@pytest.mark.parametrize("content", [b"[", b"\xff\xfe", b"a = 1\na = 2"])
def test_bytes_that_are_no_toml_are_refused(content: bytes) -> None:
    with pytest.raises(NormError, match=r"^\d+: "):
        shelf.parsed(content)


def test_asking_for_a_value_that_a_norm_does_not_have_is_refused() -> None:
    assert survey.load().cite("bands.A.least").value == survey.load().bands[0].least
    with pytest.raises(NormError, match=r"permenpanrb-14-2017 has no value bands\.E"):
        survey.load().cite("bands.E")
