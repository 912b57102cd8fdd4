"""What is served was compiled from what is written, carries nobody's brand, and is small."""

import hashlib
import json
import re
from pathlib import Path

from terang.base import ui

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "assets"
STATIC = Path(ui.__file__).parent / "static" / "ui"
BUILT = json.loads((ASSETS / "built.json").read_text())


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_what_is_served_was_compiled_from_these_sources() -> None:
    """`npm run check` in assets/ (or tools/assets_check.py) compiles again; this needs no Node."""
    names = [
        "build.mjs",
        "package-lock.json",
        *(
            f"{folder}/{path.name}"
            for folder in ("scripts", "styles")
            for path in (ASSETS / folder).iterdir()
        ),
    ]

    assert {name: digest(ASSETS / name) for name in names} == BUILT["sources"]
    assert {name: digest(STATIC / name) for name in BUILT["made"]} == BUILT["made"]


def test_style_sheet_and_script_are_small() -> None:
    assert (STATIC / "terang.css").stat().st_size < 60_000
    assert (STATIC / "terang.js").stat().st_size < 5_000


def test_the_style_sheet_asks_nobody_for_anything() -> None:
    css = (STATIC / "terang.css").read_text()

    assert re.findall(r"@import|https?:|url\((?!data:)", css) == []
    assert re.findall(r"GDS Transport|@font-face|tudor|govuk-crest", css) == []


def test_the_lock_file_pins_bytes_and_names_no_other_registry() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert [name for name, package in packages.items() if "integrity" not in package] == []
    assert {package["resolved"] for package in packages.values() if "resolved" in package} == set()


def test_each_package_is_named_with_one_exact_version() -> None:
    wanted = json.loads((ASSETS / "package.json").read_text())["devDependencies"]

    assert [version for version in wanted.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
