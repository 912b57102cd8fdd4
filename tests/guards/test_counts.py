"""What `make test` leaves to the long run: of many cases each n-th stays, and no test is lost altogether unless it says so."""

from typing import Any

import pytest

from tests.counts import left_to_the_long_run


class Item:
    def __init__(self, nodeid: str, *marks: pytest.MarkDecorator) -> None:
        self.nodeid, self.marks = nodeid, marks

    def iter_markers(self, name: str) -> list[pytest.Mark]:
        return [one.mark for one in self.marks if one.mark.name == name]

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return next(iter(self.iter_markers(name)), None)


def left(*items: Item) -> set[str]:
    found: Any = list(items)
    return left_to_the_long_run(found)


def test_unmarked_tests_all_stay() -> None:
    assert left(Item("a.py::one"), Item("a.py::many[1]"), Item("a.py::many[2]")) == set()


def test_of_many_cases_each_nth_stays_in_whatever_order_they_come() -> None:
    cases = [Item(f"a.py::many[{number}]", pytest.mark.some(every=3)) for number in (4, 2, 1, 5, 3)]

    assert left(*cases) == {"a.py::many[2]", "a.py::many[3]", "a.py::many[5]"}


def test_a_single_case_stays_however_few_are_asked_for() -> None:
    assert left(Item("a.py::many[x]", pytest.mark.some(every=9))) == set()


def test_what_is_marked_long_is_left() -> None:
    assert left(Item("a.py::one", pytest.mark.long), Item("a.py::two")) == {"a.py::one"}
