#!/usr/bin/env python3
"""Compile `assets/` again and tell whether the committed style sheet and script equal their sources. Needs Node."""

import shutil
import subprocess
import sys
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def is_installed() -> bool:
    """Tell whether what the lock names has been installed since the lock was written."""
    installed = ASSETS / "node_modules" / ".package-lock.json"
    return installed.exists() and installed.stat().st_mtime >= (ASSETS / "package-lock.json").stat().st_mtime


def main() -> int:
    """Install exactly what the lock names, compile, compare; 1 if anything differs."""
    npm = shutil.which("npm")
    if npm is None:
        print(
            "npm is not on the PATH; assets/built.json is compared by tests/base/ui instead.", file=sys.stderr
        )
        return 2
    if not is_installed():
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=ASSETS, check=True)
    return subprocess.run([npm, "run", "--silent", "check"], cwd=ASSETS, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
