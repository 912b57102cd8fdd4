"""Fetch uv into `.tools`, at the version and with the hashes of `tools/uv.txt`: with pip, or by hand where there is none.

Runs on the python3 of the machine, before anything is installed; it uses the standard library only.
"""

import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / ".tools"
PINNED = HERE / "uv.txt"
WHEELS = {
    ("Linux", "x86_64"): "manylinux_2_17_x86_64",
    ("Linux", "aarch64"): "manylinux_2_17_aarch64",
    ("Darwin", "arm64"): "macosx_11_0_arm64",
    ("Darwin", "x86_64"): "macosx_10_12_x86_64",
}


def main() -> int:
    """Install uv; 0 when it is there afterwards."""
    if sys.version_info < (3, 11):  # noqa: UP036  before anything is installed, any Python may run this
        sys.exit(
            f"Terang needs Python 3.11 or newer; {sys.executable} is {platform.python_version()}.\n"
            "Name another: make setup PYTHON=/path/to/python3.12"
        )
    if not _by_pip():
        _by_hand()
    return 0 if (TARGET / "bin" / "uv").exists() else 1


def _by_pip() -> bool:
    """Ask pip, which knows the mirrors and proxies of this machine."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-cache-dir",
        "--upgrade",
        "--require-hashes",
        "--target",
        str(TARGET),
        "-r",
        str(PINNED),
    ]
    if subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, check=False
    ).returncode:
        return False
    return subprocess.run(command, check=False).returncode == 0


def _by_hand() -> None:
    """Without pip: the wheel from the index, taken only if its hash is one of ours."""
    print("No pip that works here: fetching uv by hand.")
    pinned = PINNED.read_text()
    version = re.search(r"uv==(\S+)", pinned)[1]
    wanted = WHEELS[platform.system(), platform.machine()]
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    request = urllib.request.Request(
        f"{index}/uv/", headers={"Accept": "application/vnd.pypi.simple.v1+json"}
    )
    files = json.load(urllib.request.urlopen(request, timeout=60))["files"]
    wheel = next(
        file for file in files if file["filename"].startswith(f"uv-{version}-") and wanted in file["filename"]
    )
    archive = TARGET / wheel["filename"]
    archive.parent.mkdir(parents=True, exist_ok=True)
    archive.write_bytes(urllib.request.urlopen(wheel["url"], timeout=300).read())
    if hashlib.sha256(archive.read_bytes()).hexdigest() not in pinned:
        archive.unlink()
        sys.exit("What the index sent is not the uv that this project pins.")
    with zipfile.ZipFile(archive) as opened:
        for name in (f"uv-{version}.data/scripts/uv",):
            binary = TARGET / "bin" / Path(name).name
            binary.parent.mkdir(exist_ok=True)
            binary.write_bytes(opened.read(name))
            binary.chmod(0o755)
    archive.unlink()


if __name__ == "__main__":
    sys.exit(main())
