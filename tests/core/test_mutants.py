"""What `make mutants` may leave alive is still about lines that are there."""

import tomllib
from pathlib import Path

import pytest

from terang.core import rules

HERE = Path(__file__).parent
KNOWN = tomllib.loads((HERE / "mutants.toml").read_text())["mutant"]


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: f"{one['module']}.{one['function']}")
def test_every_reason_is_about_lines_that_are_there(one: dict[str, str]) -> None:
    source = (Path(rules.__path__[0]) / f"{one['module']}.py").read_text()

    assert one["reason"]
    assert one["before"] in "\n".join(line.strip() for line in source.splitlines())
