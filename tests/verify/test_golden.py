"""The golden files are what the builder writes, and the verifier says of them what is written beside them."""

import pytest

from tests.verify import golden_files
from tests.verify.golden_files import COMMANDS, HERE


def test_the_golden_files_are_those_of_the_builder() -> None:
    kept = {str(path.relative_to(HERE)): path.read_bytes() for path in HERE.rglob("*") if path.is_file()}
    kept = {name: data for name, data in kept.items() if not name.startswith("expected/")}

    assert kept == golden_files.files()


@pytest.mark.parametrize("name", COMMANDS)
def test_each_check_says_what_is_expected(name: str) -> None:
    said = golden_files.said(name)

    assert said == (HERE / "expected" / f"{name}.txt").read_text()
    assert said.endswith("exit 0\n")
