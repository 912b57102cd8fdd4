"""Every test here begins as the house sees it: pages narrow that to their own person, as they do in life."""

from collections.abc import Iterator

import pytest

from terang.base.tenancy import scope


@pytest.fixture(autouse=True)
def _the_house_looks(request: pytest.FixtureRequest) -> Iterator[None]:
    marker = request.node.get_closest_marker("django_db")
    if marker is None or marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("db")
    with scope.as_system():
        yield
