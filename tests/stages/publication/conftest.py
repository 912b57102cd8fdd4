"""A complete small round, played once for each test that asks for it."""

import pytest

from tests.factories import ranking as factory


@pytest.fixture
def round_played(db: None) -> factory.Play:
    """Two vacancies, one of a special kind, from applications to the published final ranking."""
    return factory.complete()
