"""Promises about the whole repository, one sentence each. A failure lists where a promise is broken."""

import ast
import doctest
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from terang.config.environment import Environment

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "terang"
WRITING = {
    "objects", "save", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update", "create",
}  # fmt: skip
NOBODY_YET = {"register_applicant"}  # there is no actor before there is an account
ROOMS = sorted(path.name for path in (PACKAGE / "stages").iterdir() if (path / "__init__.py").exists())


def _sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (PACKAGE / folder).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(), str(path)))


def _place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def _imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every module that a file imports, with the place where it does."""
    for node in _nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def test_the_core_imports_the_standard_library_and_itself() -> None:
    allowed = {*sys.stdlib_module_names, "terang"}
    strangers = [
        f"{_place(path, node)} imports {module}"
        for path in _sources("core")
        for module, node in _imports(path)
        if module.split(".")[0] not in allowed
        or (module.startswith("terang.") and not f"{module}.".startswith("terang.core."))
    ]

    assert strangers == []


def test_no_float_lives_in_the_core() -> None:
    floats = [
        _place(path, node)
        for path in _sources("core")
        for node in _nodes(path)
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    ]

    assert floats == []


def test_the_core_reads_no_clock() -> None:
    clocks = [
        _place(path, node)
        for path in _sources("core")
        for node in _nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today", "time_ns", "monotonic"}
    ]

    assert clocks == []


def test_the_citizens_checker_imports_nothing_of_ours() -> None:
    ours = [
        f"{_place(path, node)} imports {module}"
        for path in _sources("verify")
        for module, node in _imports(path)
        if module.startswith("terang") and not module.startswith("terang.verify")
    ]

    assert ours == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_reads_other_rooms_through_their_facts_only(room: str) -> None:
    peeks = [
        f"{_place(path, node)} imports {module}"
        for path in _sources(f"stages/{room}")
        for module, node in _imports(path)
        if (parts := module.split("."))[:2] == ["terang", "stages"]
        and len(parts) > 3
        and parts[2] != room
        and parts[3] != "facts"
    ]

    assert peeks == []


def test_only_the_configuration_knows_publication() -> None:
    callers = [
        f"{_place(path, node)} imports {module}"
        for path in _sources(".")
        for module, node in _imports(path)
        if module.startswith("terang.stages.publication")
        and "publication" not in path.parts
        and "config" not in path.parts
    ]

    assert callers == []


def test_pages_do_not_write() -> None:
    writers = [
        f"{_place(path, node)} .{node.attr}"
        for path in _sources(".")
        if "web" in path.parts and path.name != "queries.py"
        for node in _nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in WRITING
    ]

    assert writers == []


def test_a_kept_file_leaves_by_one_door() -> None:
    """`files.serving` sets what keeps a stranger's file from acting; nobody hands out the bytes beside it."""
    others = [
        _place(path, node)
        for path in _sources(".")
        if "files" not in path.parts
        for node in _nodes(path)
        if isinstance(node, ast.Attribute)
        and node.attr == "read"
        and ast.unparse(node.value) in {"keeping", "files"}
    ]

    assert others == []


def _is_command(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        ast.unparse(mark) == "transaction.atomic" for mark in node.decorator_list
    )


def test_every_command_is_told_who_and_when_by_name() -> None:
    silent = [
        f"{_place(path, node)} {node.name}"
        for path in _sources("stages", "base")
        if path.stem == "commands" or "commands" in path.parts
        for node in _nodes(path)
        if _is_command(node) and isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.name not in NOBODY_YET
        if node.args.args or not {"by", "at"} <= {argument.arg for argument in node.args.kwonlyargs}
    ]

    assert silent == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_at_its_door_what_it_decides(room: str) -> None:
    text = ast.get_docstring(ast.parse((PACKAGE / "stages" / room / "__init__.py").read_text())) or ""

    assert len(re.findall(r"[.!?](\s|$)", text)) >= 3


def _templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


def test_every_page_has_a_title() -> None:
    untitled = [
        str(path.relative_to(ROOT))
        for path in _templates()
        if "allauth" not in path.parts
        and re.search(r'{% extends "[a-z_]+/page\.html" %}', text := path.read_text())
        if "{% block title %}" not in text
    ]

    assert untitled == []


def test_nothing_in_a_page_is_inline() -> None:
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\s(src|type=\"application/json\"))|\son[a-z]+=|javascript:"
    )
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path in _templates()
        for hit in inline.finditer(re.sub(r"{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.DOTALL))
    ]

    assert found == []


def test_every_setting_is_documented_with_its_default() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text()
    documented = set(re.findall(r"^### `(TERANG_[A-Z_]+)`", page, re.MULTILINE))

    assert documented == {f"TERANG_{name.upper()}" for name in Environment.model_fields}


@pytest.mark.parametrize("path", _sources("core"), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_examples_in_the_core_are_true(path: Path) -> None:
    name = ".".join(["terang", *path.relative_to(PACKAGE).with_suffix("").parts]).removesuffix(".__init__")

    assert doctest.testmod(import_module(name)).failed == 0


def test_no_file_is_a_novel() -> None:
    novels = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for folder, most in (("src", 400), ("tests", 600))
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and path.name != "terang_verify.py"  # one file on purpose: anybody downloads it and runs it alone
        and (count := len(path.read_text().splitlines())) > most
    ]

    assert novels == []


def test_warnings_are_errors_and_the_network_is_closed() -> None:
    options = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]

    assert options["filterwarnings"][0] == "error"
    assert "--allow-hosts=127.0.0.1,::1,localhost" in options["addopts"]
