"""Promises about the whole of the norms and rules: standard library only, no clock, no float."""

import ast
import sys
from pathlib import Path

import pytest

from terang import core

HERE = Path(core.__file__).parent
FOLDERS = ("norms", "rules", "cards")
FILES = sorted([*HERE.glob("*.py"), *(path for name in FOLDERS for path in (HERE / name).rglob("*.py"))])
CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HERE)))
def test_the_rules_import_only_the_standard_library_and_each_other(path: Path) -> None:
    imported = [
        name
        for node in ast.walk(tree(path))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names] if isinstance(node, ast.Import) else []
        )
    ]  # fmt: skip

    foreign = [
        name
        for name in imported
        if not name.startswith("terang.core") and name.split(".")[0] not in sys.stdlib_module_names
    ]
    assert foreign == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HERE)))
def test_the_rules_know_no_float_and_no_clock(path: Path) -> None:
    nodes = list(ast.walk(tree(path)))

    assert [node for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)] == []
    assert [node for node in nodes if isinstance(node, ast.Name) and node.id == "float"] == []
    assert [node for node in nodes if isinstance(node, ast.Attribute) and node.attr in CLOCKS] == []
