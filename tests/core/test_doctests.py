"""The examples in the docstrings of the rules are true."""

import doctest
import importlib
import pkgutil

import pytest

from terang import core

INSIDE = [one.name for one in pkgutil.walk_packages(core.__path__, f"{core.__name__}.")]
PURE = [name for name in INSIDE if not name.startswith(f"{core.__name__}.ledger")]


@pytest.mark.parametrize("name", PURE)
def test_the_examples_of_the_docstrings_are_true(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)

    assert result.failed == 0


RULES = [name for name in PURE if name.startswith("terang.core.rules.")]
WITHOUT = {"terang.core.rules.places", "terang.core.rules.schedule"}


@pytest.mark.parametrize("name", sorted(set(RULES) - WITHOUT))
def test_every_rule_has_an_example(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).attempted > 0
