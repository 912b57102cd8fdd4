"""Which program this is, told by the content of its own files: what scores and ranks people must be known beforehand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import terang

HERE = Path(terang.__file__).parent
VERIFIER = HERE / "verify" / "terang_verify.py"
DECIDING = {".py", ".toml"}
"""Endings of the files that decide something: programs, and the norms."""


@dataclass(frozen=True)
class Release:
    """One state of the program. `packages` lists whatever else it runs with, a line each; `verifier` is a SHA-256."""

    name: str
    code: str
    packages: bytes
    verifier: str


@cache
def release() -> Release:
    """The release of this process. `name`: the version, and the first digits of the hash over all files that decide."""
    code = digest_of(HERE, (path for path in HERE.rglob("*") if path.suffix in DECIDING))
    installed = sorted({f"{one.name}=={one.version}" for one in metadata.distributions()}, key=str.lower)
    return Release(
        name=f"{metadata.version('terang')}-{code[:12]}",
        code=code,
        packages="".join(f"{one}\n" for one in installed).encode(),
        verifier=hashlib.sha256(VERIFIER.read_bytes()).hexdigest(),
    )


def digest_of(folder: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over a line for each file, sorted: its path in the folder, a space, its own SHA-256 in hex."""
    lines = sorted(
        f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in paths
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
