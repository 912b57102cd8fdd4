"""The command `terang` and the lines of `make` say what they are for, and start quickly."""

import os
import re
import subprocess
import sys
from importlib import metadata

import pytest
from typer.testing import CliRunner

from terang.cli import COMMANDS, _commands
from tests.ground import ROOT

TERANG = [sys.executable, "-m", "terang.cli"]


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("TERANG_", "DJANGO_"))}
    return subprocess.run(
        [*TERANG, *arguments], capture_output=True, text=True, check=False, timeout=60, env=ours | environment
    )


def test_it_says_its_version() -> None:
    assert _run("--version").stdout == f"terang {metadata.version('terang')}\n"


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"django"}))
def test_every_command_says_what_it_is_for(name: str) -> None:
    told = CliRunner().invoke(_commands([name]), [name, "--help"])

    assert told.exit_code == 0
    assert re.search(r"[A-Z][a-z].*\.", told.stdout)


@pytest.mark.parametrize("name", ["rank", "abk"])
def test_the_commands_for_files_do_not_wait_for_django(name: str) -> None:
    asked = (
        f"import sys; from terang.cli import _commands; _commands(['{name}']); print('django' in sys.modules)"
    )

    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert told.stdout == "False\n"


def test_without_an_environment_it_takes_itself_for_production_and_refuses() -> None:
    told = _run("serve")

    assert told.returncode == 1
    assert "TERANG_SECRET_KEY" in told.stderr
    assert "Traceback" not in told.stderr


def test_make_alone_lists_every_target_that_people_use() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = set(
        re.search(r"^\.PHONY: (.*?[^\\])$", makefile, re.MULTILINE | re.DOTALL)[1].replace("\\", "").split()
    )

    told = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert phony - set(re.findall(r"make ([\w-]+)", told.stdout)) == {"messages-check", "assets-check"}


def test_the_licence_is_the_whole_affero_licence() -> None:
    text = (ROOT / "LICENSES/AGPL-3.0-or-later.txt").read_text()

    assert text.startswith("GNU AFFERO GENERAL PUBLIC LICENSE\nVersion 3, 19 November 2007")
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text
